"""How SQLite files are opened, and what their errors say to a person."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import BadStore

__all__ = ["connected", "make_durable", "snapshot", "told", "transaction"]

BUSY = 30.0  # seconds to wait for another process; a page is written in milliseconds, a large store rewritten in a minute

ADVICE = {  # https://www.sqlite.org/rescode.html
    sqlite3.SQLITE_FULL: "the disk is full; make room, what was stored before is intact",
    sqlite3.SQLITE_READONLY: "the store is read-only; copy it or change its rights",
    sqlite3.SQLITE_CANTOPEN: "the store cannot be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_NOTADB: "this is not an onrecord store; name another file",
    sqlite3.SQLITE_BUSY: "another program holds the store; close it and try again",
    sqlite3.SQLITE_LOCKED: "another program holds the store; close it and try again",
    sqlite3.SQLITE_CORRUPT: "the store is damaged; restore it from a backup",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should; what was stored before is intact",
    sqlite3.SQLITE_PERM: "the store cannot be opened; check the rights of the file and its folder",
}
PRIMARY = 0xFF  # an extended result code bears its primary code in its lowest byte


def connected(path: Path, *, readonly: bool, shared: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode whose rows are `sqlite3.Row`s. Nothing in the file has been touched yet.

    `shared`: another thread than the one that opens it may close it.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{_mode(path, readonly)}",
        uri=True,
        timeout=BUSY,
        isolation_level=None,
        check_same_thread=not shared,
    )
    connection.row_factory = sqlite3.Row
    return connection


def _mode(path: Path, readonly: bool) -> str:
    """A file in WAL mode needs room for its log even to be read; where the folder gives none, nobody writes it either."""
    if not readonly:
        return "mode=rwc"
    log = path.with_name(path.name + "-wal")
    logged = log.exists() and log.stat().st_size > 0  # what a killed writer left; to pass over it would show an older state
    return "mode=ro" if logged or os.access(path.absolute().parent, os.W_OK) else "mode=ro&immutable=1"


def make_durable(connection: sqlite3.Connection) -> None:
    """Set what a file that is ours is written under.

    WAL, so that readers and a writer do not wait for each other and a killed process leaves whole transactions; with it
    synchronous = NORMAL is safe from corruption and loses at most the last pages on a power cut, without a flush a page.
    """
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchone()


def told(path: Path, error: sqlite3.Error) -> BadStore:
    """What SQLite says as one sentence, with what to do."""
    code = getattr(error, "sqlite_errorcode", None)
    return BadStore(f"{path}: {ADVICE.get(code & PRIMARY, error) if code is not None else error}")


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All that is written inside is written, or nothing is.

    Raises:
        BadStore: it cannot be written.
    """
    yield from _between(connection, path, "BEGIN IMMEDIATE")


@contextmanager
def snapshot(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All that is read inside is of one moment, whatever others write meanwhile.

    Raises:
        BadStore: it cannot be read.
    """
    yield from _between(connection, path, "BEGIN")


def _between(connection: sqlite3.Connection, path: Path, begin: str) -> Iterator[None]:
    try:
        connection.execute(begin)
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise told(path, error) from error
        raise
