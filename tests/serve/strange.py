"""A store whose texts are meant to break pages, with dates and places that no calendar and no globe has."""

from __future__ import annotations

from pathlib import Path

from onrecord.record import Dated, Entity, Event, Page, Participant, Record, span
from onrecord.store import Store

__all__ = ["MARKUP", "PLACE", "store_of_strange"]

MARKUP = "<script>alert(1)</script>"
PLACE = "\u202eА</text><svg onload=alert(1)>'\""
TEXT = f"{MARKUP} struck {PLACE} yesterday."
DATES = ("0000-01", "9999", "2026-02-30", "P30D", "2026-03-01T23:59:59+14:00", "2024", "2024-01-01", None)


def store_of_strange(folder: Path) -> Path:
    """A store with one page whose id holds slashes and per cent signs."""
    path = folder / "strange.db"
    with Store.open(path) as store:
        store.write_many([_record()])
    return path


def _record() -> Record:
    start = TEXT.index(PLACE)
    place = span(TEXT, start, start + len(PLACE))
    who = span(TEXT, 0, len(MARKUP))
    trigger = span(TEXT, TEXT.index("struck"), TEXT.index("struck") + 6)
    when = span(TEXT, TEXT.index("yesterday"), len(TEXT) - 1)
    entities = (
        Entity(id="e1", kind="place", name=PLACE, mentions=(place,), country="X<", lat=10.0, lon=179.9),
        Entity(id="e2", kind="place", name="nowhere", lat=1e300, lon=-999.0),
        Entity(id="e3", kind="person", name=MARKUP, mentions=(who,)),
    )
    events = tuple(
        Event(
            id=f"v/{n}%", trigger=trigger, type="ASSAULT", modality="denied", actors=(Participant(span=who, entity="e3"),),
            place=Participant(span=place, entity="e2" if n == 0 else "e1"), date=Dated(span=when, value=value),
        )
        for n, value in enumerate(DATES)
    )  # fmt: skip
    page = Page(
        id="a/b%2F?#c", url="javascript:alert(1)", title=MARKUP, outlet=MARKUP, published="2026-03-02T10:00:00Z", text=TEXT
    )
    return Record(page=page, entities=entities, events=events)
