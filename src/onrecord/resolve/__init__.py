"""Resolve: from spans to things. Dates, figures and places get values; no span is touched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from onrecord.capture.dateline import dateline
from onrecord.record import Count, Event, Record
from onrecord.resolve.dates import resolve_date
from onrecord.resolve.figures import figure
from onrecord.resolve.places import place_entities

__all__ = ["resolve"]

AHEAD = ("planned", "threatened", "demanded", "proposed", "possible")


def resolve(record: Record) -> Record:
    """The record with values for its dates and figures and coordinates for its places, where the page gives them.

    Dates count from the page's publication date, or else from a dateline at the top of its text.
    """
    for step in STEPS:
        record = step(record)
    return record


def _dates(record: Record) -> Record:
    day = _day(record)
    return replace(record, events=tuple(_dated(event, day) for event in record.events))


def _day(record: Record) -> date | None:
    dated = dateline(record.page.text)
    said = record.page.published or (dated[0] if dated else None)
    return date.fromisoformat(said[:10]) if said and re.match(r"\d{4}-\d{2}-\d{2}", said) else None


def _dated(event: Event, day: date | None) -> Event:
    if event.date is None or event.date.value is not None:
        return event
    value = resolve_date(event.date.span.exact, published=day, ahead=event.modality in AHEAD)
    return replace(event, date=replace(event.date, value=value))


def _figures(record: Record) -> Record:
    return replace(record, events=tuple(replace(e, counts=tuple(map(_counted, e.counts))) for e in record.events))


def _counted(count: Count) -> Count:
    found = None if count.value is not None else figure(count.span.exact)
    if found is None:
        return count
    return replace(count, value=found.value, low=found.low, high=found.high, unit=found.unit)


STEPS: tuple[Callable[[Record], Record], ...] = (_dates, place_entities, _figures)
