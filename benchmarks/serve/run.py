"""How fast the web page answers on a large store, under eight clients, while another process writes; and how fast Datasette does.

    python -m benchmarks.serve.run [--pages N] [--seconds S] [--check] [--record]

The store is of generated pages (benchmarks/serve/generate.py) and is kept for the next time; the runs are on a copy of it.
Eight clients ask for the views in turn, first with pauses of 50 to 250 ms as people at their quickest, then without any, and a
writer puts a new page into the store every 200 ms. Then the same of Datasette, on the same store, by pages of it that show
comparable rows. --check exits with 1 where a figure is beyond floor.json, or an answer of onrecord's was an error. Needs an
otherwise idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.serve.clients import Views
from benchmarks.serve.stored import store_of
from benchmarks.serve.views import Asked

HERE = Path(__file__).parent
FLOORS, MEASURED = HERE / "floor.json", HERE / "measured.json"
CORES, CLIENTS, PAGES, SECONDS = 2, 8, 100_000, 60
PAUSES = {"with pauses": (0.05, 0.25), "without pauses": (0.0, 0.0)}  # seconds between an answer and the next request
STARTED = 60  # seconds that a server may take to answer
Figures = dict[str, dict[str, float]]  # view -> p50_ms, p99_ms, answers, errors


@contextmanager
def onrecord(store: Path) -> Iterator[str]:
    """The web page in a process of its own; gives its host and port."""
    command = [sys.executable, "-m", "onrecord", "serve", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stderr.readline() if process.stderr else ""
            if "http://" not in line:
                sys.exit(f"serve: onrecord did not start: {line.strip()}")
            yield line.strip().rpartition("http://")[2].strip("/")
        finally:
            process.terminate()


@contextmanager
def datasette(store: Path) -> Iterator[str]:
    """Datasette in a process of its own, without the facets that it would try on each table; gives its host and port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = ["--setting", "suggest_facets", "off"]
    command = [sys.executable, "-m", "datasette", "serve", str(store), "--port", str(port), *settings]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"127.0.0.1:{port}")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(STARTED * 10):
        with suppress(OSError):
            connection = HTTPConnection(address, timeout=STARTED)
            connection.request("GET", "/-/versions.json")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    sys.exit(f"serve: nothing answers at {address}")


@contextmanager
def writing(store: Path, first: int) -> Iterator[list[float]]:
    """A process that writes pages into the store; gives a list that has the milliseconds of each once it has ended."""
    command = [sys.executable, "-m", "benchmarks.serve.writer", str(store), str(first)]
    took: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if not process.stdout or process.stdout.readline().strip() != "writing":
            sys.exit("serve: the writer did not start")
        try:
            yield took
        finally:
            process.terminate()
            took += json.loads(process.stdout.read() or "[]")


def asked(address: str, views: Views, seconds: float, pause: tuple[float, float]) -> Figures:
    """What the clients saw, by view and in all."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(views, file)
        file.flush()
        command = [
            sys.executable,
            "-m",
            "benchmarks.serve.clients",
            address,
            file.name,
            str(seconds),
            str(CLIENTS),
            *map(str, pause),
        ]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for view, errors in found["errors"].items():
        print(f"serve: {view}: {len(errors)} errors, such as {errors[0]}", file=sys.stderr)
    every = {**found["took"], "all": [ms for took in found["took"].values() for ms in took]}
    failed = {view: len(errors) for view, errors in found["errors"].items()}
    failed["all"] = sum(failed.values())
    return {view: _figures(sorted(took), failed.get(view, 0)) for view, took in every.items()}


def _figures(took: list[float], errors: int) -> dict[str, float]:
    return {"p50_ms": took[len(took) // 2], "p99_ms": took[int(len(took) * 0.99)], "answers": len(took), "errors": errors}


def measure(pages: int, seconds: float, servers: list[str]) -> dict[str, Any]:
    """All runs on one copy of the store; the figures by server and pauses."""
    made = store_of(pages)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "record.db"
        shutil.copyfile(made, store)
        views = {"onrecord": Asked(store).of_onrecord(), "datasette": Asked(store).of_datasette(store.stem)}
        found: dict[str, Any] = {"pages": pages, "store_mb": round(store.stat().st_size / 1e6)}
        first = pages
        for name, server in ((name, one) for name, one in (("onrecord", onrecord), ("datasette", datasette)) if name in servers):
            for manner, pause in PAUSES.items():
                with server(store) as address, writing(store, first) as written:
                    asked(address, views[name], 2, (0.0, 0.0))  # warm
                    found[f"{name} {manner}"] = asked(address, views[name], seconds, pause)
                first += len(written)
                found[f"{name} {manner}"]["writer"] = _figures(sorted(written), 0)
    return found


def table(found: dict[str, Any]) -> str:
    """The figures as a table in Markdown; a ratio is Datasette's by onrecord's."""
    lines = [f"{found['pages']:,} pages, {found['store_mb']:,} MB"]
    for manner in PAUSES:
        ours, theirs = found.get(f"onrecord {manner}", {}), found.get(f"datasette {manner}", {})
        lines += [
            "",
            f"| {manner} | p50 ms | p99 ms | answers | errors | Datasette p50 | p99 | errors | p50 ratio | p99 ratio |",
            "|---" * 10 + "|",
        ]
        for view in ours or theirs:
            cells, other = [_cells(ours.get(view)), _cells(theirs.get(view))], theirs.get(view)
            ratios = [f"{other[of] / ours[view][of]:.1f}" if other and view in ours else "–" for of in ("p50_ms", "p99_ms")]
            lines.append(f"| {view} | {' | '.join([*cells[0], *cells[1][:2], cells[1][3], *ratios])} |")
    return "\n".join(lines)


def _cells(one: dict[str, float] | None) -> list[str]:
    return [f"{one['p50_ms']:.1f}", f"{one['p99_ms']:.0f}", f"{one['answers']:.0f}", f"{one['errors']:.0f}"] if one else ["–"] * 4


def beyond(found: dict[str, Any]) -> dict[str, float]:
    """The figures of onrecord's that are beyond their ceilings; errors have none to spare."""
    ours, ceilings = found["onrecord with pauses"], json.loads(FLOORS.read_text("utf-8"))
    over = {
        f"{view} {of}": ours[view][of]
        for view in ours
        if view != "writer"
        for of, most in ceilings.items()
        if ours[view][of] > most
    }
    wrong = {f"errors {manner}": found[f"onrecord {manner}"]["all"]["errors"] for manner in PAUSES}
    return over | {name: count for name, count in wrong.items() if count}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"pages of the store (default {PAGES:,})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"seconds of each of the four runs (default {SECONDS})")
    parser.add_argument("--only", choices=("onrecord", "datasette"), help="one of the two servers alone")
    parser.add_argument("--check", action="store_true", help="fail where a figure is beyond floor.json")
    parser.add_argument("--record", action="store_true", help="write the figures to measured.json")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])  # the processes started here inherit it
    found = measure(given.pages, given.seconds, [given.only] if given.only else ["onrecord", "datasette"])
    print(table(found))
    if given.record:
        MEASURED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if given.check:
        if over := beyond(found):
            sys.exit(f"beyond the ceilings of {FLOORS}: {over}")
        print("serve: 1 passed, 0 failed: no figure is beyond its ceiling, no answer is an error")


if __name__ == "__main__":
    main()
