"""A record as rows of the store's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import msgspec

from onrecord.record import Comment, Copies, Entity, Event, Gap, Page, Participant, Record, Span, Statement, Tension

__all__ = ["Row", "json_text", "rows_of"]

Row = tuple[str, dict[str, Any]]  # (table, column -> value)


def rows_of(record: Record) -> Iterator[Row]:
    """Every row of a record, those that others refer to first."""
    page = record.page.id
    yield "pages", _page(record)
    for at, entity in enumerate(record.entities):
        yield "entities", {"page": page, "at": at, **_plain(entity)}
        for i, mention in enumerate(entity.mentions):
            yield "mentions", {"page": page, "entity": entity.id, "at": i, **_plain(mention)}
    for at, statement in enumerate(record.statements):
        yield from _statement(page, at, statement)
    for at, event in enumerate(record.events):
        yield from _event(page, at, event)
    for at, tension in enumerate(record.tensions):
        yield "tensions", {"page": page, "at": at, **_plain(tension)}
    yield from _thread(record)
    for at, gap in enumerate(record.gaps):
        yield "gaps", {"page": page, "at": at, **_plain(gap)}
    yield "searched", {"page": page, "kind": "page", "id": ""}
    yield from (("searched", {"page": page, "kind": "statement", "id": one.id}) for one in record.statements)
    yield from (("searched", {"page": page, "kind": "comment", "id": one.id}) for one in record.comments)


def json_text(value: Any) -> str:
    """A value as JSON text, for the columns that hold lists."""
    return msgspec.json.encode(value).decode()


def _plain(thing: Page | Entity | Tension | Gap | Span | Comment | Copies) -> dict[str, Any]:
    """The fields of a dataclass that are single values."""
    found = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {name: value for name, value in found.items() if value is None or isinstance(value, str | int | float)}


def _parts(name: str, span: Span | None) -> dict[str, Any]:
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
        f"{name}_exact": span.exact if span else None,
    }


def _page(record: Record) -> dict[str, Any]:
    reader = record.reader
    return {
        **_plain(record.page),
        "byline": json_text(record.page.byline),
        "evidence": json_text(record.page.evidence),
        "reader_name": reader.name if reader else None,
        "reader_version": reader.version if reader else None,
        "reader_model_sha256": reader.model_sha256 if reader else None,
    }


def _statement(page: str, at: int, statement: Statement) -> Iterator[Row]:
    parts = {name: getattr(statement, name) for name in ("source", "cue", "addressee", "venue")}
    row: dict[str, Any] = {"page": page, "at": at}
    row |= {name: getattr(statement, name) for name in ("id", "speaker", "form", "act", "confidence")}
    for name, span in parts.items():
        row |= _parts(name, span)
    yield "statements", row
    for i, content in enumerate(statement.content):
        yield "contents", {"page": page, "statement": statement.id, "at": i, **_plain(content)}


def _event(page: str, at: int, event: Event) -> Iterator[Row]:
    row: dict[str, Any] = {"page": page, "at": at}
    row |= {name: getattr(event, name) for name in ("id", "type", "mode", "modality", "said_in", "confidence")}
    row |= _parts("trigger", event.trigger)
    row |= _parts("place", event.place.span if event.place else None)
    row |= _parts("date", event.date.span if event.date else None)
    row["place_entity"] = event.place.entity if event.place else None
    row["date_value"] = event.date.value if event.date else None
    yield "events", row
    yield from _participants(page, event.id, "actor", event.actors)
    yield from _participants(page, event.id, "recipient", event.recipients)
    for i, count in enumerate(event.counts):
        figure = {name: getattr(count, name) for name in ("what", "value", "low", "high", "unit")}
        yield "counts", {"page": page, "event": event.id, "at": i, **_plain(count.span), **figure}


def _participants(page: str, event: str, role: str, some: tuple[Participant, ...]) -> Iterator[Row]:
    for i, one in enumerate(some):
        key = {"page": page, "event": event, "role": role, "at": i}
        yield "participants", {**key, **_plain(one.span), "entity": one.entity}


def _thread(record: Record) -> Iterator[Row]:
    page = record.page.id
    for at, account in enumerate(record.accounts):
        yield "accounts", {"page": page, "at": at, "name": account.name, "comments": json_text(account.comments)}
        for i, odds in enumerate(account.at_odds):
            own = {name: getattr(odds, name) for name in ("a", "b", "toward", "reads_as", "seconds", "confidence")}
            spans = {**_parts("evidence_a", odds.evidence_a), **_parts("evidence_b", odds.evidence_b)}
            yield "at_odds", {"page": page, "account": at, "at": i, **own, **spans}
    for at, comment in enumerate(record.comments):
        yield "comments", {"page": page, "at": at, **_plain(comment), "flags": json_text(comment.flags)}
        for i, stance in enumerate(comment.stances):
            own = {name: getattr(stance, name) for name in ("toward", "label", "confidence")}
            yield "stances", {"page": page, "comment": comment.id, "at": i, **own, **_parts("evidence", stance.evidence)}
        for i, cue in enumerate(comment.cues):
            own = {"kind": cue.kind, "confidence": cue.confidence}
            yield "cues", {"page": page, "comment": comment.id, "at": i, **_plain(cue.span), **own}
    for at, copies in enumerate(record.copies):
        yield "copies", {"page": page, "at": at, **_plain(copies), "comments": json_text(copies.comments)}
