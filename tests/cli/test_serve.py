"""`onrecord serve` opens where it says, answers by its own name only, asks strangers for a token, and ends when told."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.serve.sample import store_in

PROGRAM = [sys.executable, "-m", "onrecord", "serve"]


def refused(*words: str) -> str:
    """What is said where it does not start."""
    done = subprocess.run([*PROGRAM, *words], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_it_does_not_start_without_a_store_or_a_port(tmp_path: Path) -> None:
    """One line for each: what, where, what to do."""
    (tmp_path / "no.db").write_text("not a store, only words")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = [
            refused(str(tmp_path / "none.db")),
            refused(str(tmp_path / "no.db")),
            refused(str(store_in(tmp_path)), "--port", port),
        ]
    assert [word in said for word, said in zip(("no such store", "no.db", "choose another --port"), told, strict=True)] == [
        True
    ] * 3
    assert all(said.startswith("onrecord: ") and said.count("\n") == 1 for said in told)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    """The address that it prints opens; no other name does."""
    with subprocess.Popen([*PROGRAM, str(store_in(tmp_path)), "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = process.stderr.readline()
        address = re.search(r"open (http://127\.0\.0\.1:\d+/)$", said.strip())
        assert address, said
        assert "Port workers" in httpx.get(address[1]).text
        assert httpx.get(address[1], headers={"host": "evil.example"}).status_code == 421
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""


def test_elsewhere_it_asks_for_a_token(tmp_path: Path) -> None:
    """Listening for other machines, it prints an address with a token, and answers nobody without."""
    words = [*PROGRAM, str(store_in(tmp_path)), "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "ONRECORD_TOKEN": ""}) as process:
        assert process.stderr
        found = re.search(r"http://0\.0\.0\.0:(\d+)/\?token=([\w-]{20,})", process.stderr.readline())
        assert found
        address = f"http://127.0.0.1:{found[1]}/"
        assert httpx.get(address).status_code == 401
        welcome = httpx.get(address + f"?token={found[2]}")
        assert (welcome.status_code, welcome.headers["location"]) == (303, "/")
        assert httpx.get(address, cookies={"onrecord": found[2]}).status_code == 200
        assert httpx.get(address + "pages.json", headers={"authorization": f"Bearer {found[2]}"}).status_code == 200
        process.terminate()
