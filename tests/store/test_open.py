"""What can be opened as a store, what cannot, and how an older one is brought up to date."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from onrecord.errors import BadStore
from onrecord.store import Store
from onrecord.store import migrate as versions
from onrecord.store.migrate import APPLICATION_ID, migrate, migrations
from tests.store.sample import page


def test_a_read_only_store_is_told(tmp_path: Path) -> None:
    """Writing to a store that may only be read is one sentence."""
    path = tmp_path / "r.db"
    with Store.open(path) as store:
        store.write(page())
    with Store.open(path, readonly=True) as store, pytest.raises(BadStore, match="read-only"):
        store.write(page())


def test_a_store_in_a_folder_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store on a read-only medium opens for reading, and stays as it is."""
    path = tmp_path / "r.db"
    with Store.open(path) as store:
        store.write(page())
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = path.read_bytes()
    with Store.open(path, readonly=True) as store:
        assert store.read("p1") == page()
    assert path.read_bytes() == before


@contextmanager
def as_nobody() -> Iterator[None]:
    """Rights do not stop the superuser, so the superuser steps down meanwhile."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)  # the saved id lets us come back
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="this system has no way to step down and come back")
def test_rights_are_told(tmp_path: Path) -> None:
    """A store of somebody else's in a folder of somebody else's is read, not written; none is made beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        with Store.open(path) as store:
            store.write(page())
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        try:
            with as_nobody():
                with Store.open(path, readonly=True) as store:
                    assert store.read("p1") == page()
                with pytest.raises(BadStore, match=r"read-only|cannot be opened"), Store.open(path) as store:
                    store.write(page("p2"))
                with pytest.raises(BadStore, match="its folder exists and may be written"):
                    Store.open(Path(folder) / "new.db")
        finally:
            Path(folder).chmod(0o755)
        with Store.open(path, readonly=True) as store:
            assert store.pages() == ["p1"]


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    """A missing file or folder, a text, another program's database, a newer version's store: a sentence each."""
    text, other, newer = tmp_path / "text.db", tmp_path / "other.db", tmp_path / "newer.db"
    text.write_text("This is not a database, but it is long enough to be taken for one. " * 20)
    for path, script in (
        (other, "CREATE TABLE t (x)"),
        (newer, f"CREATE TABLE t (x); PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 99"),
    ):
        connection = sqlite3.connect(path)
        connection.executescript(script)
        connection.close()
    for path, told in (
        (tmp_path / "none.db", "no such store"),
        (text, "not an onrecord store"),
        (other, "not an onrecord store"),
        (newer, "newer onrecord"),
    ):
        before = path.read_bytes() if path.exists() else None
        for readonly in (False, True):
            with pytest.raises(BadStore, match=told):
                Store.open(path, create=False, readonly=readonly)
        assert (path.read_bytes() if path.exists() else None) == before
    assert not list(tmp_path.glob("*-wal"))
    (tmp_path / "empty.db").touch()
    with pytest.raises(BadStore, match="this file is empty"):
        Store.open(tmp_path / "empty.db", readonly=True)
    with pytest.raises(BadStore, match="this is a folder"):
        Store.open(tmp_path)
    with pytest.raises(BadStore, match="check that its folder exists"):
        Store.open(tmp_path / "no" / "folder.db")


def test_a_migration_runs_once_and_whole(tmp_path: Path) -> None:
    """A further version's script changes the store in one transaction; a broken one changes nothing."""
    path = tmp_path / "r.db"
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(BadStore, match="no_such_thing"):
        migrate(connection, path, [*migrations(), "CREATE TABLE later (x); SELECT no_such_thing();"])
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations())
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0] == 0
    migrate(connection, path, [*migrations(), "CREATE TABLE later (x);"])
    migrate(connection, path, [*migrations(), "CREATE TABLE later (x);"])
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations()) + 1
    connection.close()
    with pytest.raises(BadStore, match="newer"):
        Store.open(path)


def test_a_migration_may_hold_triggers_strings_and_comments(tmp_path: Path) -> None:
    """Only a semicolon that ends a statement ends one."""
    script = """
        CREATE TABLE later (x); -- a comment; with a semicolon
        CREATE TRIGGER marks AFTER INSERT ON later BEGIN
            UPDATE later SET x = 'a;b'; SELECT 1;
        END;
        INSERT INTO later VALUES ('c;d'); -- the end
    """
    with closing(sqlite3.connect(tmp_path / "r.db", isolation_level=None)) as connection:
        migrate(connection, tmp_path / "r.db", [script])
        assert connection.execute("SELECT x FROM later").fetchall() == [("a;b",)]


def test_an_older_store_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whoever opens it, be it only to read; what it holds stays."""
    path = tmp_path / "r.db"
    with Store.open(path) as store:
        store.write(page())
    newer = (*migrations(), "ALTER TABLE pages ADD COLUMN later TEXT;")
    monkeypatch.setattr(versions, "migrations", lambda: newer)
    with Store.open(path, readonly=True) as store:
        assert store.read("p1") == page()
        assert store._connection.execute("PRAGMA user_version").fetchone()[0] == len(newer)
        assert store._connection.execute("SELECT later FROM pages").fetchone()[0] is None


def test_a_store_of_the_first_version_gets_what_copies_are_found_by(tmp_path: Path) -> None:
    """Its comments are findable once it has been opened, and its records are as they were."""
    path = tmp_path / "r.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, migrations()[:1])
        connection.execute("INSERT INTO pages (id, text) VALUES ('p1', 'The bridge at Orlow opens.')")
        connection.execute(
            "INSERT INTO comments (page, id, at, account, text) VALUES ('p1', 'c1', 0, 'a-1', 'Nobody asked the ferrymen of Orlow about their bridge, ever.')"
        )
        connection.execute("INSERT INTO accounts (page, at, name, comments) VALUES ('p1', 0, 'a-1', '[\"c1\"]')")
        connection.execute("INSERT INTO at_odds (page, account, at, a, b, toward) VALUES ('p1', 0, 0, 'c1', 'c1', 'e1')")
    with Store.open(path) as store:
        assert [m.member.id for m in store.copies_of("nobody asked the ferrymen of Orlow about their bridge ever!!")] == ["c1"]
        assert store.read("p1").accounts[0].at_odds[0].reads_as == "unclear"
