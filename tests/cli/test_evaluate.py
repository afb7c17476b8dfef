"""`onrecord eval` scores records of annotated pages, and says in one line what is wrong with a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TEXT = "Ann Berg said that the ferry had sunk."


def evaluate(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "onrecord", "eval", *arguments], capture_output=True, text=True, check=False)


def gold(text: str = TEXT) -> dict[str, Any]:
    content = {"start": 14, "end": 37, "exact": TEXT[14:37]}
    source = {"start": 0, "end": 8, "exact": "Ann Berg"}
    said = {"id": "s1", "source": source, "speaker": "e1", "content": [content], "act": "assert", "form": "indirect"}
    person = {"id": "e1", "kind": "person", "name": "Ann Berg", "aliases": ["Ann Berg"]}
    return {"page": {"id": "p", "text": text}, "entities": [person], "statements": [said], "events": [], "tensions": []}


def test_it_reads_and_scores(tmp_path: Path) -> None:
    """The table has every measure; with --json the counts are right, said, gold."""
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(gold()) + "\n\n", "utf-8")
    done = evaluate(str(file))
    assert done.returncode == 0, done.stderr
    assert "statement" in done.stdout
    assert "(1 pages)" in done.stdout
    counts = json.loads(evaluate(str(file), "--json").stdout)
    assert counts["statement"] == [1, 1, 1]
    assert counts["who said what"] == [1, 1, 1]


def test_it_scores_records_made_elsewhere(tmp_path: Path) -> None:
    """A page that the records lack counts as read without findings."""
    file, records = tmp_path / "gold.jsonl", tmp_path / "records.jsonl"
    file.write_text(json.dumps(gold()) + "\n", "utf-8")
    records.write_text(json.dumps(gold()) + "\n", "utf-8")
    assert json.loads(evaluate(str(file), "--records", str(records), "--json").stdout)["statement"] == [1, 1, 1]
    records.write_text("", "utf-8")
    assert json.loads(evaluate(str(file), "--records", str(records), "--json").stdout)["statement"] == [0, 0, 1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1: no JSON"),
        ("[]", "no annotated record"),
        ('{"page": {"id": "p", "text": ""}}', "no annotated record"),
        (None, "cannot be read"),
    ],
)
def test_bad_files_are_told_in_one_line(tmp_path: Path, content: str | None, said: str) -> None:
    """What, where, what to do; exit code 2."""
    file = tmp_path / "gold.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    done = evaluate(str(file))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_records_of_another_text_are_refused(tmp_path: Path) -> None:
    """Offsets into different texts cannot be compared."""
    file, records = tmp_path / "gold.jsonl", tmp_path / "records.jsonl"
    file.write_text(json.dumps(gold()) + "\n", "utf-8")
    records.write_text(json.dumps(gold(TEXT + " Again.")) + "\n", "utf-8")
    done = evaluate(str(file), "--records", str(records))
    assert done.returncode == 2
    assert "text of page p differs" in done.stderr
