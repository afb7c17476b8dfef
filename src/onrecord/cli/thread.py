"""A record's thread as blocks of terminal text: each comment with its stances and cues, then the sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.record import AtOdds, Comment, Record, StanceLabel

__all__ = ["at_odds_lines", "render_thread", "seen"]

Block = Text | Rule | Padding | Table
COLOURS: dict[StanceLabel, str] = {"favour": "bold cyan", "against": "bold magenta", "neutral": "bold", "unclear": "dim"}
LABELS: tuple[StanceLabel, ...] = ("favour", "against", "neutral", "unclear")
MAX_INDENT = 8  # deeper answers keep their order, and leave room for words on an 80-column terminal
FAINT = "dim"
CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}  # one for one: offsets hold
SPOKEN = {"changed_mind": "a changed mind", "devils_advocate": "devil's advocate", "irony": "irony or parody"}


def render_thread(record: Record) -> Iterator[Block]:
    """The blocks of a thread in reading order; stances are the machine's and say so."""
    names = {entity.id: seen(entity.name) for entity in record.entities}
    yield Text.assemble((seen(record.page.title or record.page.id), "bold"), f"\n{_counts(record)}")
    yield Rule("comments, stances read automatically", style=FAINT)
    depth: dict[str, int] = {}
    for comment in record.comments:
        level = depth[comment.id] = depth.get(comment.parent, -1) + 1 if comment.parent else 0
        yield Padding(_comment(comment, names), (0, 0, 0, 2 * min(level, MAX_INDENT)))
    if any(comment.stances for comment in record.comments):
        yield Rule("toward whom, comments (people)", style=FAINT)
        yield _sums(record, names)
    lines = list(at_odds_lines(record, names))
    if lines:
        yield Rule("accounts with comments on both sides of a target", style=FAINT)
        yield from lines
    if record.copies:
        yield Rule("nearly the same text by different accounts", style=FAINT)
        for group in record.copies:
            yield Text.assemble((f"{group.kind:<10}", "bold"), seen(", ".join(group.comments)))


def _counts(record: Record) -> str:
    found, stated = len(record.comments), record.page.stated_comment_count
    more = f" ({stated} stated)" if stated not in (None, found) else ""
    return f"{found} comments{more} by {len(record.accounts)} accounts"


def _comment(comment: Comment, names: dict[str, str]) -> Text:
    body = Text(seen(comment.text))
    for stance in comment.stances:
        if stance.evidence:
            body.stylize("underline", stance.evidence.start, stance.evidence.end)
    for cue in comment.cues:
        body.stylize("italic", cue.span.start, cue.span.end)
    when = comment.posted or comment.posted_shown or ""
    head = ((f"{comment.id:<4}", FAINT), (comment.account or "unnamed", "bold"), (f"  {when}", FAINT))
    line = Text.assemble(*((seen(part), style) for part, style in head), "\n", body)
    for stance in comment.stances:
        sure = f" ({stance.confidence:.0%})" if stance.confidence is not None else ""
        line.append(f"\n  {stance.label}", COLOURS[stance.label])
        line.append(seen(f" toward {names.get(stance.toward, stance.toward)}{sure}"), FAINT)
    for cue in comment.cues:
        line.append(f"\n  {cue.kind.replace('_', ' ')}?", "yellow")
        line.append(f" {_words(cue.span.exact)}", FAINT)
    return line


def seen(text: str) -> str:
    """The text without what would steer the terminal: a comment is anybody's."""
    return text.translate(CONTROLS)


def _words(text: str) -> str:
    return seen(" ".join(text.split()))


def _sums(record: Record, names: dict[str, str]) -> Table:
    """How many comments, and in brackets how many people, stand where."""
    comments: Counter[tuple[str, str]] = Counter()
    people: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for comment in record.comments:
        for stance in comment.stances:
            comments[stance.toward, stance.label] += 1
            people[stance.toward, stance.label].add(comment.account)
    table = Table(box=None, pad_edge=False)
    table.add_column("toward")
    for label in LABELS:
        table.add_column(label, justify="right", style=COLOURS[label])
    for toward in sorted(dict.fromkeys(t for t, _ in comments), key=lambda t: -sum(comments[t, label] for label in LABELS)):
        found = ((comments[toward, label], len(people[toward, label])) for label in LABELS)
        table.add_row(Text(seen(names.get(toward, toward))), *(f"{n} ({who})" if n else "" for n, who in found))
    return table


def at_odds_lines(record: Record, names: dict[str, str]) -> Iterator[Text]:
    """Each account with a pair of comments on two sides, flagged ones first."""
    found = [(account.name, odds) for account in record.accounts for odds in account.at_odds]
    for name, odds in sorted(found, key=lambda one: one[1].reads_as != "contradiction"):
        yield _at_odds(name, odds, names)


def _at_odds(name: str, odds: AtOdds, names: dict[str, str]) -> Text:
    flagged = odds.reads_as == "contradiction"
    how = "argues both sides" if flagged else f"may be {SPOKEN.get(odds.reads_as, odds.reads_as)}"
    sure = f" ({odds.confidence:.0%})" if odds.confidence is not None else ""
    apart = f", {_apart(odds.seconds)} apart" if odds.seconds is not None else ""
    target = names.get(odds.toward, odds.toward)
    line = Text.assemble((seen(name), "bold"), " ", (how, "bold red" if flagged else FAINT), seen(f" of {target}{sure}{apart}"))
    for id_, evidence in ((odds.a, odds.evidence_a), (odds.b, odds.evidence_b)):
        line.append(seen(f"\n  {id_:<4}"), FAINT)
        line.append(_words(evidence.exact) if evidence else "")
    return line


def _apart(seconds: float) -> str:
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
