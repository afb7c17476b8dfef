"""The best spans of scored words: in range, apart, in order, and the ones that a search of all spans finds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.reader.arcs import INNER, Stretch, best_spans

QUARTERS = st.integers(-60, 60).map(lambda n: n / 4)  # their sums are exact


@st.composite
def scored(draw: st.DrawFn) -> NDArray[np.float32]:
    """Scores of up to three rows of up to eight words."""
    rows, words = draw(st.integers(0, 3)), draw(st.integers(0, 8))
    values = draw(st.lists(QUARTERS, min_size=rows * words * 3, max_size=rows * words * 3))
    return np.array(values, np.float32).reshape(rows, words, 3)


def every_span(row: NDArray[np.float32], *, most: int, least: float) -> list[Stretch]:
    """The best span by trying all, then the best of those that do not overlap it; of equals the first to end, then the shortest."""
    found: list[Stretch] = []
    for _ in range(most):
        free = [
            (float(row[a, 1] + row[b, 2] + row[a : b + 1, 0].clip(-INNER, INNER).sum()), -b, a)
            for a in range(len(row))
            for b in range(a, len(row))
            if all(b < c or d < a for c, d in found)
        ]
        if not free or max(free)[0] <= least:
            break
        _, end, start = max(free)
        found.append((start, -end))
    return sorted(found)


@settings(max_examples=200, deadline=None)
@given(scored(), st.integers(0, 4), QUARTERS)
def test_spans_are_those_that_trying_all_finds(scores: NDArray[np.float32], most: int, least: float) -> None:
    """One span or several, any threshold, rows that end early beside rows that do not."""
    kept = scores.copy()
    assert best_spans(scores, most=most, least=least) == [every_span(row, most=most, least=least) for row in scores]
    assert (scores == kept).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 120), st.integers(1, 12), st.sampled_from([0.1, 3.0, 50.0, 2000.0]))
def test_spans_lie_in_range_and_apart(seed: int, words: int, most: int, loud: float) -> None:
    """However long and loud the scores are."""
    scores = (np.random.default_rng(seed).standard_normal((3, words, 3)) * loud).astype(np.float32)
    for spans in best_spans(scores, most=most, least=0.0):
        assert len(spans) <= most
        assert all(0 <= a <= b < words for a, b in spans)
        assert all(b < c for (_, b), (c, _) in pairwise(spans))


def row_of(member: list[float], first: list[float], last: list[float]) -> NDArray[np.float32]:
    return np.array([member, first, last], np.float32).T[None]


def test_a_weak_word_within_a_strong_span_does_not_part_it() -> None:
    """The sum decides; a first and a last word that fit hold the span together."""
    row = row_of([2, 2, -1, 2, -9], [3, -5, -5, -5, -5], [-5, -5, -5, 3, -5])
    assert best_spans(row, most=1, least=0.0) == [[(0, 3)]]


def test_two_spans_are_found_in_the_order_of_the_text() -> None:
    """The better one stands second."""
    row = row_of([2, -9, 4], [1, -9, 1], [1, -9, 1])
    assert best_spans(row, most=2, least=0.0) == [[(0, 0), (2, 2)]]
    assert best_spans(row, most=1, least=0.0) == [[(2, 2)]]


def test_one_word_cannot_decide_a_span() -> None:
    """Beyond INNER an inner word counts no further, for or against."""
    row = row_of([4, -1000, 4], [2, -9, -9], [-9, -9, 2])
    assert best_spans(row, most=1, least=5.9) == [[(0, 2)]]
    assert best_spans(row, most=1, least=6.0) == [[]]


def test_no_words_and_no_rows_have_no_spans() -> None:
    """The shape of nothing is kept."""
    assert best_spans(np.zeros((2, 0, 3), np.float32), most=3, least=-1.0) == [[], []]
    assert best_spans(np.zeros((0, 4, 3), np.float32), most=3, least=-1.0) == []
