"""What the shipped reader makes of the annotated pages of a shared folder, and whether it has become worse.

    python benchmarks/reading/run.py SHARED [--check | --record [--lower]]

Runs `onrecord eval` on SHARED/gold/train.jsonl. The shipped weights have learnt from these pages, so the figures are no measure
of quality (`heldout.json` is: see README.md); they guard the way from the network's scores to the record. `--check` fails where
a measure is below floor.json; `--record` writes the figures, less a margin, as the new floors, and lowers one only with
`--lower`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floor.json"
ISSUE = {"statement": 62, "who said what": 48, "event+type": 42, "who did what": 22, "modality": 80, "entity": 70}
MARGIN = 1.0  # points of F1: another processor may round an int8 product otherwise and move a few spans


def main() -> None:
    arguments = sys.argv[1:]
    counts = measured(Path(arguments[0]) / "gold" / "train.jsonl")
    now = {measure: round(f1(*three), 1) for measure, three in counts.items()}
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    heldout = {m: round(f1(*three), 1) for m, three in json.loads((HERE / "heldout.json").read_text("utf-8"))["counts"].items()}
    print(f"{'':18}{'held out':>9}{'floor of the issue':>20}{'own pages':>11}{'floor':>7}")
    for measure, value in now.items():
        print(f"{measure:18}{heldout.get(measure, 0):9}{ISSUE.get(measure, ''):>20}{value:11}{floors.get(measure, ''):>7}")
    if "--record" in arguments:
        record(now, floors, lower="--lower" in arguments)
    if "--check" in arguments:
        low = [m for m, floor in floors.items() if now[m] < floor] + [m for m, floor in ISSUE.items() if heldout[m] < floor]
        sys.exit(f"below the floor: {', '.join(low)}" if low else 0)


def measured(gold: Path) -> dict[str, list[int]]:
    """Measure -> how many were right, said, and there are."""
    command = [sys.executable, "-m", "onrecord", "eval", str(gold), "--json"]
    found: dict[str, list[int]] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def f1(right: int, said: int, gold: int) -> float:
    """In percent."""
    return 200 * right / (said + gold) if said + gold else 0.0


def record(now: dict[str, float], floors: dict[str, float], *, lower: bool) -> None:
    """Write the new floors."""
    new = {measure: round(value - MARGIN, 1) for measure, value in now.items()}
    sunk = [m for m, value in new.items() if value < floors.get(m, 0)]
    if sunk and not lower:
        sys.exit(f"these floors would sink, which takes --lower: {', '.join(sunk)}")
    FLOORS.write_text(json.dumps(new, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
