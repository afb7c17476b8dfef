"""A page as one gets it by copying: paragraphs, then a heading such as "9 Comments", then names and texts in turn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from onrecord.capture.bylines import clean_names, is_byline
from onrecord.capture.dateline import dateline
from onrecord.capture.language import gap_for, language_of
from onrecord.capture.pages import accounts_of, page_id, stem
from onrecord.capture.text_lines import content, is_sentence
from onrecord.capture.text_thread import begins_thread, is_name_like, read_thread
from onrecord.capture.threads import read_count
from onrecord.record import Comment, Evidence, Gap, Page, Record, sha256, span

__all__ = ["read_text"]

STRONG = re.compile(
    r"(?:reader |user |your |all )?(?:comments|discussion|conversation|have your say|kommentare|commentaires|comentarios)\W*",
    re.IGNORECASE,
)
WEAK = re.compile(
    r"(?:responses|replies|\W*\d{1,6} (?:responses?|replies|reply)|(?:responses|replies)\W+\d{1,6})\W*", re.IGNORECASE
)
LONGEST_HEADING = 60  # code points of "Join the discussion: 123 reader comments" and the like
LONGEST_TITLE = 160  # code points; headlines of the wire services stay under 120
SHARE_OF_NAMES = 0.25  # of the lines between two headings, from which on they are comments: a thread has a half to a third
MOST = 12  # headings looked at from either end of the page; each costs a look at all lines behind it
LONE = re.compile("[\ud800-\udfff]")


def read_text(text: str, source: str, *, captured: Evidence | None = None) -> Record:
    """The record of one copied page: `page`, `comments`, `accounts`, `gaps`. Paragraphs are parted by a blank line.

    A text without a heading over comments is a page without a thread.
    """
    lines = [line.strip() for line in LONE.sub("\ufffd", text).replace("\0", "").splitlines()]
    at, stated = _heading(lines)
    story = "\n\n".join(_without_labels([line for line in lines[:at] if line]) if at < len(lines) else filter(None, lines))
    moment = datetime.fromisoformat(captured.exact) if captured and captured.exact else None
    comments, gaps = read_thread(lines[at + 1 :], stated, captured=moment)
    page = replace(
        _page(story, source),
        stated_comment_count=stated,
        captured=captured.exact if captured else None,
    )
    if captured:
        page = replace(page, evidence={**page.evidence, "captured": captured})
    found = (*_story_gaps(page, source), *gap_for(page.language), *gaps, *_count_gap(stated, comments))
    return Record(page=page, comments=comments, accounts=accounts_of(comments), gaps=found)


def _without_labels(story: list[str]) -> list[str]:
    """The lines above a thread's heading without the buttons that stand between the two ("Share", "Join the discussion")."""
    end = len(story)
    while end > 1 and content(story[end - 1 : end])[0].spare:
        end -= 1
    return story[:end]


def _heading(lines: list[str]) -> tuple[int, int | None]:
    """The line that heads the thread (the number of lines if there is none), and how many comments the page states.

    Such a line may also stand above the story (a link down to the thread) or within the thread ("2 replies"). The last
    with a thread behind it counts; one before it too, if the lines between the two look like comments, not like a story.
    """
    short = [i for i, line in enumerate(lines) if line and len(line) <= LONGEST_HEADING]
    headings = [i for i in short if _is_strong(lines[i])] or [i for i in short if WEAK.fullmatch(lines[i])]
    headings = sorted({*headings[:MOST], *headings[-MOST:]})
    chosen = next((i for i in reversed(headings) if begins_thread(lines[i + 1 :])), None)
    if chosen is None:
        return len(lines), read_count(lines[headings[-1]]) if headings else None
    for i in [i for i in reversed(headings) if i < chosen]:
        if _are_comments(lines[i + 1 : chosen]):
            chosen = i
    near = [i for i in headings if i == chosen or not any(not line.spare for line in content(_between(lines, i, chosen)))]
    counts = [count for i in near if (count := read_count(lines[i])) is not None]
    return min(near), counts[-1] if counts else None


def _between(lines: list[str], one: int, other: int) -> list[str]:
    return lines[min(one, other) + 1 : max(one, other)]


def _is_strong(line: str) -> bool:
    counted = read_count(line) is not None and not is_sentence(line) and not WEAK.fullmatch(line)
    return counted or STRONG.fullmatch(line) is not None


def _are_comments(lines: list[str]) -> bool:
    said = [line for line in content(lines) if not line.spare]
    return sum(map(is_name_like, said)) >= max(1.0, SHARE_OF_NAMES * len(said))


def _page(story: str, source: str) -> Page:
    evidence: dict[str, Evidence] = {}
    paragraphs = story.split("\n\n")
    title = _title(paragraphs)
    if title:
        start = story.index(title)
        evidence["title"] = Evidence(exact=title, span=span(story, start, start + len(title)))
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


def _title(paragraphs: list[str]) -> str | None:
    """The headline: the first line, if it is short, no sentence, no byline and no date, and has more behind it.

    A line of one or two words ("Europe", "Home > News") is the name of a section where a longer such line follows.
    """
    first, second = (paragraph if _is_title(paragraph) else None for paragraph in [*paragraphs, "", ""][:2])
    if len(paragraphs) < 2:
        return None
    label = first is not None and (len(first.split()) <= 2 or ">" in first)
    return second if label and second and len(second.split()) > 2 and len(paragraphs) > 2 else first


def _is_title(line: str) -> bool:
    return (
        0 < len(line) <= LONGEST_TITLE
        and (not is_sentence(line) or line.endswith("?"))
        and not is_byline(line)
        and dateline(line) is None
    )


def _story_gaps(page: Page, source: str) -> tuple[Gap, ...]:
    if not page.text:
        return (Gap(what="text", why=f"{source}: no story text is in the page"),)
    return () if page.published else (Gap(what="published", why="the page does not say when it was published"),)


def _count_gap(stated: int | None, comments: tuple[Comment, ...]) -> tuple[Gap, ...]:
    if stated is None or stated == len(comments):
        return ()
    return (Gap(what="comments", why=f"the page states {stated} comments and {len(comments)} are in it"),)
