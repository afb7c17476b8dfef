"""`onrecord moderate`: a moderation phase that a comment system asks about each new comment."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from starlette.applications import Starlette

from onrecord import comments
from onrecord.errors import BadSettings
from onrecord.moderate import CueReader, Desk, Log, Secrets, Settings, service

__all__ = ["moderate"]

CONNECTIONS = 256  # open at once; beyond, uvicorn answers 503 by itself
GRACE = 2  # seconds that open requests get to end, ten times what one may take


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
    with _listening(host, port) as listening:
        kept = Log.open(log)
        desk = Desk(_reader(), threads=os.cpu_count() or 1, waiting=chosen.waiting)
        _serve(service(desk, secrets=secrets, settings=chosen, log=kept, shadow=shadow), listening)


def _reader() -> CueReader:
    """The shipped reader, warm: its first comment would be late."""
    try:
        reader = comments.load()
    except FileNotFoundError as error:
        raise BadSettings("the comment reader's weights are not in this copy of onrecord; install a released one") from error
    reader.cues("A comment like any other.")
    return reader


def _listening(host: str, port: int) -> socket.socket:
    """An open port, so that a taken one is told in our words."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise BadSettings(f"{host} port {port}: cannot listen there ({error.strerror}); choose another --port") from error


def _serve(app: Starlette, listening: socket.socket) -> None:
    """Serve until a signal says to end; then finish what is open and return."""
    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="on")
    config.limit_concurrency, config.timeout_graceful_shutdown = CONNECTIONS, GRACE
    for number in (signal.SIGTERM, signal.SIGINT):  # uvicorn ends cleanly, but then raises the signal anew
        signal.signal(number, lambda *_: None)
    typer.echo(f"onrecord: listening on http://{_address(listening)}/coral", err=True)
    uvicorn.Server(config).run(sockets=[listening])


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
