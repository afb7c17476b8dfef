"""What the clients ask for: the same names, words and pages of onrecord and of Datasette."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from benchmarks.serve.clients import Views
from benchmarks.serve.generate import LABELS, MODALITIES, TYPES, Vocabulary
from benchmarks.serve.stored import SEED

__all__ = ["of_datasette", "of_onrecord"]

MANY = 60  # addresses a view
BANDS = ((0, 20), (500, 1_500), (20_000, 50_000))  # ranks of frequent, middling and rare words
FOUND = """
    SELECT f.kind, f.page, f.id, snippet(search, -1, '[', ']', '…', 18) AS words FROM search JOIN searched f ON f."row" = search.rowid
    WHERE search MATCH :q ORDER BY rank LIMIT 20
"""


class Asked:
    """Words, names and pages of a store: a third each frequent, middling and rare."""

    def __init__(self, store: Path) -> None:
        self._chance, words = Random(SEED), Vocabulary(SEED).words  # noqa: S311 - the same addresses each time
        self.words = [words[self._chance.randrange(*BANDS[number % 3])] for number in range(MANY)]
        connection = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)
        named = connection.execute("SELECT name, kind FROM names WHERE kind <> 'place' ORDER BY pages DESC, name").fetchall()
        speaking = {row[0] for row in connection.execute("SELECT speaker FROM speakers")}
        self.names = [one for one in self._spread(named) if one[0] in speaking]
        self.places = self._spread(connection.execute("SELECT name FROM names WHERE kind = 'place' ORDER BY pages DESC, name").fetchall())
        self.outlets = self._spread(connection.execute("SELECT outlet FROM outlets ORDER BY pages DESC, outlet").fetchall())
        (pages,) = connection.execute("SELECT count(*) FROM shown").fetchone()
        connection.close()
        self.pages = [f"page-{self._chance.randrange(pages):06d}" for _ in range(MANY)]

    def _spread[T](self, ranked: list[T]) -> list[T]:
        size = len(ranked)
        bands = ((0, min(20, size)), (size // 40, size // 10 + 1), (size // 2, size))
        return [ranked[self._chance.randrange(*bands[number % 3])] for number in range(MANY)]
