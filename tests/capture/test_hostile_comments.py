"""Comments that somebody made to break things go into a store and come out as they went in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture import capture
from onrecord.pseudonyms import Key, with_pseudonyms
from onrecord.record import Record, from_json, to_json
from onrecord.store import Store

HEADER = "id account text posted parent page likes".split()
EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f4 e\u0301 \U0001f6a2"
RIGHT_TO_LEFT = "\u202eشكرا\u202c שלום \u2067x\u2069"
TEXTS = [
    "", " ", "?!…", "\U0001f44d", EMOJI, RIGHT_TO_LEFT, "a" * 2**20, "word " * 2**18, "<script>alert(1)</script>", "1 <3 2 & 4 > 3",
    "it is written <b> and <br> here", "'; DROP TABLE comments; --", "=cmd|' /C calc'!A0", "a\n\n\nb", '"', "\\", "{}", "\u2028\u2029\u0085",
]  # fmt: skip


def kept(tmp_path: Path, rows: list[dict[str, object]], form: str) -> Record:
    """The record of the rows as a CSV or as JSON lines, once it has been in a store as the command line puts it there."""
    path = tmp_path / f"comments.{form}"
    with path.open("w", encoding="utf-8", newline="") as file:
        if form == "csv":
            table = csv.DictWriter(file, HEADER)
            table.writeheader()
            table.writerows(rows)
        else:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    (record,) = capture(str(path))
    hidden, _ = with_pseudonyms(record, Key(bytes(32)))
    with Store.open(tmp_path / "r.db") as store:
        store.write(hidden)
        assert store.read(record.page.id) == hidden == from_json(to_json(hidden))
    return record


forms = pytest.mark.parametrize("form", ["csv", "jsonl"])


@forms
def test_texts(tmp_path: Path, form: str) -> None:
    """Empty, word-less, a megabyte, emoji, right-to-left, tags, formulas: character for character."""
    record = kept(tmp_path, [{"account": "K", "text": text} for text in TEXTS], form)
    assert [comment.text for comment in record.comments] == TEXTS


@forms
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>x</b></p><p>two</p>", "One x\ntwo"),
        ("a<br>b", "a\nb"),
        ("one\n<i>two</i>", "one\ntwo"),
        ("it&#39;s &lt;b&gt;", "it's <b>"),
    ],
)
def test_html_becomes_text(tmp_path: Path, html: str, text: str, form: str) -> None:
    """Where it is HTML beyond doubt: a tag that is closed, a line that is broken, an escaped character."""
    assert kept(tmp_path, [{"account": "K", "text": html}], form).comments[0].text == text


@forms
def test_missing_accounts_doubled_ids_circles_and_dates_out_of_order(tmp_path: Path, form: str) -> None:
    """The order of the rows stays, ids are made unique, circles are cut, nobody is made up."""
    rows: list[dict[str, object]] = [
        {"id": "1", "account": "K", "text": "a", "posted": "2025-03-05", "parent": "2"},
        {"id": "2", "text": "b", "posted": "2025-03-03", "parent": "1"},
        {"id": "2", "account": RIGHT_TO_LEFT, "text": "c", "posted": "2025-03-04", "parent": "2", "likes": 10**30},
        {"id": "2", "account": "<b>", "text": "d", "posted": 10**15, "parent": "gone", "likes": -3},
    ]
    record = kept(tmp_path, rows, form)
    assert [(c.id, c.parent) for c in record.comments] == [("1", "2"), ("2", None), ("2-2", "2"), ("2-3", None)]
    assert [c.posted for c in record.comments] == ["2025-03-05", "2025-03-03", "2025-03-04", None]
    assert [c.account for c in record.comments] == ["K", None, RIGHT_TO_LEFT, "<b>"]
    assert [c.likes for c in record.comments] == [None, None, None, -3]


def test_json_that_is_made_to_break(tmp_path: Path) -> None:
    """Deep lists, huge numbers, halves of characters, control characters: a gap or a replaced character."""
    path = tmp_path / "c.jsonl"
    path.write_text(
        '{"account": "K", "text": "a\\ud800\\u0000b"}\n'
        + "[" * 100_000
        + "\n"
        + '{"account": "K", "text": "x", "likes": '
        + "9" * 5000
        + "}\n"
        '{"account": {"a": 1}, "text": "y", "posted": 1e308, "parent": true, "id": NaN}\n'
    )
    (record,) = capture(str(path))
    assert [c.text for c in record.comments] == ["a\ufffd\ufffdb", "y"]
    with Store.open(tmp_path / "r.db") as store:
        store.write(record)
        assert store.read(record.page.id) == record


@pytest.mark.parametrize("part", ["<b>", "<b ", "<", "&amp", "<br", "a ", "<p></p", "\n<br>"])
def test_a_megabyte_of_one_thing_is_read_in_time(part: str) -> None:
    """No pattern looks at a text again and again (pytest would stand still)."""
    data = json.dumps({"account": "K", "text": part * (2**20 // len(part)), "posted": part * 2**16}).encode()
    (record,) = capture("-", stdin=io.BytesIO(data))
    assert len(record.comments) == 1


def test_a_hundred_thousand_comments_on_one_page(tmp_path: Path) -> None:
    """One chain of answers, thousands of accounts; every one of them is there, in order."""
    rows = (f"{i},a{i % 5000},comment {i},{1741021320 + i},{i - 1 if i else ''}\n" for i in range(100_000))
    path = tmp_path / "comments.csv"
    path.write_text("id,account,text,posted,parent\n" + "".join(rows))
    (record,) = capture(str(path))
    assert [c.parent for c in record.comments] == [None, *(str(i) for i in range(99_999))]
    assert len(record.accounts) == 5000
    with Store.open(tmp_path / "r.db") as store:
        store.write(record)
        assert store.read(record.page.id) == record


PARTS = st.sampled_from(
    [
        b"account,text\n",
        b'{"account": "K", "text": "x"}\n',
        b'[{"user": 1, "text": ',
        b"sep=;\n",
        b'"',
        b"\n",
        b",",
        b"\r",
        b"\x00",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.binary(max_size=12), max_size=12))
def test_any_bytes_are_a_record(parts: list[bytes]) -> None:
    """Behind a header or a line of JSON, whatever comes: comments or gaps, never an error."""
    for record in capture("-", stdin=io.BytesIO(b"text,account,id,parent\n" + b"".join(parts))):
        assert from_json(to_json(record)) == record
        assert len({comment.id for comment in record.comments}) == len(record.comments)
        assert record.comments or record.gaps
    list(capture("-", stdin=io.BytesIO(b"".join(parts))))
