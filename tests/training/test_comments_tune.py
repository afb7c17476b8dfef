"""Thresholds by threads that training has not seen. No torch is needed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from training.comments.measure import Judged, Pair
from training.comments.tune import PLAIN, chance, fit_odds, flagged, said, surest

from onrecord.comments.labels import STANCES
from onrecord.comments.stance import held
from tests.comments.fakes import Noise, given

ONLY = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def pair(true: str, first: float, account: str = "a", thread: str = "t") -> Pair:
    return Pair(thread, account, "x", true, True, (first, 0.0, 0.0, 0.0, 0.0, 1.0), np.zeros(6))


def test_decoding_is_that_of_the_reader() -> None:
    """What is tuned is what is used: the same label for the same chances, at any threshold."""
    found = given("the ferry")
    for seed in range(60):
        scores = Noise(seed, 1.0)(found)
        settings = replace(PLAIN, speaks=0.2 + seed / 100, apart=seed / 200, temperature=0.6 + seed / 30)
        read = held(found, scores, "the ferry", settings)
        assert said(Judged("none", scores.stance[0]), settings, given=False) == (read[0].label if read else "none")


def test_a_stance_that_is_known_to_be_there() -> None:
    """Is never none."""
    sure = Judged("favour", np.array([0.9, 0.06, 0.02, 0.01, 0.01], np.float32))
    assert said(sure, PLAIN, given=False) == "none"
    assert said(sure, replace(PLAIN, apart=0.0), given=True) == "favour"
    assert said(sure, PLAIN, given=True) in STANCES[1:]


def test_weights_tell_contradictions_from_others() -> None:
    """The feature that parts them gets its weight, with the sign that it has; the same each time."""
    rng = np.random.default_rng(1)
    pairs = [pair("contradiction", float(x)) for x in rng.normal(2, 1, 60)] + [
        pair("irony", float(x)) for x in rng.normal(-2, 1, 60)
    ]
    weights = fit_odds(pairs)
    assert len(weights) == len(PLAIN.odds_weights)
    assert weights[0] > 0.5
    assert weights[1:5] == (0, 0, 0, 0)
    assert weights == fit_odds(pairs) == pytest.approx(fit_odds(pairs[::-1]), abs=1e-3)
    right = [(chance(p, weights) > 0.5) == (p.true == "contradiction") for p in pairs]
    assert np.mean(right) > 0.9


@pytest.mark.parametrize("true", ["contradiction", "irony"])
def test_one_sort_of_pair_is_no_trouble(true: str) -> None:
    """Weights stay finite."""
    weights = fit_odds([pair(true, 1.0)] * 10)
    assert np.isfinite(weights).all()
    assert (chance(pair(true, 1.0), weights) > 0.5) == (true == "contradiction")


def test_chances_are_those_of_a_logistic_curve() -> None:
    """And do not overflow."""
    assert chance(pair("irony", 0.0), ONLY) == 0.5
    assert chance(pair("irony", -1e9), ONLY) == pytest.approx(0, abs=1e-12)
    assert chance(pair("irony", 1e9), ONLY) == pytest.approx(1, abs=1e-12)


def test_accounts_are_flagged_once_a_target() -> None:
    """By one of their pairs that is sure enough."""
    some = [pair("irony", 3.0), pair("irony", 4.0), pair("contradiction", 5.0, "b"), pair("irony", -5.0, "c")]
    assert flagged(some, ONLY, 0.9) == {("t", "a", "x", "irony"), ("t", "b", "x", "contradiction")}


def test_the_threshold_is_the_lowest_that_is_precise() -> None:
    """Above what is wrong; where nothing is precise it is so high that hardly anything is flagged."""
    some = [pair("irony", 0.0, "a"), *(pair("contradiction", 2.0, f"b{n}") for n in range(5))]
    threshold = surest(some, ONLY)
    assert 0.5 < threshold <= chance(some[1], ONLY)
    assert {f[3] for f in flagged(some, ONLY, threshold)} == {"contradiction"}
    assert surest([pair("irony", 2.0)], ONLY) == 0.99
    assert surest([], ONLY) == 0.99
