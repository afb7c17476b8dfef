"""Date words get the value that the words and the page give them, and no more."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.dates import resolve_date

WEDNESDAY = date(2026, 2, 11)
ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?|P\d+[DWMY]")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in August 2024", "2024-08"), ("12 March 2025", "2025-03-12"), ("March 12th, 2025", "2025-03-12"), ("on 2025-03-12", "2025-03-12"),
        ("since 1998", "1998"), ("Thursday", "2026-02-05"), ("Wednesday", "2026-02-11"), ("last Wednesday", "2026-02-04"), ("next Monday", "2026-02-16"),
        ("by Saturday", "2026-02-14"), ("as early as Thursday", "2026-02-12"), ("yesterday", "2026-02-10"), ("tomorrow", "2026-02-12"), ("tonight", "2026-02-11"),
        ("12 March", "2026-03-12"), ("in December", "2025-12"), ("in January", "2026-01"), ("two weeks ago", "2026-01-28"), ("three months ago", "2025-11"),
        ("5 years ago", "2021"), ("last month", "2026-01"), ("the end of next month", "2026-03-31"), ("next year", "2027"), ("this week", "2026-02-09"),
        ("30-day", "P30D"), ("six-month", "P6M"), ("January 23 through March 9", "2026-01-23"), ("5-6 April 2016", "2016-04-05"), ("30 February 2025", None),
        ("recently", None), ("", None),
    ],
)  # fmt: skip
def test_news_dates(words: str, value: str | None) -> None:
    """Against a page published on a Wednesday in February."""
    assert resolve_date(words, published=WEDNESDAY) == value


def test_what_is_ahead_lies_ahead() -> None:
    """A weekday of something planned is the coming one."""
    assert resolve_date("on Friday", published=WEDNESDAY) == "2026-02-06"
    assert resolve_date("on Friday", published=WEDNESDAY, ahead=True) == "2026-02-13"


@pytest.mark.parametrize("words", ["Thursday", "12 March", "in August", "yesterday", "last week", "two days ago"])
def test_without_a_page_date_relative_words_have_no_value(words: str) -> None:
    """Nothing reads the clock."""
    assert resolve_date(words, published=None) is None


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from("last next in 12 March 2025 Monday ago two weeks 30-day 99 year of the end month".split()), max_size=6
    ).map(" ".join)
)
def test_values_are_iso(words: str) -> None:
    """Whatever the words, the value is a day, month, year or duration."""
    value = resolve_date(words, published=WEDNESDAY)
    assert value is None or ISO.fullmatch(value)
