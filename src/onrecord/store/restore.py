"""Rows of the store back to the record that they were made of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import fields
from typing import Any

import msgspec

from onrecord.record import (
    Account,
    AtOdds,
    Comment,
    Copies,
    Count,
    Cue,
    Dated,
    Entity,
    Event,
    Evidence,
    Gap,
    Page,
    Participant,
    ReaderInfo,
    Record,
    Span,
    Stance,
    Statement,
    Tension,
)  # fmt: skip

__all__ = ["restore"]

Row = sqlite3.Row


def restore(connection: sqlite3.Connection, page: str) -> Record | None:
    """The record of a page; None if the store has no such page. `connection` must give `sqlite3.Row`s."""
    own = connection.execute("SELECT * FROM pages WHERE id = ?", (page,)).fetchone()
    if own is None:
        return None
    tables = _Tables(connection, page)
    return Record(
        page=_page(own),
        entities=tuple(_entity(row, tables) for row in tables.all("entities")),
        statements=tuple(_statement(row, tables) for row in tables.all("statements")),
        events=tuple(_event(row, tables) for row in tables.all("events")),
        tensions=tuple(Tension(**_own(Tension, row)) for row in tables.all("tensions")),
        comments=tuple(_comment(row, tables) for row in tables.all("comments")),
        accounts=tuple(_account(row, tables) for row in tables.all("accounts")),
        copies=tuple(_copies(row) for row in tables.all("copies")),
        gaps=tuple(Gap(**_own(Gap, row)) for row in tables.all("gaps")),
        reader=_reader(own),
    )


class _Tables:
    """The rows of one page, by table and by what they belong to, in their order."""

    def __init__(self, connection: sqlite3.Connection, page: str) -> None:
        self._connection = connection
        self._page = page
        self._grouped: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def all(self, table: str) -> list[Row]:
        return list(self._connection.execute(f"SELECT * FROM {table} WHERE page = ? ORDER BY at", (self._page,)))  # noqa: S608 - our own table names

    def of(self, table: str, key: str, value: Any) -> list[Row]:
        if (table, key) not in self._grouped:
            grouped: dict[Any, list[Row]] = defaultdict(list)
            for row in self.all(table):
                grouped[row[key]].append(row)
            self._grouped[table, key] = grouped
        return self._grouped[table, key].get(value, [])


def _own(cls: type, row: Row) -> dict[str, Any]:
    """The fields of a dataclass that stand in a row under their own names."""
    names = set(row.keys())
    return {field.name: row[field.name] for field in fields(cls) if field.name in names}


def _span(row: Row) -> Span:
    return Span(start=row["start"], end=row["end"], exact=row["exact"])


def _part(row: Row, name: str) -> Span | None:
    if row[f"{name}_start"] is None:
        return None
    return Span(start=row[f"{name}_start"], end=row[f"{name}_end"], exact=row[f"{name}_exact"])


def _page(row: Row) -> Page:
    own = _own(Page, row)
    own["byline"] = tuple(msgspec.json.decode(row["byline"]))
    own["evidence"] = msgspec.json.decode(row["evidence"], type=dict[str, Evidence])
    return Page(**own)


def _reader(row: Row) -> ReaderInfo | None:
    if row["reader_name"] is None:
        return None
    return ReaderInfo(name=row["reader_name"], version=row["reader_version"], model_sha256=row["reader_model_sha256"])


def _entity(row: Row, tables: _Tables) -> Entity:
    mentions = tuple(_span(m) for m in tables.of("mentions", "entity", row["id"]))
    return Entity(**_own(Entity, row), mentions=mentions)


def _statement(row: Row, tables: _Tables) -> Statement:
    return Statement(
        **_own(Statement, row),
        source=_part(row, "source"),
        cue=_part(row, "cue"),
        addressee=_part(row, "addressee"),
        venue=_part(row, "venue"),
        content=tuple(_span(c) for c in tables.of("contents", "statement", row["id"])),
    )


def _event(row: Row, tables: _Tables) -> Event:
    place, date = _part(row, "place"), _part(row, "date")
    some = tables.of("participants", "event", row["id"])
    trigger = _part(row, "trigger")
    assert trigger is not None  # noqa: S101 - its columns are NOT NULL
    return Event(
        **_own(Event, row),
        trigger=trigger,
        actors=tuple(Participant(span=_span(p), entity=p["entity"]) for p in some if p["role"] == "actor"),
        recipients=tuple(Participant(span=_span(p), entity=p["entity"]) for p in some if p["role"] == "recipient"),
        place=Participant(span=place, entity=row["place_entity"]) if place else None,
        date=Dated(span=date, value=row["date_value"]) if date else None,
        counts=tuple(Count(span=_span(c), **_own(Count, c)) for c in tables.of("counts", "event", row["id"])),
    )


def _comment(row: Row, tables: _Tables) -> Comment:
    own = _own(Comment, row)
    own["flags"] = tuple(msgspec.json.decode(row["flags"]))
    stances = tables.of("stances", "comment", row["id"])
    own["stances"] = tuple(Stance(**_own(Stance, s), evidence=_part(s, "evidence")) for s in stances)
    cues = tables.of("cues", "comment", row["id"])
    own["cues"] = tuple(Cue(kind=c["kind"], span=_span(c), confidence=c["confidence"]) for c in cues)
    return Comment(**own)


def _account(row: Row, tables: _Tables) -> Account:
    odds = tuple(_at_odds(o) for o in tables.of("at_odds", "account", row["at"]))
    return Account(name=row["name"], comments=tuple(msgspec.json.decode(row["comments"])), at_odds=odds)


def _at_odds(row: Row) -> AtOdds:
    return AtOdds(**_own(AtOdds, row), evidence_a=_part(row, "evidence_a"), evidence_b=_part(row, "evidence_b"))


def _copies(row: Row) -> Copies:
    return Copies(**{**_own(Copies, row), "comments": tuple(msgspec.json.decode(row["comments"]))})
