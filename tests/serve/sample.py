"""Three pages about one invented quarrel over a ferry port, with something of everything that a record can hold."""

from __future__ import annotations

from pathlib import Path

from onrecord.record import (
    Account,
    AtOdds,
    Comment,
    Copies,
    Count,
    Cue,
    Dated,
    Entity,
    Event,
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
from onrecord.store import Store

__all__ = ["at", "records", "store_in"]

FIRST = (
    "Port workers in Gdynia walked out on 3 March 2026, and at least 40 were detained, harbour police said.\n\n"
    "Ann Example, the mayor, said that the ferry to Rønne would sail on Friday. “We will not be blackmailed,” she said. "
    "Union leader Jan Sosna denied that the ferry would sail and threatened to block the pier in April 2026.\n\n"
    "The port authority plans a new quay in 2027. Sweden may send a pilot boat. Nobody was hurt, the hospital said."
)
SECOND = (
    "Harbour police put the number of detained workers at 52 on Wednesday. Jan Sosna said that 120 people had been taken away.\n\n"
    "Ann Example praised the police. She called on the union to return to the table."
)
THIRD = "Ferry services resumed in Rønne on 7 March 2026, the operator Balt Line announced."


def at(text: str, words: str, nth: int = 0) -> Span:
    """The span of the `nth` place where the words stand."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return span(text, start, start + len(words))


def records() -> list[Record]:
    """The three records, the first with a thread of comments."""
    return [_first(), _second(), _third()]


def store_in(folder: Path) -> Path:
    """A store with the three records."""
    path = folder / "record.db"
    with Store.open(path) as store:
        store.write_many(records())
    return path


def _page(own: str, title: str, text: str, published: str, outlet: str | None = "The Quay") -> Page:
    return Page(
        id=own, url=f"https://news.example/{own}", title=title, byline=("Ida Reporter",), outlet=outlet, published=published,
        captured="2026-03-08T09:00:00Z", language="en", text=text, text_sha256=sha256(text), stated_comment_count=9,
        source=f"saved/{own}.html",
    )  # fmt: skip


def _place(own: str, name: str, text: str, country: str, lat: float, lon: float) -> Entity:
    return Entity(
        id=own,
        kind="place",
        name=name,
        mentions=(at(text, name),),
        country=country,
        geonameid=1,
        lat=lat,
        lon=lon,
        place_confidence=0.9,
    )


def _first() -> Record:
    t = FIRST
    entities = (
        Entity(
            id="e1", kind="person", name="Ann Example", role="mayor", of="Gdynia", mentions=(at(t, "Ann Example"), at(t, "she"))
        ),
        Entity(id="e2", kind="person", name="Jan Sosna", role="union leader", mentions=(at(t, "Jan Sosna"),)),
        Entity(id="e3", kind="organisation", name="harbour police", mentions=(at(t, "harbour police"),)),
        Entity(id="e4", kind="group", name="Port workers", mentions=(at(t, "Port workers"),)),
        _place("e5", "Gdynia", t, "PL", 54.52, 18.53),
        _place("e6", "Rønne", t, "DK", 55.1, 14.7),
        Entity(id="e7", kind="other", name="the ferry", mentions=(at(t, "the ferry"), at(t, "the ferry", 1))),
        Entity(id="e8", kind="organisation", name="Sweden", mentions=(at(t, "Sweden"),), country="SE"),
    )
    statements = (
        Statement(id="s1", source=at(t, "harbour police"), speaker="e3", cue=at(t, "said"), content=(at(t, "Port workers in Gdynia walked out on 3 March 2026, and at least 40 were detained"),), form="indirect", act="assert", confidence=0.93),
        Statement(id="s2", source=at(t, "Ann Example, the mayor"), speaker="e1", cue=at(t, "said", 1), content=(at(t, "the ferry to Rønne would sail on Friday"),), form="indirect", act="predict", confidence=0.81),
        Statement(id="s3", source=at(t, "she"), speaker="e1", cue=at(t, "said", 2), content=(at(t, "We will not be blackmailed"),), form="direct", act="assert", confidence=0.97),
        Statement(id="s4", source=at(t, "Union leader Jan Sosna"), speaker="e2", cue=at(t, "denied"), content=(at(t, "the ferry would sail"),), form="indirect", act="deny", confidence=0.7),
        Statement(id="s5", source=at(t, "the hospital"), cue=at(t, "said", 3), content=(at(t, "Nobody was hurt"),), form="indirect", act="assert", confidence=0.4),
    )  # fmt: skip
    events = (
        Event(id="v1", trigger=at(t, "walked out"), type="PROTEST", mode="strike", actors=(Participant(span=at(t, "Port workers"), entity="e4"),), place=Participant(span=at(t, "Gdynia"), entity="e5"), date=Dated(span=at(t, "3 March 2026"), value="2026-03-03"), modality="happened", said_in="s1", confidence=0.9),
        Event(id="v2", trigger=at(t, "detained"), type="COERCE", mode="arrest", recipients=(Participant(span=at(t, "Port workers"), entity="e4"),), place=Participant(span=at(t, "Gdynia"), entity="e5"), modality="happened", counts=(Count(span=at(t, "at least 40"), what="arrested", value=40, low=40),), said_in="s1", confidence=0.8),
        Event(id="v3", trigger=at(t, "block the pier"), type="PROTEST", actors=(Participant(span=at(t, "Jan Sosna"), entity="e2"),), date=Dated(span=at(t, "April 2026"), value="2026-04"), modality="threatened", confidence=0.75),
        Event(id="v4", trigger=at(t, "a new quay"), type="OTHER_EVENT", date=Dated(span=at(t, "2027"), value="2027"), modality="planned", confidence=0.6),
        Event(id="v5", trigger=at(t, "send a pilot boat"), type="AID", actors=(Participant(span=at(t, "Sweden"), entity="e8"),), modality="possible", confidence=0.5),
        Event(id="v6", trigger=at(t, "hurt"), type="HARM", modality="negated", said_in="s5", confidence=0.66),
        Event(id="v7", trigger=at(t, "sail", 1), type="OTHER_EVENT", actors=(Participant(span=at(t, "the ferry", 1), entity="e7"),), modality="denied", said_in="s4", confidence=0.6),
    )  # fmt: skip
    tensions = (Tension(a="s2", b="s4", relation="contradicts", confidence=0.86),)
    comments, accounts, copies = _thread()
    return Record(
        page=_page("ferry", "Port workers walk out in Gdynia", t, "2026-03-04T08:00:00Z"), entities=entities, statements=statements,
        events=events, tensions=tensions, comments=comments, accounts=accounts, copies=copies,
        gaps=(Gap(what="comments", why="the page states 9 comments and holds 8", provider="Disqus"),),
        reader=ReaderInfo(name="trained", version="1", model_sha256="0" * 64),
    )  # fmt: skip


def _comment(
    own: str, account: str | None, text: str, parent: str | None = None, *stances: tuple[str, str, str], **more: object
) -> Comment:
    found = tuple(Stance(toward=to, label=label, evidence=at(text, words), confidence=0.8) for to, label, words in stances)  # type: ignore[arg-type]
    return Comment(id=own, account=account, text=text, parent=parent, stances=found, **more)  # type: ignore[arg-type]


def _thread() -> tuple[tuple[Comment, ...], tuple[Account, ...], tuple[Copies, ...]]:
    copied = "Stand with the dockers, sign the letter at once, all of you on the quay."
    insult = "The mayor is a clown. Let them block it all."
    comments = (
        _comment("c1", "a-1", "The mayor is right, somebody must keep the port open.", None, ("e1", "favour", "The mayor is right"), posted="2026-03-04T09:00:00Z", likes=3, flags=("at_odds",)),
        _comment("c2", "a-2", insult, "c1", ("e1", "against", "The mayor is a clown"), ("e2", "favour", "Let them block it all"), posted="2026-03-04T09:05:00Z", cues=(Cue(kind="insult", span=at(insult, "clown"), confidence=0.9),)),
        _comment("c3", "a-3", "Who pays for this?", "c2", ("e2", "unclear", "Who pays for this?"), posted_shown="an hour ago"),
        _comment("c4", "a-1", "Example has lost the town. Out with her.", None, ("e1", "against", "Out with her"), posted="2026-03-04T15:00:00Z", flags=("at_odds",)),
        _comment("c5", "a-4", copied, None, ("e2", "favour", "Stand with the dockers"), flags=("copy",)),
        _comment("c6", "a-5", copied.replace(" once", " ONCE"), None, ("e2", "favour", "Stand with the dockers"), flags=("copy",)),
        _comment("c7", None, "Sosna and Example should both sit down.", "c4", ("e1", "neutral", "should both sit down"), ("e2", "neutral", "should both sit down")),
        _comment("c8", "a-6", "", None),
    )  # fmt: skip
    odds = AtOdds(a="c1", b="c4", toward="e1", reads_as="contradiction", evidence_a=at(comments[0].text, "The mayor is right"), evidence_b=at(comments[3].text, "Out with her"), seconds=21600.0, confidence=0.91)  # fmt: skip
    names = dict.fromkeys(c.account for c in comments if c.account)
    accounts = tuple(
        Account(name=n, comments=tuple(c.id for c in comments if c.account == n), at_odds=(odds,) if n == "a-1" else ())
        for n in names
    )
    return comments, accounts, (Copies(comments=("c5", "c6"), kind="disguised", similarity=0.97),)


def _second() -> Record:
    t = SECOND
    entities = (
        Entity(id="e1", kind="organisation", name="harbour police", mentions=(at(t, "Harbour police"), at(t, "the police"))),
        Entity(id="e2", kind="person", name="Jan Sosna", mentions=(at(t, "Jan Sosna"),)),
        Entity(id="e3", kind="person", name="Ann Example", mentions=(at(t, "Ann Example"), at(t, "She"))),
    )
    statements = (
        Statement(id="s1", source=at(t, "Harbour police"), speaker="e1", cue=at(t, "put"), content=(at(t, "the number of detained workers at 52"),), form="indirect", act="assert", confidence=0.9),
        Statement(id="s2", source=at(t, "Jan Sosna"), speaker="e2", cue=at(t, "said"), content=(at(t, "120 people had been taken away"),), form="indirect", act="assert", confidence=0.9),
        Statement(id="s3", source=at(t, "Ann Example"), speaker="e3", cue=at(t, "praised"), content=(at(t, "the police"),), form="indirect", act="praise", confidence=0.7),
        Statement(id="s4", source=at(t, "She"), speaker="e3", cue=at(t, "called on"), content=(at(t, "the union to return to the table"),), form="indirect", act="demand", confidence=0.7),
    )  # fmt: skip
    events = (
        Event(id="v1", trigger=at(t, "detained"), type="COERCE", modality="happened", counts=(Count(span=at(t, "52"), what="arrested", value=52, low=52, high=52),), said_in="s1", confidence=0.8),
        Event(id="v2", trigger=at(t, "taken away"), type="COERCE", modality="happened", counts=(Count(span=at(t, "120"), what="arrested", value=120, low=120, high=120),), said_in="s2", confidence=0.7),
        Event(id="v3", trigger=at(t, "return to the table"), type="CONSULT", modality="demanded", said_in="s4", confidence=0.7),
    )  # fmt: skip
    tensions = (
        Tension(a="s1", b="s2", relation="disputes", confidence=0.7),
        Tension(a="v1", b="v2", relation="contradicts", confidence=0.6),
    )
    page = _page("count", "Figures differ on Gdynia arrests", t, "2026-03-05T10:00:00Z", "Morning Mole")
    return Record(page=page, entities=entities, statements=statements, events=events, tensions=tensions)


def _third() -> Record:
    t = THIRD
    entities = (
        _place("e1", "Rønne", t, "DK", 55.1, 14.7),
        Entity(id="e2", kind="organisation", name="Balt Line", mentions=(at(t, "Balt Line"),)),
    )
    statements = (Statement(id="s1", source=at(t, "the operator Balt Line"), speaker="e2", cue=at(t, "announced"), content=(at(t, "Ferry services resumed in Rønne on 7 March 2026"),), form="indirect", act="assert", confidence=0.95),)  # fmt: skip
    events = (Event(id="v1", trigger=at(t, "resumed"), type="COOPERATE", place=Participant(span=at(t, "Rønne"), entity="e1"), date=Dated(span=at(t, "7 March 2026"), value="2026-03-07"), modality="ongoing", said_in="s1", confidence=0.9),)  # fmt: skip
    page = _page("resumed", "Ferries sail again", t, "2026-03-07", None)
    return Record(page=page, entities=entities, statements=statements, events=events)
