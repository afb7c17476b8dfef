"""Claims: statements about the same thing, told by their words and by the tensions between them.

Contents are vectors of words weighed by their rarity among the statements looked at (TF-IDF), of length 1. Statements joined
by a tension are of one claim from the start; each further statement joins the claim whose members it is most like on average,
if that is enough, else it begins one (leader clustering, Hartigan 1975, with average linkage). The same statements in the same
order give the same claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.serve.matters import components

__all__ = ["ALIKE", "Claim", "Said", "claims_of"]

ALIKE = 0.22  # mean cosine to a claim's members; lower, and statements that share a name alone fall together
WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")  # shorter words carry grammar; figures carry the matter
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a speaker (name, kind) with its content."""

    page: str
    statement: str
    speaker: str
    kind: str
    act: str
    content: str

    @property
    def key(self) -> Key:
        """What names it in the store."""
        return self.page, self.statement


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements about one thing. `central` is the most like the others; `opposed` are those that speak against it."""

    central: Said
    members: tuple[Said, ...]
    opposed: frozenset[Key]

    @property
    def id(self) -> str:
        """Names the claim by its central statement."""
        return f"{self.central.page}/{self.central.statement}"

    @property
    def speakers(self) -> int:
        """How many speak of it."""
        return len({(s.speaker, s.kind) for s in self.members})


def claims_of(said: Sequence[Said], tensions: Iterable[tuple[Key, Key, str]]) -> list[Claim]:
    """The claims among some statements; tensions as (key, key, relation). Those that most speak of come first."""
    own = {s.key: i for i, s in enumerate(said)}
    pulls = [(a, b, relation) for a, b, relation in tensions if a in own and b in own]
    vectors = _vectors([s.content for s in said])
    groups = _groups(vectors, [(own[a], own[b]) for a, b, _ in pulls])
    found = [_claim([said[i] for i in group], vectors[group], pulls) for group in groups]
    return sorted(found, key=lambda claim: (-claim.speakers, -len(claim.members), min(own[s.key] for s in claim.members)))


def _vectors(texts: Sequence[str]) -> NDArray[np.float64]:
    words = [Counter(w.casefold() for w in WORD.findall(text)) for text in texts]
    spread = Counter(word for counts in words for word in counts)
    column = {word: i for i, word in enumerate(spread)}
    found: NDArray[np.float64] = np.zeros((len(texts), max(1, len(column))))
    for row, counts in enumerate(words):
        for word, count in counts.items():
            found[row, column[word]] = count * np.log((1 + len(texts)) / spread[word])
    lengths: NDArray[np.float64] = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return np.divide(found, lengths)


def _groups(vectors: NDArray[np.float64], joined: Sequence[tuple[int, int]]) -> list[list[int]]:
    linked = components([str(i) for i in sorted({i for pair in joined for i in pair})], [(str(a), str(b)) for a, b in joined])
    groups = [[int(i) for i in group] for group in linked]
    sums = [vectors[group].sum(0) for group in groups]
    placed = {i for group in groups for i in group}
    for i in range(len(vectors)):
        if i in placed:
            continue
        alike = np.array([vectors[i] @ total / len(group) for group, total in zip(groups, sums, strict=True)])
        best = int(alike.argmax()) if len(alike) else -1
        if best >= 0 and alike[best] >= ALIKE:
            groups[best].append(i)
            sums[best] = sums[best] + vectors[i]
        else:
            groups.append([i])
            sums.append(vectors[i].copy())
    return groups


def _claim(members: list[Said], vectors: NDArray[np.float64], pulls: Sequence[tuple[Key, Key, str]]) -> Claim:
    """A denial is central only where there is nothing else."""
    likeness = vectors @ vectors.sum(0)
    order = sorted(range(len(members)), key=lambda i: (members[i].act == "deny", -round(float(likeness[i]), 9), i))
    central = members[order[0]]
    return Claim(central, tuple(members), _opposed(central, members, pulls))


def _opposed(central: Said, members: Sequence[Said], pulls: Sequence[tuple[Key, Key, str]]) -> frozenset[Key]:
    """Denials, and what contradicts or disputes the central statement."""
    found = {s.key for s in members if s.act == "deny" and central.act != "deny"}
    for a, b, relation in pulls:
        if relation != "supports" and central.key in (a, b):
            found.add(b if a == central.key else a)
    return frozenset(found - {central.key})
