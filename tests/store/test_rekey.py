"""A new key leaves no old pseudonym, breaks nothing, and may be interrupted anywhere."""

from __future__ import annotations

import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import BadStore
from onrecord.pseudonyms import Key, with_pseudonyms
from onrecord.record import Page
from onrecord.store import Names, Store
from onrecord.store.rekey import Rekeyed, rekey
from tests.store.sample import bytes_of
from tests.store.told import pseudonym, thread_page

NAMES = ("Marit", "Jo", "Kim")
POINTS = (
    "onrecord.store.names.Names.add",
    "onrecord.store.rekey._rename",
    "pathlib.Path.replace",
    "onrecord.store.rekey._replace_names",
    "onrecord.store.store.Store.scrub",
)
KILLED = """
import os, sys
from pathlib import Path
from pkgutil import resolve_name
from onrecord.store.rekey import rekey
where, when, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
owner, name = where.rsplit(".", 1)
real = getattr(resolve_name(owner), name)
def dies(*args, **more):
    if when == "after":
        real(*args, **more)
    os._exit(9)
setattr(resolve_name(owner), name, dies)
rekey(folder / "r.db", names=folder / "r.db.names", key=folder / "r.db.key")
"""


def again(folder: Path) -> Rekeyed:
    return rekey(folder / "r.db", names=folder / "r.db.names", key=folder / "r.db.key")


def make(folder: Path, *pages: str) -> Key:
    key = Key.load_or_create(folder / "r.db.key")
    with Store.open(folder / "r.db") as store, Names.open(folder / "r.db.names") as names:
        for own in pages:
            record, known = thread_page(own, key=key)
            store.write(record)
            names.add(known)
    return key


def test_every_pseudonym_becomes_another(tmp_path: Path) -> None:
    """As if all had been read under the new key; no old pseudonym is left in any file, and search, index and names fit."""
    old = make(tmp_path, "p1", "p2")
    assert again(tmp_path) == Rekeyed(accounts=3, nameless=0)
    new = Key.load(tmp_path / "r.db.key")
    assert new != old
    with Store.open(tmp_path / "r.db") as store, Names.open(tmp_path / "r.db.names") as names:
        assert store.check() == []
        assert [store.read(own) for own in ("p1", "p2")] == [thread_page(own, key=new)[0] for own in ("p1", "p2")]
        assert {hit.speaker for hit in store.search("xylophant")} == {pseudonym("Marit", new)}
        assert [names.name(pseudonym(name, new)) for name in NAMES] == list(NAMES)
    everything = bytes_of(tmp_path)
    assert not [name for name in NAMES if pseudonym(name, old).encode() in everything]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.db", "r.db.key", "r.db.names"]
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("r.db.key", "r.db.names")} == {0o600}


def test_without_names_the_old_pseudonym_makes_the_new(tmp_path: Path) -> None:
    """One account stays one on all pages of its site; nothing leads from its name to it, and no names file is made."""
    old = make(tmp_path, "p1", "p2")
    (tmp_path / "r.db.names").unlink()
    assert again(tmp_path) == Rekeyed(accounts=3, nameless=3)
    new = Key.load(tmp_path / "r.db.key")
    with Store.open(tmp_path / "r.db") as store:
        for own in ("p1", "p2"):
            assert [a.name for a in store.read(own).accounts] == [
                new.pseudonym(pseudonym(name, old), "example.org") for name in NAMES
            ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.db", "r.db.key"]
    assert pseudonym("Marit", old).encode() not in bytes_of(tmp_path)


def test_sites_stay_apart(tmp_path: Path) -> None:
    """One name on two sites has two new pseudonyms; a name of no account is dropped."""
    old = make(tmp_path, "p1")
    record = replace(thread_page(key=None)[0], page=Page(id="x", url="https://other.example/x"))
    hidden, known = with_pseudonyms(record, old)
    with Store.open(tmp_path / "r.db") as store, Names.open(tmp_path / "r.db.names") as names:
        store.write(hidden)
        names.add({**known, "a-0123456789abcdef": "Nobody Here"})
    assert again(tmp_path).accounts == 6
    new = Key.load(tmp_path / "r.db.key")
    with Names.open(tmp_path / "r.db.names") as names:
        assert set(names.pseudonyms_of("Jo")) == {new.pseudonym("Jo", site) for site in ("example.org", "other.example")}
    assert b"Nobody Here" not in bytes_of(tmp_path)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("where", POINTS)
def test_a_killed_rekeying_leaves_a_usable_store(tmp_path: Path, where: str, when: str) -> None:
    """Wherever it dies the pages are whole, every name is known, what is read anew fits in, and running it again ends it."""
    old = make(tmp_path, "p1", "p2")
    done = subprocess.run([sys.executable, "-c", KILLED, where, when, str(tmp_path)], check=False, capture_output=True)
    assert done.returncode == 9, done.stderr
    key = Key.load(tmp_path / "r.db.key")
    with Store.open(tmp_path / "r.db") as store, Names.open(tmp_path / "r.db.names") as names:
        assert store.check() == []
        for own in ("p1", "p2"):
            record = store.read(own)
            assert [names.name(account.name) for account in record.accounts] == list(NAMES)
            assert [names.name(comment.account or "") for comment in record.comments] == ["Marit", "Jo", "Kim", "Marit"]
        for known in (thread_page("p2", key=key), thread_page("p3", key=key)):
            store.write(known[0])
            names.add(known[1])
    assert again(tmp_path) == Rekeyed(accounts=3, nameless=0)
    new = Key.load(tmp_path / "r.db.key")
    with Store.open(tmp_path / "r.db") as store:
        assert [store.read(own) for own in ("p1", "p2", "p3")] == [thread_page(own, key=new)[0] for own in ("p1", "p2", "p3")]
    everything = bytes_of(tmp_path)
    assert not [n for n in NAMES for k in {old, key} if pseudonym(n, k).encode() in everything]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.db", "r.db.key", "r.db.names"]


def test_a_rekeying_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that cannot be written, or no store at all: the old key stays, and no stray key lies about."""
    make(tmp_path, "p1")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: object) -> None:
        raise BadStore("the disk is full")

    monkeypatch.setattr(Names, "add", full)
    with pytest.raises(BadStore, match="the disk is full"):
        again(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    with pytest.raises(BadStore, match="no such store"):
        rekey(tmp_path / "none.db", names=tmp_path / "none.db.names", key=tmp_path / "none.db.key")
    assert {path.name for path in tmp_path.iterdir()} == set(before)


def test_a_store_without_accounts_gets_a_key_all_the_same(tmp_path: Path) -> None:
    """Nothing to rename is no error."""
    Store.open(tmp_path / "r.db").close()
    assert again(tmp_path) == Rekeyed(accounts=0, nameless=0)
    assert Key.load(tmp_path / "r.db.key")
