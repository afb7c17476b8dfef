"""Disqus: threads before posts, joined by ids; several threads of one page; anonymous authors."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.capture.platforms import read
from onrecord.errors import BadSource
from onrecord.record import Record
from tests.capture.platforms.exports import DISQUS_HEAD, disqus_post, disqus_thread, gaps_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.xml"


def records(path: Path, *parts: str) -> list[Record]:
    path.write_text(f"{DISQUS_HEAD}{''.join(parts)}</disqus>", encoding="utf-8")
    return list(read(path, "disqus"))


def test_threads_are_parted_and_posts_find_theirs(path: Path) -> None:
    """Whatever the order of posts; a thread's creation is no date of publication."""
    first, second = records(
        path,
        disqus_thread("1", "https://paper.example/a"),
        disqus_thread("2", "https://paper.example/b?x=1&y=2", title="Q&A"),
        disqus_post("21", "Kim", "Two.", thread="2", login="kim"),
        disqus_post("11", "Kim", "One.", thread="1", login="kim"),
        disqus_post("22", "Ida", "Two again.", "21", thread="2", login="ida"),
    )
    assert [(c.account, c.text) for c in first.comments] == [("Kim", "One.")]
    assert [(c.account, c.parent) for c in second.comments] == [("Kim", None), ("Ida", "c1")]
    assert (second.page.url, second.page.title) == ("https://paper.example/b?x=1&y=2", "Q&A")
    assert first.page.published is None
    assert ("text", "the export holds the thread without the story") in gaps_of(first)


def test_threads_of_one_page_are_one_record(path: Path) -> None:
    """Disqus keeps a thread for each identifier that a page ever had; two records of one URL would replace one another."""
    (record,) = records(
        path,
        disqus_thread("1"),
        disqus_thread("2"),
        disqus_post("11", "Kim", "One."),
        disqus_post("21", "Ida", "Two.", thread="2"),
    )
    assert [c.text for c in record.comments] == ["One.", "Two."]


def test_what_is_deleted_or_spam_is_counted(path: Path) -> None:
    """Posts in a deleted thread too; an answer to such a post is there, without a parent."""
    deleted, record = records(
        path,
        disqus_thread("1", "https://paper.example/a", deleted="true"),
        disqus_thread("2", "https://paper.example/b"),
        disqus_post("11", "Kim", "One."),
        disqus_post("21", "Kim", "Gone.", thread="2", deleted="true"),
        disqus_post("22", "Kim", "Buy.", thread="2", spam="true"),
        disqus_post("23", "Ida", "Why?", "21", thread="2"),
    )
    assert (deleted.comments, record.comments[0].parent) == ((), None)
    assert ("comments", "1 left out: in a deleted thread") in gaps_of(deleted)
    why = "answers to a comment that is not on record (deleted, or not in the export): 1; their parent is null"
    assert {("comments", "1 left out: deleted"), ("comments", "1 left out: spam"), ("comments", why)} <= gaps_of(record)


def test_posts_without_an_id_stay_apart(path: Path) -> None:
    """Their comments have ids of their own, and nothing answers them."""
    (record,) = records(path, disqus_thread("1"), disqus_post("", "Kim", "One."), disqus_post("", "Ida", "Two."))
    assert [(c.id, c.account, c.parent) for c in record.comments] == [("c1", "Kim", None), ("c2", "Ida", None)]


def test_accounts_are_known_by_login_and_guests_by_address(path: Path) -> None:
    """A guest and a user of one name are two; so are guests with two addresses; a guest without one is known by the name."""
    (record,) = records(
        path,
        disqus_thread("1"),
        disqus_post("1", "Kim", "a", login="kim"),
        disqus_post("2", "Kim", "b", email="Kim@example.org"),
        disqus_post("3", "Kim", "c", email="kim@example.org"),
        disqus_post("4", "Kim", "d", email="other@example.org"),
        disqus_post("5", "Guest", "e"),
        disqus_post("6", "Guest", "f"),
        disqus_post("7", "", "g"),
    )
    names = [c.account for c in record.comments]
    assert names == ["Kim", "Kim (2)", "Kim (2)", "Kim (3)", "Guest", "Guest", None]


def test_a_name_that_looks_numbered_is_not_taken(path: Path) -> None:
    """Somebody who calls himself "Kim (2)" is not the second Kim."""
    (record,) = records(
        path,
        disqus_thread("1"),
        disqus_post("1", "Kim (2)", "a", login="k2"),
        disqus_post("2", "Kim", "b", login="kim"),
        disqus_post("3", "Kim", "c", login="kimberly"),
    )
    assert [c.account for c in record.comments] == ["Kim (2)", "Kim", "Kim (3)"]


def test_moments_are_utc(path: Path) -> None:
    """With or without the letter that says so; what is no moment stays as it is shown."""
    (record,) = records(
        path,
        disqus_thread("1"),
        disqus_post("1", "Kim", "a", at="2012-12-12T12:12:12"),
        disqus_post("2", "Kim", "b", at="2011-x09-30T22:48:43Z"),
    )
    assert [c.posted for c in record.comments] == ["2012-12-12T12:12:12Z", None]
    assert record.comments[1].posted_shown == "2011-x09-30T22:48:43Z"


def test_a_post_of_no_thread_is_kept(path: Path) -> None:
    """On a page of its own that has no URL."""
    (record,) = records(path, disqus_post("1", "Kim", "a", thread="404"))
    assert (record.page.url, record.page.id.startswith("404-"), len(record.comments)) == (None, True, 1)


def test_a_file_that_breaks_off_before_the_posts_is_refused(path: Path) -> None:
    """Its threads alone are no record."""
    path.write_text(DISQUS_HEAD + disqus_thread("1")[:-20], encoding="utf-8")
    with pytest.raises(BadSource, match="not well-formed"):
        list(read(path, "disqus"))
