"""Labelled threads as examples: stances with their evidence, harms, and accounts that seem to argue both sides.

Gold threads (shared/gold/threads.jsonl) are one JSON object each. Our own, in `threads/`, hold a header line, a line a comment
and a line of accounts, with targets by number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.comments.targets import described, sides_of
from onrecord.pipeline import run
from onrecord.reader import load
from onrecord.record import Entity, Page, Record
from onrecord.resolve import resolve
from training.comments.examples import Aim, Example

__all__ = [
    "Thread",
    "comment_examples",
    "consistent_examples",
    "gold_threads",
    "listed_examples",
    "matter",
    "odds_examples",
    "own_threads",
    "read_story",
    "strangers",
    "target_texts",
]

OWN = Path(__file__).parent / "threads"
HARM_KINDS = ("insult", "threat", "slur", "spam")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Thread:
    """A story with its thread, in the form of the gold threads: `stances` name their target, `accounts` a pair of comments."""

    id: str
    title: str
    story: str
    date: str
    targets: tuple[str, ...]
    comments: tuple[Json, ...]
    accounts: tuple[Json, ...]
    copies: tuple[tuple[str, ...], ...]

    @property
    def kept_apart(self) -> bool:
        """Whether a thread of ours, one in six, is kept for thresholds and for accounts at odds."""
        return int(self.id.rsplit("-", 1)[-1]) % 6 == 0

    def by_id(self) -> dict[str, Json]:
        """Comments by their ids."""
        return {c["id"]: c for c in self.comments}


def gold_threads(shared: Path) -> list[Thread]:
    """The labelled threads under shared/gold."""
    lines = (shared / "gold/threads.jsonl").read_text("utf-8").splitlines()
    return [_thread({**t, "copies": [tuple(g) for g in t["copies"]]}) for t in map(json.loads, lines)]


def own_threads(folder: Path = OWN) -> list[Thread]:
    """The threads written for this project."""
    return [_thread(t) for file in sorted(folder.glob("*.jsonl")) for t in _blocks(file)]


def _thread(found: Json) -> Thread:
    keys = ("id", "title", "story", "date")
    parts = (tuple(found[k]) for k in ("targets", "comments", "accounts", "copies"))
    return Thread(*(found[k] for k in keys), *parts)


def _blocks(file: Path) -> Iterator[Json]:
    now: Json | None = None
    for line in file.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        part = json.loads(line)
        if "thread" in part:
            if now:
                yield now
            now = {**part, "id": part["thread"], "comments": [], "accounts": [], "copies": []}
        elif now is not None and "accounts" in part:
            targets = now["targets"]
            now["accounts"] = [{**a, "target": targets[a["target"]]} for a in part["accounts"]]
            now["copies"] = [tuple(g) for g in part.get("copies", [])]
        elif now is not None:
            now["comments"].append(_comment(part, now["targets"]))
    if now:
        yield now


def _comment(part: Json, targets: list[str]) -> Json:
    return {
        "id": part["id"],
        "account": part["by"],
        "parent": part.get("re"),
        "minute": part["min"],
        "text": part["text"],
        "stances": [{"toward": targets[t], "label": label, "evidence": e} for t, label, e in part.get("st", [])],
        "cues": [{"kind": kind, "evidence": e} for kind, e in part.get("cues", [])],
    }


def read_story(thread: Thread) -> Record:
    """The story as the reader puts it on record."""
    page = Page(id=thread.id, title=thread.title, text=thread.story, published=thread.date, language="en")
    return run(Record(page=page), (load().read, resolve))


def target_texts(thread: Thread, record: Record) -> dict[str, str]:
    """How the network is asked for each target: with those of its side, where the record knows it."""
    sides = sides_of(record.entities)
    return {t: described(t, [a.name for e in _named(t, record.entities) for a in sides.get(e.id, ())]) for t in thread.targets}


def _named(target: str, entities: Iterable[Entity]) -> list[Entity]:
    def plain(name: str) -> str:
        return name.casefold().removeprefix("the ").strip()

    return [e for e in entities if plain(target) in {plain(e.name), *(plain(m.exact) for m in e.mentions)}][:1]


def strangers(thread: Thread, record: Record) -> list[str]:
    """What else the story names that could be a target, and that nobody labelled."""
    known = {e.id for t in thread.targets for e in _named(t, record.entities)}
    sides = sides_of(record.entities)
    return [described(e.name, [a.name for a in sides[e.id]]) for e in record.entities if e.id in sides and e.id not in known]


def matter(thread: Thread, record: Record) -> str | None:
    """The target that is the matter of the story, if one alone is no entity of its record."""
    left = [t for t in thread.targets if not _named(t, record.entities) and t[:1].islower()]
    return left[0] if len(left) == 1 else None


def comment_examples(
    thread: Thread, texts: dict[str, str], others: Sequence[str] = (), headlined: str | None = None
) -> list[Example]:
    """One example a comment, with all targets of the story; `others` are its `strangers`, `headlined` its `matter`."""
    by_id = thread.by_id()
    return [_example(c, thread, texts, by_id, others, headlined) for c in thread.comments]


def _example(
    comment: Json, thread: Thread, texts: dict[str, str], by_id: dict[str, Json], others: Sequence[str], headlined: str | None
) -> Example:
    parent = by_id.get(comment["parent"] or "")
    stances = {s["toward"]: s for s in comment["stances"]}
    near = f"{comment['text']} {parent['text'] if parent else ''}".lower()
    return Example(
        strangers=tuple(Aim(text=o, stance=None if _last_word(o) in near else "none") for o in others),
        text=comment["text"],
        aims=tuple(
            replace(_aim(comment["text"], texts[t], stances.get(t)), alias=thread.title if t == headlined else "")
            for t in thread.targets
        ),
        parent=parent["text"] if parent else "",
        story=thread.title,
        harms=tuple((c["kind"], *_place(comment["text"], c["evidence"])) for c in comment["cues"] if c["kind"] in HARM_KINDS),
        harm_kinds=("toxic", *HARM_KINDS),
        whole={"off_topic": int(any(c["kind"] == "off_topic" for c in comment["cues"]))},
    )


def _last_word(target: str) -> str:
    return target.split(" (", maxsplit=1)[0].lower().split()[-1]


def _aim(text: str, target: str, stance: Json | None) -> Aim:
    if stance is None:
        return Aim(text=target, stance="none")
    return Aim(text=target, stance=stance["label"], evidence=_place(text, stance["evidence"]) if stance["evidence"] else None)


def _place(text: str, words: str) -> tuple[int, int]:
    start = max(0, text.find(words))
    return start, start + len(words)


def listed_examples(thread: Thread, texts: dict[str, str]) -> list[Example]:
    """The pairs of comments by which an account seems to argue both sides, and how each reads."""
    by_id = thread.by_id()
    return [_pair(*(by_id[id_] for id_ in at["pair"]), thread, texts, at["target"], at["reads_as"]) for at in thread.accounts]


def odds_examples(thread: Thread, texts: dict[str, str]) -> list[Example]:
    """Pairs of comments with a stance toward one target, of different accounts as a rule.

    Two people on opposite sides are what a contradiction looks like, had one account written both; two on the same side are
    "same". So every thread gives many pairs, where it has six accounts at odds.
    """
    listed = {tuple(a["pair"]) for a in thread.accounts}
    found = []
    for target in thread.targets:
        sided = [(c, s["label"]) for c in thread.comments for s in c["stances"] if s["toward"] == target and s["label"] in SIDED]
        for i, (a, one) in enumerate(sided):
            for b, two in sided[i + 1 :: 3]:
                if (a["id"], b["id"]) in listed:
                    continue
                if one == two:
                    found.append(_pair(a, b, thread, texts, target, "same"))
                elif a["account"] != b["account"] and b["parent"] != a["id"]:
                    found.append(_pair(a, b, thread, texts, target, "contradiction"))
    return found


def consistent_examples(thread: Thread, texts: dict[str, str]) -> list[Example]:
    """Pairs of one account's comments that nobody listed as at odds, for each target that one of them speaks to: "same".

    Most pairs that reading meets are such: one comment has a side, the other has none or the same.
    """
    listed = {(a["name"], a["target"]) for a in thread.accounts}
    found = []
    for i, a in enumerate(thread.comments):
        for b in thread.comments[i + 1 :]:
            spoken = {s["toward"] for c in (a, b) for s in c["stances"]} if a["account"] == b["account"] else set()
            for target in (t for t in thread.targets if t in spoken and (a["account"], t) not in listed):
                found.append(_pair(a, b, thread, texts, target, "same"))
    return found


SIDED = ("favour", "against")


def _pair(a: Json, b: Json, thread: Thread, texts: dict[str, str], target: str, reads_as: str) -> Example:
    by_id = thread.by_id()
    parent, other_parent = (by_id[c["parent"]]["text"] if c["parent"] in by_id else "" for c in (a, b))
    return Example(
        text=a["text"],
        other=b["text"],
        aims=(Aim(text=texts[target], odds=reads_as),),
        parent=parent,
        other_parent=other_parent,
        story=thread.title,
    )
