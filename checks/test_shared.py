"""What onrecord must make of the pages in shared/: run by .ci/run, with ONRECORD_SHARED naming the folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import Record, capture, from_json, run, stages
from onrecord.record import spans_of

SHARED = Path(os.environ.get("ONRECORD_SHARED", "../shared"))


@pytest.fixture(scope="module")
def kursk(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record of the copied page, by the command line as a user runs it."""
    command = [sys.executable, "-m", "onrecord", "read", str(SHARED / "pages" / "kursk.txt"), "--json", "--names"]
    home = str(tmp_path_factory.mktemp("home"))
    return from_json(subprocess.run(command, check=True, capture_output=True, env={**os.environ, "XDG_CONFIG_HOME": home}).stdout)


def test_the_thread_is_read_to_the_letter(kursk: Record) -> None:
    """Nine comments by seven accounts, texts as in the file, nine stated."""
    lines = (SHARED / "pages" / "kursk.txt").read_text("utf-8").splitlines()
    thread = lines[lines.index("9 Comments") + 1 :]
    assert [(c.account, c.text) for c in kursk.comments] == list(zip(thread[::2], thread[1::2], strict=True))
    assert (len(kursk.comments), len(kursk.accounts), kursk.page.stated_comment_count) == (9, 7, 9)


def test_at_least_twelve_statements_have_the_right_speaker(kursk: Record) -> None:
    """Of the attributed statements, by cue and speaker."""
    names = {e.id: e.name for e in kursk.entities}
    found = {(s.cue.exact, names.get(s.speaker or "")) for s in kursk.statements if s.cue}
    putin, syrskyi, zelensky = "Vladimir Putin", "Oleksandr Syrskyi", "Volodymyr Zelensky"
    wanted = {
        ("expressed optimism", putin), ("emphasizing", putin), ("underscored", putin), ("signaled", syrskyi), ("highlighted", syrskyi), ("adding", syrskyi),
        ("stated", syrskyi), ("stressed", zelensky), ("acknowledged", zelensky), ("affirmed", zelensky), ("suggested", "Donald Trump"),
        ("expressed confidence", zelensky), ("anticipating", zelensky), ("indicated", "Marco Rubio"), ("stated", "Marco Rubio"), ("stressing", "Marco Rubio"),
        ("suggested", "Sébastien Lecornu"),
    }  # fmt: skip
    assert len(wanted & found) >= 12, wanted - found


def test_roles_places_and_figures(kursk: Record) -> None:
    """As the issue of the first version names them."""
    people = {e.name: (e.role, e.of) for e in kursk.entities if e.kind == "person"}
    assert people["Oleksandr Syrskyi"] == ("Army Commander-in-Chief", "Ukraine")
    assert people["Sébastien Lecornu"] == ("Defence Minister", "France")
    placed = {word for e in kursk.entities if e.kind == "place" and e.country for word in (e.name, *e.name.split())}
    assert {"Paris", "Saudi Arabia", "Kursk", "Sumy", "Kharkiv"} <= placed
    assert 30_000 in {c.high for e in kursk.events for c in e.counts if c.low is None}


def test_every_span_is_true_on_all_shared_pages() -> None:
    """text[start:end] == exact on the annotated pages and the saved ones."""
    through = stages()
    sources = [
        SHARED / "gold" / "pages.jsonl",
        SHARED / "pages" / "kursk.txt",
        *sorted((SHARED / "pages" / "html").glob("*.html")),
    ]
    for source in sources:
        for record in capture(str(source)):
            assert all(text[s.start : s.end] == s.exact for text, s in spans_of(run(record, through))), record.page.id


def test_gold_records_are_records() -> None:
    """The annotated pages parse as our public form, and their spans hold."""
    for line in (SHARED / "gold" / "train.jsonl").read_text("utf-8").splitlines():
        record = from_json(line)
        assert record.page.id == json.loads(line)["page"]["id"]
        assert all(text[s.start : s.end] == s.exact for text, s in spans_of(record))
