"""A new key: every pseudonym of a store becomes another, and none of the old ones is left in its files.

Whenever the process dies, the store is usable, and rekeying again ends what was begun. The order sees to it:

1. the new key is written beside the old one, as `record.db.key.next`;
2. the names file learns what the new pseudonyms stand for, and keeps the old;
3. the store is renamed, in one transaction: names are known before it and after it;
4. the new key takes the old one's place, in one step. Between 3 and 4, what is read anew gets pseudonyms under the old key, so
   that one account may have two; rekeying again makes them one, by their name;
5. a names file with the new pseudonyms alone takes the old one's place, in one step, and the store's file is rewritten.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import BadKey
from onrecord.pseudonyms import Key, site_of
from onrecord.record import Page, Record
from onrecord.store.names import Names
from onrecord.store.store import Store

__all__ = ["Rekeyed", "rekey"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekeyed:
    """How many accounts got a new pseudonym, and for how many of them no name is known."""

    accounts: int
    nameless: int


def rekey(path: Path, *, names: Path, key: Path) -> Rekeyed:
    """Make a new key and give every account of the store at `path` a pseudonym under it. Nothing else may use the store.

    The new pseudonym is that of the account's name, where the names file knows it, else that of the old pseudonym.

    Raises:
        BadStore: store or names cannot be read or written; or all is renamed but for traces, which the message says.
        BadKey: the new key cannot be written.
    """
    with Store.open(path, create=False) as store:
        coming = _beside(key)
        new = _made(coming)
        renamed = _renamed(store, names, new, coming)
        coming.replace(key)
        _replace_names(names, renamed)
        store.scrub()
    nameless = sum(name is None for name in renamed.values())
    return Rekeyed(accounts=len(renamed), nameless=nameless)


def _renamed(store: Store, names: Path, key: Key, coming: Path) -> dict[str, str | None]:
    try:
        with Names.open(names) as known:
            return store.rename_accounts(lambda connection: _rename(connection, known, key))
    except BaseException:
        coming.unlink(missing_ok=True)  # nothing was renamed, so nobody needs this key
        raise


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ".next")


def _made(path: Path) -> Key:
    """A new key in a file, safely on the disk."""
    try:
        path.unlink(missing_ok=True)  # of a run that was killed; what it renamed, if it did, is renamed once more
        key = Key.load_or_create(path)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise BadKey(f"{path}: the new key cannot be written ({error.strerror}); nothing was changed") from error
    return key


def _rename(connection: sqlite3.Connection, names: Names, key: Key) -> dict[str, str | None]:
    """Rename every account of a store, the names file being told before; returns the names by new pseudonym."""
    renamed: dict[str, str | None] = {}
    rows: list[dict[str, str]] = []
    for page, site, old in _accounts(connection):
        name = names.name(old)
        new = key.pseudonym(old if name is None else name, site)
        renamed[new] = name
        rows.append({"page": page, "old": old, "new": new})
    names.add(_named(renamed))
    connection.executemany("UPDATE comments SET account = :new WHERE page = :page AND account = :old", rows)
    connection.executemany("UPDATE accounts SET name = :new WHERE page = :page AND name = :old", rows)
    return renamed


def _accounts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Each account of each page: the page, its site, the account's present pseudonym."""
    pages = "SELECT id, url, outlet FROM pages ORDER BY id"
    own = """
        SELECT account FROM comments WHERE page = :page AND account IS NOT NULL
        UNION SELECT name FROM accounts WHERE page = :page
    """
    for page, url, outlet in connection.execute(pages).fetchall():
        site = site_of(Record(page=Page(id=page, url=url, outlet=outlet)))
        for (old,) in connection.execute(own, {"page": page}).fetchall():
            yield page, site, old


def _named(renamed: dict[str, str | None]) -> dict[str, str]:
    return {pseudonym: name for pseudonym, name in renamed.items() if name is not None}


def _replace_names(path: Path, renamed: dict[str, str | None]) -> None:
    """A file with the names that are still needed in place of the old one; none where none is known."""
    draft = _beside(path)
    for file in (draft, draft.with_name(draft.name + "-journal")):
        file.unlink(missing_ok=True)  # of a run that was killed
    with Names.open(draft) as names:
        names.add(_named(renamed))
    if draft.exists():
        draft.replace(path)
    else:
        path.unlink(missing_ok=True)
