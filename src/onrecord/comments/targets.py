"""What the comments under a story may stand for or against: the sides, persons and matters that its own record is about.

No list of topics is configured. A country's people, armed forces and seat of government count as that side ("Putin", "our
troops", "Moscow" for Russia), so that a comment on them is read as one on the side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.comments.matter import matters, words
from onrecord.gazetteer import country_named, government_named, people_named
from onrecord.record import Entity, Record

__all__ = ["Target", "described", "sides_of", "targets_of"]

MOST = 6  # targets of one story; a run of the network scores them all, and its time grows with them
ASSOCIATES = 4  # names put beside a target's own
SHORT = 3  # a name of fewer letters is a word of many meanings ("US" is known as a country all the same)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Target:
    """A target's id in the record, and the words by which the network is asked for it; `side` is the one that a person is of."""

    id: str
    name: str
    text: str
    side: str | None = None


def targets_of(record: Record, always: Sequence[str] = ()) -> tuple[Record, tuple[Target, ...]]:
    """The targets, most spoken of first, and the record with the matters among them as entities of kind "other".

    A person is one only where comments name him or her; a side also where the story gives it a part, since comments say "they".
    Entities whose ids stand in `always` come first, however many they are.
    """
    sides = sides_of(record.entities)
    matter = matters(record)
    named = [entity for entity in record.entities if entity.id in sides]
    talk = _Talk(record)
    rank = {entity.id: talk.rank(entity, sides[entity.id]) for entity in named}
    known = Counter(p.entity for event in record.events for p in (*event.actors, *event.recipients))
    known.update(statement.speaker for statement in record.statements)
    asked = [entity for id_ in dict.fromkeys(always) for entity in record.entities if entity.id == id_]
    wanted = [e for e in named if e not in asked and (rank[e.id] or known[e.id] > 1 and e.kind != "person")]
    ranked = sorted(wanted, key=lambda e: (-rank[e.id], -known[e.id], -len(e.mentions)))
    chosen = [*asked, *ranked[: max(0, MOST - len(matter) - len(asked))], *matter]
    of = {a.id: head for head, associates in sides.items() for a in associates}
    found = tuple(Target(e.id, e.name, described(e.name, [a.name for a in sides.get(e.id, ())]), of.get(e.id)) for e in chosen)
    return replace(record, entities=record.entities + matter), found


def described(name: str, associates: Sequence[str]) -> str:
    """A target's name with those who count as of its side: "Russia (Vladimir Putin, Russian forces)"."""
    others = [a for a in dict.fromkeys(associates) if a.casefold() != name.casefold()][:ASSOCIATES]
    return f"{name} ({', '.join(others)})" if others else name


def sides_of(entities: Iterable[Entity]) -> dict[str, tuple[Entity, ...]]:
    """Each entity that can be a side, with those that count as of it. Places that are no countries are no sides."""
    by_country: dict[str, list[Entity]] = {}
    alone: list[Entity] = []
    for entity in entities:
        code = _country(entity)
        if code:
            by_country.setdefault(code, []).append(entity)
        if entity.kind != "place" and _is_somebody(entity) and (not code or entity.kind == "person"):
            alone.append(entity)
    found: dict[str, tuple[Entity, ...]] = {}
    for some in by_country.values():
        head = next((e for e in some if e.kind == "place" and country_named(e.name)), None)
        if head:
            found[head.id] = tuple(sorted((e for e in some if e is not head), key=lambda e: -len(e.mentions)))
        else:
            alone += [e for e in some if e.kind not in ("place", "person")]
    return found | {entity.id: () for entity in alone}


def _country(entity: Entity) -> str | None:
    """The country that an entity is, acts for or belongs to."""
    country = None
    if entity.kind == "place":
        country = country_named(entity.name) or government_named(entity.name)
    elif entity.of:
        country = country_named(entity.of)
    elif entity.kind in ("group", "organisation"):
        first = entity.name.removeprefix("the ").split(" ")[0].removesuffix("'s").removesuffix("’s")
        country = people_named(first) or country_named(first)
    return country.code if country else None


def _is_somebody(entity: Entity) -> bool:
    """Whether its name tells who it is: not "his", "both sides", "two people", "some residents"."""
    first, *others = entity.name.split(" ")
    if first.casefold() in words("nobody"):
        return any(word[:1].isupper() for word in others)
    return bool(others) or first[:1].isupper() or len(first) > SHORT


class _Talk:
    """What the comments speak of, counted once."""

    def __init__(self, record: Record) -> None:
        self._words = Counter[str]()
        self._pairs = Counter[tuple[str, str]]()
        for comment in record.comments:
            words = [w.removesuffix("'s").removesuffix("’s") for w in WORD.findall(comment.text[:2000].casefold())]
            self._words.update(set(words))
            self._pairs.update(set(pairwise(words)))

    def rank(self, entity: Entity, associates: Iterable[Entity]) -> int:
        """In about how many comments it is named."""
        return sum(self._named(e) for e in (entity, *associates))

    def _named(self, entity: Entity) -> int:
        names = [WORD.findall(name.casefold()) for name in {entity.name, *(m.exact for m in entity.mentions)}]
        heads = {words[-1] for words in names if len(words) == 1 and len(words[0]) > SHORT}
        heads |= {words[-1] for words in names if len(words) > 1 and entity.kind == "other"}
        heads |= {word for words in names if entity.kind == "person" for word in words if len(word) > SHORT and words[-1] != word}
        heads |= {words[-1] for words in names if words and entity.kind == "person"}
        pairs = {(words[-2], words[-1]) for words in names if len(words) > 1 and entity.kind not in ("person", "other")}
        return max([self._words[h] for h in heads] + [self._pairs[p] for p in pairs], default=0)
