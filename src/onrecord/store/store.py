"""The store: one SQLite file that holds records, page by page, each replaced whole in one transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.copies import Cluster, Match
from onrecord.copies import stored as copies
from onrecord.errors import BadRecord, BadStore, NotFound
from onrecord.record import Record
from onrecord.store import forget, migrate, retention
from onrecord.store import search as index
from onrecord.store.connection import connected, make_durable, snapshot, told, transaction
from onrecord.store.find import candidates
from onrecord.store.integrity import problems
from onrecord.store.restore import restore
from onrecord.store.rows import rows_of
from onrecord.store.search import Hit

__all__ = ["Store"]

TABLES = (
    "pages", "entities", "mentions", "statements", "contents", "events", "participants", "counts", "tensions", "comments",
    "stances", "cues", "accounts", "at_odds", "copies", "gaps",
)  # fmt: skip
SIGNED_FROM = 3  # the schema version from which on comments have signatures


class Store:
    """An open store; a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = True, readonly: bool = False) -> Self:
        """Open the store at `path`, made there if there is none and `create` is set. An older store is brought up to date.

        Raises:
            BadStore: it cannot be opened, is not a store, or is a newer version's; the file is as it was.
        """
        if not path.exists() and (readonly or not create):
            raise BadStore(f"{path}: no such store; read pages into one first, with onrecord read SOURCE --into {path}")
        if path.is_dir():
            raise BadStore(f"{path}: this is a folder; name a file in it, such as {path / 'record.db'}")
        try:
            return cls(_opened(path, readonly=readonly), path)
        except sqlite3.Error as error:
            raise told(path, error) from error

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
            BadRecord: it has two parts with one id, a number beyond 64 bits or half a surrogate pair.
        """
        page = record.page.id
        with self._writing():
            try:
                index.drop_page(self._connection, page)
                self._connection.execute("DELETE FROM pages WHERE id = ?", (page,))
                self._insert(record)
                index.add(self._connection, page)
                copies.add(self._connection, page)
            except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError) as error:
                raise BadRecord(f"{page}: this record does not fit a store ({error}); ids are unique within a page") from error

    def write_many(self, records: Iterable[Record]) -> int:
        """Write records one after the other, each in a transaction of its own; returns how many."""
        return sum(1 for _ in map(self.write, records))

    def read(self, page: str) -> Record:
        """The record of a page, as it was written.

        Raises:
            NotFound: the store has no page with this id.
        """
        record = self._restored(page)
        if record is None:
            raise self._no_such(page)
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
        with self._reading():
            found = candidates(self._connection, page)
        if not found:
            raise self._no_such(page)
        if len(found) > 1:
            raise NotFound(f"{page}: this may be {', '.join(found[:5])}; name one of them")
        return found[0]

    def pages(self) -> list[str]:
        """The ids of all pages, in order."""
        with self._reading():
            return [row["id"] for row in self._connection.execute("SELECT id FROM pages ORDER BY id")]

    def records(self) -> Iterator[Record]:
        """All records in the order of their ids, one at a time; a page that is erased meanwhile is left out."""
        return (record for page in self.pages() if (record := self._restored(page)) is not None)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self._reading():
            return {
                table: int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names
                for table in TABLES
            }

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> list[Hit]:
        """The stories, statements and comments that hold all the words, best first."""
        with self._reading():
            return index.find_words(self._connection, words, limit=limit, offset=offset)

    def copies(self) -> list[Cluster]:
        """The comments of different accounts, on any page, that are nearly the same text, the largest groups first."""
        with self._reading():
            return copies.clusters(self._connection)

    def copies_of(self, text: str, *, most: int = 20) -> list[Match]:
        """The stored comments that are nearly this text, the most alike first."""
        with self._reading():
            return copies.find(self._connection, text, most=most)

    def check(self) -> list[str]:
        """What is wrong with the store, a sentence each; nothing where it is sound. The store must not be open read-only.

        Raises:
            BadStore: it cannot be looked at.
        """
        with self._writing():
            return problems(self._connection)

    def forget_page(self, page: str) -> None:
        """Erase a page and all that belongs to it, down to the bytes of the file.

        A page that is not there is no error, so that an erasure that left traces can be run again.

        Raises:
            BadStore: it cannot be written, or is erased but for traces; the message says which.
        """
        with self._writing():
            forget.erase_page(self._connection, page)
        self.scrub()

    def forget_account(self, *names: str) -> int:
        """Erase accounts (their pseudonyms) with their comments, down to the bytes of the file; returns how many they were.

        Replies to their comments stay, without a parent.

        Raises:
            BadStore: it cannot be written, or is erased but for traces; the message says which.
        """
        with self._writing():
            erased = sum(forget.erase_account(self._connection, name) for name in names)
        self.scrub()
        return erased

    def forget_comment(self, page: str, comment: str) -> bool:
        """Erase one comment (ids) with all that names it, down to the bytes of the file; returns whether there was one.

        Raises:
            BadStore: it cannot be written, or is erased but for traces; the message says which.
        """
        with self._writing():
            erased = forget.erase_comments(self._connection, page, {comment})
            forget.merge(self._connection)
        self.scrub()
        return bool(erased)

    def forget_older(self, days: int, *, today: date) -> retention.Aged:
        """Erase the comments posted more than so many days ago, down to the bytes of the file. Stories stay.

        Raises:
            BadStore: it cannot be written, or is erased but for traces; the message says which.
        """
        with self._writing():
            aged = retention.erase_older(self._connection, days=days, today=today)
        self.scrub()
        return aged

    def rename_accounts(self, rename: Callable[[sqlite3.Connection], dict[str, str | None]]) -> dict[str, str | None]:
        """Let `rename` change accounts in one transaction, and return what it returns; see `onrecord.store.rekey`.

        Raises:
            BadStore: it cannot be written; what was there before is still there.
        """
        self._connection.execute(
            "PRAGMA synchronous = FULL"
        )  # the key is replaced next, which a power cut must not survive alone
        with self._writing():
            return rename(self._connection)

    def scrub(self) -> None:
        """Rewrite the file and empty its log, so that nothing that was deleted or replaced stands in their bytes.

        Raises:
            BadStore: traces may be left; the message says how to get rid of them.
        """
        forget.scrub(self._connection, self._path)

    def _insert(self, record: Record) -> None:
        for table, rows in _by_table(record).items():
            columns = list(rows[0])
            quoted = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(
                f"INSERT INTO {table} ({quoted}) VALUES ({marks})",  # noqa: S608 - our own names
                [tuple(row[column] for column in columns) for row in rows],
            )

    def _restored(self, page: str) -> Record | None:
        with self._reading():
            return restore(self._connection, page)

    def _no_such(self, page: str) -> NotFound:
        return NotFound(f"{page}: no such page in {self._path}; see onrecord search for what there is")

    def _one(self, query: str, value: str) -> Any:
        with self._reading():
            return self._connection.execute(query, {"value": value}).fetchone()

    def _reading(self) -> AbstractContextManager[None]:
        return snapshot(self._connection, self._path)

    def _writing(self) -> AbstractContextManager[None]:
        return transaction(self._connection, self._path)


def _by_table(record: Record) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, row in rows_of(record):
        tables[table].append(row)
    return tables


def _opened(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """A connection to a store of the newest version. A file that is not ours is only looked at."""
    connection = connected(path, readonly=readonly)
    try:
        _make_ready(connection, path, readonly=readonly)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_ready(connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    version = migrate.check(connection, path)
    old = version < len(migrate.migrations())
    if readonly and version == 0:
        raise BadStore(f"{path}: this file is empty; read pages into it first, with onrecord read SOURCE --into {path}")
    if readonly and old:
        Store.open(path).close()
    if not readonly:
        make_durable(connection)
        if old:
            migrate.migrate(connection, path)
        if 0 < version < SIGNED_FROM:
            with transaction(connection, path):
                copies.add_all(connection)
