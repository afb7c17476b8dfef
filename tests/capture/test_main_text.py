"""The story's paragraphs, as they stand, parted by a blank line."""

from __future__ import annotations

import lxml.html

from onrecord.capture.main_text import flat_text, main_text

LONG = (
    "The harbour board decided on Monday that the night ferry will run through the winter, its chairman {} said in a statement."
)


def read(body: str) -> str:
    return main_text(lxml.html.document_fromstring(f"<html><body><article>{body}</article></body></html>"))


def test_headings_and_paragraphs() -> None:
    """A heading is a paragraph; white space is folded; inline markup leaves no trace."""
    name = "<b>Ola</b>\n  Berg"
    text = read(f"<h2>What comes</h2><p>{LONG.format(name)}</p><p>{LONG.format('too')}</p>")
    assert text == f"What comes\n\n{LONG.format('Ola Berg')}\n\n{LONG.format('too')}"


def test_two_line_breaks_part_paragraphs() -> None:
    """As old systems write them; one line break is a space."""
    text = read(f"<div>{LONG.format('one')}<br><br>{LONG.format('two')}<br>{LONG.format('three')}</div>")
    assert text == f"{LONG.format('one')}\n\n{LONG.format('two')} {LONG.format('three')}"


def test_no_item_of_a_nested_list_is_lost() -> None:
    """Words beside a nested list stay."""
    text = read(f"<p>{LONG.format('one')}</p><ul><li>Ferries of the islands<ul><li>The night ferry</li></ul></li></ul>")
    assert [line for line in ("Ferries of the islands", "The night ferry") if line not in text] == []


def test_the_same_page_twice() -> None:
    """What was read before leaves no trace."""
    page = "".join(f"<p>{LONG.format(i)}</p>" for i in range(5))
    assert len({read(page) for _ in range(4)}) == 1


def test_flat_text_is_all_text() -> None:
    """Blocks part it; scripts and styles are none of it; what is not closed is read too."""
    html = "<div>One<p>Two <b>and</b> more<script>no()</script></div><style>no</style>Three<br>Four &amp; five"
    assert flat_text(html) == "One\n\nTwo and more\n\nThree\n\nFour & five"
