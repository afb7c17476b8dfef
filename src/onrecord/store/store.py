"""The store: one SQLite file that holds records, page by page, each replaced whole in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.errors import BadStore, NotFound
from onrecord.record import Record
from onrecord.store import forget, migrate
from onrecord.store import search as index
from onrecord.store.restore import restore
from onrecord.store.rows import rows_of
from onrecord.store.search import Hit

__all__ = ["Store"]

BUSY = 30.0  # seconds that a writer waits for another; a page is written in milliseconds


class Store:
    """An open store; a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = True, readonly: bool = False) -> Self:
        """Open the store at `path`, made there if there is none and `create` is set.

        Raises:
            BadStore: it cannot be opened, is not a store, or is a newer version's.
        """
        if not path.exists() and (readonly or not create):
            raise BadStore(f"{path}: no such store; read pages into one first, with onrecord read SOURCE --into {path}")
        try:
            connection = _connected(path, readonly=readonly)
        except sqlite3.Error as error:
            raise BadStore(_told(path, error)) from error
        return cls(connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def write(self, record: Record) -> None:
        """Put a record in place of what the store has of its page, in one transaction.

        Raises:
            BadStore: it cannot be written; what was there before is still there.
        """
        with self._transaction():
            self._delete(record.page.id)
            for table, rows in _by_table(record).items():
                columns = list(rows[0])
                quoted = ", ".join(f'"{column}"' for column in columns)
                marks = ", ".join("?" * len(columns))
                self._connection.executemany(
                    f"INSERT INTO {table} ({quoted}) VALUES ({marks})",  # noqa: S608 - our own names
                    [tuple(row[column] for column in columns) for row in rows],
                )
            index.add(self._connection, record.page.id)

    def write_many(self, records: Iterable[Record]) -> int:
        """Write records one after the other, each in a transaction of its own; returns how many."""
        return sum(1 for _ in map(self.write, records))

    def read(self, page: str) -> Record:
        """The record of a page, as it was written.

        Raises:
            NotFound: the store has no page with this id.
        """
        with self._reading():
            record = restore(self._connection, page)
        if record is None:
            raise NotFound(f"{page}: no such page in {self._path}; see onrecord search for what there is")
        return record

    def has(self, page: str) -> bool:
        """Whether the store has a page with this id."""
        return self._one("SELECT 1 FROM pages WHERE id = :value", page) is not None

    def has_account(self, name: str) -> bool:
        """Whether any page has comments of this account (its pseudonym)."""
        known = "SELECT 1 FROM accounts WHERE name = :value UNION SELECT 1 FROM comments WHERE account = :value"
        return self._one(known, name) is not None

    def find(self, page: str) -> str:
        """The id of the page that is meant by an id or its beginning, a URL, a source, a file name or a title.

        Raises:
            NotFound: none is meant, or several; the message names them.
        """
        if self.has(page):
            return page
        escaped = page.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        queries = (
            ("SELECT id FROM pages WHERE url = :value OR source = :value OR title = :value ORDER BY id LIMIT 6", page),
            ("SELECT id FROM pages WHERE id LIKE :value ESCAPE '\\' ORDER BY id LIMIT 6", escaped + "%"),
            ("SELECT id FROM pages WHERE source LIKE :value ESCAPE '\\' ORDER BY id LIMIT 6", "%/" + escaped),
            ("SELECT id FROM pages WHERE source LIKE :value ESCAPE '\\' ORDER BY id LIMIT 6", "%/" + escaped + ".%"),
        )
        for query, value in queries:
            with self._reading():
                found = [row["id"] for row in self._connection.execute(query, {"value": value})]
            if len(found) == 1:
                return str(found[0])
            if found:
                raise NotFound(f"{page}: this may be {', '.join(found[:5])}; name one of them")
        raise NotFound(f"{page}: no such page in {self._path}; see onrecord search for what there is")

    def pages(self) -> list[str]:
        """The ids of all pages, in order."""
        with self._reading():
            return [row["id"] for row in self._connection.execute("SELECT id FROM pages ORDER BY id")]

    def records(self) -> Iterator[Record]:
        """All records in the order of their ids, one at a time."""
        return (self.read(page) for page in self.pages())

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> list[Hit]:
        """The stories, statements and comments that hold all the words, best first."""
        with self._reading():
            return index.find_words(self._connection, words, limit=limit, offset=offset)

    def forget_page(self, page: str) -> None:
        """Erase a page and all that belongs to it, down to the bytes of the file."""
        with self._transaction():
            self._delete(page)
        self._scrub()

    def forget_account(self, name: str) -> int:
        """Erase an account (its pseudonym) with its comments, down to the bytes of the file; returns how many they were.

        Replies to its comments stay, without a parent.
        """
        with self._transaction():
            erased = forget.erase_account(self._connection, name)
        self._scrub()
        return erased

    def _delete(self, page: str) -> None:
        index.drop(self._connection, page)
        self._connection.execute("DELETE FROM pages WHERE id = ?", (page,))

    def _scrub(self) -> None:
        try:
            forget.scrub(self._connection)
        except sqlite3.Error as error:
            raise BadStore(_told(self._path, error)) from error

    def _one(self, query: str, value: str) -> Any:
        with self._reading():
            return self._connection.execute(query, {"value": value}).fetchone()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise BadStore(_told(self._path, error)) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise BadStore(_told(self._path, error)) from error
            raise


def _by_table(record: Record) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, row in rows_of(record):
        tables[table].append(row)
    return tables


def _connected(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """WAL, so that readers and a writer do not wait for each other; NORMAL loses at most the last page on a power cut.

    On a medium that cannot be written SQLite keeps no log beside the store, and may take it as unchanging.
    """
    mode = ("mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1") if readonly else "mode=rwc"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        if not readonly:
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON", "foreign_keys = ON"):
                connection.execute(f"PRAGMA {pragma}")
            migrate.migrate(connection, str(path))
        else:
            migrate.check(connection, str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _told(path: Path, error: sqlite3.Error) -> str:
    """One sentence for what SQLite says, with what to do."""
    text = str(error)
    advice = {
        "database or disk is full": "the disk is full; make room, what was stored before is intact",
        "attempt to write a readonly database": "the store is read-only; copy it or change its rights",
        "unable to open database file": "the store cannot be opened; check that its folder exists and may be written",
        "file is not a database": "this is not an onrecord store; name another file",
        "database is locked": "another program holds the store; close it and try again",
        "database disk image is malformed": "the store is damaged; restore it from a backup",
        "disk I/O error": "the disk does not answer as it should; what was stored before is intact",
    }
    return f"{path}: {advice.get(text, text)}"
