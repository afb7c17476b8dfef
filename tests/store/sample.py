"""A small page under any id and text, and what stands in a folder's files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord.record import Account, Comment, Entity, Event, Page, Participant, Record, Statement, span

TEXT = "Ann Example said that the ferry sank. Harbour police denied it in Gdynia."


def page(own: str = "p1", text: str = TEXT, **more: object) -> Record:
    """A record with a statement, an event and three comments by two accounts; `more` replaces fields of it."""
    who = Entity(id="e1", kind="person", name="Ann Example", role="mayor", mentions=(span(text, 0, 11),))
    said = Statement(
        id="s1", source=span(text, 0, 11), speaker="e1", content=(span(text, 17, 36),), form="indirect", act="assert"
    )
    sank = Event(
        id="v1",
        trigger=span(text, 32, 36),
        type="HARM",
        actors=(Participant(span=span(text, 22, 31)),),
        modality="happened",
        said_in="s1",
    )
    comments = (
        Comment(id="c1", account="a-1", text="Zebracorn is my word."),
        Comment(id="c2", account="a-2", text="Whose word?", parent="c1"),
        Comment(id="c3", account="a-1", text="Mine."),
    )
    accounts = (Account(name="a-1", comments=("c1", "c3")), Account(name="a-2", comments=("c2",)))
    known = Page(id=own, title="Ferry sinks", text=text, source=f"saved/{own}.html", url=f"https://example.org/{own}")
    return replace(
        Record(page=known, entities=(who,), statements=(said,), events=(sank,), comments=comments, accounts=accounts), **more
    )


def bytes_of(folder: Path) -> bytes:
    """All bytes of all files in a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())
