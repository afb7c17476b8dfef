"""A thread as terminal text: every comment with its stances and cues, the sums, and nothing that steers the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rich.console import Console

from onrecord.cli.thread import at_odds_lines, render_thread
from onrecord.record import Account, AtOdds, Comment, Cue, Entity, Page, Record, Stance, span
from tests.cli.threads import ACCUSING, ALICE, BO, thread
from tests.strategies import records


def printed(record: Record, *, colours: bool = False, width: int = 120) -> str:
    """What a terminal shows, colours left out unless asked for."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, highlight=False, force_terminal=colours, color_system="standard" if colours else None
    )
    for block in render_thread(record):
        console.print(block)
    return out.getvalue()


def only(*comments: Comment, **more: object) -> Record:
    return Record(page=Page(id="p"), comments=comments, **more)  # type: ignore[arg-type]


def test_a_thread_shows_what_is_on_record_of_it() -> None:
    """Heading with counts, each comment with times, stances with their sureness, cues, sums, accounts at odds, copies."""
    shown = printed(thread())
    for part in (
        "Night ferry to close", "4 comments (7 stated) by 2 accounts", "stances read automatically", f"c1  {ALICE}  2026-03-01T10:00:00Z", "yesterday", "unnamed",
        "against toward the ferry (91%)", "favour toward the ferry (80%)", "unclear toward Ann Berg", "shouting? SHAME ON YOU ALL", "insult? fools",
        f"{ALICE} argues both sides of the ferry (93%), 3 hours apart", "Close the ferry", "Nobody may close the ferry. Never.", "same      c2, c3",
    ):  # fmt: skip
        assert part in shown


def test_sums_count_comments_and_people() -> None:
    """In brackets the people; a target with more comments first, of two with as many the one that is spoken of first."""
    lines = printed(thread()).splitlines()
    ferry = next(line for line in lines if line.startswith("the ferry"))
    assert ferry.split()[2:] == ["2", "(2)", "1", "(1)"]
    assert lines.index(ferry) < next(n for n, line in enumerate(lines) if line.startswith("Ann Berg"))
    same = [Comment(id=f"c{n}", account="a", text="x", stances=(Stance(toward=f"e{9 - n}", label="neutral"),)) for n in range(9)]
    names = tuple(Entity(id=f"e{n}", kind="person", name=f"Person {n}") for n in range(10))
    shown = printed(only(*same, entities=names))
    table = shown[shown.index("comments (people)") :]
    assert [table.index(f"Person {n}") for n in range(9, 0, -1)] == sorted(table.index(f"Person {n}") for n in range(1, 10))


def test_answers_are_indented_below_what_they_answer() -> None:
    """Deeper and deeper, but only so far."""
    chain = [Comment(id=f"c{n}", account="a", text=f"number {n}.", parent=f"c{n - 1}" if n else None) for n in range(40)]
    lines = printed(only(*chain)).splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if "number" in line]
    assert indents[:10] == [0, 2, 4, 6, 8, 10, 12, 14, 16, 16]
    assert len(indents) == 40


@pytest.mark.parametrize(
    "comments",
    [
        [Comment(id="c1", text="one", parent="c1")],
        [Comment(id="c1", text="one", parent="c2"), Comment(id="c2", text="two", parent="c1")],
        [Comment(id="c1", text="one", parent="none"), Comment(id="c1", text="two", parent="c1")],
        [Comment(id="", text="one", parent=""), Comment(id="", text="two", parent="")],
    ],
    ids=["own parent", "cycle", "unknown and twice", "empty"],
)
def test_odd_threads_are_shown(comments: list[Comment]) -> None:
    """Each comment once."""
    shown = printed(only(*comments))
    assert all(shown.count(c.text) == 1 for c in comments)


def test_what_is_not_there_is_not_headed() -> None:
    """A thread without findings has neither sums nor accounts nor copies; an empty page says that it has no comments."""
    shown = printed(only(Comment(id="c1", text="one")))
    assert not any(part in shown for part in ("people", "both sides", "nearly"))
    assert "0 comments by 0 accounts" in printed(only())


def test_pairs_that_are_no_contradiction_are_said_with_may() -> None:
    """Flagged ones come first; targets and accounts that are not known are shown by their ids."""
    readings = ("changed_mind", "irony", "devils_advocate", "quoting", "unclear", "contradiction")
    odds = tuple(AtOdds(a="c1", b="c2", toward="e9", reads_as=one) for one in readings)  # type: ignore[arg-type]
    lines = [line.plain for line in at_odds_lines(only(accounts=(Account(name="a", at_odds=odds),)), {})]
    assert lines[0].startswith("a argues both sides of e9\n  c1")
    assert [line.split(" of e9")[0] for line in lines[1:]] == [
        "a may be a changed mind", "a may be irony or parody", "a may be devil's advocate", "a may be quoting", "a may be unclear"
    ]  # fmt: skip
    assert not any("argues" in line for line in lines[1:])


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7200, "2 hours"),
        (86400, "24 hours"),
        (9e5, "10 days"),
        (None, None),
    ],
)
def test_time_apart_in_words(seconds: float | None, told: str | None) -> None:
    """In the largest unit of which there are two."""
    odds = AtOdds(a="c1", b="c2", toward="e1", seconds=seconds)
    (line,) = at_odds_lines(only(accounts=(Account(name="a", at_odds=(odds,)),)), {})
    assert (f", {told} apart" in line.plain) if told else ("apart" not in line.plain)


def test_what_is_underlined_is_the_evidence() -> None:
    """The words that the span names, also behind characters that a terminal does not show."""
    text = "Well\r\b\v, close it"
    comment = Comment(id="c1", text=text, stances=(Stance(toward="e1", label="favour", evidence=span(text, 9, 14)),))
    assert "\x1b[4mclose\x1b[0m it" in printed(only(comment), colours=True)


STEERS = "\x1b]0;x\x07\x1b[31m\x9b2J\r\b\x7f"


def test_comments_do_not_steer_the_terminal() -> None:
    """Escape sequences of comments, names, titles and targets are shown as what they are; so is what looks like markup."""
    odd = f"[/bold] [red]{STEERS}"
    comment = Comment(
        id=odd, account=odd, text=odd, posted_shown=odd, stances=(Stance(toward="e1", label="favour"),), cues=(Cue(kind="slur", span=span(odd, 0, len(odd))),)
    )  # fmt: skip
    odds = AtOdds(a=odd, b=odd, toward="e1", evidence_a=span(odd, 0, len(odd)))
    record = only(
        comment,
        accounts=(Account(name=odd, comments=(odd,), at_odds=(odds,)),),
        entities=(Entity(id="e1", kind="other", name=odd),),
    )
    record = replace(record, page=replace(record.page, title=odd))
    shown = printed(record)
    assert not any(sign in shown for sign in "\x1b\x07\x9b\r\b\x7f")
    assert shown.count("[/bold] [red]") >= 9


@settings(max_examples=80, deadline=None)
@given(records())
def test_any_record_is_shown(record: Record) -> None:
    """Whatever is missing, odd or refers to nothing; the same each time; narrow or wide."""
    assert printed(record) == printed(record)
    printed(record, colours=True, width=20)


def test_nothing_accuses() -> None:
    """Nobody is called anything."""
    assert BO in printed(thread())
    assert not ACCUSING.search(printed(thread()))
