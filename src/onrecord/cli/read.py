"""`onrecord read`: pages in, records out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord.capture import Options, capture, expand, is_unreadable
from onrecord.cli.options import NamesOption, key_path, names_path
from onrecord.errors import BadSource
from onrecord.pipeline import run, stages
from onrecord.pseudonyms import Key, with_pseudonyms
from onrecord.record import Record, to_json
from onrecord.store import Names, Store

__all__ = ["Command", "read"]

Command = Callable[..., Any]
DEFAULT_STORE = Path("record.db")


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="HTML files, copied page texts, JSON lines, tables of comments (CSV, TSV, JSON lines), comment exports, "
            "folders, globs, URLs, or - for stdin.",
            show_default=False,
        ),
    ],
    into: Annotated[
        Path | None, typer.Option(help="The store to keep the records in (record.db, unless --json is given alone).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each record as one line of JSON.")] = False,
    names: NamesOption = False,
    captured: Annotated[
        str | None, typer.Option(help="When the pages were captured, ISO 8601 (default: what the page or file says).")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A private or loopback host that may be fetched (can be repeated).")
    ] = None,
    toward: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A target to read the comments' stances toward, beside the story's own (can be repeated).",
        ),
    ] = None,
) -> None:
    """Read pages, the story and the comments under it, and put them on record.

    One page that cannot be read among many is kept with its reason; if none can be read, the exit code is 2.
    """
    asked = _targets(toward or ())
    options = Options(captured=_moment(captured), allow_hosts=frozenset(allow_host or ()))
    wanted = tuple(expand(sources))
    store = into or (None if as_json else DEFAULT_STORE)
    tally = Tally()
    with ExitStack() as open_things:
        keep = open_things.enter_context(_keeper(store))
        step = open_things.enter_context(_progress(len(wanted)))
        through = stages(toward=asked)
        for source in wanted:
            for captured_page in capture(source, options=options):
                record = run(captured_page, through)
                hidden = keep(record)
                tally.add(record)
                if as_json:
                    _print_line(record if names else hidden)
            step()
    tally.tell(store)


@dataclass(slots=True)
class Tally:
    """How many pages were read, how many have gaps, and how many could not be read."""

    read: int = 0
    with_gaps: int = 0
    unreadable: int = 0

    def add(self, record: Record) -> None:
        """Count a record; a page that could not be read is told on stderr at once."""
        if is_unreadable(record):
            self.unreadable += 1
            print(f"onrecord: {record.gaps[0].why}", file=sys.stderr)
        else:
            self.read += 1
            self.with_gaps += bool(record.gaps)

    def tell(self, store: Path | None) -> None:
        """Sum up on a terminal; exit with 2 if nothing at all could be read."""
        if self.unreadable and not self.read:
            raise typer.Exit(2)
        if sys.stdout.isatty() and store is not None:
            print(f"{self.read} on record in {store}, {self.with_gaps} of them with gaps; {self.unreadable} unreadable")


@contextmanager
def _keeper(path: Path | None) -> Iterator[Callable[[Record], Record]]:
    """Gives what keeps a record (if there is a store) and returns it with pseudonyms."""
    if path is None:
        key = Key.load_or_create(_own_key_path())
        yield lambda record: with_pseudonyms(record, key)[0]
        return
    with Store.open(path) as store, Names.open(names_path(path)) as names:
        key = Key.load_or_create(key_path(path))

        def keep(record: Record) -> Record:
            hidden, known = with_pseudonyms(record, key)
            if not (is_unreadable(record) and store.has(record.page.id)):  # a failed fetch must not erase what we have
                store.write(hidden)
                names.add(known)
            return hidden

        yield keep


def _own_key_path() -> Path:
    """The key for records that go into no store: one a user, so that the same page gives the same record."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "onrecord" / "key"


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Gives what moves the bar by one source; shown on a terminal only."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda: progress.advance(task)


def _print_line(record: Record) -> None:
    sys.stdout.buffer.write(to_json(record) + b"\n")
    sys.stdout.buffer.flush()


def _targets(names: Sequence[str]) -> tuple[str, ...]:
    """The names as given, once each of them is known to say something."""
    for name in names:
        if not any(map(str.isalnum, name)):
            raise BadSource(f'--toward "{name}": no name; give a word at least, such as --toward Russia')
    return tuple(names)


def _moment(captured: str | None) -> str | None:
    """The moment as given, once it is known to be ISO 8601."""
    if captured is not None:
        try:
            datetime.fromisoformat(captured)
        except ValueError as error:
            raise BadSource(f"--captured {captured}: not an ISO 8601 date or time, such as 2026-02-11T18:00Z") from error
    return captured
