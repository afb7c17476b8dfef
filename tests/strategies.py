"""Hypothesis strategies: whole records whose spans lie in their texts, in any script that JSON and SQLite can hold."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from onrecord import record as rec

IDS = st.text("abcdefgh0123456789-", min_size=1, max_size=6)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)
MAYBE = st.none() | WORDS


def _of(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


@st.composite
def spans(draw: st.DrawFn, text: str) -> rec.Span:
    """A span of the text."""
    start = draw(st.integers(0, len(text)))
    return rec.span(text, start, draw(st.integers(start, len(text))))


def _some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def _unique(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most, unique_by=lambda one: one.id).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> rec.Record:
    """A whole record: any field may be null or empty, every span reproduces its text, ids are unique within the page."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    there = spans(text)
    maybe = st.none() | there
    people = st.builds(rec.Participant, span=there, entity=st.none() | IDS)
    evidence = st.builds(rec.Evidence, tag=MAYBE, exact=MAYBE, span=maybe)
    page = st.builds(
        rec.Page, id=IDS | WORDS, url=MAYBE, title=MAYBE, byline=_some(WORDS), outlet=MAYBE, published=MAYBE, captured=MAYBE, language=MAYBE,
        text=st.just(text), text_sha256=st.just(rec.sha256(text)), stated_comment_count=st.none() | st.integers(0, 2**40), source=MAYBE,
        evidence=st.dictionaries(st.sampled_from(["title", "published", "outlet"]), evidence, max_size=2),
    )  # fmt: skip
    entity = st.builds(
        rec.Entity, id=IDS, kind=_of(rec.EntityKind), name=WORDS, role=MAYBE, of=MAYBE, mentions=_some(there), country=MAYBE,
        geonameid=st.none() | st.integers(0, 2**31), lat=NUMBERS, lon=NUMBERS, place_confidence=NUMBERS,
    )  # fmt: skip
    statement = st.builds(
        rec.Statement, id=IDS, source=maybe, speaker=st.none() | IDS, cue=maybe, content=_some(there), addressee=maybe, venue=maybe,
        form=_of(rec.Form), act=_of(rec.Act), confidence=NUMBERS,
    )  # fmt: skip
    count = st.builds(rec.Count, span=there, what=WORDS, value=NUMBERS, low=NUMBERS, high=NUMBERS, unit=MAYBE)
    event = st.builds(
        rec.Event, id=IDS, trigger=there, type=_of(rec.EventType), mode=MAYBE, actors=_some(people), recipients=_some(people),
        place=st.none() | people, date=st.none() | st.builds(rec.Dated, span=there, value=MAYBE), modality=_of(rec.Modality),
        counts=_some(count), said_in=st.none() | IDS, confidence=NUMBERS,
    )  # fmt: skip
    tension = st.builds(rec.Tension, a=IDS, b=IDS, relation=_of(rec.Relation), confidence=NUMBERS)
    thread = draw(_unique(comments()))
    odds = _at_odds(thread)
    copies = st.builds(rec.Copies, comments=_some(IDS), kind=_of(rec.CopyKind), similarity=NUMBERS)
    gap = st.builds(rec.Gap, what=_of(rec.GapKind), why=WORDS, provider=MAYBE)
    return rec.Record(
        page=draw(page),
        entities=draw(_unique(entity)),
        statements=draw(_unique(statement)),
        events=draw(_unique(event)),
        tensions=draw(_some(tension)),
        comments=thread,
        accounts=draw(_some(st.builds(rec.Account, name=WORDS, comments=_some(IDS), at_odds=_some(odds)))),
        copies=draw(_some(copies)),
        gaps=draw(_some(gap)),
        reader=draw(st.none() | st.builds(rec.ReaderInfo, name=WORDS, version=WORDS, model_sha256=MAYBE)),
    )


@st.composite
def _at_odds(draw: st.DrawFn, thread: tuple[rec.Comment, ...]) -> rec.AtOdds:
    """Two comments, of the page or not; evidence only where their texts are known."""
    known = {one.id: one.text for one in thread}
    ids = IDS | st.sampled_from(sorted(known)) if known else IDS
    a, b = draw(ids), draw(ids)
    evidence = {n: draw(st.none() | spans(known[i])) for n, i in (("evidence_a", a), ("evidence_b", b)) if i in known}
    return rec.AtOdds(
        a=a, b=b, toward=draw(IDS), reads_as=draw(_of(rec.ReadsAs)), seconds=draw(NUMBERS), confidence=draw(NUMBERS), **evidence
    )


@st.composite
def comments(draw: st.DrawFn) -> rec.Comment:
    """A comment whose stances' evidence lies in its text."""
    text = draw(WORDS)
    stance = st.builds(rec.Stance, toward=IDS, label=_of(rec.StanceLabel), evidence=st.none() | spans(text), confidence=NUMBERS)
    cue = st.builds(rec.Cue, kind=_of(rec.CueKind), span=spans(text), confidence=NUMBERS)
    return rec.Comment(
        cues=draw(_some(cue)), id=draw(IDS), account=draw(MAYBE), text=text, posted=draw(MAYBE), posted_shown=draw(MAYBE), parent=draw(st.none() | IDS),
        likes=draw(st.none() | st.integers(-1000, 2**31)), stances=draw(_some(stance)), flags=draw(_some(WORDS)),
    )  # fmt: skip
