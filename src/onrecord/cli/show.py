"""`onrecord show`: the record of one page in the terminal, its evidence highlighted."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from onrecord.cli.options import NamesOption, StoreOption, stored
from onrecord.cli.read import DEFAULT_STORE
from onrecord.cli.render import render

__all__ = ["show"]


def show(
    page: Annotated[str, typer.Argument(help="A page's id or its beginning, URL, title or file name.")],
    store: StoreOption = DEFAULT_STORE,
    names: NamesOption = False,
    text: Annotated[bool, typer.Option(help="Show the page's text with its evidence marked.")] = True,
) -> None:
    """Show the record of one page, with its evidence highlighted in the text."""
    record = stored(store, page, names=names)
    console = Console(highlight=False)
    for block in render(record, with_text=text):
        console.print(block)
