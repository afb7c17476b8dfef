"""A page as one gets it by copying: paragraphs, then a heading such as "9 Comments", then names and texts in turn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from onrecord.capture.bylines import clean_names, is_byline
from onrecord.capture.dateline import dateline
from onrecord.capture.language import gap_for, language_of
from onrecord.capture.pages import accounts_of, page_id, stem
from onrecord.capture.text_thread import read_thread
from onrecord.capture.threads import read_count
from onrecord.record import Comment, Evidence, Gap, Page, Record, sha256, span

__all__ = ["read_text"]

HEADING = re.compile(
    r"(?:reader |user |your )?(?:comments|discussion|responses|replies|conversation|have your say|kommentare|commentaires|comentarios)\W*",
    re.IGNORECASE,
)
LONGEST_HEADING = 60  # code points of "Join the discussion: 123 reader comments" and the like
LONGEST_TITLE = 160  # code points; headlines of the wire services stay under 120
LONE = re.compile("[\ud800-\udfff]")


def read_text(text: str, source: str, *, captured: Evidence | None = None) -> Record:
    """The record of one copied page: `page`, `comments`, `accounts`, `gaps`. Paragraphs are parted by a blank line.

    A text without such a heading is a page without a thread.
    """
    lines = [line.strip() for line in LONE.sub("\ufffd", text).replace("\0", "").splitlines()]
    at = _heading(lines)
    story = "\n\n".join(line for line in (lines if at is None else lines[:at]) if line)
    stated = None if at is None else read_count(lines[at])
    moment = datetime.fromisoformat(captured.exact) if captured and captured.exact else None
    comments, gaps = ((), ()) if at is None else read_thread(lines[at + 1 :], stated, captured=moment)
    page = replace(
        _page(story, source),
        stated_comment_count=stated,
        captured=captured.exact if captured else None,
    )
    if captured:
        page = replace(page, evidence={**page.evidence, "captured": captured})
    found = (*_story_gaps(page, source), *gap_for(page.language), *gaps, *_count_gap(stated, comments))
    return Record(page=page, comments=comments, accounts=accounts_of(comments), gaps=found)


def _heading(lines: list[str]) -> int | None:
    """The line that heads the thread: the last that counts or names comments and has lines behind it."""
    headings = [i for i, line in enumerate(lines) if len(line) <= LONGEST_HEADING and _heads_comments(line)]
    behind = [i for i in headings if any(lines[i + 1 :])]
    return behind[-1] if behind else headings[-1] if headings and read_count(lines[headings[-1]]) == 0 else None


def _heads_comments(line: str) -> bool:
    return read_count(line) is not None and not line.endswith((".", "!", "?")) or HEADING.fullmatch(line) is not None


def _page(story: str, source: str) -> Page:
    evidence: dict[str, Evidence] = {}
    paragraphs = story.split("\n\n")
    title = paragraphs[0] if _is_title(paragraphs) else None
    if title:
        evidence["title"] = Evidence(exact=title, span=span(story, 0, len(title)))
    byline: tuple[str, ...] = ()
    line = next((p for p in paragraphs[:5] if is_byline(p)), None)
    if line:
        byline = clean_names(line) or ()
        evidence["byline"] = Evidence(exact=line, span=span(story, story.index(line), story.index(line) + len(line)))
    dated = dateline(story)
    if dated:
        evidence["published"] = dated[1]
    return Page(
        id=page_id(title or stem(source), url=None, text=story, source=source),
        title=title, byline=byline, published=dated[0] if dated else None, language=language_of(story),
        text=story, text_sha256=sha256(story), source=source, evidence=evidence,
    )  # fmt: skip


def _is_title(paragraphs: list[str]) -> bool:
    """A first line that is short, ends in no full stop, and has more behind it."""
    first = paragraphs[0]
    return 0 < len(first) <= LONGEST_TITLE and len(paragraphs) > 1 and not first.endswith((".", ":", ";", ","))


def _story_gaps(page: Page, source: str) -> tuple[Gap, ...]:
    if not page.text:
        return (Gap(what="text", why=f"{source}: no story text is in the page"),)
    return () if page.published else (Gap(what="published", why="the page does not say when it was published"),)


def _count_gap(stated: int | None, comments: tuple[Comment, ...]) -> tuple[Gap, ...]:
    if stated is None or stated == len(comments):
        return ()
    return (Gap(what="comments", why=f"the page states {stated} comments and {len(comments)} are in it"),)
