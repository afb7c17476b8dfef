"""`onrecord search`: words in stories, statements and comments."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import StoreOption, open_store
from onrecord.cli.read import DEFAULT_STORE
from onrecord.store import Hit

__all__ = ["search"]


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words that must all occur.")],
    store: StoreOption = DEFAULT_STORE,
    limit: Annotated[int, typer.Option(min=1, help="How many hits to show at most.")] = 20,
) -> None:
    """Search the stories, statements and comments of a store."""
    console = Console(highlight=False, soft_wrap=True)
    with open_store(store) as opened:
        hits = opened.search(" ".join(words), limit=limit + 1)
    for hit in hits[:limit]:
        console.print(_line(hit))
    more = "; there are more, see --limit" if len(hits) > limit else ""
    console.print(Text(f"{min(len(hits), limit)} found{more}", style="dim"))


def _line(hit: Hit) -> Text:
    where = f"{hit.page} {hit.id}" if hit.id else hit.page
    said_by = f"{hit.speaker}: " if hit.speaker else ""
    return Text.assemble((f"{hit.kind:<9} ", "bold"), (where, "cyan"), "  ", said_by, " ".join(hit.snippet.split()))
