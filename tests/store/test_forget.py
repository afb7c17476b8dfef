"""What is forgotten is gone: from tables, from the index, from the bytes."""

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import BadStore
from onrecord.record import Account, AtOdds, Comment
from onrecord.store import Store
from tests.store.sample import TEXT, bytes_of, page


def test_a_forgotten_page_is_gone_from_the_bytes(tmp_path: Path) -> None:
    """Not a word of a forgotten page stands in any of the store's files."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page("p1"))
        store.write(page("p2", TEXT.replace("ferry", "barge"), comments=()))
        store.forget_page("p1")
        assert store.pages() == ["p2"]
    assert b"ebracorn" not in bytes_of(tmp_path)
    assert b"barge" in bytes_of(tmp_path)


def test_a_forgotten_account_is_gone_from_the_bytes(tmp_path: Path) -> None:
    """Its comments, its name and its place in lists are erased; replies to it stay without a parent."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        assert store.forget_account("a-1") == 2
        assert not store.has_account("a-1")
        left = store.read("p1")
        assert [(c.id, c.parent) for c in left.comments] == [("c2", None)]
        assert left.accounts == (Account(name="a-2", comments=("c2",)),)
        assert store.search("zebracorn") == []
    assert b"ebracorn" not in bytes_of(tmp_path)
    assert b"a-1" not in bytes_of(tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_no_word_of_the_forgotten_is_left_in_a_store_with_a_past(tmp_path: Path, seed: int) -> None:
    """Pages written in any order, again and again, long and short, leave no trace of one of them once it is forgotten."""
    chance = random.Random(seed)
    words = [f"{chance.choice('bdfgklm')}{chance.choice('aeiou')}{n}" for n in range(400)]
    pages = [page(f"p{i}", TEXT + " " + " ".join(chance.choices(words, k=chance.choice((5, 900))))) for i in range(12)]
    secret = Comment(id="c9", account="a-zqxone", text="zqxtwo " * chance.choice((1, 300)))
    gone = replace(page("gone", TEXT + " zqxthree"), comments=(secret,), accounts=(Account(name="a-zqxone", comments=("c9",)),))
    with Store.open(tmp_path / "r.db") as store:
        store.write_many(chance.sample([*pages, gone], 13))
        store.write_many(chance.sample([*pages, gone], 7))
        store.forget_account("a-zqxone")
        assert store.search("zqxtwo") == []
        store.forget_page("gone")
        assert store.check() == []
        assert [store.read(record.page.id) for record in pages] == pages
    assert b"zqx" not in bytes_of(tmp_path)


def test_several_accounts_go_at_once(tmp_path: Path) -> None:
    """All pseudonyms of one person, on all pages, in one go; what other accounts wrote stays in order."""
    thread = tuple(
        Comment(id=f"c{i}", account=f"a-{i % 3}", text=f"Word{i}.", parent=f"c{i - 1}" if i else None) for i in range(9)
    )
    accounts = tuple(Account(name=f"a-{n}", comments=tuple(c.id for c in thread if c.account == f"a-{n}")) for n in range(3))
    accounts = (*accounts[:2], replace(accounts[2], at_odds=(AtOdds(a="c2", b="c5", toward="e1"),)))
    with Store.open(tmp_path / "r.db") as store:
        store.write_many(page(own, comments=thread, accounts=accounts) for own in ("p1", "p2"))
        assert store.forget_account("a-0", "a-1", "a-none") == 12
        for own in ("p1", "p2"):
            left = store.read(own)
            assert [(c.id, c.parent) for c in left.comments] == [("c2", None), ("c5", None), ("c8", None)]
            assert left.accounts == accounts[2:]
        assert store.check() == []
        assert {hit.id for hit in store.search("word2")} == {"c2"}
        assert store.search("word1") == []


def test_traces_that_another_program_holds_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody still reads the old state its bytes cannot go: that is said, and the next opening rids the file of them."""
    monkeypatch.setattr("onrecord.store.connection.BUSY", 0.1)
    path = tmp_path / "r.db"
    with Store.open(path) as store:
        store.write(page())
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM pages").fetchone()
        with pytest.raises(BadStore, match="all is erased, but another program"):
            store.forget_page("p1")
        assert store.pages() == []
    reader.close()
    Store.open(path).close()
    assert b"ebracorn" not in bytes_of(tmp_path)
