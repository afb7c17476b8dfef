"""The server as its users start it, and the browser that looks at it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, sync_playwright

__all__ = ["CHROMIUM", "browser", "put_story", "served"]

CHROMIUM = "/usr/bin/chromium"  # Debian's; playwright brings none that could be fetched where these checks run
SECONDS = 30
# No sandbox, because the checks may run as root; and a browser that is left alone does not call its maker, which a closed network
# refuses many times over.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


def put_story(store: Path) -> str:
    """Read the page that the package ships into a store, by the real reader; returns what it was told."""
    with as_file(files("onrecord") / "sample" / "bornholm.html") as page:
        done = subprocess.run([_program(), "read", str(page), "--into", str(store)], check=True, capture_output=True, text=True)
    return done.stderr


@contextmanager
def served(store: Path) -> Iterator[str]:
    """`onrecord serve` over a store, on a free port; gives its address without a last slash.

    Raises:
        RuntimeError: it ended, or said nothing for SECONDS.
    """
    process = subprocess.Popen([_program(), "serve", str(store), "--port", "0"], stderr=subprocess.PIPE, text=True)
    overdue = threading.Timer(SECONDS, process.kill)
    overdue.start()
    try:
        address = _address(process.stderr)
        overdue.cancel()
        yield address
    finally:
        overdue.cancel()
        process.terminate()
        process.communicate(timeout=SECONDS)


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()


def _program() -> str:
    return str(Path(sys.executable).with_name("onrecord"))


def _address(told: IO[str] | None) -> str:
    said = ""
    for line in told or ():
        said += line
        if "open http://" in line:
            return line.split("open ", 1)[1].strip().rstrip("/")
    raise RuntimeError(f"onrecord serve did not start: {said}")
