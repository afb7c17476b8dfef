"""Annotated pages (the record's public shape, entities with aliases) as examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.reader.labels import ACTS, KINDS, MODALITIES, RELATIONS, ROLES, TYPES
from onrecord.reader.wordpiece import WordPiece
from onrecord.reader.words import Words, words_of
from training.examples import Anchor, Arc, Example, Mention

__all__ = ["example_of", "read_gold"]

Json = dict[str, Any]


def read_gold(path: Path, pieces: WordPiece) -> list[Example]:
    """The pages of a file of gold records."""
    return [example_of(json.loads(line), pieces) for line in path.read_text("utf-8").splitlines() if line.strip()]


def example_of(record: Json, pieces: WordPiece) -> Example:
    """One annotated page. Spans that do not fall on words are widened to the words that they touch."""
    text = record["page"]["text"]
    words = words_of(text)
    example = Example(
        record["page"]["id"],
        words,
        [pieces.pieces(text[a:b]) for a, b in zip(words.start, words.end, strict=True)],
        frozenset({"anchors", "mentions", "coref"}),
    )
    at = _Places(words)
    known: dict[str, int] = {}
    for statement in record["statements"]:
        _statement(example, at, statement, known)
    for event in record["events"]:
        _event(example, at, event, known)
    for tension in record["tensions"]:
        if tension["a"] in known and tension["b"] in known:
            example.tensions.append((known[tension["a"]], known[tension["b"]], RELATIONS.index(tension["relation"])))
    example.mentions = _mentions(record, at)
    return example


class _Places:
    """From code points to words."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._at = [-1] * len(words.text)
        for i, (a, b) in enumerate(zip(words.start, words.end, strict=True)):
            self._at[a:b] = [i] * (b - a)

    def words_in(self, start: int, end: int) -> tuple[int, int] | None:
        inside = [w for w in self._at[start:end] if w >= 0]
        return (inside[0], inside[-1]) if inside else None

    def of(self, span: Json | None) -> tuple[int, int] | None:
        return self.words_in(span["start"], span["end"]) if span else None


def _statement(example: Example, at: _Places, statement: Json, known: dict[str, int]) -> None:
    content = [c for c in map(at.of, statement["content"]) if c]
    cue = at.of(statement["cue"])
    place = cue or (min(content) if content else None)
    if place is None:
        return
    kind = "cue" if cue else "quote"
    number = len(example.anchors)
    known[statement["id"]] = number
    example.anchors.append(Anchor(kind, place[0], place[1] if cue else place[0], act=ACTS.index(statement["act"])))
    parts = [("content", c) for c in content]
    parts += [(role, p) for role in ("source", "addressee", "venue") if (p := at.of(statement[role]))]
    example.arcs += [Arc(number, ROLES.index(role), *p) for role, p in parts]


def _event(example: Example, at: _Places, event: Json, known: dict[str, int]) -> None:
    trigger = at.of(event["trigger"])
    if trigger is None:
        return
    number = len(example.anchors)
    known[event["id"]] = number
    example.anchors.append(
        Anchor("trigger", *trigger, type=TYPES.index(event["type"]), modality=MODALITIES.index(event["modality"]))
    )
    parts = [("actor", a["span"]) for a in event["actors"]] + [("recipient", a["span"]) for a in event["recipients"]]
    parts += [(role, event[role]["span"]) for role in ("place", "date") if event[role]]
    parts += [("count", c["span"]) for c in event["counts"]]
    example.arcs += [Arc(number, ROLES.index(role), *p) for role, span in parts if (p := at.of(span))]


def _mentions(record: Json, at: _Places) -> list[Mention]:
    found: dict[tuple[int, int], Mention] = {}
    kinds = {e["id"]: KINDS.index(e["kind"]) for e in record["entities"]}
    for place, entity in [*_aliases(record, at), *_arguments(record, at)]:
        if place not in found:
            found[place] = Mention(*place, kinds[entity], entity)
    for place in _roles(record, at):
        found.setdefault(place, Mention(*place, KINDS.index("role"), ""))
    return list(found.values())


def _aliases(record: Json, at: _Places) -> Iterable[tuple[tuple[int, int], str]]:
    """Where each alias stands; of nested aliases of one entity the widest."""
    for entity in record["entities"]:
        taken: list[tuple[int, int]] = []
        for alias in sorted({*(entity["aliases"] or ()), entity["name"]}, key=lambda a: (-len(a), a)):
            for match in _whole(record["page"]["text"], alias):
                place = at.words_in(*match)
                if place and not any(a <= place[0] and place[1] <= b for a, b in taken):
                    taken.append(place)
                    yield place, entity["id"]


def _whole(text: str, words: str) -> Iterable[tuple[int, int]]:
    if not words:
        return
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield match.start(), match.end()


def _arguments(record: Json, at: _Places) -> Iterable[tuple[tuple[int, int], str]]:
    known = {e["id"] for e in record["entities"]}
    spans = [(s["source"], s["speaker"]) for s in record["statements"]]
    spans += [
        (p["span"], p["entity"])
        for v in record["events"]
        for p in (*v["actors"], *v["recipients"], *([v["place"]] if v["place"] else []))
    ]
    for span, entity in spans:
        place = at.of(span)
        if place and entity in known:
            yield place, entity


def _roles(record: Json, at: _Places) -> Iterable[tuple[int, int]]:
    """Words of a person's role that stand within or beside one of the person's aliases."""
    text = record["page"]["text"]
    for entity in record["entities"]:
        if entity["kind"] != "person" or not entity["role"]:
            continue
        near = [m for alias in {*(entity["aliases"] or ()), entity["name"]} for m in _whole(text, alias)]
        for start, end in _whole(text, entity["role"]):
            if any(a - 60 <= start and end <= b + 60 for a, b in near) and (place := at.words_in(start, end)):
                yield place
