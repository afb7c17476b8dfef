"""`onrecord export`: the store in other people's formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord import export as exports
from onrecord.cli.options import NamesOption, StoreOption, open_names, open_store, shown
from onrecord.cli.read import DEFAULT_STORE
from onrecord.record import Record
from onrecord.store import Names, Store

__all__ = ["export"]

Format = StrEnum("Format", {name: name for name in exports.FORMATS})  # type: ignore[misc]  # the formats are data


def export(
    format_: Annotated[Format, typer.Option("--format", help="What to write.")],
    into: Annotated[
        Path | None, typer.Option(help="The file to write, or the folder for csv, dna and stances (default: standard output).")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    names: NamesOption = False,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Put in the publishers' whole texts, not only short quotations.")
    ] = False,
    k: Annotated[
        int, typer.Option("--k", min=2, help="How many people a figure of the stances format must be of, or it stays blank.")
    ] = 5,
) -> None:
    """Export the records of a store. Says on stderr how many rows were written, and whether that is all."""
    options = exports.Options(full_text=full_text, k=k)
    with ExitStack() as open_things:
        opened = open_things.enter_context(open_store(store))
        known = open_things.enter_context(open_names(store)) if names else None
        report = exports.export(_records(opened, known), format=format_.value, into=into or sys.stdout, options=options)
    for line in report.lines():
        print(line, file=sys.stderr)


def _records(store: Store, names: Names | None) -> Iterator[Record]:
    return (shown(record, names) for record in store.records())
