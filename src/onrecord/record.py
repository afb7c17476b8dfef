"""The record: what onrecord knows of one page, each line of it pinned to the characters it comes from.

These frozen dataclasses are the one shape that travels between the stages; `to_json` and `from_json` give the public
form, one JSON object a page, and `json_schema` describes it. Offsets count Unicode code points.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from inspect import cleandoc
from typing import Any, Literal

import msgspec

from onrecord.errors import BadRecord

__all__ = [
    "Account", "Act", "AtOdds", "Comment", "Copies", "CopyKind", "Count", "Cue", "CueKind", "Dated", "Entity", "EntityKind",
    "Event", "EventType", "Evidence", "Form", "Gap", "GapKind", "Modality", "Page", "Participant", "ReaderInfo", "ReadsAs",
    "Record", "Relation", "Span", "Stance",
    "StanceLabel", "Statement", "Tension", "from_json", "json_schema", "schema_text", "sha256", "span", "spans_of",
    "to_json",
]  # fmt: skip

EntityKind = Literal["person", "organisation", "place", "group", "other"]
Form = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "assert", "deny", "predict", "promise", "demand", "propose", "threaten", "warn", "accuse", "praise", "ask",
    "believe",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "HARM", "OTHER_EVENT",
]  # fmt: skip
Modality = Literal[
    "happened", "ongoing", "planned", "threatened", "demanded", "proposed", "possible", "denied", "negated"
]  # fmt: skip
Relation = Literal["contradicts", "disputes", "supports"]
StanceLabel = Literal["favour", "against", "neutral", "unclear"]
ReadsAs = Literal["contradiction", "changed_mind", "irony", "devils_advocate", "quoting", "unclear"]
CueKind = Literal["insult", "threat", "slur", "spam", "shouting", "off_topic"]
CopyKind = Literal["same", "disguised", "reworded"]
GapKind = Literal["source", "encoding", "language", "text", "title", "published", "comments", "comment", "line", "size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of `page.text` (or, in a stance, of the comment's text): `text[start:end] == exact`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a field of the page was read: a tag of its markup with the words found there, or a span of its text."""

    tag: str | None = None
    exact: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One captured page. Paragraphs of `text` are parted by a blank line; `published` and `captured` are ISO 8601.

    `evidence` names, for each of title, byline, outlet, published and captured that is known, where it was read.
    """

    id: str
    url: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    captured: str | None = None
    language: str | None = None
    text: str = ""
    text_sha256: str | None = None
    stated_comment_count: int | None = None
    source: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who speaks, acts, is acted on, or where. `country` is ISO 3166 alpha-2; `lat` and `lon` are WGS 84 degrees."""

    id: str
    kind: EntityKind
    name: str
    role: str | None = None
    of: str | None = None
    mentions: tuple[Span, ...] = ()
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    place_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words, writing, belief, hope or intention that the text attributes to a source."""

    id: str
    source: Span | None = None
    speaker: str | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    addressee: Span | None = None
    venue: Span | None = None
    form: Form
    act: Act
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor, recipient or place of an event: the words, and the entity that they name, if known."""

    span: Span
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Date words with their ISO 8601 value: a day, month or year, a duration ("P30D"), or null where unknown."""

    span: Span
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure with what it counts (killed, injured, arrested, troops, money, other).

    `value` is the number as stated; `low` and `high` are the bounds that the words give: "up to 30,000 personnel" has
    value 30000, low null, high 30000 and unit "personnel"; "dozens" has value null and low 24.
    """

    span: Span
    what: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What actors do to one another, by PLOVER 2.0 type; `said_in` is a statement's id, null the reporter's voice."""

    id: str
    trigger: Span
    type: EventType
    mode: str | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Participant | None = None
    date: Dated | None = None
    modality: Modality
    counts: tuple[Count, ...] = ()
    said_in: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """Two statements or events (ids) that pull against or support each other; never a verdict on who is right."""

    a: str
    b: str
    relation: Relation
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Where one comment stands toward an entity or a statement (id); `evidence` lies in the comment's text."""

    toward: str
    label: StanceLabel
    evidence: Span | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What a moderator may want to look at: a kind, and the words of the comment that cause it. Never a verdict."""

    kind: CueKind
    span: Span
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One reader comment. `posted` is ISO 8601 where it can be known, `posted_shown` the words on the page.

    `flags` says what else the record holds of it: "at_odds" (its account argues the other side of a target elsewhere under
    this story), "copy" (another account posted nearly the same).
    """

    id: str
    account: str | None = None
    text: str
    posted: str | None = None
    posted_shown: str | None = None
    parent: str | None = None
    likes: int | None = None
    stances: tuple[Stance, ...] = ()
    cues: tuple[Cue, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOdds:
    """Two comments (ids) of one account that seem to argue opposite sides of a target (entity or statement id).

    `reads_as` says how: only a contradiction is flagged, and only where it is sure. `evidence_a` and `evidence_b` are words of
    the two comments; `seconds` is the time between them, where both times are known.
    """

    a: str
    b: str
    toward: str
    reads_as: ReadsAs = "unclear"
    evidence_a: Span | None = None
    evidence_b: Span | None = None
    seconds: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account under one page: its name or pseudonym, and its comments (ids) in page order."""

    name: str
    comments: tuple[str, ...] = ()
    at_odds: tuple[AtOdds, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Comments (ids) of different accounts under one page that are nearly the same text.

    `kind` is the weakest likeness among them: the same text, the same once disguises are undone, or reworded.
    """

    comments: tuple[str, ...]
    kind: CopyKind
    similarity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What could not be read, and why, in one sentence; `provider` names who holds a thread that is not in the page."""

    what: GapKind
    why: str
    provider: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderInfo:
    """Which reader made the record; `model_sha256` is null for a reader without a model."""

    name: str
    version: str
    model_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything on record about one page."""

    page: Page
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    tensions: tuple[Tension, ...] = ()
    comments: tuple[Comment, ...] = ()
    accounts: tuple[Account, ...] = ()
    copies: tuple[Copies, ...] = ()
    gaps: tuple[Gap, ...] = ()
    reader: ReaderInfo | None = None


def span(text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end` (code points, end excluded)."""
    return Span(start=start, end=end, exact=text[start:end])


def sha256(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of a record, each with the text that it points into."""
    yield from ((record.page.text, s) for s in _page_spans(record))
    texts = {comment.id: comment.text for comment in record.comments}
    for comment in record.comments:
        yield from ((comment.text, stance.evidence) for stance in comment.stances if stance.evidence)
        yield from ((comment.text, cue.span) for cue in comment.cues)
    for odds in (odds for account in record.accounts for odds in account.at_odds):
        yield from ((texts[id_], s) for id_, s in ((odds.a, odds.evidence_a), (odds.b, odds.evidence_b)) if s and id_ in texts)


def _page_spans(record: Record) -> Iterator[Span]:
    found = [evidence.span for evidence in record.page.evidence.values()]
    for entity in record.entities:
        found += entity.mentions
    for statement in record.statements:
        found += [statement.source, statement.cue, *statement.content, statement.addressee, statement.venue]
    for event in record.events:
        found += [event.trigger, *(p.span for p in (*event.actors, *event.recipients)), *(c.span for c in event.counts)]
        found += [part.span for part in (event.place, event.date) if part]
    return (s for s in found if s)


def to_json(record: Record) -> bytes:
    """The public form of a record: one line of UTF-8 JSON, without the line end."""
    return msgspec.json.encode(record)


def from_json(line: bytes | str) -> Record:
    """Read the public form back.

    Raises:
        BadRecord: the line is not JSON, or not a record; the message names the field.
    """
    try:
        return msgspec.json.decode(line, type=Record)
    except msgspec.DecodeError as error:  # ValidationError is one of them
        raise BadRecord(str(error)) from error


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the public form."""
    schema = msgspec.json.schema(Record)
    for definition in schema["$defs"].values():
        definition["description"] = cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"onrecord record {version('onrecord').rsplit('.', 1)[0]}",
        **schema,
    }


def schema_text() -> str:
    """The JSON Schema as the package ships it: indented, one final line end."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
