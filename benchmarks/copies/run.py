"""How many copies of real comments are found, how many are false, and how time and memory grow with the comments.

    python -m benchmarks.copies.run SHARED [--check]     # quality, beside an exact hash and datasketch; under a minute
    python -m benchmarks.copies.run --scale              # 10,000, 100,000 and 1,000,000 comments; writes measured.json

Every comment gets one copy under another account: every second one disguised, the others reworded at 10 to 40 % of their
words. A pair that is no comment with its copy counts as false, also where the comments were alike before.
--check exits with 1 where a figure misses floor.json, with 2 where datasketch is not installed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random

from benchmarks.copies import scale
from benchmarks.copies.corpora import arc, long_enough, threads, toxic_spans
from benchmarks.copies.edits import EDITS, disguised, reworded

from onrecord.copies import Member, Post, clusters

FLOORS = Path(__file__).with_name("floor.json")
SEED = 20261124
RATES = (0.1, 0.2, 0.3, 0.4)  # the share of words edited, in turn


def with_copies(originals: list[Post], edits: Sequence[str] = EDITS) -> tuple[list[Post], dict[frozenset[Member], str]]:
    """The comments and their copies, and what each true pair is: "disguised", or "reworded" with its rate."""
    chance = Random(SEED)  # noqa: S311 - no secret
    vocabulary = [word for post in originals for word in post.text.split()]
    posts, kinds = list(originals), {}
    for at, post in enumerate(originals):
        rate = RATES[at // 2 % len(RATES)]
        kind = f"reworded {rate:.0%}" if at % 2 else "disguised"
        text = reworded(post.text, chance, rate, vocabulary, edits) if at % 2 else disguised(post.text, chance)
        copy = Post(Member(f"{post.member.page} copies", post.member.id, f"copier {at}"), text)
        posts.append(copy)
        kinds[frozenset((post.member, copy.member))] = kind
    return posts, kinds


def quality(shared: Path) -> dict[str, float]:
    """Print recall and precision of each method on each corpus; the figures of ours that have floors."""
    from benchmarks.copies.peers import METHODS  # noqa: PLC0415 - needs datasketch

    figures: dict[str, float] = {}
    for name, originals in {"ARC": arc(shared), "toxic-spans": toxic_spans(shared)}.items():
        enough = long_enough(originals)
        posts, kinds = with_copies(enough)
        print(f"\n{name}: {len(enough):,} comments of {len(originals):,} are long enough to be evidence; one copy each")
        for method, find in METHODS.items():
            start = time.perf_counter()
            found = find(posts)
            figures |= told(f"{name} {method}", recalls(found, kinds), found, kinds, time.perf_counter() - start)
        for edit in EDITS:
            posts, kinds = with_copies(enough, [edit])
            found = METHODS["onrecord"](posts)
            told(f"{name} onrecord, {edit} only", recalls(found, kinds), found, kinds, 0)
    return {key.replace(" onrecord", ""): value for key, value in figures.items() if " onrecord " in key}


def recalls(found: set[frozenset[Member]], kinds: dict[frozenset[Member], str]) -> dict[str, float]:
    """The share of the true pairs that was found, in per cent, by kind, and of all rewordings."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for pair, kind in kinds.items():
        hits[kind].append(pair in found)
        if kind != "disguised":
            hits["reworded"].append(pair in found)
    return {kind: 100 * sum(those) / len(those) for kind, those in sorted(hits.items())}


def told(
    who: str, recall: dict[str, float], found: set[frozenset[Member]], kinds: dict[frozenset[Member], str], seconds: float
) -> dict[str, float]:
    """Print a line, and give its figures by name. Two copies of comments that are alike count as false, too."""
    false = len(found - kinds.keys())
    precision = 100 * (1 - false / len(found)) if found else 100.0
    of_each = "  ".join(f"{kind} {share:.1f}" for kind, share in recall.items())
    print(f"  {who:34} {of_each}  precision {precision:.2f} ({false} false pairs)  {seconds:.1f} s")
    return {f"{who} {kind}": share for kind, share in recall.items()} | {f"{who} precision": precision}


def untouched(shared: Path) -> dict[str, float]:
    """Clusters in comments as they were posted, and the groups of copies in the annotated threads."""
    across = clusters(arc(shared))
    own = clusters(arc(shared), across_accounts=False)
    print(f"\nARC as posted: {len(across)} clusters across accounts, {len(own)} of one account posting again")
    groups = exactly = false = 0
    for posts, gold in threads(shared):
        found = [sorted(member.id for member in one.members) for one in clusters(posts)]
        groups += len(gold)
        exactly += sum(sorted(group) in found for group in gold)
        false += sum(not any(set(group) <= set(one) for one in gold) for group in found)
    print(f"annotated threads: {exactly} of {groups} groups of copies found whole, {false} false")
    return {"ARC clusters across accounts": -len(across), "threads groups": exactly, "threads false groups": -false}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true", help="fail where a figure misses floor.json")
    parser.add_argument("--scale", action="store_true", help="time and memory instead, on generated comments")
    parser.add_argument("--only", nargs=2, metavar=("MEASURE", "COMMENTS"), help="one such measure in this process, as JSON")
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(scale.MEASURES[asked.only[0]](int(asked.only[1]))))
        return
    if asked.scale:
        scale.measure_all()
        return
    if not find_spec("datasketch"):
        print("copies: datasketch is not installed; pip install '.[benchmark]'", file=sys.stderr)
        sys.exit(2)
    figures = quality(asked.shared) | untouched(asked.shared)
    if asked.check:
        floors = json.loads(FLOORS.read_text("utf-8"))
        if missed := {what: figures[what] for what, floor in floors.items() if figures[what] < floor}:
            sys.exit(f"below the floors of {FLOORS}: {missed}")
        print("copies: 1 passed, 0 failed: no figure is below its floor")


if __name__ == "__main__":
    main()
