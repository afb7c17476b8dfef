"""Whether a store is sound: its pages, its references, its index."""

from __future__ import annotations

import sqlite3

__all__ = ["problems"]


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with a store, a sentence each; nothing where it is sound. Needs a connection that may write.

    Raises:
        sqlite3.Error: the store cannot be looked at.
    """
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    told = [f"the file is damaged: {line}" for line in found if line != "ok"]
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        told.append(f"row {row} of {table} refers to a row of {parent} that is not there")
    if not _index_fits(connection):
        told.append("the full-text index does not fit the texts; read the pages into a new store")
    return told


def _index_fits(connection: sqlite3.Connection) -> bool:
    try:  # rank 1: compared with the texts, not only in itself (https://www.sqlite.org/fts5.html#the_integrity_check_command)
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT_VTAB:
            return False
        raise
    return True
