"""`onrecord comments`: the thread under a page, with where each comment stands."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from onrecord.cli.options import NamesOption, StoreOption, stored
from onrecord.cli.read import DEFAULT_STORE
from onrecord.cli.thread import render_thread

__all__ = ["comments"]


def comments(
    page: Annotated[str, typer.Argument(help="A page's id or its beginning, URL, title or file name.")],
    store: StoreOption = DEFAULT_STORE,
    names: NamesOption = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print comments, accounts, copies and targets as one JSON object.")
    ] = False,
) -> None:
    """Show the thread under a page: stances with the words that show them, cues, accounts at odds, near-copies."""
    record = stored(store, page, names=names)
    if as_json:
        spoken_of = {stance.toward for comment in record.comments for stance in comment.stances}
        parts = {
            "page": record.page.id,
            "targets": [{"id": e.id, "kind": e.kind, "name": e.name} for e in record.entities if e.id in spoken_of],
            "comments": record.comments,
            "accounts": record.accounts,
            "copies": record.copies,
        }
        sys.stdout.write(json.dumps(msgspec.to_builtins(parts), ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False)
    for block in render_thread(record):
        console.print(block)
