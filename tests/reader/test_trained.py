"""Whatever the network says of whatever text, the record holds: spans, ids, JSON, the same each time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.scores import Network
from onrecord.reader.settings import Settings
from onrecord.reader.trained import TrainedReader
from onrecord.record import (
    Act,
    EntityKind,
    EventType,
    Form,
    Modality,
    Page,
    ReaderInfo,
    Record,
    Relation,
    from_json,
    spans_of,
    to_json,
)
from tests.reader.fakes import ODD, SETTINGS, TEXTS, VOCABULARY, Noise, pieces

INFO = ReaderInfo(name="noise", version="0", model_sha256="0" * 64)
STORY = (
    "Danish Foreign Minister Ann Berg said that the ferry had sailed. “It will not return,” she warned. Police in Gdynia arrested 12 people on Monday.\n\n"
    "The Baltic Union denied the report. Jan Nowak, its chairman, accused Denmark of piracy. He said he would sue. "
)


def page(text: str, language: str | None = "en") -> Record:
    return Record(page=Page(id="p", text=text, language=language))


def read(text: str, network: Network | None = None, some: Settings = SETTINGS) -> Record:
    return TrainedReader(network or Noise(), pieces(), some, INFO).read(page(text))


def holds(record: Record) -> None:
    """The record's spans reproduce the text; what is referred to is there; confidences are hundredths."""
    assert all(text[s.start : s.end] == s.exact and s.exact.strip() == s.exact != "" for text, s in spans_of(record))
    entities, statements, events = ([one.id for one in many] for many in (record.entities, record.statements, record.events))
    assert len({*entities, *statements, *events}) == len(entities) + len(statements) + len(events)
    people = [p.entity for e in record.events for p in (*e.actors, *e.recipients, *([e.place] if e.place else []))]
    assert {*(s.speaker for s in record.statements), *people} <= {None, *entities}
    assert {e.said_in for e in record.events} <= {None, *statements}
    assert {id_ for t in record.tensions for id_ in (t.a, t.b)} <= {*statements, *events}
    assert all(t.a != t.b for t in record.tensions)
    sure = [one.confidence for many in (record.statements, record.events, record.tensions) for one in many]
    assert all(c is None or (0 <= c <= 1 and round(c, 2) == c) for c in sure)
    assert all(e.name and e.mentions for e in record.entities)
    assert all(s.content for s in record.statements)
    for statement in record.statements:
        assert all(a.end <= b.start for a, b in pairwise(statement.content))
    assert all(e.date is None or e.date.value is None for e in record.events)
    assert all(e.lat is e.lon is None for e in record.entities)


def labelled(record: Record) -> None:
    """Every label is one of the record's own."""
    assert {s.act for s in record.statements} <= set(get_args(Act))
    assert {s.form for s in record.statements} <= set(get_args(Form))
    assert {e.type for e in record.events} <= set(get_args(EventType))
    assert {e.modality for e in record.events} <= set(get_args(Modality))
    assert {e.kind for e in record.entities} <= set(get_args(EntityKind))
    assert {t.relation for t in record.tensions} <= set(get_args(Relation))


def writable(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


LOOSE = replace(
    SETTINGS, statement=0.0, event=0.0, mention=0.0, tension=0.0, pronoun=-9.0, description=-9.0, argument={"content": -50.0}
)
STRICT = replace(SETTINGS, statement=1.1, event=1.1, mention=1.1)


@settings(max_examples=60, deadline=None)
@given(
    TEXTS | st.just(STORY), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.5, 3.0, 30.0, 3000.0]), st.sampled_from([SETTINGS, LOOSE, STRICT]),
    st.integers(8, 60), st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip
def test_whatever_the_network_says_the_record_holds(
    text: str, seed: int, loud: float, some: Settings, room: int, before: int, behind: int
) -> None:
    """Spans, references, labels and JSON, for any text, scores, thresholds and windows; read anew it is the same."""
    some = replace(some, room=room, before=before, behind=behind)
    record = read(text, Noise(seed, loud, candidates=12), some)
    holds(record)
    labelled(record)
    assert record.page == page(text).page
    assert record.reader == INFO
    assert record == read(text, Noise(seed, loud, candidates=12), some)
    if writable(text):
        assert from_json(to_json(record)) == record


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_are_survived(text: str) -> None:
    """Empty, marks, endless words, emoji, other directions, invisible and broken characters."""
    record = read(text, Noise(candidates=6))
    holds(record)
    assert record == read(text, Noise(candidates=6))
    if writable(text):
        assert from_json(to_json(record)) == record


def test_three_thousand_short_sentences_are_survived() -> None:
    """Many windows, many statements, one record."""
    record = read("It ran. " * 3000, Noise(candidates=2), replace(SETTINGS, room=254, before=80, behind=40))
    holds(record)
    assert record.statements


def test_noise_finds_something_of_every_sort() -> None:
    """Else the tests above would show nothing."""
    record = read(STORY * 3)
    assert record.entities
    assert record.tensions
    assert any(s.speaker for s in record.statements)
    assert any(s.source and s.cue and s.addressee and s.venue for s in record.statements)
    assert {"mixed", "indirect"} <= {s.form for s in record.statements}
    assert any(e.actors and e.recipients and e.place and e.date and e.counts for e in record.events)
    assert any(e.said_in for e in record.events)


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_page_without_words_has_no_findings(text: str) -> None:
    """The network is not asked; the record says who read it."""
    noise = Noise()
    assert read(text, noise) == replace(page(text), reader=INFO)
    assert not noise.windows


@pytest.mark.parametrize("language", ["de", "fr", "zh", "und"])
def test_other_languages_come_back_without_findings(language: str) -> None:
    """The page as it was, and the reader that left it alone."""
    noise = Noise()
    some = page(STORY, language)
    assert TrainedReader(noise, pieces(), SETTINGS, INFO).read(some) == replace(some, reader=INFO)
    assert not noise.windows


def test_a_page_of_unknown_language_is_read() -> None:
    """Null is taken for English."""
    reader = TrainedReader(Noise(), pieces(), SETTINGS, INFO)
    assert reader.read(page(STORY, None)).statements == reader.read(page(STORY)).statements != ()


def test_what_was_read_before_changes_nothing() -> None:
    """One reader for many pages gives what a new reader for each gives."""
    reader = TrainedReader(Noise(), pieces(), SETTINGS, INFO)
    texts = [STORY, "It ran.", STORY * 2, ODD["emoji"], STORY]
    assert [reader.read(page(text)) for text in texts] == [read(text) for text in texts]


@settings(max_examples=60, deadline=None)
@given(TEXTS | st.sampled_from(list(ODD.values())), st.integers(8, 60), st.integers(0, 20), st.integers(0, 20))
def test_the_network_is_asked_as_it_was_trained(text: str, room: int, before: int, behind: int) -> None:
    """[CLS], pieces of the vocabulary, [SEP]; marks in range beside each; no more than the room unless one word needs it."""
    noise = Noise(candidates=2)
    read(text, noise, replace(SETTINGS, room=room, before=before, behind=behind))
    for ids, marks, first in noise.windows:
        assert {ids.dtype, marks.dtype, first.dtype} == {np.dtype(np.int64)}
        assert marks.shape == (len(ids), 3)
        assert set(ids.tolist()) <= set(VOCABULARY.values())
        assert (ids[0], ids[-1]) == (VOCABULARY["[CLS]"], VOCABULARY["[SEP]"])
        assert first[0] == 1
        assert (np.diff(first) > 0).all()
        assert first[-1] < len(ids) - 1
        assert len(ids) - 2 <= room or len(first) == 1
        assert len(ids) - 2 <= max(room, 100)
        assert (marks >= 0).all()
        assert (marks < (6, 3, 2)).all()


def test_confidence_is_given_where_it_is_calibrated() -> None:
    """Statements and tensions are, events are not; without calibration nothing is."""
    record = read(STORY)
    assert all(one.confidence is not None for one in (*record.statements, *record.tensions))
    assert {e.confidence for e in record.events} == {None}
    bare = read(STORY, some=replace(SETTINGS, calibration={}))
    assert {one.confidence for one in (*bare.statements, *bare.events, *bare.tensions)} == {None}


def test_what_others_put_in_the_record_stays() -> None:
    """Comments, accounts and gaps come back as they went in."""
    from onrecord.record import Account, Comment, Gap

    some = replace(
        page(STORY),
        comments=(Comment(id="c1", text="No."),),
        accounts=(Account(name="a", comments=("c1",)),),
        gaps=(Gap(what="title", why="None."),),
    )
    found = TrainedReader(Noise(), pieces(), SETTINGS, INFO).read(some)
    assert (found.page, found.comments, found.accounts, found.gaps) == (some.page, some.comments, some.accounts, some.gaps)
