"""Days, and spans of them, in words."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

from babel.dates import format_date

__all__ = ["day_of", "day_words", "month_words", "span_words"]


def day_of(text: str | None) -> date | None:
    """The day that an ISO 8601 date or time begins with; None where it is none of the calendar."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def day_words(text: str | None, *, weekday: bool = False) -> str:
    """As "3 March 2026", or with its weekday; what is no day stays as it is."""
    day = day_of(text)
    return _written(day, "EEEE d MMMM y" if weekday else "d MMMM y") if day else text or ""


def month_words(text: str | None) -> str:
    """As "March 2026", for any day of it; what is no day stays as it is."""
    day = day_of(text)
    return _written(day, "MMMM y") if day else text or ""


@lru_cache(maxsize=10_000)  # the same days come again, and formatting one takes longer than reading its event
def _written(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale="en")


def span_words(since: str | None, until: str | None) -> str:
    """A day, or a month, a year or other span in which something happens some time."""
    first, last = day_of(since), day_of(until)
    if not first or not last or first >= last:
        return day_words(since)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"some time in {first.year}"
    month_ends = calendar.monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=month_ends):
        return f"some time in {month_words(since)}"
    return f"between {day_words(since)} and {day_words(until)}"
