"""Figures keep the number as stated and the bounds that the words give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.figures import figure


@pytest.mark.parametrize(
    ("words", "value", "low", "high", "unit"),
    [
        ("up to 30,000 personnel", 30000, None, 30000, "personnel"), ("at least 12", 12, 12, None, None), ("more than 18,000 square kilometers", 18000, 18000, None, "square kilometers"),
        ("70 people", 70, 70, 70, "people"), ("dozens", None, 24, None, None), ("dozens of villages", None, 24, None, "villages"), ("scores of civilians", None, 40, None, "civilians"),
        ("hundreds of thousands of homes", None, 200000, None, "homes"), ("between 12 and 15", None, 12, 15, None), ("12-15 boats", None, 12, 15, "boats"),
        ("between 12 and 15 million euros", None, 12e6, 15e6, "EUR"), ("$16.6 billion", 16.6e9, 16.6e9, 16.6e9, "USD"), ("US$5 billion", 5e9, 5e9, 5e9, "USD"),
        ("£1.1bn", 1.1e9, 1.1e9, 1.1e9, "GBP"), ("about 80 people", 80, None, None, "people"), ("nearly 300", 300, None, 300, None), ("seventy", 70, 70, 70, None),
        ("three thousand five hundred men", 3500, 3500, 3500, "men"), ("half a million Syrians", 500000, 500000, 500000, "syrians"), ("a dozen ships", 12, 12, 12, "ships"),
        ("two dozen", 24, 24, 24, None), ("70 percent", 70, 70, 70, "percent"), ("4.2 per cent", 4.2, 4.2, 4.2, "percent"), ("8,26%", 8.26, 8.26, 8.26, "percent"),
        ("several dozen veterans", None, 3, None, "dozen veterans"),
    ],
)  # fmt: skip
def test_figures_in_words_and_digits(
    words: str, value: float | None, low: float | None, high: float | None, unit: str | None
) -> None:
    """Exact, bounded on one side, on both, vague, money, shares."""
    found = figure(words)
    assert found is not None
    assert (found.value, found.low, found.high, found.unit) == (value, low, high, unit)


def test_words_without_a_figure() -> None:
    """Nothing is counted where no number stands."""
    assert figure("the villages") is None
    assert figure("") is None


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from("up to 3 30,000 million dozens between and at least two hundred $ % 1.5 people half a".split()),
        max_size=7,
    ).map(" ".join)
)
def test_bounds_enclose_the_value(words: str) -> None:
    """Low <= value <= high wherever they are known."""
    found = figure(words)
    if found:
        known = [number for number in (found.low, found.value, found.high) if number is not None]
        assert known == sorted(known)
