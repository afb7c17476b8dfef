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
from onrecord.comments.sequence import Room, read_whole, reading
from onrecord.comments.settings import Settings
from onrecord.comments.stance import Held
from onrecord.comments.targets import Target
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import AtOdds, Comment, ReadsAs

__all__ = ["LEAN", "Candidate", "Sided", "at_odds", "candidates", "features", "pair_scores"]

LEAN = 0.15  # chance of speaking to a target from which a comment is looked at: what is read together may be weak alone
STRONGEST = 3  # comments a side and target that are looked at, so that an account of a thousand comments is nine pairs
PAIRS = 4  # of these that are read together, the most opposed
OPPOSED = 0.01  # chance of opposite sides below which reading together shows nothing
SAME, CONTRADICTION = READINGS.index("same"), READINGS.index("contradiction")


@dataclass(frozen=True, slots=True)
class Sided:
    """A comment, what it answers, and its stance toward a target."""

    comment: Comment
    held: Held
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two comments of one account, the earlier first, that seem to stand on opposite sides of a target."""

    target: Target
    a: Sided
    b: Sided


def candidates(sided: Sequence[Sided], targets: Sequence[Target]) -> Iterator[Candidate]:
    """The pairs of one account's comments to read together, for each target the most opposed; `sided` in page order."""
    order = {one.comment.id: number for number, one in reversed(list(enumerate(sided)))}
    by_target: dict[int, list[Sided]] = defaultdict(list)
    for one in sided:
        by_target[one.held.target].append(one)
    for number, some in sorted(by_target.items()):
        for_it = sorted(some, key=lambda s: -s.held.favour)[:STRONGEST]
        against = sorted(some, key=lambda s: -s.held.against)[:STRONGEST]
        pairs = {
            frozenset((f.comment.id, g.comment.id)): (f, g) for f in for_it for g in against if _differ(f.comment, g.comment)
        }
        opposed = [pair for pair in pairs.values() if _opposed(*pair) >= OPPOSED]
        for pair in sorted(opposed, key=lambda p: -_opposed(*p))[:PAIRS]:
            a, b = sorted(pair, key=lambda s: order[s.comment.id])
            yield Candidate(targets[number], a, b)


def _differ(a: Comment, b: Comment) -> bool:
    """The same words posted twice contradict nothing."""
    return a.id != b.id and a.text != b.text


def _opposed(a: Sided, b: Sided) -> float:
    """The chance that one is for and the other against, were they read apart."""
    return max(a.held.favour * b.held.against, a.held.against * b.held.favour)


def features(candidate: Candidate, scores: Scores) -> tuple[float, ...]:
    """What speaks for a contradiction: the pair's reading, how opposed and how sure the two are apart; a constant last."""
    odds = scores.odds[0].astype(np.float64)
    return (
        _logit(odds[CONTRADICTION]),
        _logit(odds[SAME]),
        _logit(odds[CONTRADICTION + 1 :].max()),
        _logit(_opposed(candidate.a, candidate.b)),
        _logit(min(candidate.a.held.speaks, candidate.b.held.speaks)),
        1.0,
    )


def at_odds(
    candidate: Candidate, *, network: Network, pieces: WordPiece, room: Room, story: str, settings: Settings
) -> AtOdds | None:
    """How a pair reads; None where nothing sure can be said.

    That is so where the two, read together, are on the same side after all, and where one of them alone shows no side. What was
    not read to its end contradicts nothing: the rest may take back what the beginning says.
    """
    scores = pair_scores(candidate, network=network, pieces=pieces, room=room, story=story)
    sure = _sigmoid(sum(w * f for w, f in zip(settings.odds_weights, features(candidate, scores), strict=True)))
    a, b = candidate.a, candidate.b
    flagged = sure >= settings.odds and all(read_whole(one.comment.text, pieces, room) for one in (a, b))
    reads_as = "contradiction" if flagged else _listed_as(candidate, scores, settings)
    if reads_as is None:
        return None
    return AtOdds(
        a=a.comment.id,
        b=b.comment.id,
        toward=candidate.target.id,
        reads_as=reads_as,
        evidence_a=a.held.evidence,
        evidence_b=b.held.evidence,
        seconds=_between(a.comment.posted, b.comment.posted),
        confidence=round(sure, 2) if flagged else None,
    )


def pair_scores(candidate: Candidate, *, network: Network, pieces: WordPiece, room: Room, story: str) -> Scores:
    """The network's scores of two comments read together."""
    a, b = candidate.a, candidate.b
    return network(
        reading(
            a.comment.text,
            other=b.comment.text,
            targets=[candidate.target.text],
            parent=a.parent,
            other_parent=b.parent,
            story=story,
            pieces=pieces,
            room=room,
        )
    )


def _listed_as(candidate: Candidate, scores: Scores, settings: Settings) -> ReadsAs | None:
    """What two stances on both sides look like most, where that is no sure contradiction and not one side."""
    a, b = candidate.a.held, candidate.b.held
    if {a.label, b.label} != {"favour", "against"} or min(a.speaks, b.speaks) < settings.speaks:
        return None
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
