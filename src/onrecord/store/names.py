"""Which names the pseudonyms stand for: a file of its own beside the store, that one keeps to oneself or deletes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.errors import BadStore
from onrecord.store.connection import connected, snapshot, transaction
from onrecord.store.forget import scrub

__all__ = ["Names"]

APPLICATION_ID = 0x6F6E726E  # "onrn"
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS names (pseudonym TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS names_name ON names (name)",
    f"PRAGMA application_id = {APPLICATION_ID}",
)


class Names:
    """Pseudonym -> name, in a SQLite file of mode 0600; a context manager.

    SQLite, so that each page's names are kept as it is read, two processes can add at once, and a name is found without
    reading all of them; without WAL, so that no log with names outlives a killed process, and who deletes the file has
    deleted the names (1.4 ms a page instead of 0.2). No file is made before there is a name to keep.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._erased = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """The names in a file; none if there is no such file yet.

        Raises:
            BadStore: the file cannot be read or is not such a file.
        """
        names = cls(path)
        if path.exists() and path.stat().st_size:
            names._connect(readonly=not os.access(path.absolute().parent, os.W_OK))
        return names

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; rewritten first if a name was forgotten, so that it is gone from the bytes.

        Raises:
            BadStore: it cannot be rewritten; the name is erased but for traces.
        """
        if self._connection is None:
            return
        try:
            if self._erased:
                scrub(self._connection, self._path)
        finally:
            self._connection.close()
            self._connection = None

    def add(self, names: Mapping[str, str]) -> None:
        """Remember what pseudonyms stand for.

        Raises:
            BadStore: they cannot be written.
        """
        if not names:
            return
        connection = self._connection or self._made()
        with transaction(connection, self._path):
            connection.executemany(
                "INSERT INTO names VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
                sorted(names.items()),
            )

    def name(self, pseudonym: str) -> str | None:
        """The name behind a pseudonym, None if it is not known here."""
        found = self._all("SELECT name FROM names WHERE pseudonym = ?", pseudonym)
        return found[0] if found else None

    def known(self, pseudonyms: Iterable[str]) -> dict[str, str]:
        """Pseudonym -> name, for those of them that are known here."""
        found = ((own, self.name(own)) for own in dict.fromkeys(pseudonyms))
        return {own: name for own, name in found if name is not None}

    def pseudonyms_of(self, name: str) -> list[str]:
        """The pseudonyms of a name, one for each site where it was seen."""
        return self._all("SELECT pseudonym FROM names WHERE name = ? ORDER BY pseudonym", name)

    def forget(self, pseudonym: str) -> None:
        """Drop what a pseudonym stands for; `close` erases its bytes.

        Raises:
            BadStore: the file cannot be written.
        """
        if self.name(pseudonym) is None or self._connection is None:
            return
        with transaction(self._connection, self._path):
            self._connection.execute("DELETE FROM names WHERE pseudonym = ?", (pseudonym,))
        self._erased = True

    def _all(self, query: str, value: str) -> list[Any]:
        if self._connection is None:
            return []
        with snapshot(self._connection, self._path):
            return [row[0] for row in self._connection.execute(query, (value,))]

    def _made(self) -> sqlite3.Connection:
        """A connection to a file that its owner alone may read, from its first byte on."""
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise BadStore(f"{self._path}: the account names cannot be written ({error.strerror})") from error
        return self._connect(readonly=False)

    def _connect(self, *, readonly: bool) -> sqlite3.Connection:
        connection = connected(self._path, readonly=readonly)
        try:
            _make_ready(connection, self._path, readonly=readonly)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                raise BadStore(f"{self._path}: the account names cannot be read ({error}); restore or delete the file") from error
            raise
        self._connection = connection
        return connection


def _make_ready(connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    """Look before touching: tables first, so that a file that another process is just making is not taken for a stranger's."""
    queries = ("SELECT count(*) FROM sqlite_master", "PRAGMA application_id")
    tables, own = (int(connection.execute(query).fetchone()[0]) for query in queries)
    if own != APPLICATION_ID and (own or tables):
        raise BadStore(f"{path}: the account names cannot be read (this SQLite file is another program's); move it away")
    if readonly:
        return
    connection.execute("PRAGMA secure_delete = ON").fetchone()
    if not tables:
        with transaction(connection, path):
            for statement in SCHEMA:
                connection.execute(statement)
