"""Copied pages: paragraphs, a heading, then names and texts in turn, told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture.text_capture import read_text
from onrecord.record import Evidence, Record

STORY = "The board decided on Monday that the ferry will run all winter.\nIts chairman said so in a statement."


def read(thread: str, captured: str | None = None) -> Record:
    return read_text(f"{STORY}\n{thread}", "page.txt", captured=Evidence(tag="test", exact=captured) if captured else None)


def pairs(record: Record) -> list[tuple[str | None, str]]:
    return [(c.account, c.text) for c in record.comments]


def test_names_and_texts_in_turn() -> None:
    """The plain case: a name, a text; accounts that come back are one account."""
    record = read("3 Comments\nMarit\nAt last!\nold_sailor\nWait for the storm\nMarit\nI counted four nights.\n")
    assert pairs(record) == [("Marit", "At last!"), ("old_sailor", "Wait for the storm"), ("Marit", "I counted four nights.")]
    assert [(a.name, a.comments) for a in record.accounts] == [("Marit", ("c1", "c3")), ("old_sailor", ("c2",))]
    assert record.page.stated_comment_count == 3
    assert record.page.text == STORY.replace("\n", "\n\n")
    assert {g.what for g in record.gaps} == {"published"}


@pytest.mark.parametrize(
    "heading",
    [
        "3 Comments",
        "Comments (3)",
        "Comments",
        "Reader comments",
        "Discussion: 3 replies",
        "3 COMMENTS",
        "Join the discussion: 3 comments",
    ],
)
def test_headings_of_threads(heading: str) -> None:
    """However the thread is headed."""
    assert len(read(f"{heading}\nMarit\nAt last!\nJo\nWait.\nKim\nWho pays?\n").comments) == 3


def test_texts_of_several_lines() -> None:
    """A text's second paragraph is no name, by the stated count, blank lines and the look of it."""
    record = read(
        "2 Comments\n\nMarit\nAt last. My mother waited for this.\nShe lives out there.\n\nJo\nWait for the storm.\nThen it stays in port.\n"
    )
    assert pairs(record) == [
        ("Marit", "At last. My mother waited for this.\nShe lives out there."),
        ("Jo", "Wait for the storm.\nThen it stays in port."),
    ]


def test_buttons_times_and_likes() -> None:
    """What a page prints around comments is not their text."""
    record = read(
        "2 Comments\nMarit\n2 hours ago\nAt last!\nReply\nLike\nShare\n12 likes\nJo · 3 March 2025 at 14:02\nReplying to Marit\nWait.\nReport\n",
        captured="2025-03-03T18:00:00+00:00",
    )
    assert pairs(record) == [("Marit", "At last!"), ("Jo", "Wait.")]
    assert [c.posted for c in record.comments] == ["2025-03-03T16:00:00Z", "2025-03-03T14:02:00"]
    assert record.comments[1].parent == "c1"
    assert record.comments[0].likes == 12


def test_a_count_that_does_not_fit_is_a_gap() -> None:
    """Nine stated, two there."""
    record = read("9 Comments\nMarit\nAt last!\nJo\nWait.\n")
    assert len(record.comments) == 2
    assert "the page states 9 comments and 2 are in it" in {g.why for g in record.gaps}


def test_what_cannot_be_told_apart_is_told() -> None:
    """A lone name without a text is no comment, and is not lost in silence."""
    record = read("1 Comment\nMarit\n")
    assert record.comments == ()
    assert any("cannot be told apart" in g.why and "Marit" in g.why for g in record.gaps)


def test_a_page_without_a_thread() -> None:
    """Without a heading there are no comments and no count; a sentence that counts comments is no heading."""
    record = read("The ministry had 9 comments.\nMore will follow.")
    assert (record.comments, record.page.stated_comment_count) == ((), None)
    assert "9 comments" in record.page.text


def test_title_byline_and_date_with_their_spans() -> None:
    """Read from the first lines, and left in the text."""
    record = read_text("Night ferry to run\nBy Ola Berg\nPublished 3 March 2025\nThe board decided so on Monday.", "x.txt")
    page = record.page
    assert (page.title, page.byline, page.published) == ("Night ferry to run", ("Ola Berg",), "2025-03-03")
    for evidence in page.evidence.values():
        assert evidence.span
        assert page.text[evidence.span.start : evidence.span.end] == evidence.span.exact


NAME = st.text("abcdefghijklmnop", min_size=2, max_size=9)
SENTENCE = st.lists(st.sampled_from("ferry storm board money winter night pays island".split()), min_size=4, max_size=12).map(
    lambda w: " ".join(w) + "."
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(NAME, SENTENCE), min_size=1, max_size=12))
def test_a_written_thread_is_read_back(thread: list[tuple[str, str]]) -> None:
    """Names and sentences in turn come out as they were put in."""
    lines = "".join(f"{name}\n{text}\n" for name, text in thread)
    assert pairs(read(f"{len(thread)} Comments\n{lines}")) == thread


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    """Any text gives a record."""
    read_text(text + "\n3 Comments\n" + text, "x.txt")


THREE = [("Marit", "At last!"), ("Jo", "Wait for it."), ("Kim", "Who pays?")]


@pytest.mark.parametrize(
    "thread",
    [
        "3 Comments\nSort by\nNewest\nMost liked\n\nMarit\nAt last!\nReply\n\nJo\nWait for it.\n\nKim\nWho pays?\n",
        "Join the conversation\n3 Comments\nLog in to comment\nMarit\nAt last!\nJo\nWait for it.\nKim\nWho pays?\n",
        "3 Comments\nMarit\nAt last!\nView 2 replies\nJo\nWait for it.\n1 reply\nKim\nWho pays?\n5\n",
        "Comments\n3 comments\nMarit\nMarit\nAt last!\nJo\nJo\nWait for it.\nKim\nKim\nWho pays?\n",
        "3 Comments\nAvatar\nMarit\nAt last!\nAvatar\nJo\nWait for it.\nAvatar\nKim\nWho pays?\n",
        "3 Comments\nMA\nMarit Aas\nAt last!\nJB\nJo Berg\nWait for it.\nKS\nKim Strand\nWho pays?\n",
        "3 Comments\nMarit says:\nAt last!\nJo wrote:\nWait for it.\nKim:\nWho pays?\n",
        "3 Comments\nMarit: At last!\nJo: Wait for it.\nKim: Who pays?\n",
        "3 Comments\nMarit\nAt last!\nJo\nWait for it.\nKim\nWho pays?\nRelated articles\nA ship in need\nPrivacy policy\n",
        "3 Comments\nMarit\nAt last!\nJo\nWait for it.\nKim\nWho pays?\n© 2025 The Paper. All rights reserved.\nContact\n",
        "3 Comments\nMarit\nAt last!\n3 March 2025\nJo\nWait for it.\n3 March 2025\nKim\nWho pays?\n4 March 2025\n",
    ],
)
def test_what_pages_print_around_comments(thread: str) -> None:
    """Buttons, labels, pictures, initials, names twice, the foot of the page: none of it is a comment."""
    record = read(thread)
    assert [((name or "").split()[0], text) for name, text in pairs(record)] == THREE
    assert record.page.stated_comment_count == 3
    assert record.page.text == STORY.replace("\n", "\n\n")
    assert {g.what for g in record.gaps} == {"published"}


def test_house_rules_above_the_first_comment_are_told() -> None:
    """They are no comment; a gap holds their words."""
    record = read(
        "3 Comments\nPlease be kind to one another and stay with the matter.\n"
        + "Marit\nAt last!\nJo\nWait for it.\nKim\nWho pays?\n"
    )
    assert pairs(record) == THREE
    assert any("Please be kind" in g.why for g in record.gaps)


def test_the_foot_is_told_where_comments_are_missing() -> None:
    """More were stated than stand above it."""
    record = read("9 Comments\nMarit\nAt last!\nJo\nWait for it.\nMost read\nA ship in need\n")
    assert len(record.comments) == 2
    assert any('"Most read"' in g.why for g in record.gaps)


def test_a_count_above_the_story_heads_no_thread() -> None:
    """Neither where the thread follows below, nor where it is not in the copy."""
    record = read_text(
        f"Night ferry to run\n3 Comments\n{STORY}\n3 Comments\nMarit\nAt last!\nJo\nWait for it.\nKim\nWho pays?\n", "x.txt"
    )
    assert pairs(record) == THREE
    assert "chairman said so" in record.page.text
    record = read_text(f"Night ferry to run\n3 Comments\n{STORY}\n{STORY}", "x.txt")
    assert (record.comments, record.page.stated_comment_count) == ((), 3)
    assert "chairman said so" in record.page.text
    assert "the page states 3 comments and 0 are in it" in {g.why for g in record.gaps}


def test_a_thread_that_speaks_of_comments_is_one_thread() -> None:
    """A comment's line that counts comments is no new heading."""
    record = read("Comments (3)\nMarit\nAt last! They had 2 comments\nJo\n2 comments\nKim\nWho pays?\n")
    assert [name for name, _ in pairs(record)] == ["Marit", "Jo", "Kim"]


def test_names_that_end_like_sentences_or_look_like_labels() -> None:
    """Accounts such as "Dr. No." and "user39"."""
    record = read("3 Comments\nDr. No.\nAt last!\nuser39\nWait for it.\nGuest 12\nWho pays?\n")
    assert [name for name, _ in pairs(record)] == ["Dr. No.", "user39", "Guest 12"]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Published 12 March 2025", None), ("By Ola Berg", None), ("“We will not go.”", None), ("It is so.", None),
        ("‘We will not go’, crews say", "‘We will not go’, crews say"), ("Will the ferry run?", "Will the ferry run?"),
        ("Home > News\nFerry to run all winter", "Ferry to run all winter"), ("Europe\nFerry to run all winter", "Ferry to run all winter"),
    ],
)  # fmt: skip
def test_which_first_line_is_a_title(first: str, title: str | None) -> None:
    """No date, byline or sentence; the name of a section gives way to the headline below it."""
    page = read_text(f"{first}\n{STORY}", "x.txt").page
    assert page.title == title
    if title:
        found = page.evidence["title"].span
        assert found is not None
        assert page.text[found.start : found.end] == title


def test_a_thread_without_an_end_is_read_in_time() -> None:
    """Thousands of comments, each with its own count of replies and no heading above them."""
    thread = "".join(f"user{i % 40}\nThis is comment number {i}.\n3 replies\n" for i in range(1000))
    assert len(read("1000 Comments\n" + thread).comments) == 1000
    read(thread)
