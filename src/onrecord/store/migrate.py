"""The store's schema, version by version: plain SQL files that run in order, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.errors import BadStore
from onrecord.store.connection import snapshot, transaction

__all__ = ["APPLICATION_ID", "check", "migrate", "migrations"]

APPLICATION_ID = 0x6F6E7263  # "onrc": tells an onrecord store from any other SQLite file


@cache
def migrations() -> tuple[str, ...]:
    """The SQL of each version, the first first."""
    folder = files(__package__).joinpath("migrations")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(file.read_text("utf-8") for file in found)


def check(connection: sqlite3.Connection, path: Path, scripts: Sequence[str] | None = None) -> int:
    """The version of a store; 0 of an empty file. Only reads.

    Raises:
        BadStore: the file is no SQLite file, another program's, or a newer onrecord's.
    """
    with snapshot(connection, path):
        return _version(connection, path, migrations() if scripts is None else scripts)


def migrate(connection: sqlite3.Connection, path: Path, scripts: Sequence[str] | None = None) -> None:
    """Bring a store to the newest version, whole or not at all. An empty file becomes a new store.

    Raises:
        BadStore: the file is another program's, a newer onrecord's, or cannot be written.
    """
    scripts = migrations() if scripts is None else scripts
    with transaction(connection, path):
        version = _version(connection, path, scripts)  # asked under the lock: another process may have just done it
        for statement in (statement for script in scripts[version:] for statement in _statements(script)):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(scripts)}")


def _version(connection: sqlite3.Connection, path: Path, scripts: Sequence[str]) -> int:
    queries = ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_master")
    version, own, tables = (int(connection.execute(query).fetchone()[0]) for query in queries)
    if own != APPLICATION_ID and (tables or own or version):
        raise BadStore(f"{path}: this SQLite file is not an onrecord store; name another with --into or --store")
    if version > len(scripts):
        raise BadStore(f"{path}: written by a newer onrecord (schema {version}); upgrade onrecord to open it")
    return version


def _statements(script: str) -> Iterator[str]:
    """The statements of a script. Python's `executescript` commits before it begins, which would give up the lock."""
    statement = ""
    for piece in script.split(";")[:-1]:
        statement += piece + ";"
        if sqlite3.complete_statement(statement):  # not so within a string, a comment or a trigger
            yield statement
            statement = ""
