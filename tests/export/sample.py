"""A record with something of everything, for the exports to carry."""

from __future__ import annotations

from onrecord.record import (
    Account,
    AtOdds,
    Comment,
    Count,
    Dated,
    Entity,
    Event,
    Evidence,
    Gap,
    Page,
    Participant,
    ReaderInfo,
    Record,
    Span,
    Stance,
    Statement,
    Tension,
    sha256,
    span,
)  # fmt: skip

TEXT = (
    "Mayor Ann Berg said that the ferry would run. “It is safe,” said Bo Hill. Berg denied that 12 people were hurt in Gdynia on Monday. "
    "Polish police detained two men. Sweden may send boats. A storm sank a barge." + " More words follow here." * 20
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return span(TEXT, start, start + len(words))


def _who(words: str, entity: str | None = None) -> Participant:
    return Participant(span=at(words), entity=entity)


def _said(own: str, source: str, speaker: str | None, content: str, form: str, act: str) -> Statement:
    return Statement(id=own, source=at(source), speaker=speaker, content=(at(content),), form=form, act=act)  # type: ignore[arg-type]


RECORD = Record(
    page=Page(
        id="ferry-1", url="https://paper.example/ferry", title="=Ferry, \"safe\"", byline=("Ola Berg",), outlet="The Paper", published="2025-03-03T18:00:00+01:00",
        language="en", text=TEXT, text_sha256=sha256(TEXT), stated_comment_count=3, source="ferry.html",
        evidence={"published": Evidence(tag="meta", exact="2025-03-03T18:00:00+01:00")},
    ),
    entities=(
        Entity(id="e1", kind="person", name="Ann Berg", role="Mayor", of="Gdynia", mentions=(at("Ann Berg"),)),
        Entity(id="e2", kind="person", name="Bo Hill", mentions=(at("Bo Hill"),)),
        Entity(id="e3", kind="place", name="Gdynia", country="PL", geonameid=3099424, lat=54.5, lon=18.5, place_confidence=0.9, mentions=(at("Gdynia"),)),
        Entity(id="e4", kind="group", name="Polish police", mentions=(at("Polish police"),)),
        Entity(id="e5", kind="place", name="Sweden", country="SE", geonameid=2661886, mentions=(at("Sweden"),)),
    ),
    statements=(
        _said("s1", "Mayor Ann Berg", "e1", "that the ferry would run", "indirect", "assert"),
        _said("s2", "Bo Hill", "e2", "“It is safe,”", "direct", "assert"),
        _said("s3", "Berg", "e1", "that 12 people were hurt in Gdynia on Monday", "indirect", "deny"),
        _said("s4", "Bo Hill", None, "A storm sank a barge", "indirect", "assert"),
        _said("s5", "Bo Hill", "e2", "More words follow here", "indirect", "ask"),
    ),
    events=(
        Event(
            id="v1", trigger=at("detained"), type="COERCE", actors=(_who("Polish police", "e4"),), recipients=(_who("two men"),), place=_who("Gdynia", "e3"),
            date=Dated(span=at("on Monday"), value="2025-03-03"), modality="happened", counts=(Count(span=at("12 people"), what="injured", value=12, low=12, high=12),),
        ),
        Event(id="v2", trigger=at("send"), type="AID", actors=(_who("Sweden", "e5"),), modality="possible", said_in="s1"),
        Event(id="v3", trigger=at("sank"), type="HARM", actors=(_who("A storm"),), modality="happened"),
        Event(id="v4", trigger=at("hurt"), type="ASSAULT", modality="denied", said_in="s3"),
    ),
    tensions=(Tension(a="s1", b="s3", relation="supports"),),
    comments=(
        Comment(id="c1", account="a-1", text="+1 and\nmore " + "word " * 100, posted="2025-03-03T19:00:00Z", likes=3, stances=(Stance(toward="e1", label="favour"),), flags=("x",)),
        Comment(id="c2", account="a-2", text="No, \"never\", \0 nor \U0001f6a2.", parent="c1"),
        Comment(id="c3", account=None, text="@all -- =SUM(A1)"),
    ),
    accounts=(Account(name="a-1", comments=("c1",), at_odds=(AtOdds(a="c1", b="c1", toward="e1"),)), Account(name="a-2", comments=("c2",))),
    gaps=(Gap(what="comments", why="one is missing", provider="Disqus"),),
    reader=ReaderInfo(name="test", version="1"),
)  # fmt: skip
