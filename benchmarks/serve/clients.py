"""Clients of a site, in a process of their own: each asks for one view after the other; the milliseconds of each answer.

    python -m benchmarks.serve.clients HOST:PORT VIEWS.json SECONDS CLIENTS LEAST MOST

VIEWS.json has a list of paths a view. LEAST and MOST: seconds that a client waits after an answer. Standard output gets
{"took": {view: [ms, …]}, "errors": {view: [what, …]}}.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

__all__ = ["Views"]

Views = dict[str, list[str]]
Took = list[tuple[str, float, str]]  # view, ms, what went wrong
PATIENCE = 30  # seconds for an answer


def client(number: int, address: str, views: Views, seconds: float, pause: tuple[float, float]) -> Took:
    """One client until the time is over. It begins with a view of its own, and keeps its connection as a browser does."""
    chance, names, took = Random(number), list(views), Took()  # noqa: S311 - no secret
    connection = HTTPConnection(address, timeout=PATIENCE)
    until, turn = time.perf_counter() + seconds, number
    time.sleep(chance.uniform(0, pause[1]))
    while time.perf_counter() < until:
        view = names[turn % len(names)]
        took.append((view, *ask(connection, chance.choice(views[view]))))
        turn += 1
        time.sleep(chance.uniform(*pause))
    connection.close()
    return took


def ask(connection: HTTPConnection, path: str) -> tuple[float, str]:
    """The milliseconds until the whole answer is there, and what went wrong."""
    began, wrong = time.perf_counter(), ""
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            wrong = f"{answer.status} {path}"
    except (OSError, HTTPException) as error:
        connection.close()  # the next request opens it anew
        wrong = f"{type(error).__name__} {path}"
    return (time.perf_counter() - began) * 1000, wrong


def main() -> None:
    address, file, seconds, clients, least, most = sys.argv[1:]
    views: Views = json.loads(Path(file).read_text("utf-8"))
    pause = float(least), float(most)
    with ThreadPoolExecutor(int(clients)) as threads:
        every = threads.map(lambda number: client(number, address, views, float(seconds), pause), range(int(clients)))
    took, errors = defaultdict[str, list[float]](list), defaultdict[str, list[str]](list)
    for view, ms, wrong in (one for some in every for one in some):
        took[view].append(round(ms, 2))
        if wrong:
            errors[view].append(wrong)
    json.dump({"took": took, "errors": errors}, sys.stdout)


if __name__ == "__main__":
    main()
