"""Which elements of a page show a time, in the words and forms that pages use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from lxml.html import HtmlElement

from onrecord.capture.threads.parts import Run, inside
from onrecord.capture.threads.vocabulary import names, shown_words

__all__ = ["before_time", "looks_like_time", "shows_time", "time_marks", "time_of"]

LONGEST = 60  # code points; "Wednesday, September 24, 2025 at 10:15:03 PM GMT+02:00" has 54
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "sv", "da", "nb", "fi", "cs", "tr")
RELATIVE = (
    r"\b(?:\d+|an?|one)\s+\w+\s+ago\b|\b\d+\s+\w+\s+(?:geleden|temu|назад|fa|sedan|siden)\b|"
    r"\bago\b|\bvor \d|\bvor (?:ein|wenig)|\bil y a\b|\bhace \d|\bhace un|\bfa\b|\bgeleden\b|\btemu\b|"
    r"\bназад\b|\bhá \d|\bsedan\b|\bsiden\b|"
    r"\byesterday\b|\btoday\b|\bjust now\b|\bgestern\b|\bheute\b|\bhier\b|\bayer\b|\bhoy\b|\bieri\b|"
    r"\boggi\b|\bgisteren\b|\bwczoraj\b|\bвчера\b"
)


@cache
def _month() -> str:
    found = set()
    for language in LANGUAGES:
        months = Locale(language).months["format"]
        found |= {re.escape(m.rstrip(".")) for width in ("wide", "abbreviated") for m in months[width].values()}
    return "|".join(sorted((m for m in found if not m.isdigit()), key=lambda m: (-len(m), m)))


@cache
def _pattern() -> re.Pattern[str]:
    month = rf"\b(?:{_month()})\b\.?"
    return re.compile(
        rf"\d{{4}}-\d{{2}}-\d{{2}}|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})\b|\b\d{{1,2}}[:.h]\d{{2}}\b"
        rf"|{month}\s+\d{{1,4}}|\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?{month}|{RELATIVE}"
        r"|^\W*\d{1,3}\s?(?:s|sec|m|min|mins|h|hr|hrs|d|w|wk|wks|mo|mos|y|yr|yrs|j|std|tg|wo)\.?(?:\W|$)",
        re.IGNORECASE,
    )


def looks_like_time(text: str) -> bool:
    """Whether a short text shows a date, a time or an age."""
    return 1 < len(text) <= LONGEST and any(c.isalnum() for c in text) and _pattern().search(text) is not None


def time_marks(tree: HtmlElement) -> dict[HtmlElement, bool]:
    """The elements of a tree that show a time; True where all of the element does, False where only its own words do."""
    marks = ((e, _marks(e)) for e in tree.iter() if isinstance(e.tag, str))
    return {element: whole for element, whole in marks if whole is not None}


def _marks(element: HtmlElement) -> bool | None:
    if element.tag == "time":
        return True
    titled = element.tag in ("abbr", "a", "span", "div") and element.get("title")
    if titled and looks_like_time(element.get("title", "")):
        return True
    own = _own_text(element)
    if not own or len(own) > LONGEST or not looks_like_time(own):
        return None
    if not (shown_words(element) & names("time") or _mostly_time(own)):
        return None
    return not any("".join(child.itertext()).strip() for child in element)


def _own_text(element: HtmlElement) -> str:
    texts = (element.text, *(child.tail for child in element))
    return " ".join(t.strip() for t in texts if t and not t.isspace())


def _mostly_time(text: str) -> bool:
    """A sentence may hold a date; a time mark is little else."""
    rest = _pattern().sub(" ", text)
    return len(re.findall(r"[^\W\d]{2,}", rest)) <= 4


def time_of(element: HtmlElement, whole: bool) -> tuple[str | None, str | None]:
    """The words that a time mark shows, and the machine-readable time that it carries, if any."""
    words = "".join(element.itertext()) if whole else _own_text(element)
    words = " ".join(words.split())
    shown = (words if element.tag == "time" else words[len(_before(words)) :]).strip("|·•–—-,() ") or None
    for key in ("datetime", "content", "data-datetime", "data-time", "data-timestamp", "data-utime", "title"):
        value = (element.get(key) or "").strip()
        if value and (looks_like_time(value) or re.fullmatch(r"\d{10}(?:\d{3})?", value)):
            return shown or value, value
    if shown and len(shown) > LONGEST:
        found = _pattern().search(shown)
        shown = found.group() if found else None
    return shown, None


def shows_time(run: Run, unit: HtmlElement, marks: Mapping[HtmlElement, bool]) -> bool:
    """Whether a run of a unit is a time mark's words; `marks` as `time_marks` gives them."""
    return run.element in marks or any(marks.get(e, False) for e in inside(run.element, unit))


def before_time(element: HtmlElement) -> str:
    """What stands before the time in the element's own words."""
    return _before(" ".join(_own_text(element).split()))


def _before(words: str) -> str:
    found = _pattern().search(words)
    before = words[: found.start()] if found else ""
    return re.sub(
        r"(?i)(?:^|\s)(?:on|at|am|um|le|el|il|op|on:)?\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?)?\W*$",
        "",
        before,
    )
