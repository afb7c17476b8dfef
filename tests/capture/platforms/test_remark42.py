"""Remark42: a comment a line, pages mixed as they come, and lines that are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.capture.platforms import read, sniff
from onrecord.errors import BadSource
from onrecord.record import Record
from tests.capture.platforms.exports import REMARK42_HEAD, gaps_of, remark42_line


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "userbackup-p-20250310.txt"


def records(path: Path, *lines: str) -> list[Record]:
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(read(path, "remark42"))


def test_pages_are_parted_by_address(path: Path) -> None:
    """In the order of their first comment."""
    a, b = {"site": "p", "url": "https://p.example/a"}, {"site": "p", "url": "https://p.example/b"}
    lines = [remark42_line("1", "Kim", "x", locator=a), remark42_line("2", "Ida", "y", locator=b)]
    found = records(path, REMARK42_HEAD, *lines, remark42_line("3", "Ida", "z", "1", locator=a, title=""))
    assert [(r.page.url, [c.text for c in r.comments]) for r in found] == [
        ("https://p.example/a", ["x", "z"]),
        ("https://p.example/b", ["y"]),
    ]


def test_the_score_and_the_moment_are_read(path: Path) -> None:
    """Votes against pull the score below nothing; Go's moments have nine digits and a zone, and become UTC."""
    (record,) = records(
        path,
        REMARK42_HEAD,
        remark42_line("1", "Kim", "x", score=-2, time="2022-05-12T11:08:58.760635374-05:00"),
        remark42_line("2", "Kim", "y", score=None, time="0001-01-01T00:00:00Z"),
    )
    assert [(c.likes, c.posted) for c in record.comments] == [(-2, "2022-05-12T16:08:58Z"), (None, None)]
    assert record.comments[0].posted_shown == "2022-05-12T11:08:58.760635374-05:00"


def test_two_accounts_of_one_name_stay_two(path: Path) -> None:
    """And one account that changed its name stays one."""
    (record,) = records(
        path,
        REMARK42_HEAD,
        remark42_line("1", "Kim", "x", user={"name": "Kim", "id": "github_1"}),
        remark42_line("2", "Kim", "y", user={"name": "Kim", "id": "google_2"}),
        remark42_line("3", "Kim", "z", user={"name": "Kim &lt;3", "id": "github_1"}),
    )
    assert [c.account for c in record.comments] == ["Kim", "Kim (2)", "Kim"]


def test_orphans_and_broken_lines_are_gaps(path: Path) -> None:
    """A reply to a comment that is not there has no parent; what is no comment is told once; the rest is read."""
    lines = [REMARK42_HEAD, "{broken", "{}", "7", '{"locator": 1}', "", remark42_line("2", "Kim", "Yes.", "1")]
    (record,) = records(path, *lines)
    assert [(c.account, c.parent) for c in record.comments] == [("Kim", None)]
    whys = [why for what, why in gaps_of(record) if what == "line"]
    assert whys == [f"{path}: line 2 is no comment and 3 more; what is missing is there after a new backup"]


def test_a_backup_of_version_0_has_no_settings(path: Path) -> None:
    """Its first line is a comment."""
    (record,) = records(path, remark42_line("1", "Kim", "x"), remark42_line("2", "Ida", "y"))
    assert sniff(path.read_bytes()) == "remark42"
    assert (len(record.comments), [gap.what for gap in record.gaps]) == (2, ["text"])


def test_fields_of_the_wrong_kind_are_empty(path: Path) -> None:
    """JSON may hold anything anywhere, half characters too."""
    odd = {"user": 7, "score": "many", "time": ["x"], "pid": {}, "text": None, "orig": "half \ud800", "title": 5}
    path.write_text(REMARK42_HEAD + "\n" + json.dumps(json.loads(remark42_line("1", "Kim", "x")) | odd))
    (record,) = read(path, "remark42")
    (comment,) = record.comments
    assert (comment.account, comment.text, comment.posted, comment.likes) == (None, "half \ufffd", None, None)


def test_a_line_without_end_is_one_fault(path: Path) -> None:
    """It is not held in memory whole."""
    line = '{"locator": {"url": "x"}, "text": "' + "a" * (40 * 2**20)
    (record,) = records(path, REMARK42_HEAD, line, remark42_line("1", "Kim", "x"))
    assert len(record.comments) == 1
    assert any("line 2 is no comment" in why for _, why in gaps_of(record))


def test_a_backup_of_broken_lines_is_refused(path: Path) -> None:
    """With the first of them."""
    with pytest.raises(BadSource, match="line 2 is no comment"):
        records(path, REMARK42_HEAD, "{broken")
