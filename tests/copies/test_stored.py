"""What a store finds copies by is kept with its comments, and goes with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.copies import clusters as in_memory
from onrecord.copies import stored
from onrecord.copies.content import content
from onrecord.copies.pages import posts_of
from onrecord.copies.signature import signatures
from onrecord.record import Comment, Page, Record
from onrecord.store import Store
from onrecord.store.connection import connected, make_durable
from tests.copies.sample import DISGUISED, OTHER, REWORDED, SLOGAN
from tests.store.sample import bytes_of

STORY = "A story about a harbour, with a sentence that three people like to quote at length."
PAGES = [
    Record(
        page=Page(id=own, text=STORY), comments=tuple(Comment(id=f"c{n}", account=a, text=t) for n, (a, t) in enumerate(thread))
    )
    for own, thread in {
        "p1": [("a-1", SLOGAN), ("a-2", OTHER), ("a-2", "lol"), ("a-3", DISGUISED)],
        "p2": [("b-1", REWORDED), ("b-2", STORY), ("b-3", STORY)],
    }.items()
]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A store of two pages whose comments can be found."""
    with Store.open(tmp_path / "r.db") as store:
        store.write_many(PAGES)
    opened = connected(tmp_path / "r.db", readonly=False)
    make_durable(opened)
    yield opened
    opened.close()


def rows(connection: sqlite3.Connection) -> tuple[int, int]:
    return tuple(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("signatures", "shingles"))


def test_a_stored_comment_is_found(connection: sqlite3.Connection) -> None:
    """On every page, under other accounts, however disguised; quotations of the story are not."""
    found = stored.find(connection, SLOGAN)
    assert [(one.member.page, one.member.id, one.kind) for one in found] == [
        ("p1", "c0", "same text"), ("p1", "c3", "disguised"), ("p2", "c0", "reworded"),
    ]  # fmt: skip
    assert len(stored.find(connection, SLOGAN, account="a-1")) == 2
    assert len(stored.find(connection, SLOGAN, most=1)) == 1
    assert stored.find(connection, STORY) == stored.find(connection, "lol") == stored.find(connection, SLOGAN, (SLOGAN,)) == []


def test_clusters_are_those_of_the_comments(connection: sqlite3.Connection) -> None:
    """As they are in memory."""
    found = stored.clusters(connection)
    assert found == in_memory(post for record in PAGES for post in posts_of(record))
    assert len(found) == 1


def test_a_forgotten_account_leaves_no_row_and_no_byte(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """Its signatures and their bands go, those of others stay."""
    before = rows(connection)
    gone = signatures([content(SLOGAN)])[0].tobytes()
    assert gone in bytes_of(tmp_path)
    connection.execute("DELETE FROM comments WHERE account IN ('a-1', 'a-3')")
    assert rows(connection) == (before[0] - 2, before[1] - 42)
    assert [one.member.id for one in stored.find(connection, SLOGAN)] == ["c0"]
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert gone not in bytes_of(tmp_path)
    assert gone[80:] not in bytes_of(tmp_path)  # the band of all letters


def test_a_deleted_page_takes_its_signatures_with_it(connection: sqlite3.Connection) -> None:
    """By the foreign key; nothing is left in the end."""
    connection.execute("DELETE FROM pages WHERE id = 'p1'")
    assert [one.member.page for one in stored.find(connection, SLOGAN)] == ["p2"]
    connection.execute("DELETE FROM pages WHERE id = 'p2'")
    assert rows(connection) == (0, 0)
