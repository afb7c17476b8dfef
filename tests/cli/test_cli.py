"""The command line does what its help says; what goes wrong is one line on stderr and exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from onrecord.record import from_json

PAGE = (
    "Night ferry to run all winter\n3 March 2025\nMayor Ann Berg said on Monday that the night ferry would run all winter and that nobody would pay more for it.\n"
    "Polish police arrested 12 people in Gdynia.\n3 Comments\nMarit\nAt last, xylophone!\nold_sailor\nWait for the storm.\nMarit\nI counted four nights.\n"
)


class Run:
    """What a command printed and returned."""

    def __init__(self, folder: Path, *words: str, data: bytes = b"", **env: str) -> None:
        done = subprocess.run(
            [sys.executable, "-W", "error::UserWarning", "-m", "onrecord", *words], cwd=folder, input=data, capture_output=True, check=False,
            env={**os.environ, "XDG_CONFIG_HOME": str(folder / "config"), "COLUMNS": "100", **env},
        )  # fmt: skip
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(PAGE)
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Path:
    assert Run(folder, "read", "ferry.txt", "--into", "r.db").code == 0
    return folder / "r.db"


def test_read_prints_json_lines(folder: Path) -> None:
    """One record a line, names hidden unless asked for, and no store is made."""
    hidden, shown = Run(folder, "read", "ferry.txt", "--json"), Run(folder, "read", "ferry.txt", "--json", "--names")
    record, named = from_json(hidden.out), from_json(shown.out)
    assert (hidden.code, hidden.err) == (0, "")
    assert [c.account for c in named.comments] == ["Marit", "old_sailor", "Marit"]
    assert all((c.account or "").startswith("a-") for c in record.comments)
    assert "Marit" not in hidden.out
    assert record.page.text == named.page.text
    assert not (folder / "record.db").exists()
    assert hidden.out == Run(folder, "read", "ferry.txt", "--json").out


def test_read_is_silent_in_a_pipe(folder: Path) -> None:
    """Without --json nothing is printed, and the store, its key and its names lie side by side."""
    done = Run(folder, "read", "ferry.txt")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert {"record.db", "record.db.key", "record.db.names"} <= {p.name for p in folder.iterdir()}


def test_read_takes_standard_input(folder: Path) -> None:
    """A page through a pipe."""
    done = Run(folder, "read", "-", "--json", data=PAGE.encode())
    assert len(from_json(done.out).comments) == 3


@pytest.mark.parametrize("source", ["comments.tsv", "-"])
def test_read_takes_comments_without_a_page(folder: Path, source: str) -> None:
    """From a file or a pipe; what they may stand toward is named, and is an entity of the record."""
    data = b"user\tcomment\tstory\nMarit\tThe toll must go.\tFerry\n\tHello?\tFerry\n"
    (folder / "comments.tsv").write_bytes(data)
    done = Run(folder, "read", source, "--json", "--names", "--toward", "the toll", "--toward", "Russia", data=data)
    record = from_json(done.out)
    assert [(c.account, c.text) for c in record.comments] == [("Marit", "The toll must go."), (None, "Hello?")]
    assert [(e.id, e.kind, e.name) for e in record.entities][:2] == [("e1", "other", "toll"), ("e2", "other", "Russia")]


def test_no_name_is_in_the_store(store: Path) -> None:
    """Pseudonyms from import on: the names lie in their own file."""
    assert b"old_sailor" not in store.read_bytes()
    assert b"old_sailor" in store.with_name("r.db.names").read_bytes()


def test_show_marks_a_page(store: Path) -> None:
    """Heading, gaps, text, findings, thread; names only when asked for."""
    done = Run(store.parent, "show", "ferry.txt", "--store", "r.db")
    assert done.code == 0
    for part in (
        "Night ferry to run all winter",
        "who said what",
        "Ann Berg (Mayor)",
        "what happened, or may",
        "arrested",
        "comments",
        "a-",
    ):
        assert part in done.out
    assert "old_sailor" not in done.out
    assert "old_sailor" in Run(store.parent, "show", "night", "--store", "r.db", "--names").out


def test_search_finds_words(store: Path) -> None:
    """In story, statements and comments, with a count."""
    done = Run(store.parent, "search", "xylophone", "--store", "r.db")
    assert "comment" in done.out
    assert "1 found" in done.out
    assert "0 found" in Run(store.parent, "search", "nothing", "such", "--store", "r.db").out
    assert "there are more" in Run(store.parent, "search", "ferry", "--limit", "1", "--store", "r.db").out


@pytest.mark.parametrize("form", ["jsonl", "jsonld", "plover", "ftm"])
def test_export_writes_lines(store: Path, form: str) -> None:
    """To standard output, with the row count on stderr."""
    done = Run(store.parent, "export", "--format", form, "--store", "r.db")
    assert done.code == 0
    assert all(json.loads(line) for line in done.out.splitlines())
    assert "rows" in done.err
    assert "old_sailor" not in done.out


@pytest.mark.parametrize("form", ["csv", "dna"])
def test_export_writes_tables(store: Path, form: str) -> None:
    """Into a folder; account names only when asked for."""
    done = Run(store.parent, "export", "--format", form, "--into", "out", "--names", "--store", "r.db")
    assert done.code == 0
    assert (store.parent / "out" / "statements.csv").stat().st_size > 100
    if form == "csv":
        assert "old_sailor" in (store.parent / "out" / "comments.csv").read_text()


def test_forget_an_account(store: Path) -> None:
    """By its name, even without the names file; nothing of it is left in any file."""
    store.with_name("r.db.names").unlink()
    done = Run(store.parent, "forget", "--account", "Marit", "--store", "r.db")
    assert done.code == 0
    assert done.out.startswith("forgotten: 2 comments of a-")
    assert b"ylophone" not in b"".join(p.read_bytes() for p in store.parent.glob("r.db*"))
    assert Run(store.parent, "forget", "--account", "Marit", "--store", "r.db").code == 2


def test_forget_a_page(store: Path) -> None:
    """With its names, unless other pages have them."""
    assert Run(store.parent, "forget", "ferry.txt", "--store", "r.db").code == 0
    assert Run(store.parent, "show", "ferry.txt", "--store", "r.db").code == 2
    assert b"old_sailor" not in b"".join(p.read_bytes() for p in store.parent.glob("r.db*"))


def test_schema_is_the_shipped_one(folder: Path) -> None:
    """What `schema` prints is what ships."""
    with as_file(files("onrecord") / "schema" / "record.schema.json") as path:
        assert Run(folder, "schema").out == path.read_text()


def test_a_page_among_many_that_cannot_be_read_is_kept_with_its_reason(folder: Path) -> None:
    """One line on stderr, exit code 0, and the store has the reason."""
    (folder / "bad.html").write_bytes(b"%PDF-1.7")
    done = Run(folder, "read", "ferry.txt", "bad.html", "--into", "r.db")
    assert done.code == 0
    assert done.err.count("\n") == 1
    assert "bad.html: this is a PDF" in done.err
    assert "this is a PDF" in Run(folder, "show", "bad.html", "--store", "r.db").out


def test_a_failed_reading_does_not_erase_a_good_one(folder: Path) -> None:
    """What was read of a URL before stays when it can no longer be fetched."""
    (folder / "a.jsonl").write_text(
        json.dumps({"id": "none-invalid-b1", "url": "http://none.invalid/b", "text": "The ferry runs."}) + "\n"
    )
    assert Run(folder, "read", "a.jsonl", "--into", "r.db").code == 0
    (folder / "a.jsonl").write_text("{broken\n" + json.dumps({"id": "other", "text": "x"}) + "\n")
    assert Run(folder, "read", "a.jsonl", "--into", "r.db").code == 0
    assert "The ferry runs." in Run(folder, "show", "none-invalid-b1", "--store", "r.db").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("read", "none.html"), "no such file"),
        (("read", "empty.html"), "empty"),
        (("read", "http://127.0.0.1:9/x"), "private or local"),
        (("read", "ferry.txt", "--captured", "soon"), "not an ISO 8601"),
        (("read", "ferry.txt", "--toward", " ?"), "no name; give a word"),
        (("read", "ferry.txt", "--into", "no/such/folder/r.db"), "check that its folder exists"),
        (("read", "ferry.txt", "--into", "text.db"), "not an onrecord store"),
        (("show", "x", "--store", "none.db"), "no such store"),
        (("export", "--format", "csv", "--store", "none.db"), "no such store"),
        (("forget", "x", "--store", "none.db"), "no such store"),
        (("search", "x", "--store", "text.db"), "not an onrecord store"),
    ],
)
def test_what_goes_wrong_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    """What, where, what to do; exit code 2; no traceback; no stray file."""
    (folder / "empty.html").write_text("")
    (folder / "text.db").write_text("This is no database. " * 100)
    done = Run(folder, *words)
    assert done.code == 2
    assert told in done.err
    assert done.err.startswith("onrecord: ")
    assert done.err.count("\n") == 1
    assert done.out == ""


def test_a_reader_that_stops_early_is_no_error(folder: Path) -> None:
    """`onrecord ... | head -1` ends in silence."""
    lines = "".join(json.dumps({"id": str(i), "text": "The ferry runs. " * 500}) + "\n" for i in range(200))
    (folder / "many.jsonl").write_text(lines)
    done = subprocess.run(
        f"{sys.executable} -m onrecord read many.jsonl --json | head -c 10", shell=True, cwd=folder, capture_output=True, check=False,
        env={**os.environ, "XDG_CONFIG_HOME": str(folder)},
    )  # fmt: skip
    assert done.stderr == b""


def test_a_full_disk_is_one_line(folder: Path) -> None:
    """Output that cannot be written says so."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    done = subprocess.run(
        f"{sys.executable} -m onrecord read ferry.txt --json > /dev/full", shell=True, cwd=folder, capture_output=True, check=False,
        env={**os.environ, "XDG_CONFIG_HOME": str(folder)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr
