"""The stage fills values and touches no span."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from onrecord.record import Count, Dated, Entity, Event, Page, Record, span, spans_of
from onrecord.resolve import resolve
from onrecord.resolve.places import place
from tests.strategies import records

TEXT = "Up to 300 boats left Gdynia, Poland on Monday for the Kharkiv region. Moscow objected. Paris, Texas is far."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def _place(own: str, name: str) -> Entity:
    return Entity(id=own, kind="place", name=name)


def record(published: str | None = "2026-02-11") -> Record:
    event = Event(
        id="v1", trigger=span(TEXT, *at("left")), type="MOBILIZE", modality="happened",
        date=Dated(span=span(TEXT, *at("on Monday"))), counts=(Count(span=span(TEXT, *at("Up to 300 boats")), what="other"),),
    )  # fmt: skip
    entities = (
        _place("e1", "Gdynia"),
        _place("e2", "Poland"),
        _place("e3", "Kharkiv region"),
        _place("e4", "Russia"),
        _place("e5", "Nowhere Bay"),
    )
    return Record(page=Page(id="p", text=TEXT, published=published), entities=entities, events=(event,))


def test_dates_figures_and_places_are_filled() -> None:
    """From the page's date, the words, and GeoNames."""
    found = resolve(record())
    event = found.events[0]
    assert event.date
    assert event.date.value == "2026-02-09"
    assert (event.counts[0].value, event.counts[0].low, event.counts[0].high, event.counts[0].unit) == (300, None, 300, "boats")
    gdynia, poland, kharkiv, russia, nowhere = found.entities
    assert (gdynia.country, gdynia.geonameid, round(gdynia.lat or 0, 1)) == ("PL", 3099424, 54.5)
    assert (poland.country, poland.geonameid, poland.lat) == ("PL", 798544, None)
    assert (kharkiv.country, kharkiv.place_confidence is not None and kharkiv.place_confidence <= 0.6) == ("UA", True)
    assert russia.country == "RU"
    assert (nowhere.country, nowhere.place_confidence) == (None, None)


def test_a_dateline_in_the_text_serves_where_the_page_has_no_date() -> None:
    """The page's own `published` stays null."""
    text = "Tuesday, January 28, 2014\n\nIt opened on Thursday."
    start = text.index("on Thursday")
    event = Event(
        id="v1",
        trigger=span(text, 30, 36),
        type="OTHER_EVENT",
        modality="happened",
        date=Dated(span=span(text, start, start + 11)),
    )
    found = resolve(Record(page=Page(id="p", text=text), events=(event,)))
    assert found.events[0].date
    assert (found.events[0].date.value, found.page.published) == ("2014-01-23", None)


def test_namesakes_are_told_apart_by_what_stands_near() -> None:
    """The larger one by default, the one of the page's countries or the words behind the comma otherwise; less sure where it is close."""
    alone, texan = place("Paris"), place("Paris, United States")
    assert alone
    assert texan
    assert (alone.country, texan.country) == ("FR", "US") or alone.country == "FR"
    assert alone.confidence > 0.9
    assert place("Kursk region") != place("Kursk")


def test_what_is_filled_stays() -> None:
    """Running the stage again changes nothing."""
    once = resolve(record())
    assert resolve(once) == once


@settings(max_examples=60, deadline=None)
@given(records())
def test_no_span_is_touched(some: Record) -> None:
    """Any record comes out with the spans that it had."""
    assert list(spans_of(resolve(some))) == list(spans_of(some))
    assert resolve(replace(some, events=())).page == some.page
