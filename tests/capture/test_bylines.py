"""People's names come out of bylines; roles, places, papers and agencies do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.bylines import clean_names, is_byline


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Ola Berg, Senior Staff Technologist, ABCD Speech, Privacy, and Technology Project", ("Ola Berg",)),
        ("By OLA BERG and KIM STRAND", ("OLA BERG", "KIM STRAND")),
        ("By Ola Berg in Cape Town and Kim Strand in Oslo", ("Ola Berg", "Kim Strand")),
        ("Ola Berg, Oslo", ("Ola Berg",)),
        ("old_sailor Sam", ("old_sailor Sam",)),
        ("Marit", ("Marit",)),
        ("AP", None),
        ("By the Associated Press", None),
        ("News Desk", None),
        ("2 min read", None),
        ("Ola Berg | 3 March 2025", ("Ola Berg",)),
    ],
)
def test_names(words: str, names: tuple[str, ...] | None) -> None:
    """One part with two words makes parts of one word no names."""
    assert clean_names(words) == names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ola Berg", True), ("Written by Ola Berg and Kim Strand", True), ("By the end of the year it was over.", False),
        ("Bye Ola", False), ("By Reuters", False), ("", False),
    ],
)  # fmt: skip
def test_lines(line: str, expected: bool) -> None:
    """A byline begins with "By" and names somebody."""
    assert is_byline(line) is expected


@given(st.text(max_size=80))
def test_any_words(words: str) -> None:
    """No words break it, and each name is part of them."""
    assert all(name in words for name in clean_names(words) or ())
