"""`onrecord moderate`: a moderation phase that a comment system asks about each new comment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from onrecord import comments
from onrecord.cli.listening import address, listening, run
from onrecord.errors import BadSettings
from onrecord.moderate import CueReader, Desk, Log, Secrets, Settings, service

__all__ = ["moderate"]


def moderate(
    coral: Annotated[bool, typer.Option("--coral", help="Speak Coral's protocol of external moderation phases.")] = False,
    secret_file: Annotated[
        Path | None, typer.Option(help="A file of mode 600 with Coral's signing secrets (else ONRECORD_CORAL_SECRET).")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="A TOML file with thresholds (default: onrecord's own).")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8675,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    shadow: Annotated[bool, typer.Option("--shadow", help="Answer nothing; only log what would be decided.")] = False,
    log: Annotated[Path | None, typer.Option(help="Append the log to this file (default: standard output).")] = None,
) -> None:
    """Read new comments inside Coral and hold those for a moderator that may hurt or advertise. Never rejects one.

    The log has places and figures, never a comment's words or its author. Ends on SIGTERM or Ctrl-C.
    """
    if not coral:
        raise typer.BadParameter("name the comment system: --coral is the one there is")
    secrets, chosen = Secrets.load(secret_file, os.environ), Settings.load(settings)
    with listening(host, port) as opened:
        kept = Log.open(log)
        desk = Desk(_reader(), threads=os.cpu_count() or 1, waiting=chosen.waiting)
        app = service(desk, secrets=secrets, settings=chosen, log=kept, shadow=shadow)
        run(app, opened, f"listening on http://{address(opened)}/coral")


def _reader() -> CueReader:
    """The shipped reader, warm: its first comment would be late."""
    try:
        reader = comments.load()
    except FileNotFoundError as error:
        raise BadSettings("the comment reader's weights are not in this copy of onrecord; install a released one") from error
    reader.cues("A comment like any other.")
    return reader
