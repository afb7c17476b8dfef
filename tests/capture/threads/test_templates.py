"""A thread is read alike from the markup of many systems, and nothing else on the page is taken for one."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest

from onrecord.capture.threads import Thread, find_thread
from tests.capture.threads import more_templates, templates
from tests.capture.threads.templates import THREAD

NESTED = (*templates.NESTED, *more_templates.NESTED)
FLAT = (*templates.FLAT, *more_templates.FLAT)
UNDATED = (*templates.UNDATED, *more_templates.UNDATED)


def read(html: str) -> Thread:
    return find_thread(lxml.html.document_fromstring(html), captured=None, language="en")


@pytest.mark.parametrize("template", [*NESTED, *FLAT, *templates.UNDATED], ids=lambda t: t.__name__)
def test_accounts_and_texts_are_read_exactly(template: Callable[[], str]) -> None:
    """Every comment with its account and its text, line for line, in order, and no other."""
    thread = read(template())
    assert [(c.account, c.text) for c in thread.comments] == [(name, text) for name, _, text, _, _ in THREAD]


@pytest.mark.parametrize("template", NESTED, ids=lambda t: t.__name__)
def test_replies_know_what_they_answer(template: Callable[[], str]) -> None:
    """The parent by nesting, reference, level or indent."""
    thread = read(template())
    assert [c.parent for c in thread.comments] == [None if p is None else f"c{p + 1}" for _, _, _, p, _ in THREAD]


@pytest.mark.parametrize("template", [t for t in (*NESTED, *FLAT) if t not in UNDATED], ids=lambda t: t.__name__)
def test_times_are_read(template: Callable[[], str]) -> None:
    """Each comment has its day."""
    thread = read(template())
    assert all((c.posted or "").startswith("2025-03-0") for c in thread.comments)


@pytest.mark.parametrize(
    "template", [templates.microdata, templates.old_reddit, templates.disqus_frame, templates.json_ld], ids=lambda t: t.__name__
)
def test_likes_are_read(template: Callable[[], str]) -> None:
    """Votes as the page counts them."""
    assert [c.likes for c in read(template()).comments] == [likes for *_, likes in THREAD]


@pytest.mark.parametrize(
    "template",
    [templates.wordpress, templates.data_parent, templates.indent_by_style, templates.level_classes, templates.definition_list],
    ids=lambda t: t.__name__,
)
def test_a_count_that_fits_is_no_gap(template: Callable[[], str]) -> None:
    """The stated count is read, and as it is the found one, nothing is missing."""
    thread = read(template())
    assert thread.stated_comment_count == 6
    assert thread.gaps == ()
