"""The commands of `onrecord`, one file each."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from onrecord.cli import accounts, comments, evaluate, export, forget, moderate, read, rekey, schema, search, serve, show

__all__ = ["app"]

app = typer.Typer(
    name="onrecord",
    help="Put news pages on record: who said what, what happened or is only planned, threatened or denied, "
    "and the reader comments under it, every line pinned to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # `main` tells errors in one line
    rich_markup_mode=None,  # plain help, which the reference in docs/ repeats word for word
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def _add(name: str, command: read.Command, example: str) -> None:
    app.command(name, epilog=f"Example: {example}", no_args_is_help=name not in {"schema", "export", "accounts", "rekey"})(
        command
    )


_add("read", read.read, "onrecord read saved/*.html https://example.org/story --into record.db")
_add("show", show.show, "onrecord show bornholm --store record.db")
_add("comments", comments.comments, "onrecord comments bornholm --store record.db")
_add("accounts", accounts.accounts, "onrecord accounts --at-odds --store record.db")
_add("search", search.search, 'onrecord search "ceasefire monitors" --store record.db')
_add("export", export.export, "onrecord export --store record.db --format csv --into out")
_add("forget", forget.forget, "onrecord forget --account Kuter77 --store record.db")
_add("rekey", rekey.rekey, "onrecord rekey --store record.db")
_add("serve", serve.serve, "onrecord serve record.db")
_add("moderate", moderate.moderate, "onrecord moderate --coral --secret-file coral.secret --shadow --log moderate.jsonl")
_add("schema", schema.schema, "onrecord schema > record.schema.json")
_add("eval", evaluate.evaluate, "onrecord eval annotated.jsonl")
