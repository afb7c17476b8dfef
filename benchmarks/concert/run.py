"""Concert: CooRTweet's sample networks reproduced and timed, planted groups found, shuffled data left alone.

    python -m benchmarks.concert.run SHARED [--check | --full]

SHARED holds data/comments/coortweet/*.rda, read with rdata (the extra `benchmark`). --check fails beyond the floors of
floor.json; --full takes more data sets (about four minutes) and writes measured.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.concert import networks, trials

FLOORS = Path(__file__).with_name("floor.json")
MEASURED = Path(__file__).with_name("measured.json")
SEEDS = {"planted": (24, 200), "organic": (24, 200), "strained": (10, 100), "shuffles": (200, 1000)}  # sets: usually, in full


def report(shared: Path, *, full: bool) -> dict[str, Any]:
    """All figures, printed as they come."""
    found: dict[str, Any] = {"networks": networks.measure(shared, 5 if full else 2)}
    for row in found["networks"]:
        print(json.dumps(row))
    for name, numbers in SEEDS.items():
        found[name] = getattr(trials, name)(range(numbers[full]))
        print(name, json.dumps(found[name]))
    return found


def figures(found: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors, or ceilings where they end in _at_most."""
    rows = found["networks"]
    return {
        "networks_exact": sum(row["exact"] and row["same_as_plain"] for row in rows),
        "times_faster_than_coortweet": min(row["times_faster_than_stated"] for row in rows),
        "planted_precision": found["planted"]["precision"],
        "planted_recall": found["planted"]["recall"],
        "organic_with_a_group_at_most": found["organic"]["with_a_group"],
        "strained_with_a_group_at_most": max(found["strained"]["with_a_group"].values()),
        "shuffled_with_a_group_at_most": found["shuffles"]["with_a_group"],
    }


def misses(measured: dict[str, float]) -> dict[str, float]:
    """The figures on the wrong side of their floor."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    return {
        name: value
        for name, value in measured.items()
        if (value > floors[name] if name.endswith("_at_most") else value < floors[name])
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true", help="fail where a figure misses floor.json")
    parser.add_argument("--full", action="store_true", help="more data sets; writes measured.json")
    asked = parser.parse_args()
    if not find_spec("rdata"):
        print("concert: rdata is not installed; pip install '.[benchmark]'", file=sys.stderr)
        sys.exit(2)
    found = report(asked.shared, full=asked.full)
    if asked.full:
        MEASURED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if asked.check:
        if missed := misses(figures(found)):
            sys.exit(f"beyond the floors of {FLOORS}: {missed}")
        print("concert: 1 passed, 0 failed: no figure misses its floor")


if __name__ == "__main__":
    main()
