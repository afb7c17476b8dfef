"""Names lie apart from the store, for their owner alone, and are forgotten for good."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import BadStore
from onrecord.store import Names
from tests.store.sample import bytes_of


def test_names_lie_apart_and_are_forgotten(tmp_path: Path) -> None:
    """Names are saved for their owner alone, found both ways, and gone from the file once forgotten."""
    path = tmp_path / "r.db.names"
    with Names.open(path) as names:
        names.add({"a-1": "Märta", "a-2": "Märta", "a-3": "Jo"})
    with Names.open(path) as names:
        assert names.pseudonyms_of("Märta") == ["a-1", "a-2"]
        assert names.name("a-3") == "Jo"
        names.forget("a-3")
    assert b"Jo" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_no_file_is_made_for_no_names(tmp_path: Path) -> None:
    """Asking for names, or adding none, leaves nothing behind."""
    with Names.open(tmp_path / "names") as names:
        assert names.name("a-1") is None
        assert names.pseudonyms_of("Jo") == []
        names.forget("a-1")
        names.add({})
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """From the first moment on; all names stand in the one file, so that a killed process leaves no log of them."""
    with Names.open(tmp_path / "names") as names:
        names.add({"a-1": "Quaggabird"})
        assert [path.name for path in tmp_path.iterdir()] == ["names"]
        assert (tmp_path / "names").stat().st_mode & 0o077 == 0
        assert b"Quaggabird" in bytes_of(tmp_path)


def test_a_forgotten_name_is_gone_from_the_bytes(tmp_path: Path) -> None:
    """Among many others, and also if it was changed before."""
    path = tmp_path / "names"
    with Names.open(path) as names:
        names.add({f"a-{i}": f"Reader {i}" for i in range(3000)})
        names.add({"a-77": "Zebracorn"})
        names.add({"a-77": "Quaggabird"})
    with Names.open(path) as names:
        names.forget("a-77")
        assert names.name("a-77") is None
    assert b"ebracorn" not in bytes_of(tmp_path)
    assert b"uaggabird" not in bytes_of(tmp_path)
    assert b"Reader 76" in bytes_of(tmp_path)


def test_names_are_kept_as_they_come_and_by_several_at_once(tmp_path: Path) -> None:
    """A name is there for others as soon as it is added; nobody's additions replace another's."""
    path = tmp_path / "names"

    def add(who: int) -> None:
        with Names.open(path) as names:
            for i in range(20):
                names.add({f"a-{who}-{i}": f"{who}"})

    threads = [threading.Thread(target=add, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Names.open(path) as names:
        assert [len(names.pseudonyms_of(f"{who}")) for who in range(4)] == [20] * 4


def test_what_holds_no_names_is_told(tmp_path: Path) -> None:
    """A text, another program's database, a folder that is not there: a sentence each, and nothing is touched."""
    text, other = tmp_path / "text", tmp_path / "other"
    text.write_text("no names at all")
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript("CREATE TABLE t (x)")
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(BadStore, match="the account names cannot be read"):
            Names.open(path)
        assert path.read_bytes() == before
    with pytest.raises(BadStore, match="cannot be written"), Names.open(tmp_path / "no" / "names") as names:
        names.add({"a-1": "Jo"})
