"""The store gives back what it was given, whole or not at all, and forgets for good."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import BadStore, NotFound
from onrecord.record import Account, Comment, Entity, Event, Page, Participant, Record, Statement, from_json, span, to_json
from onrecord.store import Names, Store
from onrecord.store.migrate import APPLICATION_ID, migrate, migrations
from tests.strategies import records

TEXT = "Ann Example said that the ferry sank. Harbour police denied it in Gdynia."


def page(own: str = "p1", text: str = TEXT, **more: object) -> Record:
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


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), max_size=3, unique_by=lambda r: r.page.id))
def test_what_is_written_is_read_back(some: list[Record]) -> None:
    """store.read(id) == record for any record, and writing it again changes nothing."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.db") as store:
        for record in [*some, *some]:
            store.write(record)
        assert store.pages() == sorted(record.page.id for record in some)
        assert [store.read(record.page.id) for record in some] == some


def test_a_page_read_again_replaces_its_record(tmp_path: Path) -> None:
    """Nothing of the first reading is left, in tables or index."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        store.write(replace(page(), comments=(), accounts=()))
        assert store.read("p1").comments == ()
        assert store.search("zebracorn") == []
        assert len(store.search("ferry")) == 2


def test_search_finds_stories_statements_and_comments(tmp_path: Path) -> None:
    """Each hit says where it stands and who speaks; what users type is never query syntax."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        assert {(hit.kind, hit.id, hit.speaker) for hit in store.search("ferry")} == {
            ("page", "", None),
            ("statement", "s1", "Ann Example"),
        }
        assert [(hit.kind, hit.id, hit.speaker) for hit in store.search("ZEBRACORN")] == [("comment", "c1", "a-1")]
        for words in ('"', "a* OR", "NEAR(", "-ferry", "title:ferry", "", "'; DROP TABLE pages; --", "\0"):
            store.search(words)
        assert store.search("no such words") == []


def test_a_page_is_found_by_what_people_know_of_it(tmp_path: Path) -> None:
    """Id, its beginning, URL, title, source, file name with and without ending."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page("harbour-1"))
        store.write(replace(page("harbour-2"), page=Page(id="harbour-2", title="100% other_thing")))
        for known in ("harbour-1", "https://example.org/harbour-1", "Ferry sinks", "saved/harbour-1.html", "harbour-1.html"):
            assert store.find(known) == "harbour-1"
        assert store.find("100% other_thing") == "harbour-2"
        with pytest.raises(NotFound, match=r"harbour-1, harbour-2"):
            store.find("harbour")
        with pytest.raises(NotFound, match="no such page"):
            store.find("harbour%")


def test_a_forgotten_page_is_gone_from_the_bytes(tmp_path: Path) -> None:
    """Not a word of a forgotten page stands in any of the store's files."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page("p1"))
        store.write(page("p2", TEXT.replace("ferry", "barge"), comments=()))
        store.forget_page("p1")
        assert store.pages() == ["p2"]
    assert b"ebracorn" not in _bytes(tmp_path)
    assert b"barge" in _bytes(tmp_path)


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
    assert b"ebracorn" not in _bytes(tmp_path)
    assert b"a-1" not in _bytes(tmp_path)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


WRITER = """
import sys
from pathlib import Path
from onrecord.record import from_json
from onrecord.store import Store
one, two = (from_json(line) for line in sys.stdin.buffer.read().splitlines())
with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    while True:
        store.write(one)
        store.write(two)
"""


def test_a_killed_writer_leaves_the_old_record_or_the_new(tmp_path: Path) -> None:
    """Whenever the process dies, the page's record is one of the two whole ones."""
    path = tmp_path / "r.db"
    long = " ".join(f"word{i}" for i in range(20_000))
    both = page(text=TEXT + long), page(text=TEXT + long[::-1], comments=())
    with Store.open(path) as store:
        store.write(both[0])
    for moment in (0.0, 0.013, 0.029, 0.05, 0.11):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert writer.stdin
        assert writer.stdout
        with writer:
            writer.stdin.write(b"\n".join(map(to_json, both)))
            writer.stdin.close()
            writer.stdout.readline()
            time.sleep(moment)
            os.kill(writer.pid, signal.SIGKILL)
        with Store.open(path) as store:
            assert store.read("p1") in both


def test_one_reads_while_another_writes(tmp_path: Path) -> None:
    """A reader sees whole records while a second connection writes."""
    path = tmp_path / "r.db"
    with Store.open(path) as writer:
        writer.write(page())
        with Store.open(path, create=False, readonly=True) as reader:
            for i in range(20):
                writer.write(page(f"q{i}"))
                assert reader.read("p1") == page()
                assert f"q{i}" in reader.pages()


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """SQLITE_FULL is one sentence; the old record is still there."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        used = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {used + 2}")
        with pytest.raises(BadStore, match="the disk is full"):
            store.write(page(text=TEXT + "x" * 500_000))
        assert store.read("p1") == page()


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
        with pytest.raises(BadStore, match=told):
            Store.open(path, create=False)
    with pytest.raises(BadStore, match="check that its folder exists"):
        Store.open(tmp_path / "no" / "folder.db")


def test_a_migration_runs_once_and_whole(tmp_path: Path) -> None:
    """A second version's script changes the store in one transaction; a broken one changes nothing."""
    path = tmp_path / "r.db"
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.Error):
        migrate(connection, str(path), [*migrations(), "CREATE TABLE later (x); SELECT no_such_thing();"])
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0] == 0
    migrate(connection, str(path), [*migrations(), "CREATE TABLE later (x);"])
    migrate(connection, str(path), [*migrations(), "CREATE TABLE later (x);"])
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
    connection.close()
    with pytest.raises(BadStore, match="newer"):
        Store.open(path)


@pytest.mark.filterwarnings("ignore")  # datasette and what it brings have warnings of their own
def test_datasette_opens_a_store_as_it_is(tmp_path: Path) -> None:
    """Every table and view answers in Datasette, without any setting."""
    from datasette.app import Datasette

    path = tmp_path / "record.db"
    with Store.open(path) as store:
        store.write(page())
        names = [
            row[0]
            for row in store._connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
            )
        ]

    async def answers() -> dict[str, int]:
        served = Datasette([str(path)])
        return {name: (await served.client.get(f"/record/{name}.json")).status_code for name in names}

    assert {"pages", "comments", "statements_by_speaker", "events_with_actors"} <= set(names)
    assert set(asyncio.run(answers()).values()) == {200}


def test_the_views_answer_in_names(tmp_path: Path) -> None:
    """Statements come with their speaker's name, events with their actors, comments with whom they answer."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())

        def one(query: str) -> tuple[object, ...]:
            return tuple(store._connection.execute(query).fetchone())

        said = "SELECT speaker_name, role, content FROM statements_by_speaker"
        assert one(said) == ("Ann Example", "mayor", TEXT[17:36])
        assert one("SELECT type, actors, recipients FROM events_with_actors") == ("HARM", TEXT[22:31], None)
        assert one("SELECT account, answers_account FROM comments_in_threads WHERE id = 'c2'") == ("a-2", "a-1")


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
    path.write_text("no json")
    with pytest.raises(BadStore, match="cannot be read"):
        Names.open(path)


def test_the_public_form_survives_the_store(tmp_path: Path) -> None:
    """JSON in, store, JSON out: the same line."""
    line = to_json(page())
    with Store.open(tmp_path / "r.db") as store:
        store.write(from_json(line))
        assert to_json(store.read("p1")) == line
