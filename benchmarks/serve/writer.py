"""A process that writes new pages into a store at the rate at which onrecord reads them, until it is ended.

    python -m benchmarks.serve.writer STORE FIRST

Prints a line once it begins, and at its end the milliseconds that each page took, as JSON.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from itertools import count
from pathlib import Path

from benchmarks.serve.generate import Vocabulary, generated
from benchmarks.serve.stored import SEED

from onrecord.store import Store

__all__ = ["EVERY"]

EVERY = 0.2  # seconds; five pages a second is the least that benchmarks/speed asks of reading


def main() -> None:
    store_path, first = Path(sys.argv[1]), int(sys.argv[2])
    ended, words, took = threading.Event(), Vocabulary(SEED), list[float]()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with Store.open(store_path, create=False) as store:
        print("writing", flush=True)
        due = time.perf_counter()
        for number in count(first):
            record = generated(number, words, seed=SEED)
            began = time.perf_counter()
            store.write(record)
            took.append(round((time.perf_counter() - began) * 1000, 2))
            due = max(due + EVERY, began)  # a late page is not made up for by a burst
            if ended.wait(max(0, due - time.perf_counter())):
                break
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    main()
