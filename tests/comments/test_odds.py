"""Accounts at odds: which pairs of comments are looked at, and how one reads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from onrecord.comments.labels import READINGS
from onrecord.comments.odds import PAIRS, STRONGEST, Candidate, Sided, at_odds, candidates, features
from onrecord.comments.sequence import Room
from onrecord.comments.stance import Held
from onrecord.comments.targets import Target
from onrecord.record import AtOdds, Comment, StanceLabel, span
from tests.comments.fakes import SETTINGS, Noise, Told, given
from tests.reader.fakes import pieces

TARGETS = (Target("e1", "ferry", "the ferry"), Target("e2", "Berg", "berg"))


def sided(
    id_: str, label: StanceLabel, *, target: int = 0, sure: float = 0.9, posted: str | None = None, speaks: float = 1.0
) -> Sided:
    text = f"the ferry {id_}"
    sides = {"favour": sure if label == "favour" else 1 - sure, "against": sure if label == "against" else 1 - sure}
    held = Held(target=target, label=label, evidence=span(text, 0, 3), confidence=sure, speaks=speaks, **sides)
    return Sided(Comment(id=id_, account="a", text=text, posted=posted), held)


def pairs(*some: Sided) -> list[tuple[str, str, str]]:
    return [(c.target.id, c.a.comment.id, c.b.comment.id) for c in candidates(some, TARGETS)]


def odds(network: object, a: Sided, b: Sided, **changed: object) -> AtOdds | None:
    one = Candidate(TARGETS[0], a, b)
    return at_odds(
        one,
        network=network,
        pieces=pieces(),
        room=Room(),
        story="ferry",
        settings=replace(SETTINGS, **changed),  # type: ignore[arg-type]
    )


def test_two_comments_on_one_target_are_a_pair() -> None:
    """The earlier on the page first, whichever its side, once; comments on different targets are none."""
    assert pairs(sided("c1", "favour"), sided("c2", "against")) == [("e1", "c1", "c2")]
    assert pairs(sided("c1", "against"), sided("c2", "favour")) == [("e1", "c1", "c2")]
    assert pairs(sided("c1", "favour"), sided("c2", "unclear", sure=0.4)) == [("e1", "c1", "c2")]
    assert pairs(sided("c1", "favour"), sided("c2", "against", target=1)) == []
    assert pairs() == []


def test_targets_come_in_their_order() -> None:
    """Each with its own pairs."""
    some = (sided("c1", "favour", target=1), sided("c2", "against", target=1), sided("c3", "favour"), sided("c4", "against"))
    assert pairs(*some) == [("e1", "c3", "c4"), ("e2", "c1", "c2")]


def test_a_comment_is_not_at_odds_with_itself() -> None:
    """Nor with another of the same id, which would be named twice."""
    assert pairs(sided("c1", "favour"), sided("c1", "against")) == []


def test_an_account_of_a_thousand_comments_is_a_few_pairs() -> None:
    """The most opposed; of equally opposed ones the first."""
    many = [sided(f"c{i}", "favour" if i % 2 else "against", sure=0.95 if i in (500, 501) else 0.8) for i in range(1000)]
    found = pairs(*many)
    assert len(found) == PAIRS <= STRONGEST**2
    assert found[0] == ("e1", "c500", "c501")
    assert {id_ for _, *ids in found for id_ in ids} <= {f"c{i}" for i in (0, 1, 2, 3, 500, 501)}


def test_both_comments_are_read_together() -> None:
    """One run, of the target alone, each with what it answers."""
    network = Told(pair="irony")
    odds(network, replace(sided("c1", "favour"), parent="the minister"), replace(sided("c2", "against"), parent="berg"))
    (asked,) = network.asked
    expected = given("the ferry c1", "the ferry", other="the ferry c2", parent="the minister", other_parent="berg", story="ferry")
    assert np.array_equal(asked.pieces, expected.pieces)


@pytest.mark.parametrize("reads_as", ["changed_mind", "irony", "devils_advocate", "quoting"])
def test_what_is_no_contradiction_is_listed_as_what_it_is(reads_as: str) -> None:
    """Without a confidence: that of a contradiction is calibrated alone."""
    found = odds(Told(pair=reads_as), sided("c1", "favour"), sided("c2", "against"))
    assert found == AtOdds(
        a="c1", b="c2", toward="e1", reads_as=reads_as, evidence_a=span("the", 0, 3), evidence_b=span("the", 0, 3)
    )  # type: ignore[arg-type]


def test_a_contradiction_must_be_sure() -> None:
    """At the threshold it is one, below it the pair is unclear."""
    a, b = sided("c1", "favour"), sided("c2", "against")
    network = Told(pair="contradiction", sure=0.9)
    sure, unsure = odds(network, a, b, odds=0.89), odds(network, a, b, odds=0.91)
    assert sure is not None
    assert (sure.reads_as, sure.confidence) == ("contradiction", 0.9)
    assert unsure is not None
    assert (unsure.reads_as, unsure.confidence) == ("unclear", None)


def test_what_is_not_read_to_its_end_contradicts_nothing() -> None:
    """Whichever of the two is longer than the network's room, the pair is unclear at most."""
    long, short = sided("c1", "favour"), sided("c2", "against")
    long = replace(long, comment=replace(long.comment, text="the ferry c1 " + "ferry " * Room().comment))
    for a, b in ((long, short), (short, long)):
        found = odds(Told(pair="contradiction", sure=0.99), a, b, odds=0.5)
        assert found is not None
        assert (found.reads_as, found.confidence) == ("unclear", None)


def test_one_side_after_all_is_nothing() -> None:
    """What was misread alone is not listed, nor is a pair of which one comment shows no side, or hardly speaks to the target."""
    a, b = sided("c1", "favour"), sided("c2", "against")
    assert odds(Told(pair="same"), a, b) is None
    assert odds(Told(pair="irony"), a, b) is not None
    assert odds(Told(pair="irony"), a, sided("c2", "unclear")) is None
    assert odds(Told(pair="irony"), a, sided("c2", "favour")) is None
    assert odds(Told(pair="irony"), a, sided("c2", "against", speaks=SETTINGS.speaks - 0.1)) is None
    assert odds(Told(pair="contradiction"), a, sided("c2", "unclear", speaks=0.2)) is not None


@pytest.mark.parametrize(
    ("a", "b", "seconds"),
    [
        ("2026-03-01T10:00:00Z", "2026-03-01T10:01:30Z", 90),
        ("2026-03-01T10:01:30Z", "2026-03-01T10:00:00Z", 90),
        ("2026-03-01T10:00:00+01:00", "2026-03-01T10:00:00Z", 3600),
        ("2026-03-01T10:00", "2026-03-02T10:00", 86400),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00", None),
        ("2026-03-01T10:00:00Z", None, None),
        (None, None, None),
        ("yesterday", "2026-03-01T10:00:00Z", None),
        ("", "", None),
    ],
)
def test_time_between(a: str | None, b: str | None, seconds: float | None) -> None:
    """Where both times are known and comparable."""
    found = odds(Told(pair="irony"), sided("c1", "favour", posted=a), sided("c2", "against", posted=b))
    assert found is not None
    assert found.seconds == seconds


@pytest.mark.parametrize("sure", [0.0, 0.5, 1.0])
def test_features_are_as_many_as_weights(sure: float) -> None:
    """And finite also where the network is certain."""
    one = Candidate(TARGETS[0], sided("c1", "favour", sure=sure), sided("c2", "against", sure=sure))
    for reads_as in READINGS:
        found = features(one, Told(pair=reads_as, sure=1.0)(given("the ferry")))
        assert len(found) == len(SETTINGS.odds_weights)
        assert np.isfinite(found).all()
        assert found[-1] == 1


@settings(max_examples=60, deadline=None)
@given_any(
    st.integers(0, 10_000), st.sampled_from([0.0, 3.0, 3000.0]), st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=6).map(tuple)
)
def test_any_scores_and_weights_give_a_reading(seed: int, loud: float, weights: tuple[float, ...]) -> None:
    """One of the record's own; a confidence where it is a contradiction, and nowhere else; the same again."""
    a, b = sided("c1", "favour"), sided("c2", "against")
    found = odds(Noise(seed, loud), a, b, odds_weights=weights)
    assert found == odds(Noise(seed, loud), a, b, odds_weights=weights)
    if found:
        assert found.reads_as in {*READINGS[1:], "unclear"}
        assert (found.confidence is not None) == (found.reads_as == "contradiction")
        assert found.confidence is None or SETTINGS.odds <= found.confidence + 0.005 <= 1.005
