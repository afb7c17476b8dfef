"""Whatever is given, a record comes out: the page, or the reason why there is none."""

from __future__ import annotations

import gzip
import io
import json
import random
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture import Options, capture, expand, is_unreadable
from onrecord.errors import BadSource
from onrecord.record import Record, spans_of

PARAGRAPH = (
    "The harbour board decided on Monday that the night ferry will run through the winter, its chairman said in a statement."
)
HTML = f"<html lang='en'><head><title>Night ferry</title></head><body><article><h1>Night ferry</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH[::1]} Again.</p></article></body></html>"


def one(source: str | Path, **options: object) -> Record:
    (record,) = capture(str(source), options=Options(**options))  # type: ignore[arg-type]
    return record


@pytest.mark.parametrize("form", ["html", "txt"])
def test_the_bundled_page_is_read_whole(form: str) -> None:
    """Eleven comments by seven accounts, as stated; title, byline, date, each with its evidence; no gap."""
    with as_file(files("onrecord") / "sample" / f"bornholm.{form}") as path:
        record = one(path)
    page = record.page
    assert (len(record.comments), len(record.accounts), page.stated_comment_count) == (11, 7, 11)
    assert page.title == "Trawlers held off Bornholm as ministers weigh a 60-day truce"
    assert page.byline == ("Ida Krogh", "Tomasz Lewy")
    assert page.published is not None
    assert page.published.startswith("2026-02-11T17:40:00")
    assert page.language == "en"
    assert {"title", "byline", "published", "captured"} <= set(page.evidence)
    assert record.gaps == ()


def test_both_forms_of_the_bundled_page_agree() -> None:
    """HTML and copied text give the same accounts, comment texts and story paragraphs."""
    folder = files("onrecord") / "sample"
    with as_file(folder / "bornholm.html") as html, as_file(folder / "bornholm.txt") as text:
        first, second = one(html), one(text)
    assert [(c.account, c.text) for c in first.comments] == [(c.account, c.text) for c in second.comments]
    assert [p for p in second.page.text.split("\n\n") if p not in first.page.text] == [
        "By Ida Krogh and Tomasz Lewy",
        "11 February 2026, 17:40",
    ]


def test_the_same_page_gives_the_same_record(tmp_path: Path) -> None:
    """Twice in one process, byte for byte."""
    path = tmp_path / "page.html"
    path.write_text(HTML)
    assert one(path) == one(path)
    assert all(text[s.start : s.end] == s.exact for text, s in spans_of(one(path)))


def test_standard_input_is_told_by_its_content() -> None:
    """HTML, copied text, JSON lines and gzip come through a pipe alike; a pipe has no time of capture."""
    lines = b'{"id":"a","text":"One."}\n{"id":"b","text":"Two."}\n'
    for data, texts in (
        (HTML.encode(), None),
        (gzip.compress(HTML.encode()), None),
        (lines, ["One.", "Two."]),
        (gzip.compress(lines), ["One.", "Two."]),
        (b'[{"id":"a","text":"One."},\n {"id":"b","text":"Two."}]', ["One.", "Two."]),
        (b'{\n "id": "a",\n "text": "One."\n}', ["One."]),
        (
            b"Ships stay in port\n\nThe board has decided so on Monday.\n",
            ["Ships stay in port\n\nThe board has decided so on Monday."],
        ),
    ):
        records = list(capture("-", stdin=io.BytesIO(data)))
        assert [r.page.text for r in records] == (texts or [f"Night ferry\n\n{PARAGRAPH}\n\n{PARAGRAPH} Again."])
        assert all(r.page.captured is None for r in records)


def test_json_lines_keep_their_text_to_the_letter(tmp_path: Path) -> None:
    """Spaces, line ends and invisible characters stay; id, title, url and date are taken."""
    text = " Two  spaces,\ttab,\r\nCRLF,\u00a0nbsp, \u00ad shy, \U0001f642.\n"
    path = tmp_path / "pages.jsonl"
    path.write_text(
        json.dumps({"id": 7, "title": "T", "published": "2025-03", "url": "https://e.org/x", "text": text, "more": [1]}) + "\n"
    )
    page = one(path).page
    assert (page.text, page.id, page.title, page.published, page.url) == (text, "7", "T", "2025-03", "https://e.org/x")


def test_a_broken_line_among_lines_is_a_gap(tmp_path: Path) -> None:
    """The lines around it are read; so are lines with the same id, a lone surrogate, a wrong date."""
    path = tmp_path / "pages.jsonl"
    path.write_bytes(
        b'{"id":"a","text":"One."}\n{"id":"b","te\n\n{"id":"a","text":"Other."}\n[1]\n{"id":"c"}\n{"id":"d","text":3}\n'
        b'{"id":"e","text":"half \\ud83d","published":"soon"}\n\xff\xfe\n{"id":"f","text":"Last."}'
    )
    records = list(capture(str(path)))
    assert [r.page.text for r in records] == ["One.", "", "Other.", "", "", "", "half \ufffd", "", "Last."]
    assert [is_unreadable(r) for r in records] == [False, True, False, True, True, True, False, True, False]
    assert records[1].page.id == f"{path}:2"
    assert records[2].page.id == "a:4"
    assert {g.what for g in records[6].gaps} == {"encoding", "published"}
    assert len({r.page.id for r in records}) == len(records)


BAD = {
    "empty.html": b"",
    "blank.txt": b" \n\t\n",
    "binary.html": random.Random(1).randbytes(5000),
    "a.pdf": b"%PDF-1.7 ...",
    "a.png": b"\x89PNG\r\n\x1a\n...",
    "a.docx": b"PK\x03\x04 ...",
    "cut.html.gz": gzip.compress(random.Random(2).randbytes(9000).hex().encode())[:2000],
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    """The record names the source, what it is, and what to do."""
    path = tmp_path / name
    path.write_bytes(BAD[name])
    record = one(path)
    assert is_unreadable(record)
    assert record.gaps[0].why.startswith(f"{path}: ")
    assert "\n" not in record.gaps[0].why


def test_a_page_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Beyond the limit the page is a gap of kind size, whatever it holds."""
    path = tmp_path / "big.html"
    path.write_bytes(b"<html><body><p>" + b"word " * 100_000)
    record = one(path, max_bytes=100_000)
    assert [g.what for g in record.gaps] == ["size"]


def test_a_hundred_thousand_nested_tags_lose_no_text(tmp_path: Path) -> None:
    """No tree holds such a page; its words are read all the same, and the gap says how."""
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<div>" * 100_000 + f"<p>{PARAGRAPH}</p>" + "</div>" * 100_000)
    record = one(path)
    assert PARAGRAPH in record.page.text
    assert "text" in {g.what for g in record.gaps}


def test_a_page_without_text_is_a_page_with_a_gap(tmp_path: Path) -> None:
    """Its title is kept; nothing is invented for its text."""
    path = tmp_path / "page.html"
    path.write_text("<html><head><title>Pictures</title></head><body><img src='a.png'></body></html>")
    record = one(path)
    assert (record.page.title, record.page.text) == ("Pictures", "")
    assert [g.what for g in record.gaps] == ["text"]


def test_another_language_is_captured_with_a_gap(tmp_path: Path) -> None:
    """Text and thread are kept; the gap names the language."""
    path = tmp_path / "page.txt"
    path.write_text(
        "Der Hafenrat hat am Montag beschlossen, dass die Nachtfähre im Winter fährt. Viele Leute auf den Inseln hatten lange darauf "
        "gewartet, und nun ist das Geld dafür gefunden.\n2 Kommentare\nMarit\nEndlich!\nJo\nNa gut.\n"
    )
    record = one(path)
    assert record.page.language == "de"
    assert len(record.comments) == 2
    assert "the page is in German; only English is read so far" in {g.why for g in record.gaps}


def test_sources_open_up(tmp_path: Path) -> None:
    """Folders with all below, globs, files, URLs and standard input, in order; what names nothing is told."""
    (tmp_path / "sub").mkdir()
    for name in ("b.html", "a.txt", "sub/c.jsonl", "note.md"):
        (tmp_path / name).write_text("x")
    found = [str(tmp_path / name) for name in ("a.txt", "b.html", "sub/c.jsonl")]
    assert list(expand([str(tmp_path)])) == found
    assert list(expand([f"{tmp_path}/*.html", "-", "https://e.org/x"])) == [found[1], "-", "https://e.org/x"]
    for wrong in (f"{tmp_path}/*.pdf", f"{tmp_path}/none.html"):
        with pytest.raises(BadSource, match="no such file"):
            list(expand([wrong]))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda t: f"<p>{t}</p>".encode("utf-8", "replace")))
def test_no_bytes_break_it(data: bytes) -> None:
    """Any bytes give records whose spans hold."""
    for record in capture("-", stdin=io.BytesIO(data)):
        assert record.page.text or record.gaps
        assert all(text[s.start : s.end] == s.exact for text, s in spans_of(record))
