"""How time and memory grow: generated comments, ten in a hundred of them copies of others, each size in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from random import Random

from benchmarks.copies.edits import disguised, reworded

from onrecord.copies import Cluster, Index, Match, Member, Post, clusters, stored
from onrecord.store import Store
from onrecord.store.connection import connected, make_durable, transaction

MEASURED = Path(__file__).with_name("measured.json")
SIZES = (10_000, 100_000, 1_000_000)
CORES = 2
COPIES = 0.1
VOCABULARY = 200_000  # words; Zipf's law gives the n-th a weight of 1 / n
LONGEST = 200  # words of a comment
A_PAGE = 200  # comments of a page of the store
ASKED = 50  # new comments against all others
MB = 1_000_000


def comments(count: int) -> Iterator[tuple[Post, int]]:
    """Comments of words by Zipf's law, frequent ones short, each with the number of the comment that it copies, or its own.

    Every tenth is a copy, disguised or reworded at 10 to 40 % of its words, of one of the thousand originals before it.
    """
    chance = Random(count)  # noqa: S311 - no secret
    words = [_word(rank) for rank in range(1, VOCABULARY + 1)]
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    recent: list[tuple[int, str]] = []
    for number in range(count):
        if recent and chance.random() < COPIES:
            of, text = chance.choice(recent)
            text = disguised(text, chance) if chance.random() < 0.5 else reworded(text, chance, chance.uniform(0.1, 0.4), words)
        else:
            of, text = number, " ".join(chance.choices(words, cum_weights=weights, k=_length(chance)))
            recent = [*recent[-999:], (number, text)]
        yield Post(Member(f"p{number // A_PAGE}", f"c{number}", f"a-{number}"), text), of


def _length(chance: Random) -> int:
    """Words of a comment: 8 to 200, 40 on average."""
    return min(LONGEST, 8 + int(chance.expovariate(1 / 32)))


def _word(rank: int) -> str:
    """A word for a rank: the more frequent, the shorter."""
    letters = ""
    while rank:
        rank, at = divmod(rank - 1, 70)
        letters += "bcdfghklmnprst"[at // 5] + "aeiou"[at % 5]
    return letters


def bulk(count: int) -> dict[str, float]:
    """Clusters of so many comments: seconds by the clock and of the processor, peak memory with and without them, quality."""
    posts, of = zip(*comments(count), strict=True)
    before = _peak()
    start, processor = time.perf_counter(), time.process_time()
    found = clusters(posts)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    return {"seconds": seconds, "processor_seconds": processor, "peak_mb": _peak(), "comments_mb": before} | _quality(found, of)


def _quality(found: list[Cluster], of: tuple[int, ...]) -> dict[str, float]:
    copies = sum(origin != number for number, origin in enumerate(of))
    hits = false = 0
    for cluster in found:
        numbers = [int(member.id[1:]) for member in cluster.members]
        hits += sum(of[number] != number and of[number] in numbers for number in numbers)
        false += len({of[number] for number in numbers}) - 1
    return {"copies": copies, "recall_percent": 100 * hits / copies, "clusters": len(found), "false_members": false}


def in_memory(count: int) -> dict[str, float]:
    """One new comment against so many in an index."""
    index = Index()
    start = time.perf_counter()
    index.add_all(post for post, _ in comments(count))
    return {"fill_seconds": time.perf_counter() - start, "peak_mb": _peak()} | _asked(index.find, count)


def in_store(count: int) -> dict[str, float]:
    """One new comment against so many in a store, and what it costs to add a page of comments to it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "r.db")
        Store.open(path).close()
        connection = connected(path, readonly=False)
        make_durable(connection)
        _write(connection, (post for post, _ in comments(count)))
        before, start = path.stat().st_size, time.perf_counter()
        with transaction(connection, path):
            stored.add_all(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = {
            "fill_seconds": time.perf_counter() - start,
            "copies_mb": (path.stat().st_size - before) / MB,
            "peak_mb": _peak(),
        }
        asked = _asked(lambda text: stored.find(connection, text), count)
        added = statistics.median(_add_again(connection, path, page) for page in range(0, count // A_PAGE, count // A_PAGE // 20))
        connection.close()
        return found | asked | {"add_page_ms": 1000 * added}


def _write(connection: sqlite3.Connection, posts: Iterable[Post]) -> None:
    """The rows that are needed, without the full text search and the like."""
    connection.execute("BEGIN")
    for post in posts:
        own = post.member
        connection.execute("INSERT OR IGNORE INTO pages (id, text) VALUES (?, '')", (own.page,))
        row = (own.page, own.id, int(own.id[1:]), own.account, post.text)
        connection.execute("INSERT INTO comments (page, id, at, account, text) VALUES (?, ?, ?, ?, ?)", row)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _add_again(connection: sqlite3.Connection, path: Path, page: int) -> float:
    with transaction(connection, path):
        connection.execute("DELETE FROM signatures WHERE page = ?", (f"p{page}",))
    start = time.perf_counter()
    with transaction(connection, path):
        stored.add(connection, f"p{page}")
    return time.perf_counter() - start


def _asked(find: Callable[[str], list[Match]], count: int) -> dict[str, float]:
    """Rewordings of comments that are there: milliseconds of each question, and how often the comment was found."""
    chance, texts = Random(1), [(post, of) for post, of in islice(comments(count), 20 * ASKED)]  # noqa: S311 - no secret
    times, hits = [], 0
    for post, _ in chance.sample(texts, ASKED):
        text = reworded(post.text, chance, 0.2, ["rewording"])
        start = time.perf_counter()
        found = find(text)
        times.append(1000 * (time.perf_counter() - start))
        hits += any(match.member == post.member for match in found)
    return {"find_ms_median": statistics.median(times), "find_ms_worst": max(times), "found": hits, "asked": ASKED}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MB


MEASURES: dict[str, Callable[[int], dict[str, float]]] = {"bulk": bulk, "in_memory": in_memory, "in_store": in_store}


def apart(name: str, count: int) -> dict[str, float]:
    """A measure in a process of its own, so that its peak of memory is its own."""
    command = [sys.executable, "-m", "benchmarks.copies.run", "--only", name, str(count)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {what: round(value, 2) for what, value in found.items()}


def measure_all() -> None:
    """Measure every size, print it, and write it to measured.json."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])  # the processes started here inherit it
    measured: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for name in MEASURES:
        for count in SIZES:
            measured[name][f"{count:,}"] = apart(name, count)
            print(name, f"{count:,}", measured[name][f"{count:,}"], flush=True)
            MEASURED.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")
