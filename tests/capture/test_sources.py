"""What the user names is opened up to single sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.capture.sources import expand, is_url
from onrecord.errors import BadSource


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    """A file that is there is taken as it is named."""
    odd = tmp_path / "page[1].html"
    odd.write_text("x")
    assert list(expand([str(odd)])) == [str(odd)]


def test_folders_are_sorted_and_leave_out_what_is_not_read(tmp_path: Path) -> None:
    """Endings count in any case; folders below are opened too."""
    for name in ("b.HTML", "a.jsonl.gz", "sub/c.txt", "d.png", "e"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(found).name for found in expand([str(tmp_path)])] == ["a.jsonl.gz", "b.HTML", "c.txt"]


def test_an_empty_folder_is_told_with_what_is_read(tmp_path: Path) -> None:
    """The sentence lists the endings."""
    with pytest.raises(BadSource, match=r"no pages in this folder.*\.html"):
        list(expand([str(tmp_path)]))


def test_patterns_open_folders_below(tmp_path: Path) -> None:
    """Two stars stand for any folders."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "page.html").write_text("x")
    assert list(expand([f"{tmp_path}/**/*.html"])) == [str(tmp_path / "a" / "b" / "page.html")]


@pytest.mark.parametrize(
    ("source", "expected"), [("https://e.org", True), ("ftp://e.org", True), ("-", False), ("a/b.html", False)]
)
def test_addresses(source: str, expected: bool) -> None:
    """Told by their scheme; which schemes are fetched is not decided here."""
    assert is_url(source) is expected
