"""How well comments are read, with any network and settings: stances, two-sided debates, toxic words, accounts at odds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from onrecord.comments.labels import HARMS, STANCES
from onrecord.comments.network import Network, Scores
from onrecord.comments.odds import LEAN, Candidate, Sided, candidates, features, pair_scores
from onrecord.comments.sequence import Reading, Room, reading
from onrecord.comments.settings import Settings
from onrecord.comments.stance import held
from onrecord.comments.targets import Target
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import Comment
from training.comments.examples import Example
from training.comments.open_data import arc, held_out, toxic_spans
from training.comments.threads import Thread, comment_examples, read_story, target_texts

__all__ = [
    "Judged", "Pair", "character_f1", "macro_f1", "marked", "odds_pairs", "read_example", "side_accuracy",
    "stances", "toxic_characters", "toxic_scores", "two_sided",
]  # fmt: skip

FAVOUR, AGAINST = STANCES.index("favour"), STANCES.index("against")
SIDES = ("favour", "against")


@dataclass(frozen=True, slots=True)
class Judged:
    """One comment and target: the label that a person gave (or "none"), and the network's chances."""

    label: str
    chances: np.ndarray
    thread: str = ""


def read_example(example: Example, network: Network, pieces: WordPiece) -> tuple[Reading, Scores]:
    """An example as the network reads it."""
    given = reading(
        example.text,
        targets=[a.text for a in example.aims] or ["the article"],
        parent=example.parent,
        story=example.story,
        pieces=pieces,
        room=Room(),
        other=example.other,
        other_parent=example.other_parent,
    )
    return given, network(given)


def stances(threads: Iterable[Thread], network: Network, pieces: WordPiece) -> list[Judged]:
    """Every comment toward every target of its thread, with the chances that the network gives."""
    found = []
    for thread in threads:
        for example in comment_examples(thread, target_texts(thread, read_story(thread))):
            _, scores = read_example(example, network, pieces)
            found += [Judged(a.stance or "none", s, thread.id) for a, s in zip(example.aims, scores.stance, strict=True)]
    return found


def side_accuracy(judged: Sequence[Judged]) -> tuple[int, int]:
    """Where a person saw favour or against: how often the likelier of the two is the right one, of how many."""
    sided = [j for j in judged if j.label in SIDES]
    return sum((j.chances[FAVOUR] > j.chances[AGAINST]) == (j.label == "favour") for j in sided), len(sided)


def macro_f1(true: Sequence[str], said: Sequence[str], labels: Sequence[str] = STANCES[1:]) -> float:
    """The mean of the labels' F1."""
    scores = []
    for label in labels:
        right = sum(t == s == label for t, s in zip(true, said, strict=True))
        total = sum(t == label for t in true) + sum(s == label for s in said)
        scores.append(2 * right / total if total else 0.0)
    return float(np.mean(scores))


def two_sided(shared: Path, network: Network, pieces: WordPiece) -> list[tuple[str, float]]:
    """ARC's held-out debates: the side taken ("favour" of the first sentence or "against"), and the chance given to the first."""
    found = []
    for debate, example in arc(shared):
        if held_out(debate):
            _, scores = read_example(example, network, pieces)
            first, second = (s[FAVOUR] / (s[FAVOUR] + s[AGAINST] + 1e-9) for s in scores.stance)
            found.append((str(example.aims[0].stance), float((first + 1 - second) / 2)))
    return found


def toxic_scores(shared: Path, part: str, network: Network, pieces: WordPiece) -> list[tuple[Example, Reading, np.ndarray]]:
    """Each comment of toxic-spans with the chances of its words' first pieces."""
    found = []
    for example in toxic_spans(shared, part):
        given, scores = read_example(example, network, pieces)
        found.append((example, given, scores.harm[given.first, HARMS.index("toxic")] if len(given.first) else np.zeros(0)))
    return found


def toxic_characters(example: Example) -> set[int]:
    """The characters that people marked."""
    return {c for _, start, end in example.harms or () for c in range(start, end)}


def marked(given: Reading, chances: np.ndarray, threshold: float) -> set[int]:
    """The characters of the words above a threshold, and of the spaces between two of them."""
    words, on = given.text_words, chances >= threshold
    found: set[int] = set()
    for i in np.flatnonzero(on):
        word = given.words[i]
        begins = words.end[given.words[i - 1]] if i and on[i - 1] else words.start[word]
        found.update(range(begins, words.end[word]))
    return found


def character_f1(pairs: Iterable[tuple[set[int], set[int]]]) -> float:
    """The mean over comments of the F1 of characters (SemEval-2021 task 5): 1 where both are empty, 0 where one is."""
    scores = []
    for true, said in pairs:
        scores.append(float(not true and not said) if not true or not said else 2 * len(true & said) / (len(true) + len(said)))
    return float(np.mean(scores))


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate for an account at odds: how a person reads it ("none" if nobody listed it), and what speaks for it.

    `naive` is whether the two, each read alone, stand on opposite sides.
    """

    thread: str
    account: str
    target: str
    true: str
    naive: bool
    features: tuple[float, ...]
    odds: np.ndarray = field(compare=False)


def odds_pairs(threads: Iterable[Thread], network: Network, pieces: WordPiece, settings: Settings) -> Iterator[Pair]:
    """The candidates that reading whole threads gives: all is predicted, nothing taken from the labels but how it reads."""
    for thread in threads:
        texts = target_texts(thread, read_story(thread))
        targets = [Target(t, t, texts[t]) for t in thread.targets]
        sided: dict[str, list[Sided]] = defaultdict(list)
        for example, comment in zip(comment_examples(thread, texts), thread.comments, strict=True):
            given, scores = read_example(example, network, pieces)
            own = Comment(id=comment["id"], account=comment["account"], text=comment["text"])
            found = held(given, scores, comment["text"], settings, least=LEAN)
            sided[comment["account"]] += [Sided(own, h, example.parent) for h in found]
        for account, some in sorted(sided.items()):
            for candidate in candidates(some, targets):
                scores = pair_scores(candidate, network=network, pieces=pieces, room=Room(), story=thread.title)
                true = _reads_as(thread, account, candidate)
                naive = _naive(candidate, settings)
                yield Pair(thread.id, account, candidate.target.id, true, naive, features(candidate, scores), scores.odds[0])


def _naive(candidate: Candidate, settings: Settings) -> bool:
    both = (candidate.a.held, candidate.b.held)
    return {h.label for h in both} == set(SIDES) and min(h.speaks for h in both) >= settings.speaks


def _reads_as(thread: Thread, account: str, candidate: Candidate) -> str:
    """As labelled, by the account and target: two comments on two sides of the labels count as what the account reads as."""
    listed = {(a["name"], a["target"]): a["reads_as"] for a in thread.accounts}
    return str(listed.get((account, candidate.target.id), "none"))
