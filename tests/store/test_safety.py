"""Whatever happens, the old record or the new one is there: kills, crowds, full disks."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord.errors import BadStore
from onrecord.record import Record, to_json
from onrecord.store import Store
from tests.store.sample import TEXT, page

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
        if len(sys.argv) > 2:
            store.forget_page(one.page.id)
"""


@contextmanager
def killed_after(seconds: float, path: Path, both: tuple[Record, Record], *more: str) -> Iterator[None]:
    """A process that writes the two records by turns, killed in the middle of it."""
    command = [sys.executable, "-c", WRITER, str(path), *more]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin
        assert writer.stdout
        writer.stdin.write(b"\n".join(map(to_json, both)))
        writer.stdin.close()
        writer.stdout.readline()
        threading.Event().wait(seconds)
        os.kill(writer.pid, signal.SIGKILL)
    yield


def two_versions() -> tuple[Record, Record]:
    long = " ".join(f"word{i}" for i in range(20_000))
    return page(text=TEXT + long), page(text=TEXT + long[::-1], comments=(), accounts=())


def test_a_killed_writer_leaves_the_old_record_or_the_new(tmp_path: Path) -> None:
    """Whenever the process dies, the page's record is one of the two whole ones, and index and references are sound."""
    path, both, chance = tmp_path / "r.db", two_versions(), random.Random(7)
    with Store.open(path) as store:
        store.write(both[0])
    for _ in range(10):
        with killed_after(chance.uniform(0, 0.15), path, both), Store.open(path) as store:
            assert store.read("p1") in both
            assert store.check() == []


def test_a_killed_forgetting_leaves_the_page_or_none(tmp_path: Path) -> None:
    """Erasing is one transaction too; a rewriting of the file that breaks off changes nothing."""
    path, both, chance = tmp_path / "r.db", two_versions(), random.Random(8)
    Store.open(path).close()
    for _ in range(5):
        with killed_after(chance.uniform(0, 0.3), path, both, "forget"), Store.open(path) as store:
            assert store.pages() == [] or store.read("p1") in both
            assert store.check() == []


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


def test_a_record_is_read_as_of_one_moment(tmp_path: Path) -> None:
    """A page that is replaced while it is read comes back whole, old or new, never half of each."""
    path = tmp_path / "r.db"
    both = page(), page(text=TEXT.replace("ferry", "barge") + " Later.", comments=(), accounts=())
    stop = threading.Event()

    def write() -> None:
        with Store.open(path) as store:
            while not stop.is_set():
                store.write_many(both)

    with Store.open(path) as store:
        store.write(both[0])
        writer = threading.Thread(target=write)
        writer.start()
        try:
            seen = [store.read("p1") for _ in range(2000)]
        finally:
            stop.set()
            writer.join()
    assert all(record in both for record in seen)


def test_several_processes_make_one_store(tmp_path: Path) -> None:
    """Whoever comes first makes it, the others find it made."""
    make = "import sys; from pathlib import Path; from onrecord.store import Store; sys.stdin.read(); Store.open(Path(sys.argv[1])).close()"
    command = [sys.executable, "-c", make, str(tmp_path / "r.db")]
    makers = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for maker in makers:
        assert maker.stdin
        maker.stdin.close()
        maker.stdin = None
    assert [maker.communicate()[1] for maker in makers] == [b""] * 4
    assert [maker.returncode for maker in makers] == [0] * 4


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """SQLITE_FULL is one sentence; the old record is still there."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        used = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {used + 2}")
        with pytest.raises(BadStore, match="the disk is full"):
            store.write(page(text=TEXT + "x" * 500_000))
        assert store.read("p1") == page()


def test_a_full_disk_does_not_undo_an_erasure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be rewritten, what was erased is erased, and the sentence says what is left to do."""

    class Full(sqlite3.Connection):
        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
            if sql == "VACUUM":
                full = sqlite3.OperationalError("database or disk is full")
                full.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise full
            return super().execute(sql, *more)  # type: ignore[arg-type]

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **more: real(*args, factory=Full, **more))
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        with pytest.raises(BadStore, match=r"the disk is full.*all is erased.*VACUUM"):
            store.forget_page("p1")
        assert store.pages() == []


def test_a_locked_store_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for another writer in vain is told to close it."""
    monkeypatch.setattr("onrecord.store.connection.BUSY", 0.1)
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadStore, match="another program holds the store"):
            store.write(page(text=TEXT + " New."))
        assert store.read("p1") == page()
        other.close()
