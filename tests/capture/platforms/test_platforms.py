"""Exports of comment platforms are told by their content, and every thread in them is read or accounted for."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.capture import capture, is_unreadable
from onrecord.capture.platforms import FORMATS, read, sniff
from onrecord.errors import BadSource
from onrecord.record import from_json, to_json
from tests.capture.platforms.exports import REMARK42_HEAD, THREAD, TITLE, WRITERS, Post, posts_of

PACKABLE = sorted(set(FORMATS) - {"isso"})
CAPTURED = "2025-03-10T12:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export"


@pytest.mark.parametrize("name", FORMATS)
def test_a_thread_is_read_whole(path: Path, name: str) -> None:
    """Accounts, texts, parents and times; what was deleted, spam or not approved is left out and counted."""
    WRITERS[name](THREAD, path)
    assert sniff(path.read_bytes()[:65536], path) == name
    (record,) = read(path, name, captured=CAPTURED)
    assert posts_of(record) == THREAD
    assert (record.page.title, record.page.captured) == (TITLE, CAPTURED)
    assert [(a.name, a.comments) for a in record.accounts] == [("Marit", ("c1", "c4")), ("old_sailor", ("c2",)), ("Kim", ("c3",))]
    assert all((c.posted or "").startswith("2025-03-03T1") and (c.posted or "").endswith("Z") for c in record.comments)
    assert all(c.posted_shown for c in record.comments)
    assert any("left out" in gap.why for gap in record.gaps)
    assert from_json(to_json(record)) == record


@pytest.mark.parametrize("name", FORMATS)
def test_capture_reads_them_too(path: Path, name: str) -> None:
    """By content, whatever the file is called."""
    WRITERS[name](THREAD, path)
    (record,) = capture(str(path))
    assert posts_of(record) == THREAD


@pytest.mark.parametrize("name", ["wordpress", "discourse"])
def test_a_story_without_comments_is_a_record(path: Path, name: str) -> None:
    """Where the export holds the story."""
    WRITERS[name]([], path)
    (record,) = read(path, name)
    assert (record.page.text, record.comments) == ("The board decided.\n\nIt runs.", ())


def test_an_export_without_any_thread_is_told(path: Path) -> None:
    """Nothing on record is never silent."""
    path.write_text(REMARK42_HEAD)
    with pytest.raises(BadSource, match="no comments are in this remark42 export"):
        list(read(path, "remark42"))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02 nothing", b"{}", b"<a><b>", b"[1, 2]\n{", b"\x1f\x8b\x08\x00garbage"])
def test_another_file_is_refused_in_a_sentence(path: Path, name: str, data: bytes) -> None:
    """Forced to read what it is not, a format raises one error that names the file."""
    path.write_bytes(data)
    assert sniff(data, path) is None
    with pytest.raises(BadSource, match="export"):
        list(read(path, name))


def test_unknown_formats_and_missing_files_are_refused(path: Path) -> None:
    """With what to choose, or which file."""
    with pytest.raises(BadSource, match="choose one of disqus"):
        list(read(path, "livefyre"))
    with pytest.raises(BadSource, match="No such file"):
        list(read(path, "disqus"))


@pytest.mark.parametrize("name", PACKABLE)
def test_packed_exports_are_read(path: Path, name: str) -> None:
    """As gzip, which Remark42 writes."""
    WRITERS[name](THREAD, path)
    path.write_bytes(gzip.compress(path.read_bytes()))
    (record,) = capture(str(path))
    assert posts_of(record) == THREAD


@pytest.mark.parametrize("name", PACKABLE)
@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize("packed", [False, True])
def test_of_a_file_that_breaks_off_the_beginning_is_read(path: Path, name: str, share: float, packed: bool) -> None:
    """The comments before the break are on record, and the break is a gap."""
    WRITERS[name](thread := THREAD * 20, path)
    data = path.read_bytes()
    data = gzip.compress(data, compresslevel=0) if packed else data
    path.write_bytes(data[: int(len(data) * share)])
    records = list(read(path, name))
    assert any(gap.what in ("source", "line") for record in records for gap in record.gaps)
    found = posts_of(records[0])
    assert len(found) >= len(thread) * share / 2
    assert found[:-1] == thread[: len(found) - 1]


@pytest.mark.parametrize("name", PACKABLE)
def test_a_damaged_gzip_is_told(path: Path, name: str) -> None:
    """Bytes that do not unpack are a gap or an error, never a crash."""
    WRITERS[name](THREAD * 200, path)
    data = bytearray(gzip.compress(path.read_bytes()))
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    path.write_bytes(data)
    assert any(gap.what in ("source", "line") for record in capture(str(path)) for gap in record.gaps)


def test_another_database_is_no_export(path: Path) -> None:
    """A SQLite file without Isso's tables is refused in a sentence."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE comments (x)")
    (record,) = capture(str(path))
    assert is_unreadable(record)


def test_a_page_that_speaks_of_an_export_is_none(path: Path) -> None:
    """The namespace alone does not make one."""
    page = b"<html><p>WXR begins with &lt;rss xmlns:wp=&quot;http://wordpress.org/export/1.2/&quot;> and http://disqus.com</p>"
    assert sniff(page, path) is None


NAMES = st.text("abcdefghijklmno", min_size=1, max_size=8)
LETTERS = st.characters(categories=["L", "N", "S", "P"], exclude_characters="\u2028\u2029")
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=3).map("\n".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, TEXTS, st.integers(0, 20)), min_size=1, max_size=8), st.sampled_from(sorted(FORMATS)))
@example([("a", "]]&gt;<b>&amp;", 0)], "disqus")
def test_any_thread_is_read_back(tmp_path: Path, posts: list[tuple[str, str, int]], name: str) -> None:
    """Written in a format and read again, accounts, texts and parents are the same."""
    thread: list[Post] = [(who, text, parent if parent < i else None) for i, (who, text, parent) in enumerate(posts)]
    path = tmp_path / "export"
    path.unlink(missing_ok=True)
    WRITERS[name](thread, path)
    (record,) = read(path, name)
    assert posts_of(record) == thread
