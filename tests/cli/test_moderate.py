"""`onrecord moderate` starts, serves and ends as its help says; what it lacks is told in one line, with exit code 2."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.moderate.fakes import SECRET, posted, signed

WEIGHTS = Path(__file__).parents[2] / "src" / "onrecord" / "comments" / "weights" / "comments.onnx"
PROGRAM = [sys.executable, "-m", "onrecord", "moderate"]


def refused(*words: str, **env: str) -> str:
    """What is said where it does not start."""
    clean = {name: value for name, value in os.environ.items() if name != "ONRECORD_CORAL_SECRET"}
    done = subprocess.run([*PROGRAM, *words], env={**clean, **env}, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_it_does_not_start_without_what_it_needs(tmp_path: Path) -> None:
    """One line for each: what, where, what to do."""
    (tmp_path / "open").write_text("a" * 32)
    (tmp_path / "open").chmod(0o644)
    (tmp_path / "s.toml").write_text("deadline = 1\n")
    env = {"ONRECORD_CORAL_SECRET": SECRET.decode()}
    told = {
        "ONRECORD_CORAL_SECRET": refused("--coral"), "chmod 600": refused("--coral", "--secret-file", str(tmp_path / "open")),
        "s.toml": refused("--coral", "--settings", str(tmp_path / "s.toml"), **env),
        "the log cannot": refused("--coral", "--port", "0", "--log", str(tmp_path / "no" / "log"), **env),
    }  # fmt: skip
    for part, said in told.items():
        assert part in said
        assert said.startswith("onrecord: ")
        assert said.count("\n") == 1
    assert "--coral" in refused("--shadow", **env)


def test_a_taken_port_is_told() -> None:
    """Before the model is loaded."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refused("--coral", "--port", str(taken.getsockname()[1]), ONRECORD_CORAL_SECRET=SECRET.decode())
    assert "choose another --port" in said


@pytest.mark.skipif(not WEIGHTS.exists(), reason="the comment reader's weights are not here")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    """On the loopback address, with the shipped reader; then it ends cleanly, its log written."""
    words = ["--coral", "--port", "0", "--log", str(tmp_path / "log.jsonl")]
    env = {**os.environ, "ONRECORD_CORAL_SECRET": SECRET.decode()}
    with subprocess.Popen([*PROGRAM, *words], env=env, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr
            address = running.stderr.readline().split()[-1]
            assert address.startswith("http://127.0.0.1:")
            body = posted("WHAT A COMPLETE AND UTTER SHAMBLES!!!")
            assert httpx.post(address, content=body, headers=signed(body)).status_code == 200
            assert httpx.post(address, content=body).status_code == 401
            running.send_signal(number)
            assert running.wait(10) == 0
            assert running.stderr.read() == ""
        finally:
            running.kill()
    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    assert json.loads(line)["story"] == "story-1"
