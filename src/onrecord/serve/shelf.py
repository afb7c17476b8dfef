"""Reading a store for many readers at once, while others may write into it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.pseudonyms import with_names
from onrecord.record import Record
from onrecord.store import Names, Store
from onrecord.store.connection import connected, snapshot
from onrecord.store.restore import restore

__all__ = ["Shelf"]


class Shelf:
    """A store to be read from any thread: each has a connection of its own.

    `names` is the file of account names, if they are asked for.
    """

    def __init__(self, path: Path, names: Path | None = None) -> None:
        """Look at the store at `path`.

        Raises:
            BadStore: there is none, or it cannot be opened.
        """
        Store.open(path, create=False, readonly=True).close()  # brings an older one up to date, and says what is wrong
        self.path = path
        self._names = names
        self._own = threading.local()
        self._lock = threading.Lock()
        self._all: list[sqlite3.Connection] = []

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection; all that is read inside is of one moment."""
        connection = self._connection()
        if connection.in_transaction:  # a reading within a reading is of the same moment
            yield connection
            return
        with snapshot(connection, self.path):
            yield connection

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own, for an answer that is sent in pieces from many threads."""
        connection = connected(self.path, readonly=True, shared=True)
        try:
            with snapshot(connection, self.path):
                yield connection
        finally:
            connection.close()

    def record(self, page: str) -> Record | None:
        """The record of a page, its accounts as they are shown; None if the store has no such page."""
        with self.reading() as connection:
            found = restore(connection, page)
        return found and self.accounts(found)

    def account(self, pseudonym: str) -> str:
        """How an account is shown: by its name where names were asked for and it is known, else by its pseudonym."""
        return self.named([pseudonym])[pseudonym]

    def named(self, pseudonyms: Iterable[str | None]) -> dict[str | None, str]:
        """How each of these accounts is shown; one that is not known by an account is "unnamed"."""
        found: dict[str | None, str] = {own: own or "unnamed" for own in pseudonyms}
        found.update(self._known([own for own in found if own]))
        return found

    def accounts(self, record: Record) -> Record:
        """The record with its accounts as they are shown."""
        known = self._known(account.name for account in record.accounts)
        return with_names(record, known) if known else record

    def _known(self, pseudonyms: Iterable[str]) -> dict[str, str]:
        """The names behind pseudonyms, none where they were not asked for."""
        if self._names is None:
            return {}
        with Names.open(self._names) as names:
            return names.known(pseudonyms)

    def close(self) -> None:
        """Close all connections; nobody may be reading."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._own = threading.local()

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            found = self._own.connection = connected(self.path, readonly=True, shared=True)
            with self._lock:
                self._all.append(found)
        return found
