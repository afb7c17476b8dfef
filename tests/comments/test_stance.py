"""From scores to stances: which targets a comment speaks to, on which side, and the words that show it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from onrecord.comments.labels import HARMS, READINGS, STANCES, WHOLE
from onrecord.comments.network import Scores
from onrecord.comments.sequence import Reading, Room
from onrecord.comments.stance import LONGEST, held
from tests.comments.fakes import SETTINGS, Noise, given
from tests.reader.fakes import ODD, TEXTS


def scores(found: Reading, *chances: list[float], edges: np.ndarray | None = None) -> Scores:
    """Scores with these chances of stances, none … unclear."""
    size = len(found.pieces)
    zeros = np.zeros((len(chances), size, 2), np.float32)
    return Scores(
        stance=np.array(chances, np.float32), odds=np.full((len(chances), len(READINGS)), 1 / 6, np.float32), edges=zeros if edges is None else edges,
        harm=np.zeros((size, len(HARMS)), np.float32), whole=np.zeros(len(WHOLE), np.float32),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chances", "label", "confidence"),
    [
        ([0.1, 0.7, 0.1, 0.05, 0.05], "favour", 0.7),
        ([0.1, 0.1, 0.7, 0.05, 0.05], "against", 0.7),
        ([0.1, 0.1, 0.1, 0.6, 0.1], "neutral", 0.6),
        ([0.1, 0.1, 0.1, 0.1, 0.6], "unclear", 0.6),
        ([0.4, 0.3, 0.1, 0.1, 0.1], "favour", 0.3),
        ([0.02, 0.45, 0.40, 0.03, 0.1], "unclear", 0.1),
        ([0.02, 0.45, 0.33, 0.1, 0.1], "favour", 0.45),
        ([0.0, 0.25, 0.25, 0.5, 0.0], "neutral", 0.5),
        ([0.6, 0.4, 0.0, 0.0, 0.0], None, None),
    ],
)
def test_the_likeliest_label_unless_two_sides_are_close(
    chances: list[float], label: str | None, confidence: float | None
) -> None:
    """A comment speaks to a target if "none" is unlikely enough; where both sides are as likely nobody knows which."""
    found = given("the ferry")
    some = held(found, scores(found, chances), "the ferry", SETTINGS)
    assert [(one.label, one.confidence) for one in some] == ([] if label is None else [(label, pytest.approx(confidence))])


def test_each_target_has_its_own_stance() -> None:
    """In their order, numbered; one that the comment does not speak to is left out; `favour` and `against` are its two chances."""
    text = "the ferry"
    found = given(text, "berg", "the minister", "the ferry")
    against, none, favour = [0.0, 0.1, 0.9, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.8, 0.2, 0.0, 0.0]
    some = held(found, scores(found, against, none, favour), text, SETTINGS)
    assert [(one.target, one.label) for one in some] == [(0, "against"), (2, "favour")]
    assert (some[0].favour, some[0].against) == pytest.approx((0.1, 0.9), abs=1e-6)


def test_the_threshold_of_speaking() -> None:
    """A higher one leaves more out."""
    found = given("the ferry")
    some = scores(found, [0.45, 0.4, 0.05, 0.05, 0.05])
    assert held(found, some, "the ferry", replace(SETTINGS, speaks=0.5))
    assert not held(found, some, "the ferry", replace(SETTINGS, speaks=0.6))


@pytest.mark.parametrize("text", ["", " \n ", "\u200d\u0301"])
def test_without_words_there_is_no_stance(text: str) -> None:
    """Whatever the network says."""
    found = given(text)
    assert held(found, scores(found, [0.0, 1.0, 0.0, 0.0, 0.0]), text, SETTINGS) == []


def test_evidence_may_span_what_was_left_out() -> None:
    """From a word of the beginning to one of the end of a long comment; what lies between belongs to it."""
    text = "the " * 20 + "ferry " * 60 + "berg " * 10
    found = given(text, room=Room(comment=30))
    edges = np.zeros((1, len(found.pieces), 2), np.float32)
    edges[0, found.first[18], 0] = edges[0, found.first[21], 1] = 5
    (one,) = held(found, scores(found, [0.0, 1.0, 0.0, 0.0, 0.0], edges=edges), text, SETTINGS)
    assert one.evidence.exact == "the the " + "ferry " * 60 + "berg berg"


@settings(max_examples=50, deadline=None)
@given_any(st.integers(1, 60), st.integers(0, 1000))
def test_evidence_is_the_likeliest_stretch(words: int, seed: int) -> None:
    """The best sum of a beginning and an end at most so many words further on, as counted one by one."""
    text = " ".join(["the"] * words)
    found = given(text)
    edges = np.random.default_rng(seed).standard_normal((1, len(found.pieces), 2)).astype(np.float32)
    (one,) = held(found, scores(found, [0.0, 1.0, 0.0, 0.0, 0.0], edges=edges), text, SETTINGS)
    begin, end = edges[0, found.first, 0], edges[0, found.first, 1]
    a, b = max(
        ((i, j) for i in range(words) for j in range(i, min(words, i + LONGEST))), key=lambda at: begin[at[0]] + end[at[1]]
    )
    assert (one.evidence.start, one.evidence.end) == (found.text_words.start[a], found.text_words.end[b])


@settings(max_examples=80, deadline=None)
@given_any(
    TEXTS | st.sampled_from(list(ODD.values())), st.integers(1, 4), st.integers(0, 10_000), st.sampled_from([0.0, 3.0, 3000.0])
)
@example("a" * 1_000_000, 2, 0, 3.0)
@example("\ud800 said \udfff", 1, 1, 3.0)
def test_whatever_the_network_says_evidence_lies_in_the_comment(text: str, targets: int, seed: int, loud: float) -> None:
    """text[start:end] == exact, not empty; confidences are hundredths; the same again."""
    found = given(text, *["berg"] * targets)
    loose = replace(SETTINGS, speaks=0.0)
    some = held(found, Noise(seed, loud)(found), text, loose)
    assert len(some) == (targets if len(found.first) else 0)
    for one in some:
        assert text[one.evidence.start : one.evidence.end] == one.evidence.exact != ""
        assert one.label in STANCES[1:]
        assert 0 <= one.confidence <= 1
        assert round(one.confidence, 2) == one.confidence
    assert some == held(found, Noise(seed, loud)(found), text, loose)
