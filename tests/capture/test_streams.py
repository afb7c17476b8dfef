"""What a source is, is told by its content."""

from __future__ import annotations

import io
import json

import pytest

from onrecord.capture import Options, capture, is_unreadable
from onrecord.capture.article import read_html
from onrecord.record import Comment, Evidence, Page, Record, Stance, span, to_json

PARAGRAPH = "The harbour board decided on Monday that the night ferry will run through the winter, its chairman said."


def one(data: bytes, **options: object) -> Record:
    (record,) = capture("-", stdin=io.BytesIO(data), options=Options(**options))  # type: ignore[arg-type]
    return record


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><title>x</title><p>{}",
        "<?xml version='1.0'?><html><body><p>{}</p></body></html>",
        "\n <!-- saved -->\n<div>{}</div>",
        "{}<p>a</p><p>b</p><p>c</p>",
    ],
)
def test_html(html: str) -> None:
    """With or without a head, by its first tag or by many tags."""
    assert PARAGRAPH in one(html.format(PARAGRAPH).encode()).page.text
    assert "<" not in one(html.format(PARAGRAPH).encode()).page.text


def test_a_text_may_speak_of_tags() -> None:
    """A tag or two in a story make no HTML page of it."""
    assert one(f"{PARAGRAPH}\nIt is written in <br> and <p>.".encode()).page.text.endswith("<br> and <p>.")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "<rss>"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "<feed>"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n<html><p>x</p></html>", "web archive"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>", "MHTML"),
        (b'{"post_stream": {"posts": []}, "title": "x"}', "discourse"),
    ],
)
def test_what_is_something_else_is_told(data: bytes, told: str) -> None:
    """Feeds, archives and exports of comments on standard input."""
    record = one(data)
    assert is_unreadable(record)
    assert told in record.gaps[0].why


def test_words_that_begin_like_a_media_file() -> None:
    """A text is a text whatever its first letters."""
    assert one(b"RIFF in the cabinet over ferries.\nIt is old.").page.text.startswith("RIFF in")


def test_a_json_list_that_is_too_large_is_one_gap() -> None:
    """And not a gap for each of its lines."""
    data = json.dumps([{"id": str(i), "text": "x" * 50} for i in range(100)], indent=1).encode()
    assert "one JSON value of more than" in one(data, max_bytes=1000).gaps[0].why


def test_a_record_is_read_back_as_a_captured_page() -> None:
    """Page, comments and gaps; what a reader added is left out, for it will be read anew."""
    text = f"Night ferry\n\n{PARAGRAPH}"
    comment = Comment(id="c1", account="Marit", text="At last!", stances=(Stance(toward="e1", label="favour"),))
    page = Page(id="x-1", title="Night ferry", text=text, evidence={"title": Evidence(span=span(text, 0, 11))})
    back = one(to_json(Record(page=page, comments=(comment,))))
    assert (back.page.id, back.page.text, back.page.evidence) == (page.id, text, page.evidence)
    assert [(c.account, c.text, c.stances) for c in back.comments] == [("Marit", "At last!", ())]
    assert [account.name for account in back.accounts] == ["Marit"]


@pytest.mark.parametrize(
    "line",
    [b'{"page": {"id": "x", "text": 3}}', b'{"page": {}}',
     b'{"page": {"id": "x", "text": "abc", "evidence": {"title": {"span": {"start": 0, "end": 2, "exact": "zz"}}}}}'],
)  # fmt: skip
def test_a_record_that_was_spoilt_is_told(line: bytes) -> None:
    """By the field that is wrong, or by spans that do not fit."""
    record = one(line)
    assert is_unreadable(record)
    assert record.gaps[0].why.startswith("-:1: ")


def test_text_below_the_cut_of_a_deep_page_is_read() -> None:
    """Also where there is text above the cut."""
    deep = "<html><body>" + "<span>a " * 5000 + f"<p>{PARAGRAPH}</p>"
    record = read_html(deep, "x")
    assert PARAGRAPH in record.page.text
    assert "text" in {gap.what for gap in record.gaps}


def test_a_tag_with_a_hundred_thousand_attributes() -> None:
    """They are left out; the text within is read."""
    attributes = " ".join(f"a{i}=1" for i in range(100_000))
    assert read_html(f"<html><body><div {attributes}><p>{PARAGRAPH}</p></div></body></html>", "x").page.text == PARAGRAPH
