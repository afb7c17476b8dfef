"""A record as blocks of terminal text: heading, gaps, the text with its evidence, what was found in it, the thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from onrecord.record import Comment, Count, Entity, Event, Participant, Record, Span, Statement

__all__ = ["render"]

SOURCE, CUE, CONTENT, TRIGGER, PLACE, DATE, FIGURE = (
    "bold cyan", "bold yellow", "underline", "bold magenta", "green", "blue", "red",
)  # fmt: skip
LEGEND = (
    ("source", SOURCE), ("cue", CUE), ("content", CONTENT), ("event", TRIGGER), ("place", PLACE), ("date", DATE),
    ("figure", FIGURE),
)  # fmt: skip
FAINT = "dim"

Block = Text | Rule | Padding


def render(record: Record, *, with_text: bool) -> Iterator[Block]:
    """The blocks of a record in reading order; marks are the machine's and say so."""
    by_id = {entity.id: entity for entity in record.entities}
    yield _heading(record)
    yield from (Text(f"! {gap.what}: {gap.why}", style="red") for gap in record.gaps)
    if with_text and record.page.text:
        yield Rule("text, marked automatically", style=FAINT)
        yield Text("  ").join(Text(word, style=style) for word, style in LEGEND)
        yield _marked(record)
    yield from _section("who said what", (_statement(s, by_id) for s in record.statements))
    yield from _section("what happened, or may", (_event(e, by_id) for e in record.events))
    yield from _section("who and where", (_entity(e) for e in record.entities if e.kind != "other"))
    yield from _section("comments", _thread(record.comments))


def _heading(record: Record) -> Text:
    page = record.page
    found = len(record.comments)
    stated = page.stated_comment_count
    comments = f"{found} comments" + (f" ({stated} stated)" if stated is not None and stated != found else "")
    about = [", ".join(page.byline), page.outlet, page.published, page.url or page.source]
    counts = f"{len(record.statements)} statements, {len(record.events)} events, {comments} by {len(record.accounts)}"
    lines = [(page.title or page.id) + "\n", " · ".join(filter(None, about)) + "\n", f"{page.id} · {counts} accounts"]
    return Text.assemble((lines[0], "bold"), lines[1], (lines[2], FAINT))


def _marked(record: Record) -> Text:
    text = Text(record.page.text)

    def mark(style: str, *spans: Span | None) -> None:
        for one in filter(None, spans):
            text.stylize(style, one.start, one.end)

    for statement in record.statements:
        mark(CONTENT, *statement.content)
        mark(SOURCE, statement.source)
        mark(CUE, statement.cue)
    for event in record.events:
        mark(TRIGGER, event.trigger)
        mark(PLACE, event.place.span if event.place else None)
        mark(DATE, event.date.span if event.date else None)
        mark(FIGURE, *(count.span for count in event.counts))
    return text


def _section(title: str, lines: Iterable[Block]) -> Iterator[Block]:
    blocks = list(lines)
    if blocks:
        yield Rule(title, style=FAINT)
        yield from blocks


def _statement(statement: Statement, by_id: dict[str, Entity]) -> Text:
    speaker = by_id.get(statement.speaker or "")
    who = _who(speaker) if speaker else (statement.source.exact if statement.source else "unknown source")
    cue = statement.cue.exact if statement.cue else "(no cue)"
    content = " … ".join(_flat(part.exact) for part in statement.content)
    return Text.assemble(
        (f"{statement.id:<4}", FAINT), (who, SOURCE), " ", (cue, CUE), " ", (content, CONTENT),
        (f"  [{statement.act}, {statement.form}]", FAINT),
    )  # fmt: skip


def _event(event: Event, by_id: dict[str, Entity]) -> Text:
    line = Text.assemble((f"{event.id:<4}", FAINT), (f"{event.modality:<10}", "bold"), (f"{event.type} ", FAINT))
    line.append_text(_people(event.actors, by_id))
    line.append(f" {_flat(event.trigger.exact)} ", TRIGGER)
    line.append_text(_people(event.recipients, by_id))
    if event.place:
        line.append(f" @ {_flat(event.place.span.exact)}", PLACE)
    if event.date:
        line.append(f" on {event.date.value or _flat(event.date.span.exact)}", DATE)
    for count in event.counts:
        line.append(f" {_flat(count.span.exact)}{_bounds(count)}", FIGURE)
    if event.said_in:
        line.append(f"  said in {event.said_in}", FAINT)
    return line


def _people(participants: Iterable[Participant], by_id: dict[str, Entity]) -> Text:
    known = (by_id.get(p.entity or "") for p in participants)
    names = [entity.name if entity else _flat(p.span.exact) for entity, p in zip(known, participants, strict=True)]
    return Text(", ".join(names), style=SOURCE)


def _bounds(count: Count) -> str:
    if count.low == count.high:
        return ""
    low = "" if count.low is None else f"{count.low:,.10g}"
    high = "" if count.high is None else f"{count.high:,.10g}"
    return f" ({low} to {high})" if low and high else f" (≥ {low})" if low else f" (≤ {high})"


def _who(entity: Entity) -> str:
    about = ", ".join(filter(None, [entity.role, entity.of]))
    return f"{entity.name} ({about})" if about else entity.name


def _entity(entity: Entity) -> Text:
    where = ""
    if entity.country:
        at = f" {entity.lat:.2f}, {entity.lon:.2f}" if entity.lat is not None and entity.lon is not None else ""
        where = f"  {entity.country}{at}"
    times = f"  {len(entity.mentions)}×" if entity.mentions else ""
    return Text.assemble((f"{entity.kind:<13}", FAINT), _who(entity), (where, PLACE), (times, FAINT))


def _thread(comments: Iterable[Comment]) -> Iterator[Block]:
    depth: dict[str, int] = {}
    for comment in comments:
        level = depth[comment.id] = depth.get(comment.parent, -1) + 1 if comment.parent else 0
        when = comment.posted or comment.posted_shown or ""
        likes = f"  +{comment.likes}" if comment.likes else ""
        head = ((f"{comment.id:<4}", FAINT), (comment.account or "unnamed", SOURCE), (f"  {when}{likes}\n", FAINT))
        yield Padding(Text.assemble(*head, comment.text), (0, 0, 0, 2 * min(level, MAX_INDENT)))


MAX_INDENT = 8  # deeper replies keep their order, and leave room for words on an 80-column terminal


def _flat(words: str) -> str:
    return " ".join(words.split())
