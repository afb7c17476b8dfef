"""A thread with stances, cues, copies and an account at odds, made by hand, and the command line over a store of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner, Result

from onrecord.cli import app
from onrecord.record import Account, AtOdds, Comment, Copies, Cue, Entity, Page, Record, Stance, span
from onrecord.store import Names, Store

ACCUSING = re.compile(r"\b(ro)?bot(s|net|nets)?\b|troll|sock[ -]?puppet", re.IGNORECASE)
YES, NO, LOUD = "Close the ferry at last.", "Nobody may close the ferry.\nNever.", "SHAME ON YOU ALL, fools"
ALICE, BO, CLEO = (f"a-{n:016x}" for n in (1, 2, 3))


def thread(id_: str = "p1", **more: object) -> Record:
    """Three accounts, of which one is on both sides of the ferry; `more` replaces fields."""
    ferry = Entity(id="e1", kind="other", name="the ferry")
    mayor = Entity(id="e2", kind="person", name="Ann Berg")
    comments = (
        Comment(
            id="c1", account=ALICE, text=YES, posted="2026-03-01T10:00:00Z", flags=("at_odds",),
            stances=(Stance(toward="e1", label="against", evidence=span(YES, 0, 15), confidence=0.91),),
        ),
        Comment(
            id="c2", account=BO, text=NO, parent="c1", posted_shown="yesterday",
            stances=(Stance(toward="e1", label="favour", evidence=span(NO, 0, 26)), Stance(toward="e2", label="unclear")),
        ),
        Comment(
            id="c3", account=ALICE, text=NO, parent="c2", posted="2026-03-01T13:00:00Z", flags=("at_odds", "copy"),
            stances=(Stance(toward="e1", label="favour", evidence=span(NO, 0, 6), confidence=0.8),),
        ),
        Comment(id="c4", text=LOUD, cues=(Cue(kind="shouting", span=span(LOUD, 0, 16)), Cue(kind="insult", span=span(LOUD, 18, 23), confidence=0.7))),
    )  # fmt: skip
    odds = AtOdds(
        a="c1", b="c3", toward="e1", reads_as="contradiction", evidence_a=span(YES, 0, 15), evidence_b=span(NO, 0, 34), seconds=10800, confidence=0.93
    )  # fmt: skip
    accounts = (Account(name=BO, comments=("c2",)), Account(name=ALICE, comments=("c1", "c3"), at_odds=(odds,)))
    known = Page(
        id=id_,
        title="Night ferry to close",
        url=f"https://harbour.example/{id_}",
        text="The ferry will close.",
        language="en",
        stated_comment_count=7,
    )
    copies = (Copies(comments=("c2", "c3"), kind="same", similarity=1.0),)
    made = Record(page=known, entities=(ferry, mayor), comments=comments, accounts=accounts, copies=copies)
    return replace(made, **more)  # type: ignore[arg-type]


def stored(folder: Path, records: Iterable[Record], names: dict[str, str] | None = None) -> Path:
    """A store of records, with a file of names beside it if there are any."""
    path = folder / "r.db"
    with Store.open(path) as store:
        store.write_many(records)
    if names:
        with Names.open(folder / "r.db.names") as known:
            known.add(names)
    return path


def run(*words: str | Path, store: Path) -> Result:
    """What a command prints, on a wide terminal."""
    return CliRunner().invoke(
        app, [*map(str, words), "--store", str(store)], env={"COLUMNS": "120", "TERM": "dumb", "NO_COLOR": "1"}
    )
