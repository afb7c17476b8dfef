"""How fast the moderation service answers: 500 signed comments from 4 clients at once, with the shipped model.

    python benchmarks/moderate/run.py [--check]

Prints the times that the clients saw, and how many comments were given up as late: those are answered in time as well, unread,
so that p99 alone says little. --check exits with 1 where a figure is beyond floor.json. Needs an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import httpx

from onrecord.moderate.signature import HEADER, VARIABLE, signature

FLOORS = Path(__file__).with_name("floor.json")
COMMENTS, CLIENTS = 500, 4
SENTENCES = (
    "The ferry was full again on Monday, and nobody at the terminal could say why.",
    "I do not agree, but I see where you are coming from.",
    "Anyone who believes this is a complete idiot.",
    "What does the mayor say to the people who paid for the whole winter?",
    "WHY IS NOBODY TALKING ABOUT THIS?",
    "My father worked there for thirty years & never once saw an inspector.",
    "You will regret the day you wrote that.",
    "Thanks for the link.",
)


def bodies(seed: int) -> Iterator[bytes]:
    """Comments of one to twelve sentences, as Coral posts them."""
    chance = random.Random(seed)  # noqa: S311  # the same comments each time
    for number in range(COMMENTS // CLIENTS):
        lines = chance.choices(SENTENCES, k=chance.choice((1, 1, 2, 2, 3, 4, 6, 12)))
        html = "".join(f"<div>{line.replace('&', '&amp;')}</div>" for line in lines)
        told = {"action": "NEW", "comment": {"body": html, "parentID": None}, "story": {"id": f"s{seed}-{number}", "url": ""}}
        yield json.dumps(told).encode()


@contextmanager
def running(log: Path, secret: str) -> Iterator[str]:
    """The service in a process of its own; gives its address."""
    words = ["moderate", "--coral", "--port", "0", "--log", str(log)]
    env = {**os.environ, VARIABLE: secret}
    with subprocess.Popen([sys.executable, "-m", "onrecord", *words], env=env, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stderr.readline() if process.stderr else ""
            if "listening" not in line:
                sys.exit(f"moderate: the service did not start: {line.strip()}")
            yield line.split()[-1]
        finally:
            process.terminate()


def client(address: str, secret: str, seed: int) -> list[float]:
    """Post one comment after the other; the milliseconds that each answer took."""
    took = []
    with httpx.Client() as http:
        for body in bodies(seed):
            headers = {HEADER: f"sha256={signature(body, secret.encode())}"}
            began = time.perf_counter()
            http.post(address, content=body, headers=headers).raise_for_status()
            took.append((time.perf_counter() - began) * 1000)
    return took


def measure() -> dict[str, float]:
    """Run it all; the figures."""
    secret = secrets.token_hex(32)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        with running(log, secret) as address, ThreadPoolExecutor(CLIENTS) as clients:
            began = time.perf_counter()
            took = sorted(ms for some in clients.map(lambda seed: client(address, secret, seed), range(CLIENTS)) for ms in some)
            seconds = time.perf_counter() - began
        decisions = [json.loads(line)["decision"] for line in log.read_text("utf-8").splitlines()]
    return {
        "p50_ms": took[len(took) // 2],
        "p99_ms": took[int(len(took) * 0.99)],
        "comments_a_second": len(took) / seconds,
        "late_share": decisions.count("late") / len(decisions),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail where a figure is beyond floor.json")
    asked = parser.parse_args()
    if not files("onrecord.comments").joinpath("weights/comments.onnx").is_file():
        print("moderate: skipped, the comment reader's weights are not in this copy", file=sys.stderr)
        return
    figures = measure()
    print(", ".join(f"{name} {value:.3g}" for name, value in figures.items()))
    if asked.check:
        ceilings = json.loads(FLOORS.read_text("utf-8"))
        if beyond := {name: figures[name] for name, most in ceilings.items() if figures[name] > most}:
            sys.exit(f"beyond the ceilings of {FLOORS}: {beyond}")
        print("moderate: 1 passed, 0 failed: no figure is beyond its ceiling")


if __name__ == "__main__":
    main()
