"""The false discovery rate among all pairs tested."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.concert import rates
from onrecord.concert.posts import kept
from onrecord.concert.rates import adjusted, pairs_tested
from onrecord.concert.table import table_of
from tests.concert.made import crowd


def test_the_example_of_benjamini_and_hochberg() -> None:
    """Their fifteen probabilities at 5 %: the first four are discoveries."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (adjusted(np.array(p), 15) <= 0.05).tolist() == [True] * 4 + [False] * 11


@given(st.lists(st.floats(0, 1), max_size=20), st.integers(20, 1000))
def test_q_keeps_the_order(probability: list[float], tested: int) -> None:
    """It is never below the probability, never above one, and pairs not given count."""
    p = np.array(probability, float)
    q = adjusted(p, tested)
    assert np.all(q <= 1)
    assert np.all(q >= p)
    assert np.all(np.diff(q[np.argsort(p, kind="stable")]) >= 0)


def test_the_pairs_tested_are_those_with_joint_stories() -> None:
    """As counted one by one."""
    posts = crowd(3)
    stories: dict[str, set[str]] = {}
    for post in posts:
        stories.setdefault(str(post.account), set()).add(post.story)
    names = sorted(stories)
    wanted = sum(len(stories[a] & stories[b]) >= 3 for a in names for b in names if a < b)
    assert pairs_tested(table_of(kept(posts)[0]), 3) == wanted


def test_where_the_table_is_too_large_every_pair_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting in small blocks changes nothing; not counting only makes the correction stricter."""
    table = table_of(kept(crowd(3))[0])
    exact, cells = pairs_tested(table, 3), len(table.regulars(3)) * len(table.stories)
    monkeypatch.setattr(rates, "AT_ONCE", cells)
    assert pairs_tested(table, 3) == exact
    monkeypatch.setattr(rates, "AT_ONCE", cells - 1)
    assert pairs_tested(table, 3) == len(table.regulars(3)) * (len(table.regulars(3)) - 1) // 2 >= exact
