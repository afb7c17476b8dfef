"""What the clients ask for: the same names, words and pages of onrecord and of Datasette."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks.serve.clients import Views
from benchmarks.serve.generate import ACTS, MODALITIES, TYPES, Vocabulary
from benchmarks.serve.stored import SEED

__all__ = ["Asked"]

MANY = 60  # addresses a view
BANDS = ((0, 20), (500, 1_500), (20_000, 50_000))  # ranks of frequent, middling and rare words
YEARS = ("2019", "2021", "2023", "2025")
FOUND = """select f.kind, f.page, f.id, snippet(search, -1, '[', ']', '…', 18) as words from search
join searched f on f."row" = search.rowid where search match :q order by rank limit 20"""


class Asked:
    """Words, names and pages of a store, a third of each frequent, a third middling, a third rare."""

    def __init__(self, store: Path) -> None:
        self._chance, self._words = Random(SEED), Vocabulary(SEED).words  # noqa: S311 - the same addresses each time
        connection = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)
        ranked = "SELECT name, kind FROM names WHERE kind {} 'place' ORDER BY pages DESC, name"
        self._names = connection.execute(ranked.format("<>")).fetchall()
        self._places = connection.execute(ranked.format("=")).fetchall()
        self._outlets = connection.execute("SELECT outlet FROM outlets ORDER BY pages DESC, outlet").fetchall()
        (self._pages,) = connection.execute("SELECT count(*) FROM shown").fetchone()
        connection.close()
        self._numbers = range(MANY)

    def of_onrecord(self) -> Views:
        """The views of `onrecord serve`, each with its addresses."""
        return {
            "home": ["/"],
            "search": [_query("/search", q=self._word(n)) for n in self._numbers],
            "statements": [_query("/statements", **self._of_statements(n)) for n in self._numbers],
            "page": [f"/page/{self._page()}" for _ in self._numbers],
            "timeline": [_query("/timeline", **self._of_events(n)) for n in self._numbers],
            "matrix": [_query("/claims", about=self._name(n)[0]) for n in self._numbers],
            "comments": [f"/comments/{self._page()}" for _ in self._numbers],
            "name": ["/name/{1}/{0}".format(*map(quote, self._name(n))) for n in self._numbers],
        }

    def of_datasette(self, database: str) -> Views:
        """Its pages with comparable rows, as many and in the same order; it has no pages that compare with the matrix."""
        at = f"/{database}"
        return {
            "home": [_query(f"{at}/pages", _sort_desc="published", _size=10)],
            "search": [_query(at, sql=FOUND, q=self._word(n)) for n in self._numbers],
            "statements": [
                _query(f"{at}/said", _sort_desc="reported", _size=25, **self._of_statements(n, plain=True)) for n in self._numbers
            ],
            "page": [f"{at}/pages/{self._page()}" for _ in self._numbers],
            "timeline": [
                _query(f"{at}/happened", _sort_desc="day", _size=25, **self._of_events(n, plain=True)) for n in self._numbers
            ],
            "comments": [_query(f"{at}/comments_in_threads", page=self._page()) for _ in self._numbers],
            "name": [_query(f"{at}/named", _sort_desc="reported", _size=25, name=self._name(n)[0]) for n in self._numbers],
        }

    def _of_statements(self, number: int, *, plain: bool = False) -> dict[str, str]:
        """Filters; `plain`: only columns of the table, which Datasette can filter by."""
        name, act, year = self._name(number)[0], ACTS[number % len(ACTS)], self._chance.choice(YEARS)
        columns: list[dict[str, str]] = [
            {"speaker": name},
            {"act": act},
            {"outlet": self._outlet(number)},
            {"speaker": name, "act": act},
        ]
        others: list[dict[str, str]] = [
            {"about": name},
            {"since": year, "until": year},
            {"about": name, "act": act},
            {"q": self._word(number)},
        ]
        every = columns if plain else [*columns, *others]
        return every[number // 3 % len(every)]

    def _of_events(self, number: int, *, plain: bool = False) -> dict[str, str]:
        name, kind, year = self._name(number)[0], TYPES[number % len(TYPES)], self._chance.choice(YEARS)
        place, modality = self._place(number), MODALITIES[number % len(MODALITIES)]
        columns: list[dict[str, str]] = [{"place": place}, {"type": kind}, {"modality": modality}, {"place": place, "type": kind}]
        others: list[dict[str, str]] = [
            {"actor": name},
            {"since": year, "until": year},
            {"actor": name, "modality": modality},
            {},
        ]
        every = columns if plain else [*columns, *others]
        return every[number // 3 % len(every)]

    def _word(self, number: int) -> str:
        return self._words[self._chance.randrange(*BANDS[number % len(BANDS)])]

    def _name(self, number: int) -> tuple[str, str]:
        name, kind = self._banded(self._names, number)
        return name, kind

    def _place(self, number: int) -> str:
        return str(self._banded(self._places, number)[0])

    def _outlet(self, number: int) -> str:
        return str(self._banded(self._outlets, number)[0])

    def _page(self) -> str:
        return f"page-{self._chance.randrange(self._pages):06d}"

    def _banded(self, ranked: list[Any], number: int) -> Any:
        size = len(ranked)
        bands = ((0, min(20, size)), (size // 40, size // 10 + 1), (size // 2, size))
        return ranked[self._chance.randrange(*bands[number % len(bands)])]


def _query(path: str, **values: object) -> str:
    return f"{path}?{urlencode(values)}" if values else path
