"""`onrecord forget` and `onrecord rekey` reach every file beside the store; what goes wrong is one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.pseudonyms import Key, with_pseudonyms
from onrecord.record import Comment, Page
from onrecord.store import Names, Store
from tests.cli.test_cli import Run
from tests.store.sample import bytes_of
from tests.store.told import pseudonym, thread_page


@pytest.fixture
def key(tmp_path: Path) -> Key:
    """Of a store with two pages: Jo has comments on both, Kim on the first alone, and one comment has slashes in its id."""
    key = Key.load_or_create(tmp_path / "r.db.key")
    first, second = thread_page("bornholm", key=None)[0], thread_page("ferry-2", key=None)[0]
    second = replace(
        second,
        page=Page(id="ferry-2", url="https://example.org/2", text="A story."),
        comments=(Comment(id="a/b", account="Jo", text="Slashes."),),
        accounts=(replace(second.accounts[1], comments=("a/b",)),),
        copies=(),
    )
    with Store.open(tmp_path / "r.db") as store, Names.open(tmp_path / "r.db.names") as names:
        for record in (first, second):
            hidden, known = with_pseudonyms(record, key)
            store.write(hidden)
            names.add(known)
    return key


def run(folder: Path, *words: str) -> Run:
    return Run(folder, *words, "--store", "r.db")


def test_a_comment_is_forgotten_with_its_name(tmp_path: Path, key: Key) -> None:
    """The name goes with the account's last comment; Jo's stays while Jo has another."""
    for own in ("c1", "c2", "c3"):
        done = run(tmp_path, "forget", "--comment", f"bornholm/{own}")
        assert (done.code, done.out, done.err) == (0, f"forgotten: comment {own} of bornholm\n", "")
    everything = bytes_of(tmp_path)
    assert not [w for w in (b"ebracorn", b"Kim", pseudonym("Kim", key).encode(), b"no matter what") if w in everything]
    assert b"Jo" in everything
    assert run(tmp_path, "forget", "--comment", "https://example.org/2/a/b").code == 0
    everything = bytes_of(tmp_path)
    assert not [w for w in (b"Slashes", b"Jo", pseudonym("Jo", key).encode()) if w in everything]
    assert b"Marit" in everything


def test_an_account_is_forgotten_with_its_name(tmp_path: Path, key: Key) -> None:
    """On all pages, from store, names, and the bytes of both."""
    done = run(tmp_path, "forget", "--account", "Jo")
    assert done.out == f"forgotten: 2 comments of {pseudonym('Jo', key)}\n"
    everything = bytes_of(tmp_path)
    assert not [w for w in (b"Slashes", b"Jo", pseudonym("Jo", key).encode(), b"no matter what") if w in everything]


def test_a_page_is_forgotten_with_the_names_that_no_other_has(tmp_path: Path, key: Key) -> None:
    """Nothing of the thread is left."""
    assert run(tmp_path, "forget", "bornholm").code == 0
    everything = bytes_of(tmp_path)
    assert not [w for w in (b"ebracorn", b"xylophant", b"Marit", b"Kim", pseudonym("Kim", key).encode()) if w in everything]
    assert b"Jo" in everything


def test_old_comments_are_forgotten(tmp_path: Path, key: Key) -> None:
    """Those of no known day are kept and told; a name goes with its last comment."""
    done = run(tmp_path, "forget", "--older-than", "3", "--today", "2025-03-10")
    assert done.out == "forgotten: 3 comments of more than 3 days before 2025-03-10; kept: 2 of which no day is known\n"
    everything = bytes_of(tmp_path)
    assert not [w for w in (b"xylophant", b"no matter what", b"Marit", pseudonym("Marit", key).encode()) if w in everything]
    assert b"Jo" in everything
    assert run(tmp_path, "forget", "--older-than", "3").code == 0


def test_a_rekeyed_store_forgets_by_name(tmp_path: Path, key: Key) -> None:
    """No old pseudonym is left, and names lead to the new ones, with the names file or by the key alone."""
    assert run(tmp_path, "rekey").out == "rekeyed: 3 accounts have new pseudonyms\n"
    everything = bytes_of(tmp_path)
    assert not [name for name in ("Marit", "Jo", "Kim") if pseudonym(name, key).encode() in everything]
    assert run(tmp_path, "forget", "--account", "Kim").out.startswith("forgotten: 1 comments")
    (tmp_path / "r.db.names").unlink()
    assert run(tmp_path, "forget", "--account", "Jo").out.startswith("forgotten: 2 comments")
    assert "of 1 no name is known" in run(tmp_path, "rekey").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("forget", "--comment", "bornholm"), "which page? name a comment as PAGE/COMMENT"),
        (("forget", "--comment", "bornholm/c99"), "c99: no such comment under bornholm"),
        (("forget", "--comment", "nowhere/c1"), "nowhere: no such page"),
        (("forget", "--older-than", "3", "--today", "soon"), "--today soon: not an ISO 8601 date"),
    ],
)
def test_what_is_not_there_is_one_line(tmp_path: Path, key: Key, words: tuple[str, ...], told: str) -> None:
    """What, where, what to do; exit code 2; nothing is erased."""
    done = run(tmp_path, *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
    with Store.open(tmp_path / "r.db") as store:
        assert store.counts()["comments"] == 5


@pytest.mark.parametrize("words", [("--older-than", "3", "bornholm"), ("--today", "2025-03-10"), ("--older-than", "-1")])
def test_one_thing_is_forgotten_at_a_time(tmp_path: Path, key: Key, words: tuple[str, ...]) -> None:
    """Two at once, none, or days below zero: exit code 2."""
    assert run(tmp_path, "forget", *words).code == 2


def test_a_rekeying_of_nothing_is_one_line(tmp_path: Path) -> None:
    """No store, no key."""
    done = run(tmp_path, "rekey")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "no such store" in done.err
    assert list(tmp_path.iterdir()) == []


def test_stances_are_shared_from_many(tmp_path: Path, key: Key) -> None:
    """Few people's are left out, and that is said; a k below 2 is refused."""
    done = run(tmp_path, "export", "--format", "stances", "--into", "out")
    assert done.code == 0
    assert "left out: 1 targets of which no figure is of 5 people or more" in done.err
    assert run(tmp_path, "export", "--format", "stances", "--into", "out", "--k", "1").code == 2
