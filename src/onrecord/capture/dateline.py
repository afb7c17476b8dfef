"""When a page was published, as the first lines of its text say."""

from __future__ import annotations

import re

from onrecord.capture.times import resolve_posted
from onrecord.record import Evidence, span

__all__ = ["date_words", "dateline"]

FIRST = 6  # lines: title, subtitle, byline, place; what stands lower tells of the story's days, not the page's
LONGEST = 60  # code points of a line that is a date and little else
LABEL = re.compile(r"(?:(?:first )?published|posted|date)\b(?: on)?:?\s*", re.IGNORECASE)
WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE)
PLAIN = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
)


def dateline(text: str) -> tuple[str, Evidence] | None:
    """The publication date that stands on a line of its own at the top of the text, with its span; None if none does."""
    at = 0
    for line in text.split("\n", 2 * FIRST)[: 2 * FIRST]:
        words = line.strip()
        date = date_words(words)
        if date and (value := resolve_posted(date, captured=None, language="en")):
            start = text.index(words, at)
            return value, Evidence(exact=words, span=span(text, start, start + len(words)))
        at += len(line) + 1
    return None


def date_words(line: str) -> str | None:
    """The date in a line that is a date of publication and nothing else, without weekday and label; None if it is none."""
    bare = WEEKDAY.sub("", LABEL.sub("", line)) if 0 < len(line) <= LONGEST else ""
    return bare if PLAIN.fullmatch(bare) else None
