"""Options that several commands share, with one wording each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.pseudonyms import with_names
from onrecord.record import Record
from onrecord.store import Names, Store

__all__ = ["NamesOption", "StoreOption", "key_path", "names_path", "open_names", "open_store", "shown", "stored"]

StoreOption = Annotated[Path, typer.Option("--store", envvar="ONRECORD_STORE", help="The store to look in.")]
NamesOption = Annotated[bool, typer.Option("--names", help="Show account names instead of pseudonyms.")]


def key_path(store: Path) -> Path:
    """Where the pseudonym key of a store lies."""
    return store.with_name(store.name + ".key")


def names_path(store: Path) -> Path:
    """Where the account names of a store lie."""
    return store.with_name(store.name + ".names")


def open_names(store: Path) -> Names:
    """The account names of a store."""
    return Names.open(names_path(store))


def open_store(path: Path) -> Store:
    """An existing store, to read from.

    Raises:
        BadStore: there is none, or it cannot be opened.
    """
    return Store.open(path, create=False, readonly=True)


def shown(record: Record, names: Names | None) -> Record:
    """The record with account names if they were asked for, else as it is stored."""
    if names is None:
        return record
    return with_names(record, names.known(account.name for account in record.accounts))


def stored(store: Path, page: str, *, names: bool) -> Record:
    """The record of the page that is meant, with account names if they are asked for.

    Raises:
        BadStore: there is no such store, or it cannot be opened.
        NotFound: no page is meant, or several.
    """
    with open_store(store) as opened:
        record = opened.read(opened.find(page))
    if not names:
        return record
    with open_names(store) as known:
        return shown(record, known)
