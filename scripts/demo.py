"""Serve the demonstration's record in the background, and say where: `python scripts/demo.py FOLDER [--stop]`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SECONDS = 30


def main() -> int:
    """Start the server anew, or stop it; the exit code."""
    folder = Path(sys.argv[1])
    _stop(folder / "serve.pid")
    if "--stop" in sys.argv:
        return 0
    for port in ("8676", "0"):  # any free one where the usual is taken
        if told := _start(folder, port):
            print(told)
            print("It is served until you type: make stop")
            return 0
    print((folder / "serve.log").read_text("utf-8"), file=sys.stderr)
    return 2


def _start(folder: Path, port: str) -> str | None:
    """The line that the server says once it listens; None if it ended."""
    program = [str(Path(sys.executable).with_name("onrecord")), "serve", str(folder / "record.db"), "--port", port]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    (folder / "serve.pid").write_text(str(process.pid))
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        lines = [line for line in (folder / "serve.log").read_text("utf-8").splitlines() if "open http://" in line]
        if lines:
            return lines[0].removeprefix("onrecord: ").replace("open", "Look at it:", 1)
        time.sleep(0.1)
    return None


def _stop(pid: Path) -> None:
    """End the server of an earlier run, if that is what has its number now."""
    if not pid.exists():
        return
    number = int(pid.read_text())
    pid.unlink()
    told = Path(f"/proc/{number}/cmdline")
    if told.exists() and b"onrecord" not in told.read_bytes():
        return
    try:
        os.kill(number, signal.SIGTERM)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    sys.exit(main())
