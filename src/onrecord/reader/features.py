"""What two mentions, or two statements, have in common on the surface: small numbers in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["COREF_FEATURES", "TENSION_FEATURES", "Phrase", "coref_features", "pronoun_of", "tension_features"]

PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "it": "n",
    "its": "n",
    "itself": "n",
    "they": "p",
    "them": "p",
    "their": "p",
    "themselves": "p",
    "i": "1",
    "me": "1",
    "my": "1",
    "we": "w",
    "us": "w",
    "our": "w",
    "you": "2",
    "your": "2",
    "who": "r",
    "which": "r",
    "that": "r",
    "this": "d",
    "these": "d",
    "those": "d",
}
SMALL = frozenset("the a an this that these those its his her their our my".split())
COREF_FEATURES = 16
TENSION_FEATURES = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention as the features see it: words in lower case, kind (an index into KINDS, -1 unknown), sentence, first word."""

    low: tuple[str, ...]
    kind: int
    sentence: int
    first: int
    name: bool

    @property
    def content(self) -> frozenset[str]:
        """Its words, articles and possessives left out."""
        return frozenset(self.low) - SMALL


def pronoun_of(low: Sequence[str]) -> str | None:
    """The class of a pronoun, by gender or person; None for anything else."""
    return PRONOUNS.get(low[0]) if len(low) == 1 else None


def coref_features(anaphor: Phrase, antecedent: Phrase) -> tuple[float, ...]:
    """COREF_FEATURES numbers for "this anaphor means what that earlier phrase means"."""
    mine, theirs = pronoun_of(anaphor.low), pronoun_of(antecedent.low)
    apart = anaphor.sentence - antecedent.sentence
    shared = anaphor.content & antecedent.content
    known = anaphor.kind >= 0 and antecedent.kind >= 0
    return (
        float(apart == 0),
        float(apart == 1),
        float(apart == 2),
        float(apart > 4),
        min(apart, 20) / 10,
        float(mine is not None and mine == theirs),
        float(mine is not None and theirs is not None and mine != theirs),
        float(mine is None and theirs is not None),
        float(known and anaphor.kind == antecedent.kind),
        float(known and anaphor.kind != antecedent.kind),
        float(anaphor.low == antecedent.low),
        float(bool(shared)),
        float(mine is None and bool(anaphor.content) and anaphor.content <= antecedent.content),
        float(mine is None and anaphor.low[-1] == antecedent.low[-1]),
        float(antecedent.name),
        float(anaphor.name and antecedent.name and not shared),
    )


def tension_features(a: frozenset[str], b: frozenset[str], *, same_speaker: bool, apart: int, denies: bool) -> tuple[float, ...]:
    """TENSION_FEATURES numbers for two statements: shared content words, speakers, distance in sentences, whether one denies."""
    shared = len(a & b)
    return (
        min(shared, 5) / 5,
        shared / max(1, min(len(a), len(b))),
        float(same_speaker),
        float(apart <= 2),
        min(apart, 20) / 10,
        float(denies),
    )
