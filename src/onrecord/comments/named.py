"""What the user names for comments to stand for or against, where the story gives no sides or not these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.record import Entity, Record, span

__all__ = ["ids_named", "with_targets"]


def with_targets(record: Record, names: Sequence[str]) -> Record:
    """The record with an entity for each name: the one that goes by it already, or else a new one of kind "other".

    Names are compared without "the" and case. Doing it twice adds nothing.
    """
    for name in names:
        words = " ".join(name.split())
        if words and _known(record, words) is None:
            record = replace(record, entities=(*record.entities, _entity(record, words)))
    return record


def ids_named(record: Record, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the entities that go by these names, in the order of the names, each once."""
    found = (_known(record, name) for name in names)
    return tuple(dict.fromkeys(entity.id for entity in found if entity is not None))


def _known(record: Record, name: str) -> Entity | None:
    """The entity of that name, or else the first that the story mentions so."""
    wanted = _folded(name)
    by_name = (entity for entity in record.entities if _folded(entity.name) == wanted)
    by_mention = (e for e in record.entities if any(_folded(mention.exact) == wanted for mention in e.mentions))
    return next(by_name, None) or next(by_mention, None)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _entity(record: Record, name: str) -> Entity:
    taken = {entity.id for entity in record.entities}
    number = next(n for n in range(len(taken) + 1, 2 * len(taken) + 2) if f"e{n}" not in taken)
    text = record.page.text
    bare = name[4:] if name.casefold().startswith("the ") else name
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, bare.split())) + r"(?!\w)", re.IGNORECASE)
    mentions = tuple(span(text, match.start(), match.end()) for match in pattern.finditer(text))
    return Entity(id=f"e{number}", kind="other", name=bare, mentions=mentions)
