"""What the model's outputs mean: the order of every label set. Training writes them by this order, inference reads them by it."""

from __future__ import annotations

from typing import get_args

from onrecord.record import Act, EntityKind, EventType, Modality, Relation

__all__ = [
    "ACTS", "ANCHORS", "EVENT_ROLES", "KINDS", "MODALITIES", "RELATIONS", "ROLES", "SCORES", "STATEMENT_ROLES", "TYPES",
]  # fmt: skip

ACTS: tuple[Act, ...] = get_args(Act)
TYPES: tuple[EventType, ...] = get_args(EventType)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
RELATIONS: tuple[Relation, ...] = get_args(Relation)

# A span that is none of these is no mention; "role" marks words such as "Defence Minister" beside a person.
KINDS: tuple[EntityKind | str, ...] = (*get_args(EntityKind), "role")

# Word tags: where a statement or an event hangs. "quote" is the first word of a quotation that nobody's verb attributes.
ANCHORS = ("cue", "cue_inside", "quote", "trigger", "trigger_inside")

# Arguments of a statement, then of an event; each is scored by three numbers a word.
STATEMENT_ROLES = ("source", "content", "addressee", "venue")
EVENT_ROLES = ("actor", "recipient", "place", "date", "count")
ROLES = (*STATEMENT_ROLES, *EVENT_ROLES)
SCORES = ("member", "first", "last")
