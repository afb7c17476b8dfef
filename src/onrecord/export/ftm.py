"""FollowTheMoney entities in JSON lines: Article, Person, Organization, Address, Mention, UserAccount, Event.

Schemata and properties as in followthemoney's model (https://followthemoney.tech/explorer/schemata/).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from onrecord.export.files import lines_into
from onrecord.export.options import Options, Report
from onrecord.record import Entity, Event, Participant, Record

__all__ = ["entities_of", "write"]

SCHEMATA = {"person": "Person", "organisation": "Organization"}
HAPPENED = frozenset(("happened", "ongoing"))
Node = dict[str, Any]


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write an entity a line. The model has no schema for a statement, nor for what is only planned, proposed or denied."""
    report = Report()
    with lines_into(into, "entities", report) as lines:
        for record in records:
            for entity in entities_of(record, options):
                lines.write(json.dumps(entity, ensure_ascii=False, sort_keys=True))
            report.left_out["statements (FollowTheMoney has no schema for them)"] += len(record.statements)
            report.left_out["groups and other entities without a name of their own"] += sum(
                e.kind in ("group", "other") for e in record.entities
            )
            report.left_out["events that did not happen, or are not known to have (it has no modality)"] += sum(
                e.modality not in HAPPENED for e in record.events
            )
            report.left_out["comments (their accounts are there; their texts have no schema)"] += len(record.comments)
    return report


def entities_of(record: Record, options: Options) -> Iterator[Node]:
    """The entities of one page; ids are hashes of what they are made of, so that a second export gives the same."""
    page = record.page
    article = _id(page.id)
    yield _node(
        article, "Article", title=page.title, sourceUrl=page.url, author=list(page.byline), publisher=page.outlet,
        publishedAt=page.published,
        language=page.language, bodyText=page.text if options.full_text else None, name=page.title or page.id,
    )  # fmt: skip
    ids = {entity.id: _id(page.id, entity.id) for entity in record.entities}
    for entity in record.entities:
        yield from _entity(entity, ids[entity.id], article, page.id)
    for event in record.events:
        if event.modality in HAPPENED:
            yield _event(event, article, page.id, ids, record, options)
    for account in record.accounts:
        yield _node(_id(page.id, "account", account.name), "UserAccount", name=account.name, username=account.name, proof=article)


def _entity(entity: Entity, own: str, article: str, page: str) -> Iterator[Node]:
    if entity.kind == "place":
        yield _node(
            own, "Address", name=entity.name, full=entity.name, country=entity.country and entity.country.lower(),
            latitude=entity.lat,
            longitude=entity.lon, proof=article,
        )  # fmt: skip
    elif entity.kind in SCHEMATA:
        aliases = sorted({m.exact for m in entity.mentions if m.exact[:1].isupper()} - {entity.name})
        position = entity.role if entity.kind == "person" else None
        yield _node(own, SCHEMATA[entity.kind], name=entity.name, alias=aliases, position=position, proof=article)
        yield _node(
            _id(page, entity.id, "mention"), "Mention", name=entity.name, document=article, resolved=own,
            detectedSchema=SCHEMATA[entity.kind],
        )  # fmt: skip


def _event(event: Event, article: str, page: str, ids: dict[str, str], record: Record, options: Options) -> Node:
    named = {entity.id for entity in record.entities if entity.kind in SCHEMATA}

    def known(some: Iterable[Participant]) -> list[str]:
        return [ids[p.entity] for p in some if p.entity in named]

    value = event.date.value if event.date else None
    return _node(
        _id(page, event.id), "Event", name=f"{event.type}: {options.words(event.trigger.exact)}", proof=article,
        date=value if value and value[:1].isdigit() else None, location=event.place.span.exact if event.place else None,
        involved=known((*event.actors, *event.recipients)),
    )  # fmt: skip


def _id(*parts: str) -> str:
    return hashlib.sha1("\0".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _node(own: str, schema: str, **properties: Any) -> Node:
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value is not None}
    strings = {name: [str(value) for value in values if str(value).strip()] for name, values in listed.items()}
    return {"id": own, "schema": schema, "properties": {name: values for name, values in strings.items() if values}}
