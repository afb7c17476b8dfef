"""Accounts at odds: an account that argues opposite sides of one target under one story, and how its two comments read.

"One comment for, one against" is wrong two times in three: people change their minds, mock, quote and play devil's advocate,
and the stance of a single comment may be misread. So the two comments are read together by the network, and their pair counts
as a contradiction only where all of it is sure; every other pair is listed with what it may be, and nobody is flagged for it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from onrecord.comments.labels import READINGS
from onrecord.comments.network import Network, Scores
from onrecord.comments.sequence import Room, reading
from onrecord.comments.settings import Settings
from onrecord.comments.stance import Held
from onrecord.comments.targets import Target
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import AtOdds, Comment, ReadsAs

__all__ = ["Candidate", "Sided", "at_odds", "candidates", "features", "pair_scores"]

STRONGEST = 2  # comments a side and target that are compared, so that an account of a thousand comments is four pairs
SAME, CONTRADICTION = READINGS.index("same"), READINGS.index("contradiction")


@dataclass(frozen=True, slots=True)
class Sided:
    """A comment, what it answers, and its stance toward a target."""

    comment: Comment
    held: Held


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two comments of one account, the earlier first, that seem to stand on opposite sides of a target."""

    target: Target
    a: Sided
    b: Sided


def candidates(sided: Sequence[Sided], targets: Sequence[Target]) -> Iterator[Candidate]:
    """The pairs of one account's comments to look at; `sided` in page order."""
    order = {id(one): number for number, one in enumerate(sided)}
    by_target: dict[int, list[Sided]] = defaultdict(list)
    for one in sided:
        if one.held.label in ("favour", "against"):
            by_target[one.held.target].append(one)
    for number, some in sorted(by_target.items()):
        for_it = _strongest([s for s in some if s.held.label == "favour"])
        against = _strongest([s for s in some if s.held.label == "against"])
        for pair in ((f, g) for f in for_it for g in against if f.comment.id != g.comment.id):
            a, b = sorted(pair, key=lambda s: order[id(s)])
            yield Candidate(targets[number], a, b)


def _strongest(some: Sequence[Sided]) -> list[Sided]:
    return sorted(some, key=lambda s: -s.held.confidence)[:STRONGEST]


def features(candidate: Candidate, scores: Scores) -> tuple[float, ...]:
    """What speaks for a contradiction: the pair's reading, and how sure each comment's side is; a constant last."""
    odds = scores.odds[0].astype(np.float64)
    sure = [abs(_logit(s.held.sides[0]) - _logit(s.held.sides[1])) for s in (candidate.a, candidate.b)]
    return (
        _logit(odds[CONTRADICTION]),
        _logit(odds[SAME]),
        _logit(odds[CONTRADICTION + 1 :].max()),
        min(sure),
        max(sure),
        1.0,
    )


def at_odds(
    candidate: Candidate, *, network: Network, pieces: WordPiece, room: Room, story: str, settings: Settings
) -> AtOdds | None:
    """How a pair reads; None where the two comments, read together, are on the same side after all."""
    scores = pair_scores(candidate, network=network, pieces=pieces, room=room, story=story)
    sure = _sigmoid(sum(w * f for w, f in zip(settings.odds_weights, features(candidate, scores), strict=True)))
    reads_as = _reads_as(scores, sure, settings)
    if reads_as is None:
        return None
    a, b = candidate.a, candidate.b
    return AtOdds(
        a=a.comment.id,
        b=b.comment.id,
        toward=candidate.target.id,
        reads_as=reads_as,
        evidence_a=a.held.evidence,
        evidence_b=b.held.evidence,
        seconds=_between(a.comment.posted, b.comment.posted),
        confidence=round(sure, 2) if reads_as == "contradiction" else None,
    )


def pair_scores(candidate: Candidate, *, network: Network, pieces: WordPiece, room: Room, story: str) -> Scores:
    """The network's scores of two comments read together."""
    a, b = candidate.a.comment, candidate.b.comment
    return network(
        reading(a.text, other=b.text, targets=[candidate.target.text], parent="", story=story, pieces=pieces, room=room)
    )


def _reads_as(scores: Scores, sure: float, settings: Settings) -> ReadsAs | None:
    """A contradiction where that is sure; else what the pair looks like most, if it is not one side."""
    if sure >= settings.odds:
        return "contradiction"
    likeliest = READINGS[int(scores.odds[0].argmax())]
    if likeliest == "same":
        return None
    return "unclear" if likeliest == "contradiction" else likeliest  # type: ignore[return-value]  # same is ruled out


def _between(a: str | None, b: str | None) -> float | None:
    try:
        times = [datetime.fromisoformat(t) for t in (a, b) if t is not None]
        return abs((times[1] - times[0]).total_seconds()) if len(times) == 2 else None
    except (ValueError, TypeError):  # no ISO 8601, or one with a zone and one without
        return None


def _logit(p: float) -> float:
    p = min(max(float(p), 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
