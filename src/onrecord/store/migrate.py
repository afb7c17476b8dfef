"""The store's schema, version by version: plain SQL files that run in order, each in a transaction."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

from onrecord.errors import BadStore

__all__ = ["APPLICATION_ID", "check", "migrate", "migrations"]

APPLICATION_ID = 0x6F6E7263  # "onrc": tells an onrecord store from any other SQLite file


def migrations() -> list[str]:
    """The SQL of each version, the first first."""
    folder = files(__package__).joinpath("migrations")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [file.read_text("utf-8") for file in found]


def check(connection: sqlite3.Connection, path: str, newest: int | None = None) -> int:
    """The version of a store; 0 of an empty file.

    Raises:
        BadStore: the file is another program's, or a newer onrecord's.
    """
    queries = ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_master")
    version, own, tables = (int(connection.execute(query).fetchone()[0]) for query in queries)
    if tables and own != APPLICATION_ID:
        raise BadStore(f"{path}: this SQLite file is not an onrecord store; name another with --into or --store")
    if version > (len(migrations()) if newest is None else newest):
        raise BadStore(f"{path}: written by a newer onrecord (schema {version}); upgrade onrecord to open it")
    return version


def migrate(connection: sqlite3.Connection, path: str, scripts: list[str] | None = None) -> None:
    """Bring a store to the newest version. An empty file becomes a new store.

    Raises:
        BadStore: the file is another program's, or a newer onrecord's.
    """
    scripts = migrations() if scripts is None else scripts
    version = check(connection, path, newest=len(scripts))
    for number, script in enumerate(scripts[version:], version + 1):
        pragmas = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {script}\n{pragmas} COMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.rollback()
            raise
