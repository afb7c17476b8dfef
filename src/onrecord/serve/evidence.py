"""A record's statements and events as cards, and the marks that lead to them in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from onrecord.record import Entity, Event, Participant, Record, Span, Statement
from onrecord.serve.fragments import fragment
from onrecord.serve.marks import Mark, Piece, pieces
from onrecord.serve.sentenced import Sentenced

__all__ = ["Cards", "Shown", "paragraphs"]

PULLS = {"contradicts": "pulls against", "disputes": "disputes", "supports": "supports"}
LONGEST, AROUND = 4000, 500  # code points of a sentence that a card shows; of a longer one, so many before its words
BREAK = "break"  # between paragraphs
Card = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of the text: what marks it, the ids of its things, the same as in URLs, and of those that begin here."""

    text: str
    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    of: tuple[str, ...]
    begins: tuple[str, ...]


class Cards:
    """The cards of a record, in the order of its text."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._text = record.page.text
        self._sentenced = Sentenced(self._text)
        self._entities = {entity.id: entity for entity in record.entities}

    @cached_property
    def order(self) -> list[Statement | Event]:
        """Statements and events, by where their first words stand; of the same words, the statement first."""
        return sorted((*self.record.statements, *self.record.events), key=_first)

    def some(self, begin: int, end: int) -> list[Card]:
        """The cards from `begin` to `end` of that order; only these are made."""
        return [self._statement(one) if isinstance(one, Statement) else self._event(one) for one in self.order[begin:end]]

    def marks(self, kinds: frozenset[str]) -> list[Mark]:
        """What marks the text: contents and cues of statements, words of events; `kinds` are "statement", "event"."""
        found = []
        if "statement" in kinds:
            found += [Mark(s.start, s.end, "statement", one.id) for one in self.record.statements for s in _spans_of(one)]
        if "event" in kinds:
            found += [Mark(v.trigger.start, v.trigger.end, "event", v.id) for v in self.record.events]
        return found

    @cached_property
    def _pulls(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for tension in self.record.tensions:
            found[tension.a].append((PULLS[tension.relation], tension.b))
            found[tension.b].append((PULLS[tension.relation], tension.a))
        return found

    def _statement(self, one: Statement) -> Card:
        parts = {"source": one.source, "cue": one.cue, "addressee": one.addressee, "venue": one.venue}
        marks = [Mark(s.start, s.end, "content") for s in one.content]
        marks += [Mark(s.start, s.end, name) for name, s in parts.items() if s]
        who = self._entities.get(one.speaker or "")
        return {
            **self._common(one.id, "statement", marks, one.content[0] if one.content else one.cue or one.source),
            "who": who,
            "source": one.source and one.source.exact,
            "addressee": one.addressee and one.addressee.exact,
            "venue": one.venue and one.venue.exact,
            "act": one.act,
            "form": one.form,
            "confidence": one.confidence,
        }

    def _event(self, one: Event) -> Card:
        marks = [Mark(one.trigger.start, one.trigger.end, "trigger")]
        marks += [Mark(p.span.start, p.span.end, "actor") for p in one.actors]
        marks += [Mark(p.span.start, p.span.end, "recipient") for p in one.recipients]
        marks += [Mark(c.span.start, c.span.end, "count") for c in one.counts]
        marks += [Mark(part.span.start, part.span.end, name) for name, part in (("place", one.place), ("date", one.date)) if part]
        return {
            **self._common(one.id, "event", marks, one.trigger),
            "trigger": one.trigger.exact,
            "type": one.type,
            "mode": one.mode,
            "modality": one.modality,
            "actors": self._parties(one.actors),
            "recipients": self._parties(one.recipients),
            "place": self._parties((one.place,))[0] if one.place else None,
            "date": one.date,
            "counts": one.counts,
            "said_in": one.said_in,
            "confidence": one.confidence,
        }

    def _common(self, own: str, kind: str, marks: list[Mark], words: Span | None) -> Card:
        spans = [(m.start, m.end) for m in marks] if kind == "statement" else [(marks[0].start, marks[0].end)]
        start, end, cut = self._sentence(spans)
        return {
            "id": own,
            "key": quote(own, safe=""),
            "kind": kind,
            "pieces": pieces(self._text, marks, start, end),
            "cut": cut,
            "original": fragment(self.record.page.url, words.exact) if words else None,
            "pulls": self._pulls.get(own, []),
        }

    def _sentence(self, spans: list[tuple[int, int]]) -> tuple[int, int, bool]:
        """Where the sentence begins and ends, as far as a card shows it, and whether that is not all."""
        start, end = self._sentenced.around(spans) if spans else (0, 0)
        if end - start <= LONGEST:
            return start, end, False
        start = max(start, min(first for first, _ in spans) - AROUND)
        return start, min(end, start + LONGEST), True

    def _parties(self, some: tuple[Participant, ...]) -> list[tuple[str, Entity | None]]:
        """Each with its words, and the entity that they name."""
        return [(p.span.exact, self._entities.get(p.entity or "")) for p in some]


def _first(one: Statement | Event) -> int:
    if isinstance(one, Event):
        return one.trigger.start
    return min((s.start for s in (one.source, one.cue, *one.content) if s), default=0)


def _spans_of(one: Statement) -> list[Span]:
    return [*one.content, *([one.cue] if one.cue else [])]


def paragraphs(text: str, marks: list[Mark]) -> list[list[Shown]]:
    """The text's paragraphs, each in pieces; things that begin in one are named once."""
    begun: set[str] = set()
    found: list[list[Shown]] = [[]]
    breaks = [Mark(m.start(), m.end(), BREAK) for m in re.finditer(r"\n\s*\n", text)]  # a mark may end within one
    for piece in pieces(text, [*marks, *breaks]):
        if BREAK in piece.kinds:
            found.append([])
        elif piece.text:
            found[-1].append(_shown(piece, begun))
    return [parts for parts in found if any(part.text.strip() for part in parts)]


def _shown(piece: Piece, begun: set[str]) -> Shown:
    keys = tuple(quote(own, safe="") for own in piece.of)
    begins = tuple(key for key in keys if key not in begun)
    begun.update(begins)
    return Shown(piece.text, piece.kinds, piece.of, keys, begins)
