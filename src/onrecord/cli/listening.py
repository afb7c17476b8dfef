"""A port that a service listens on, until a signal says to end."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

import typer

from onrecord.errors import BadSettings

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["address", "listening", "run"]

CONNECTIONS = 256  # open at once; beyond, uvicorn answers 503 by itself
GRACE = 2  # seconds that open requests get to end


def listening(host: str, port: int) -> socket.socket:
    """An open port, so that a taken one is told in our words.

    Raises:
        BadSettings: one cannot listen there.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise BadSettings(f"{host} port {port}: cannot listen there ({error.strerror}); choose another --port") from error


def address(listening: socket.socket) -> str:
    """host:port as in a URL."""
    host, port = listening.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def run(app: Starlette, listening: socket.socket, told: str) -> None:
    """Say on standard error what was started, and serve until a signal says to end; then finish what is open and return."""
    import uvicorn  # noqa: PLC0415 - commands that serve nothing start without it

    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="on", server_header=False)
    config.limit_concurrency, config.timeout_graceful_shutdown = CONNECTIONS, GRACE
    for number in (signal.SIGTERM, signal.SIGINT):  # uvicorn ends cleanly, but then raises the signal anew
        signal.signal(number, lambda *_: None)
    typer.echo(f"onrecord: {told}", err=True)
    uvicorn.Server(config).run(sockets=[listening])
