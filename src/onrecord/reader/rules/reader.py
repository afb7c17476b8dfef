"""The rule reader: names, statements and events of a page, with the cast that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reader.lexicon import words
from onrecord.reader.rules.cast import Cast
from onrecord.reader.rules.events import EventDraft, events_in, is_located
from onrecord.reader.rules.names import Name, names_in
from onrecord.reader.rules.sentences import Sentence, quotations, sentences
from onrecord.reader.rules.statements import Draft, drafts_in
from onrecord.record import Event, Participant, ReaderInfo, Record, Span, Statement

__all__ = ["RuleReader"]

ENGLISH = ("en", None)
LONGEST = 400_000  # code points; a longer text is no news page, and is read up to here


class RuleReader:
    """Reads English news by rules over word lists. Honest but simple: its confidences stay null."""

    info = ReaderInfo(name="onrecord-rules", version="1")

    def read(self, record: Record) -> Record:
        """The record with entities, statements and events; see `onrecord.reader.Reader`."""
        if record.page.language not in ENGLISH or not record.page.text.strip():
            return replace(record, reader=self.info)
        return replace(_read(record), reader=self.info)


def _read(record: Record) -> Record:
    text = record.page.text[:LONGEST]
    parts = sentences(text)
    lower = frozenset(w.text for s in parts for w in s.words if w.text.islower())
    names = [names_in(s.words, text, lower) for s in parts]
    drafts = drafts_in(text, parts, quotations(text))
    events = events_in(text, parts, names, drafts)
    cast = Cast(text)
    speakers: dict[int, str | None] = {}
    people: dict[Span, str | None] = {}
    for index, sentence in enumerate(parts):
        _introduce(cast, text, sentence, names[index])
        for i, draft in enumerate(drafts):
            if draft.sentence == index:
                speakers[i] = _entity(cast, draft.source, describe=True) if draft.source else None
        for event in events:
            if event.sentence == index:
                for there in (*event.actors, *event.recipients, *((event.place,) if event.place else ())):
                    people[there] = _entity(cast, there, describe=False)
    statements = tuple(_statement(i, d, speakers[i]) for i, d in enumerate(drafts))
    return replace(
        record, entities=cast.entities(), statements=statements, events=tuple(_event(i, e, people) for i, e in enumerate(events))
    )


def _introduce(cast: Cast, text: str, sentence: Sentence, names: Sequence[Name]) -> None:
    some = sentence.words
    for name in names:
        start, end = some[name.start].start, some[name.end - 1].end
        if name.kind == "other":
            continue
        entity = cast.add_name(start, end, name.kind, name.role, name.of, city=is_located(some, name.start))
        short = re.match(r"\s*\(([A-Z]{2,8})\)", text[end : end + 14])
        if short:
            cast.add_acronym(entity, short.group(1))
    covered = {i for name in names for i in range(name.start, name.end)}
    for i, word in enumerate(some):
        if i not in covered and word.capital and word.is_word:
            if cast.surname(word.text):
                cast.add_name(word.start, word.end, "person")
            elif cast.acronym(word.text):
                cast.add_name(word.start, word.end, "organisation")


def _entity(cast: Cast, there: Span, *, describe: bool) -> str | None:
    """Who is meant by a phrase: a pronoun's antecedent, a name in it, somebody described, or a group of its own."""
    said = there.exact.lower().split()
    if said[0] in words("classes", "pronouns") and len(said) == 1:
        return cast.pronoun(there.start, there.end)
    group = said[-1] in words("groups")
    found = cast.at(there, ("person",) if group else ("person", "organisation", "place"))
    if found and (not group or len(said) > 1 and said[-2] != "'s"):
        return found
    found = cast.description(there.start, there.end)
    if found:
        return found
    if group or (describe and said[0] not in ("that", "this", "there", "what")):
        return cast.add_group(there.start, there.end)
    return cast.at(there, ("person", "organisation", "place"))


def _statement(index: int, draft: Draft, speaker: str | None) -> Statement:
    return Statement(
        id=f"s{index + 1}", source=draft.source, speaker=speaker, cue=draft.cue, content=draft.content, addressee=draft.addressee,
        venue=draft.venue, form=draft.form, act=draft.act,
    )  # fmt: skip


def _event(index: int, draft: EventDraft, people: dict[Span, str | None]) -> Event:
    return Event(
        id=f"v{index + 1}", trigger=draft.trigger, type=draft.type,
        actors=tuple(Participant(span=s, entity=people[s]) for s in draft.actors),
        recipients=tuple(Participant(span=s, entity=people[s]) for s in draft.recipients),
        place=Participant(span=draft.place, entity=people[draft.place]) if draft.place else None,
        date=draft.date, modality=draft.modality, counts=draft.counts,
        said_in=None if draft.said_in is None else f"s{draft.said_in + 1}",
    )  # fmt: skip
