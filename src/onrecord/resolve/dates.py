"""Date words to ISO 8601, partial where the words are: "in August 2024" is 2024-08, "30-day" is the duration P30D.

A small grammar of news dates rather than a general parser: those fill what is not said from the wall clock.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

__all__ = ["resolve_date"]

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
NUMBERS = {
    word: i for i, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty"
        ).split()
    )
} | {"a": 1, "an": 1}  # fmt: skip
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=lambda m: (-len(m), m)))})\b\.?"
YEAR = r"(?P<year>(?:1[5-9]|20)\d{2})"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b{DAY}(?:\s*[-–]\s*\d{{1,2}})?(?:\s+of)?\s+{MONTH},?\s+{YEAR}",
        rf"\b{MONTH}\s+{DAY}(?!\d)(?:\s*[-–]\s*\d{{1,2}})?,?\s+{YEAR}",
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b",
        rf"\b{MONTH}(?:\s+of)?,?\s+{YEAR}",
        rf"\b{DAY}(?:\s*[-–]\s*\d{{1,2}})?(?:\s+of)?\s+{MONTH}",
        rf"\b{MONTH}\s+{DAY}(?!\d)",
        rf"\b{MONTH}",
        rf"\b{YEAR}\b(?!s)",
    )
)
DURATION = re.compile(r"(?:^|\s)(\d{1,4}|[a-z]+)[- ](day|week|month|year)s?(?:[- ](?:long|old))?$")
AGO = re.compile(r"\b(\d{1,4}|[a-z]+)\s+(day|week|month|year)s?\s+(ago|earlier|later|from now)\b")
WEEKDAY = re.compile(rf"\b({'|'.join(DAYS)})\b")
RELATIVE = re.compile(
    r"\b(last|this|next|past|coming|previous|following)\s+(?:financial\s+)?(week|month|year|night|weekend|decade)\b"
)
AHEAD = re.compile(r"\b(?:next|by|coming|until|as early as|as soon as|later|this)\b")


def resolve_date(words: str, *, published: date | None, ahead: bool = False) -> str | None:
    """The ISO 8601 value of date words; None where they or the page do not say.

    `published` is what relative words and dates without a year count from. A weekday is the nearest past one, or the
    nearest coming one where the words or `ahead` (the event is planned, proposed ...) say so. A range gives its first day.
    """
    low = " ".join(words.lower().replace("’", "'").split())
    duration = DURATION.search(low)
    if duration and not re.search(r"\b(?:in|last|past|next|within|every|each|first|this)\b", low):
        value = _duration(duration.group(1), duration.group(2))
        if value:
            return value
    for form in FORMS:
        found = form.search(low)
        if found and not _is_verb_may(low, found):
            return _absolute(found.groupdict(), low, published, ahead)
    return _relative(low, published, ahead) if published else None


def _is_verb_may(low: str, found: re.Match[str]) -> bool:
    return found.group() in ("may", "march") and not re.search(
        rf"(?:in|since|by|of|until|last|next|from|late|early|mid|this|during|^)[ -]?{found.group()}", low
    )


def _duration(number: str, unit: str) -> str | None:
    count = int(number) if number.isdigit() else NUMBERS.get(number)
    return f"P{count}{UNITS[unit]}" if count else None


def _absolute(parts: dict[str, str | None], low: str, published: date | None, ahead: bool) -> str | None:
    year, day = parts.get("year"), int(parts.get("day") or 0)
    name, number = parts.get("month"), parts.get("number")
    month = MONTHS[name] if name else int(number or 0)
    if year is None:
        guessed = _year_of(month, day, low, published, ahead)
        if guessed is None:
            return None
        year = f"{guessed:04d}"
    if not month:
        return year
    if not day:
        return f"{year}-{month:02d}"
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None


def _year_of(month: int, day: int, low: str, published: date | None, ahead: bool) -> int | None:
    """The year that makes a date without one nearest to the page's, on the side that the words speak of."""
    if published is None:
        return None
    if "last " in low and month >= published.month:
        return published.year - 1
    if "next " in low and month <= published.month:
        return published.year + 1
    away = (month - published.month) + ((day or published.day) - published.day) / 31
    if ahead or re.search(r"\bby\b", low):
        return published.year + (away < -2)
    return published.year - (away > 2)


def _relative(low: str, published: date, ahead: bool) -> str | None:
    ago = AGO.search(low)
    if ago:
        return _shifted(ago.group(1), ago.group(2), ago.group(3), published)
    simple = {
        "yesterday": -1,
        "last night": -1,
        "overnight": 0,
        "today": 0,
        "tonight": 0,
        "this morning": 0,
        "this evening": 0,
        "this afternoon": 0,
        "tomorrow": 1,
    }
    for phrase, days in simple.items():
        if re.search(rf"\b{phrase}\b", low):
            return (published + timedelta(days)).isoformat()
    weekday = WEEKDAY.search(low)
    if weekday:
        return _weekday(DAYS[weekday.group(1)], low, published, ahead).isoformat()
    unit = RELATIVE.search(low)
    return _unit(unit.group(1), unit.group(2), low, published) if unit else None


def _weekday(wanted: int, low: str, published: date, ahead: bool) -> date:
    back = (published.weekday() - wanted) % 7
    if re.search(r"\blast\b", low):
        return published - timedelta(back or 7)
    if re.search(r"\bnext\b", low):
        return published + timedelta((wanted - published.weekday()) % 7 or 7)
    if ahead or AHEAD.search(low):
        return published + timedelta((wanted - published.weekday()) % 7)
    return published - timedelta(back)


def _shifted(number: str, unit: str, side: str, published: date) -> str | None:
    count = int(number) if number.isdigit() else NUMBERS.get(number)
    if count is None:
        return None
    count = count if side in ("later", "from now") else -count
    if unit in ("day", "week"):
        try:
            return (published + timedelta(count * (7 if unit == "week" else 1))).isoformat()
        except OverflowError:
            return None
    if unit == "month":
        return _month(published, count)
    return f"{published.year + count:04d}" if 0 < published.year + count <= 9999 else None


def _month(published: date, count: int) -> str | None:
    months = published.year * 12 + published.month - 1 + count
    return f"{months // 12:04d}-{months % 12 + 1:02d}" if 12 <= months < 120_000 else None


def _unit(which: str, unit: str, low: str, published: date) -> str | None:
    count = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}[which]
    if unit == "month":
        value = _month(published, count)
        return _last_day(value) if value and "end of" in low else value
    if unit == "year":
        return f"{published.year + count:04d}"
    if unit in ("week", "weekend"):
        monday = published - timedelta(published.weekday()) + timedelta(7 * count)
        return (monday + timedelta(5 if unit == "weekend" else 0)).isoformat()
    return (published + timedelta(count)).isoformat() if unit == "night" else None


def _last_day(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{month}-{calendar.monthrange(year, number)[1]:02d}"
