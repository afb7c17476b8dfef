"""Isso: its database is its export."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.capture.platforms import read, sniff
from onrecord.errors import BadSource
from tests.capture.platforms.exports import THREAD, gaps_of, isso, isso_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "comments #1?.db"


def test_threads_without_comments_are_left_out(path: Path) -> None:
    """A thread's path is no URL, but tells it from the others."""
    threads = ((1, "/a", "A"), (2, "/b", None), (3, "https://p.example/c", "C"))
    isso_rows(path, [{"id": 1, "tid": 1, "text": "x", "author": "Kim"}, {"id": 2, "tid": 3, "text": "y"}], threads)
    first, last = read(path, "isso")
    assert (first.page.url, first.page.source) == (None, f"{path}#/a")
    assert (last.page.url, last.comments[0].account) == ("https://p.example/c", None)
    assert first.page.id != last.page.id


def test_text_time_and_likes(path: Path) -> None:
    """Markdown stays as typed, seconds become UTC, likes are the votes for."""
    isso_rows(path, [{"id": 1, "text": "One *two*\n\n\n> three ", "author": "O&amp;K", "likes": 4, "created": 1741021320.5}])
    ((comment,),) = (record.comments for record in read(path, "isso"))
    assert (comment.text, comment.account, comment.likes) == ("One *two*\n> three", "O&K", 4)
    assert (comment.posted, comment.posted_shown) == ("2025-03-03T17:02:00Z", "1741021320.5")


def test_pending_and_deleted_comments_are_counted(path: Path) -> None:
    """The answer to a deleted comment has no parent."""
    rows = [{"id": 1, "mode": 4}, {"id": 2, "parent": 1, "text": "x"}, {"id": 3, "mode": 2}, {"id": 4, "mode": 9}]
    isso_rows(path, [dict(row) for row in rows])
    (record,) = read(path, "isso")
    assert record.comments[0].parent is None
    assert {("comments", "1 left out: deleted"), ("comments", "2 left out: not approved")} <= gaps_of(record)


def test_authors_are_told_apart_by_address(path: Path) -> None:
    """Or else by website."""
    who = [("a@e.org", None), ("b@e.org", None), ("A@e.org", "https://a.example"), (None, None), (None, "https://k.example")]
    isso_rows(path, [{"id": i, "author": "Kim", "email": e, "website": w, "text": "x"} for i, (e, w) in enumerate(who, 1)])
    (record,) = read(path, "isso")
    assert [c.account for c in record.comments] == ["Kim", "Kim (2)", "Kim", "Kim (3)", "Kim (4)"]


def test_columns_of_the_wrong_kind_are_empty(path: Path) -> None:
    """SQLite holds what it likes in any column, bytes that are no UTF-8 too."""
    isso_rows(path, [{"id": 1, "created": "soon", "likes": "many", "text": b"a\xffb", "author": 7, "parent": "x"}])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE comments SET text = CAST(x'61ff62' AS TEXT)")
    ((comment,),) = (record.comments for record in read(path, "isso"))
    assert (comment.text, comment.account, comment.posted, comment.likes) == ("a\ufffdb", "7", None, None)


def test_the_database_is_not_written_to(path: Path) -> None:
    """Not a byte, and no file beside it."""
    isso(THREAD, path)
    before = path.read_bytes()
    assert len(list(read(path, "isso"))) == 1
    assert (path.read_bytes(), [p.name for p in path.parent.iterdir()]) == (before, [path.name])


def test_a_damaged_database_is_told(path: Path) -> None:
    """In a sentence that says what to do."""
    isso(THREAD * 100, path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(BadSource, match="restore it from a backup"):
        list(read(path, "isso"))


def test_a_database_is_told_by_its_columns(path: Path) -> None:
    """Tables of the same names are not enough."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("CREATE TABLE threads (id); CREATE TABLE comments (id, tid, text);")
    assert sniff(path.read_bytes(), path) is None
    assert sniff(path.read_bytes()) is None
