"""The store of generated pages, made once and kept under the folder for temporary files."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from benchmarks.serve.generate import Vocabulary, generated

from onrecord.store import Store

__all__ = ["SEED", "store_of"]

SEED = 5
TOLD = 5_000  # pages after which it is told how far it is


def store_of(count: int) -> Path:
    """The store of the first `count` pages; one that was begun is completed. It is made anew where the tables have changed."""
    path = Path(tempfile.gettempdir()) / f"onrecord-serve-{count}-{_tables()}.db"
    began = time.perf_counter()
    with Store.open(path) as store:
        done = store.counts()["pages"]
        if done < count:
            _fill(store, done, count, began)
            print(f"serve: {path}: {count - done:,} pages written in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return path


def _fill(store: Store, done: int, count: int, began: float) -> None:
    words = Vocabulary(SEED)
    for number in range(done, count):
        store.write(generated(number, words, seed=SEED))
        if (number + 1) % TOLD == 0:
            print(
                f"serve: {number + 1:,} of {count:,} pages after {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True
            )


def _tables() -> str:
    """What the tables are, in eight letters, so that an older store is not taken for one of now."""
    every = sorted((files("onrecord.store") / "migrations").iterdir(), key=lambda one: one.name)
    return hashlib.sha256(b"".join(one.read_bytes() for one in every if one.name.endswith(".sql"))).hexdigest()[:8]


if __name__ == "__main__":
    found = store_of(int(sys.argv[1]))
    print(f"{found}: {found.stat().st_size / 1e6:.0f} MB")
