"""What a story is about where that is no person, body or country: "the camera trial", "the ceasefire", "the toll".

A matter is a noun of the story that its readers take up: found by counting what stands behind "the", "a", "this" in the
comments, which needs no parser.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import count, pairwise

from onrecord.record import Entity, Record, span

__all__ = ["matters", "words"]

MOST = 1  # matters of one story beside its headline
LOOKED_AT = 500  # code points of a comment in which what it is about is named, as a rule
LEAST = 2  # comments that take it up
SHARE = 1 / 3  # of a word's comments in which the word before it stands too, if that is to be part of the name
DETERMINED = re.compile(r"\b(?:the|a|an|this|that|these|those|no|its|their|our|your)\s+([a-z][a-z-]+)(?:\s+([a-z][a-z-]+))?")
WORD = re.compile(r"[a-z][a-z-]{2,}")


@cache
def words(name: str) -> frozenset[str]:
    """A class of words from data/matter.toml: "function", "general", "nobody"."""
    text = files(__package__).joinpath("data/matter.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[name].split())


def matters(record: Record) -> tuple[Entity, ...]:
    """The matters, as entities of kind "other" whose ids follow those of the record.

    A noun of the story and, last, the headline: what it announces is what readers are for or against, also where they find words
    of their own for it.
    """
    story = WORD.findall(record.page.text.lower())
    comments = [comment.text[:LOOKED_AT].lower() for comment in record.comments]
    in_comments = [set(WORD.findall(text)) for text in comments]
    taken = Counter(word for found in in_comments for word in found)
    nouns = Counter(noun for text in comments for noun in _nouns(text))
    headline = set(WORD.findall((record.page.title or "").lower()))
    known = _known(record)
    scored = {
        w: taken[w] * (1 + 2 * (w in headline))
        for w in set(story)
        if taken[w] >= LEAST and nouns[w] and w not in known and not _empty(w)
    }
    told = Counter(story)
    best = sorted(scored, key=lambda w: (-scored[w] * min(nouns[w], LEAST), -told[w], w))[:MOST]
    free = _free_ids(record)
    found = [_entity(record, next(free), _named(w, story, in_comments)) for w in best]
    if record.page.title:
        found.append(Entity(id=next(free), kind="other", name=record.page.title))
    return tuple(found)


def _free_ids(record: Record) -> Iterator[str]:
    taken = {entity.id for entity in record.entities}
    return (id_ for number in count(len(taken) + 1) if (id_ := f"e{number}") not in taken)


def _known(record: Record) -> set[str]:
    """The words that name an entity of the record already."""
    found = {word.lower() for e in record.entities for word in e.name.split() if word[:1].isupper()}
    return found | {e.name.lower().split()[-1] for e in record.entities if e.name.strip()}


def _empty(word: str) -> bool:
    return word in words("function") or word in words("general") or word.endswith(("ed", "ly"))


def _nouns(text: str) -> list[str]:
    """The last word behind each determiner, up to two words on: a noun as a rule."""
    return [m[1] if m[2] is None or m[2] in words("function") else m[2] for m in DETERMINED.finditer(text)]


def _named(word: str, story: list[str], comments: list[set[str]]) -> tuple[str, ...]:
    """The word, with the one before it in the story where readers use both ("camera trial")."""
    before = Counter(a for a, b in pairwise(story) if b == word and not _empty(a))
    for first, _ in before.most_common(1):
        together = sum(word in found and first in found for found in comments)
        if together >= SHARE * sum(word in found for found in comments):
            return (first, word)
    return (word,)


def _entity(record: Record, id_: str, phrase: tuple[str, ...]) -> Entity:
    text = record.page.text
    pattern = re.compile(r"\b" + r"\s+".join(map(re.escape, phrase)) + r"\b", re.IGNORECASE)
    return Entity(
        id=id_,
        kind="other",
        name=" ".join(phrase),
        mentions=tuple(span(text, m.start(), m.end()) for m in pattern.finditer(text)),
    )
