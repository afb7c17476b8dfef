"""Comment threads out of HTML: the strategies stand in one list, and the reading that scores best is the thread."""

from __future__ import annotations

from datetime import datetime

from lxml.html import HtmlElement

from onrecord.capture.threads.jsonld import read_data
from onrecord.capture.threads.parts import runs
from onrecord.capture.threads.providers import provider_of
from onrecord.capture.threads.segments import wrap_segments
from onrecord.capture.threads.stated import read_count, stated_count
from onrecord.capture.threads.structure import Reading, read_structure
from onrecord.capture.threads.thread import Found, Thread
from onrecord.capture.threads.timemarks import time_marks
from onrecord.capture.threads.vocabulary import names, words_of
from onrecord.capture.times import resolve_posted
from onrecord.record import Comment, Gap

__all__ = ["Thread", "find_thread", "read_count"]


def find_thread(tree: HtmlElement, *, captured: datetime | None, language: str | None) -> Thread:
    """The comment thread of a page.

    `captured` is what relative times count from; `language` (ISO 639-1) settles how dates are read. A count that the
    page states and does not hold, and a platform that holds the thread instead of the page, are gaps.
    """
    marks = time_marks(tree)
    wrap_segments(tree, marks)
    readings = [read_structure(tree, marks), read_data(tree)]
    best = max(readings, key=lambda reading: reading.score)
    stated = stated_count(tree, best.units)
    comments = tuple(_comment(i, found, captured, language) for i, found in enumerate(best.comments, 1))
    return Thread(
        comments=comments,
        nodes=_nodes(best),
        stated_comment_count=stated,
        gaps=_gaps(stated, len(comments), provider_of(tree) if len(comments) < (stated or 1) else None),
    )


def _comment(number: int, found: Found, captured: datetime | None, language: str | None) -> Comment:
    posted = resolve_posted(found.posted_shown, captured=captured, language=language) if found.posted_shown else None
    return Comment(
        id=f"c{number}",
        account=found.account,
        text=found.text,
        posted=posted,
        posted_shown=found.posted_shown,
        parent=None if found.parent is None else f"c{found.parent + 1}",
        likes=found.likes,
    )


def _gaps(stated: int | None, found: int, provider: str | None) -> tuple[Gap, ...]:
    held = f"; {provider} holds the thread" if provider else ""
    if stated is not None and stated != found:
        why = f"the page states {stated} comments and {found} are in it{held}"
    elif provider and not found:
        why = f"no comments are in the page{held}"
    else:
        return ()
    return (Gap(what="comments", why=why, provider=provider),)


def _nodes(reading: Reading) -> tuple[HtmlElement, ...]:
    """The comments' own elements, or the part named for comments that holds all of them and not the story's heading."""
    units = set(reading.units)
    outer = [unit for unit in reading.units if not any(above in units for above in unit.iterancestors())]
    if not outer:
        return ()
    shared = [above for above in outer[0].iterancestors() if all(above in list(u.iterancestors()) for u in outer[1:])]
    named = [e for e in shared if e.tag not in ("body", "html", "main") and words_of(e) & names("comment")]
    whole = [e for e in named if sum(len(run.text) for run in runs(e, units)) <= AROUND + AROUND_EACH * len(units)]
    return (whole[-1],) if whole else tuple(outer)


AROUND = 600  # characters around the comments that may be headings, rules of conduct and buttons; a story has more
AROUND_EACH = 60
