"""`onrecord serve`: a local web page and JSON interface over a store."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.listening import address, listening, run
from onrecord.cli.options import NamesOption, names_path

__all__ = ["serve"]

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    store: Annotated[Path, typer.Argument(help="The store to look at.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8676,
    host: Annotated[
        str, typer.Option(help="The address to listen on. Any but this machine's own asks visitors for a token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None, typer.Option(envvar="ONRECORD_TOKEN", help="The token to ask for (default: a new one, if one is needed).")
    ] = None,
    names: NamesOption = False,
) -> None:
    """Open a local web page over a store, and a JSON interface under /api/. Reads only; another process may write meanwhile.

    Ends on SIGTERM or Ctrl-C.
    """
    from onrecord.serve import Guard, Shelf, site  # noqa: PLC0415 - other commands start without a web server

    shelf = Shelf(store, names_path(store) if names else None)
    if host not in LOCAL and token is None:
        token = secrets.token_urlsafe(24)
    guard = Guard(token=token) if host in LOCAL else Guard(hosts=frozenset(), token=token)
    with listening(host, port) as opened:
        query = f"?token={token}" if token else ""
        run(site(shelf, guard), opened, f"open http://{address(opened)}/{query}")
