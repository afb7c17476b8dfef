"""Real comments of a shared folder, read by path."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from onrecord.copies import Member, Post, clusters, normalised
from onrecord.copies.content import content, enough
from onrecord.copies.pages import posts_of
from onrecord.record import Comment, Page, Record

__all__ = ["arc", "threads", "toxic_spans"]


def arc(shared: Path) -> list[Post]:
    """Reader comments of the New York Times, 40 to 200 words; the author is the account."""
    (path,) = (shared / "data" / "comments" / "arc").glob("*.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return [Post(Member("arc", row["id"], row["author"]), row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def toxic_spans(shared: Path) -> list[Post]:
    """Comments of Civil Comments, mostly 5 to 80 words; accounts are not known, each is its own. Exact doubles are left out."""
    with (shared / "data" / "comments" / "toxic-spans" / "tsd_train.csv").open(encoding="utf-8", newline="") as file:
        texts = {normalised(row["text"]): row["text"] for row in csv.DictReader(file)}
    return [Post(Member("toxic-spans", str(at), f"account {at}"), text) for at, text in enumerate(texts.values())]


def long_enough(posts: list[Post]) -> list[Post]:
    """Those with enough words to be evidence of copying; what one account posted again is left out."""
    own = [one for one in clusters(posts, across_accounts=False) if len({member.account for member in one.members}) == 1]
    again = {member for one in own for member in one.members[1:]}
    return [post for post in posts if post.member not in again and enough(content(post.text).weights)]


def threads(shared: Path) -> list[tuple[list[Post], list[list[str]]]]:
    """The comments of each annotated thread, with its groups of copies (ids)."""
    lines = (shared / "gold" / "threads.jsonl").read_text("utf-8").splitlines()
    return [(list(posts_of(_record(thread))), thread["copies"]) for thread in map(json.loads, lines)]


def _record(thread: dict[str, list[dict[str, str]]]) -> Record:
    comments = tuple(
        Comment(id=one["id"], account=one["account"], text=one["text"], parent=one["parent"]) for one in thread["comments"]
    )
    return Record(page=Page(id=str(thread["id"]), text=str(thread["story"])), comments=comments)
