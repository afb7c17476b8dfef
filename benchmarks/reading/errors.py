"""Where records differ from the annotation: what is missed and what is invented, by kind of statement, event, sentence and page.

python benchmarks/reading/errors.py GOLD.jsonl RECORDS.jsonl
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from onrecord.scoring import overlap

Json = dict[str, Any]
Counts = Counter[tuple[str, str]]
LONG = 200  # characters of a sentence


def main() -> None:
    gold, read = ({r["page"]["id"]: r for r in map(json.loads, Path(p).read_text("utf-8").splitlines())} for p in sys.argv[1:3])
    pages = [(gold[page], read[page]) for page in gold if page in read]
    for name, kind in STATEMENTS.items():
        _table(f"statements by {name}", pages, "statements", _same_content, kind)
    for name, kind in EVENTS.items():
        _table(f"events by {name}", pages, "events", _same_trigger, kind)
    for what in ("statements", "events"):
        same = _same_content if what == "statements" else _same_trigger
        kinds: Counts = Counter()
        for g, p in pages:
            kind = g["page"]["id"].split("-")[0]
            kinds[kind, "missed"] += sum(not any(same(x, y) for y in p[what]) for x in g[what])
            kinds[kind, "gold"] += len(g[what])
            kinds[kind, "invented"] += sum(not any(same(x, y) for x in g[what]) for y in p[what])
            kinds[kind, "said"] += len(p[what])
        _print(f"{what} by kind of page", kinds)


def _table(
    title: str,
    pages: Iterable[tuple[Json, Json]],
    what: str,
    same: Callable[[Json, Json], bool],
    kind: Callable[[Json, str], str],
) -> None:
    counts: Counts = Counter()
    for g, p in pages:
        text = g["page"]["text"]
        for x in g[what]:
            counts[kind(x, text), "gold"] += 1
            counts[kind(x, text), "missed"] += not any(same(x, y) for y in p[what])
        for y in p[what]:
            counts[kind(y, text), "said"] += 1
            counts[kind(y, text), "invented"] += not any(same(x, y) for x in g[what])
    _print(title, counts)


def _print(title: str, counts: Counts) -> None:
    print(f"\n{title:32}{'gold':>6}{'missed':>8}{'%':>5}{'said':>8}{'invented':>10}{'%':>5}")
    for kind in sorted({k for k, _ in counts}, key=lambda k: -counts[k, "gold"]):
        gold, missed, said, invented = (counts[kind, c] for c in ("gold", "missed", "said", "invented"))
        print(
            f"{kind:32}{gold:6}{missed:8}{100 * missed // max(gold, 1):5}{said:8}{invented:10}{100 * invented // max(said, 1):5}"
        )


def _source(statement: Json) -> str:
    if statement["source"] is None:
        return "no source"
    words = statement["source"]["exact"].split()
    if len(words) == 1 and words[0].lower() in ("he", "she", "it", "they", "we", "i"):
        return "pronoun"
    return "name" if any(w[0].isupper() for w in words[1:] or words) else "description"


def _sentence(span: Json, text: str) -> str:
    start = max(text.rfind(mark, 0, span["start"]) for mark in (". ", "\n", "? ", "! ")) + 1
    ends = [e for mark in (". ", "\n", "? ", "! ") if (e := text.find(mark, span["end"])) >= 0]
    sentence = text[start : min(ends, default=len(text))]
    quoted = any(mark in sentence for mark in '"“”')
    return ("long" if len(sentence) > LONG else "short") + (", with a quotation" if quoted else ", plain")


def _same_content(a: Json, b: Json) -> bool:
    return overlap(a["content"], b["content"]) >= 0.5


def _same_trigger(a: Json, b: Json) -> bool:
    return overlap([a["trigger"]], [b["trigger"]]) > 0


STATEMENTS: dict[str, Callable[[Json, str], str]] = {
    "act": lambda s, _: s["act"],
    "form": lambda s, _: s["form"],
    "cue": lambda s, _: "with a cue" if s["cue"] else "without a cue",
    "source": lambda s, _: _source(s),
    "sentence": lambda s, text: _sentence(s["content"][0], text),
}
EVENTS: dict[str, Callable[[Json, str], str]] = {
    "type": lambda e, _: e["type"],
    "modality": lambda e, _: e["modality"],
    "voice": lambda e, _: "in a statement" if e["said_in"] else "the reporter's own",
    "sentence": lambda e, text: _sentence(e["trigger"], text),
}

if __name__ == "__main__":
    main()
