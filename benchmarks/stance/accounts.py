"""Accounts at odds on other people's labels: ARC's accounts with two comments in one debate, FanChuan's users of both sides.

    python -m benchmarks.stance.accounts SHARED

A table, no floor: these sets label single comments, and nobody read two comments of one account together. "Both sides" is what
their labels say; "flagged" is what onrecord calls a contradiction; "listed" are other pairs that it shows without a flag. ARC's
target is the first of the debate's two sentences; FanChuan's is Donald Trump (Reddit) or the woman who argues for him (TikTok),
for which a story of one line stands; comments marked as parody are left out. Weights have seen three in four of ARC's debates, so
that the others are given apart.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from training.comments.open_data import arc_rows, held_out

from onrecord.comments import load
from onrecord.record import Account, Comment, Page, Record

Rows = list[dict[str, str]]
SIDES = {"1": "favour", "2": "against"}
FANCHUAN = {
    "Reddit-Trump": ("Donald Trump", "Donald Trump's way of speaking"),
    "Tiktok-Trump": ("the Trump supporter", "A Trump supporter loses a debate"),
}


def main() -> None:
    """Print the table."""
    shared = Path(sys.argv[1])
    print(f"{'':44}{'accounts':>9}{'both sides':>11}{'flagged':>9}{'right':>7}{'listed':>8}{'right':>7}")
    for name, wanted in (("ARC, debates not seen", True), ("ARC, debates seen", False)):
        _told(name, _arc(shared, wanted))
    for name, (target, story) in FANCHUAN.items():
        _told(f"FanChuan {name}, parody apart", _fanchuan(shared, name, target, story))


def _told(name: str, judged: Iterable[tuple[bool, str | None]]) -> None:
    """One line: how many accounts, on both sides by their labels, flagged, listed otherwise, and right in that."""
    found = list(judged)
    counts = Counter((both, "flagged" if how == "contradiction" else "listed" if how else "none") for both, how in found)
    flagged, listed = (sum(counts[both, how] for both in (True, False)) for how in ("flagged", "listed"))
    both = sum(b for b, _ in found)
    print(f"{name:44}{len(found):9}{both:11}{flagged:9}{counts[True, 'flagged']:7}{listed:8}{counts[True, 'listed']:7}")


def _arc(shared: Path, wanted: bool) -> list[tuple[bool, str | None]]:
    by_account: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in arc_rows(shared):
        by_account[row["author"], row["url"]].append(row)
    pairs = [rows for (_, debate), rows in sorted(by_account.items()) if len(rows) == 2 and held_out(debate) == wanted]
    return [
        (
            a["annotatedStance"] != b["annotatedStance"],
            _reads_as([("", a["text"]), ("", b["text"])], a["stance1"], a["description"]),
        )
        for a, b in pairs
        if a["text"] != b["text"]
    ]


def _fanchuan(shared: Path, name: str, target: str, story: str) -> list[tuple[bool, str | None]]:
    by_user: dict[str, Rows] = defaultdict(list)
    for part in ("train", "val", "test"):
        with (shared / "data/comments/fanchuan" / name / f"comments_{part}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["parody"] == "0":
                    by_user[row["user_id"]].append(row)
    some = [rows for _, rows in sorted(by_user.items()) if len(rows) > 1]
    return [
        (
            {SIDES.get(r["support"]) for r in rows} >= {"favour", "against"},
            _reads_as([(r["parent_content"], r["content"]) for r in rows], target, story),
        )
        for rows in some
    ]


def _reads_as(posts: list[tuple[str, str]], target: str, story: str) -> str | None:
    """How one account's comments, each with what it answers, read toward a target; None where they are on no two sides."""
    comments = []
    for number, (parent, text) in enumerate(posts):
        above = Comment(id=f"p{number}", text=parent) if parent else None
        comments += [above] if above else []
        comments.append(Comment(id=f"c{number}", account="one", text=text, parent=above.id if above else None))
    own = tuple(c.id for c in comments if c.account)
    record = Record(
        page=Page(id="p", title=story, language="en"), comments=tuple(comments), accounts=(Account(name="one", comments=own),)
    )
    read = load().read(record, toward=(target,))
    at = {e.id for e in read.entities if e.name == target.removeprefix("the ")}
    found = [odds.reads_as for odds in read.accounts[0].at_odds if odds.toward in at]
    return found[0] if found else None


if __name__ == "__main__":
    main()
