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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.serve.components import components

__all__ = ["ALIKE", "Claim", "Said", "claims_of"]

ALIKE = 0.22  # mean cosine to a claim's members; lower, and statements that share a name alone fall together
LINKED = 6  # statements that tensions alone may join, the surest first; doubtful ones would chain a whole page together
WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")  # shorter words carry grammar; figures carry the matter
Key = tuple[str, str]
Floats = NDArray[np.float64]
Vector = tuple[NDArray[np.intp], Floats]  # the words that are not zero, and their weights


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
    pulls = [(own[a], own[b], relation) for a, b, relation in tensions if a in own and b in own and a != b]
    vectors, words = _vectors([s.content for s in said])
    groups = _groups(vectors, words, [(a, b) for a, b, _ in pulls])
    found = [_claim(said, _central_first(said, group, vectors, words), pulls) for group in groups]
    return sorted(found, key=lambda claim: (-claim.speakers, -len(claim.members), min(own[s.key] for s in claim.members)))


def _vectors(texts: Sequence[str]) -> tuple[list[Vector], int]:
    """A vector a text, and how many words there are."""
    counted = [Counter(w.casefold() for w in WORD.findall(text)) for text in texts]
    spread = Counter(word for counts in counted for word in counts)
    rarity = {word: float(np.log((1 + len(texts)) / n)) for word, n in spread.items()}
    column = {word: i for i, word in enumerate(spread)}
    return [_vector(counts, column, rarity) for counts in counted], len(column)


def _vector(counts: Counter[str], column: dict[str, int], rarity: dict[str, float]) -> Vector:
    columns = np.array([column[word] for word in counts], dtype=np.intp)
    weights = np.array([n * rarity[word] for word, n in counts.items()], dtype=np.float64)
    return columns, np.divide(weights, max(float(np.linalg.norm(weights)), 1e-9))


def _groups(vectors: Sequence[Vector], words: int, joined: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Indices of statements by claim."""
    linked = components(dict.fromkeys(sorted({i for pair in joined for i in pair})), joined, widest=LINKED)
    groups: list[list[int]] = []
    sums, sizes = np.zeros((words, len(vectors))), np.zeros(len(vectors))

    def put(i: int, at: int) -> None:
        groups.extend([[]] * (at == len(groups)))
        groups[at].append(i)
        columns, weights = vectors[i]
        sums[columns, at] += weights
        sizes[at] += 1

    for at, part in enumerate(linked):
        for i in part:
            put(i, at)
    placed = {i for part in linked for i in part}
    for i in (i for i in range(len(vectors)) if i not in placed):
        put(i, _nearest(vectors[i], sums[:, : len(groups)], sizes[: len(groups)]))
    return groups


def _nearest(vector: Vector, sums: Floats, sizes: Floats) -> int:
    """The claim whose members are most like the vector, else the number of a new one."""
    columns, weights = vector
    alike = _rounded(weights @ sums[columns] / sizes)
    best = int(alike.argmax()) if len(alike) else 0
    return best if len(alike) and alike[best] >= ALIKE else len(alike)


def _central_first(said: Sequence[Said], group: Sequence[int], vectors: Sequence[Vector], words: int) -> list[int]:
    """What is most like the others comes first; denials last, so that one is central only where there is nothing else."""
    if len(group) == 1:
        return list(group)
    total = np.zeros(words)
    for columns, weights in (vectors[i] for i in group):
        total[columns] += weights
    likeness = {i: float(_rounded(np.dot(vectors[i][1], total[vectors[i][0]]))) for i in group}
    return sorted(group, key=lambda i: (said[i].act == "deny", -likeness[i], i))


def _rounded(values: Any) -> Floats:
    """Without the last digits, which differ between processors and would break ties."""
    return np.asarray(np.round(values, 9), dtype=np.float64)


def _claim(said: Sequence[Said], group: Sequence[int], pulls: Sequence[tuple[int, int, str]]) -> Claim:
    opposed = _opposed(said, group, pulls) if len(group) > 1 else ()
    return Claim(said[group[0]], tuple(said[i] for i in sorted(group)), frozenset(said[i].key for i in opposed))


def _opposed(said: Sequence[Said], group: Sequence[int], pulls: Sequence[tuple[int, int, str]]) -> set[int]:
    """Denials, and what contradicts or disputes a statement that supports.

    The central statement supports, and what supports that by a tension; then the others in their order, so that of two that pull
    against each other the one more like the claim is weighed first.
    """
    denials = {i for i in group if said[i].act == "deny"} if said[group[0]].act != "deny" else set()
    sure = _backing(group[0], pulls) - denials
    against: dict[int, set[int]] = {}
    for a, b, relation in pulls:
        if relation != "supports":
            against.setdefault(a, set()).add(b)
            against.setdefault(b, set()).add(a)
    supporting, opposed = {group[0]}, set(denials)
    for i in sorted((i for i in group[1:] if i not in denials), key=lambda i: i not in sure):
        (opposed if against.get(i, set()) & supporting else supporting).add(i)
    return opposed


def _backing(central: int, pulls: Sequence[tuple[int, int, str]]) -> set[int]:
    """What supports the central statement, directly or by way of others."""
    edges = [(a, b) for a, b, relation in pulls if relation == "supports"]
    nodes = dict.fromkeys([central, *(i for edge in edges for i in edge)])
    return set(components(nodes, edges)[0])
