"""What onrecord must make of the pages in shared/: run by .ci/run, with ONRECORD_SHARED naming the folder."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import Record, capture, from_json, run, stages, to_json
from onrecord.record import Page, spans_of

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


def test_a_thousand_fuzzed_pages_have_true_spans() -> None:
    """Annotated pages with stretches cut, doubled, swapped and made odd: every span reproduces its text."""
    texts = [json.loads(line)["text"] for line in (SHARED / "gold" / "pages.jsonl").read_text("utf-8").splitlines()]
    rng, through = random.Random(1), stages()
    for number in range(1000):
        text = fuzzed(rng.choice(texts), rng)
        record = run(Record(page=Page(id=str(number), text=text, language="en")), through)
        assert all(source[s.start : s.end] == s.exact for source, s in spans_of(record)), number


ODD = ["\u200e", "\u00a0", "\U0001f6a2", "\u0301", '"', "“", "”", "\n\n", "\t", "…", "\u2028", "٣", "漢字", "ß", "İ"]


def fuzzed(text: str, rng: random.Random) -> str:
    """At most 900 characters of a text, changed in up to eight places."""
    start = rng.randrange(max(1, len(text) - 400))
    text = text[start : start + rng.randint(50, 900)]
    for _ in range(rng.randint(1, 8)):
        a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        text = rng.choice(
            [
                text[:a] + rng.choice(ODD) * rng.randint(1, 3) + text[a:],
                text[:a] + text[b:],
                text[:b] + text[a:b] + text[b:],
                text[:a].upper() + text[a:],
            ]
        )
        text = text[:1500] or "x"
    return text


def test_the_scores_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    """`onrecord eval` prints the table of shared/tools/score.py, to the letter."""
    gold = SHARED / "gold" / "train.jsonl"
    through = stages()
    records = tmp_path / "records.jsonl"
    lines = gold.read_text("utf-8").splitlines()[:25]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), "utf-8")
    pages = [from_json(line).page for line in lines]
    records.write_bytes(
        b"\n".join(
            to_json(run(Record(page=Page(id=p.id, text=p.text, published=p.published, language="en")), through)) for p in pages
        )
    )
    ours = [sys.executable, "-m", "onrecord", "eval", str(tmp_path / "gold.jsonl"), "--records", str(records)]
    theirs = [sys.executable, str(SHARED / "tools" / "score.py"), str(tmp_path / "gold.jsonl"), str(records)]
    tables = [subprocess.run(c, check=True, capture_output=True, text=True).stdout for c in (ours, theirs)]
    assert tables[0] == tables[1]


def test_gold_records_are_records() -> None:
    """The annotated pages parse as our public form, and their spans hold."""
    for line in (SHARED / "gold" / "train.jsonl").read_text("utf-8").splitlines():
        record = from_json(line)
        assert record.page.id == json.loads(line)["page"]["id"]
        assert all(text[s.start : s.end] == s.exact for text, s in spans_of(record))
