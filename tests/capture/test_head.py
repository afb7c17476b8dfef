"""What a reader sees between a story's title and its first paragraph: byline and date."""

from __future__ import annotations

import lxml.html

from onrecord.capture.head import Head, in_thread
from onrecord.capture.metadata import metadata_of

STORY = "<p>" + "The board decided on Monday that the night ferry will run through the winter, as it did before. " * 3 + "</p>"


def read(before: str, after: str = "", title: str = "Night ferry to run") -> tuple[tuple[str, ...], str | None]:
    html = f"<html><body><nav>3 March 2020</nav><h1>{title}</h1>{before}{STORY}{after}</body></html>"
    meta = metadata_of(lxml.html.document_fromstring(html), url=None, language="en")
    return meta.byline, meta.published


def test_byline_and_date_below_the_title() -> None:
    """With or without class names; links name the authors."""
    assert read("<div>By Ola Berg</div><div>Published 3 March 2025</div>") == (("Ola Berg",), "2025-03-03")
    assert read(
        "<footer class='story-authors'><a>Ola Berg</a>, <a>Kim Strand</a><span>Monday, March 3, 2025</span></footer>"
    ) == (
        ("Ola Berg", "Kim Strand"),
        "2025-03-03",
    )


def test_a_date_with_the_time_and_a_bar() -> None:
    """As some systems print it."""
    assert read("<span>March 3, 2025 | 6:00 PM</span>")[1] == "2025-03-03"


def test_what_is_no_date_of_publication() -> None:
    """An update, a day in a sentence, a date below the first paragraph, above the title, or in the thread."""
    assert read("<div>Updated 3 March 2025</div>")[1] is None
    assert read("<div>The board met on 3 March 2025</div>")[1] is None
    assert read("", "<div>3 March 2025</div><div>By Ola Berg</div>") == ((), None)
    assert read("<div class='comments'><span>3 March 2025</span></div>")[1] is None
    assert read("<nav><span>3 March 2025</span></nav><form>3 March 2025</form>")[1] is None


def test_a_page_without_its_title_has_no_head() -> None:
    """Nothing is looked for where no heading shows the title."""
    tree = lxml.html.document_fromstring("<html><body><h1>Other</h1><span>3 March 2025</span></body></html>")
    assert Head.of(tree, "Night ferry") == Head.of(tree, None) == Head()


def test_parts_named_for_comments() -> None:
    """By class, id or item type of any part around."""
    tree = lxml.html.document_fromstring("<html><body><div id='Comments'><p><b>x</b></p></div><i>y</i></body></html>")
    assert in_thread(next(tree.iter("b")))
    assert not in_thread(next(tree.iter("i")))
