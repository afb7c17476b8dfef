"""`onrecord rekey`: a new key, and new pseudonyms for every account of a store."""

from __future__ import annotations

import typer

from onrecord.cli.options import StoreOption, key_path, names_path
from onrecord.cli.read import DEFAULT_STORE
from onrecord.store.rekey import rekey as new_key

__all__ = ["rekey"]


def rekey(store: StoreOption = DEFAULT_STORE) -> None:
    """Make a new pseudonym key, and give every account in the store a new pseudonym under it.

    Nothing else may read into the store meanwhile. If it breaks off, the store is usable; run it again.
    """
    done = new_key(store, names=names_path(store), key=key_path(store))
    told = f"rekeyed: {done.accounts} accounts have new pseudonyms"
    nameless = f"; of {done.nameless} no name is known, so what is read of them anew will not be linked" if done.nameless else ""
    typer.echo(told + nameless)
