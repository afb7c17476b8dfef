"""`onrecord comments` shows the thread under a page as it is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import Run
from tests.cli.threads import ACCUSING, ALICE, BO, NO, run, stored, thread


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return stored(tmp_path, [thread(), thread("p2")], {ALICE: "Alice Example"})


def test_the_thread_under_a_page(store: Path) -> None:
    """By its id or URL, with stances, cues, accounts at odds and copies; pseudonyms unless names are asked for."""
    done = run("comments", "p1", store=store)
    assert done.exit_code == 0
    for part in (
        "Night ferry to close",
        "against toward the ferry (91%)",
        "insult? fools",
        f"{ALICE} argues both sides",
        "c2, c3",
    ):
        assert part in done.stdout
    assert "Alice" not in done.stdout
    assert run("comments", "https://harbour.example/p1", store=store).stdout == done.stdout
    assert not ACCUSING.search(done.stdout)


def test_names_where_they_are_known(store: Path) -> None:
    """A pseudonym whose name is not known stays."""
    shown = run("comments", "p1", "--names", store=store).stdout
    assert "Alice Example argues both sides" in shown
    assert ALICE not in shown
    assert BO in shown


def test_as_json(store: Path) -> None:
    """One object a page: comments, accounts, copies, and the targets that comments speak of."""
    done = run("comments", "p2", "--json", store=store)
    found = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert set(found) == {"page", "targets", "comments", "accounts", "copies"}
    assert found["page"] == "p2"
    assert [(t["id"], t["name"]) for t in found["targets"]] == [("e1", "the ferry"), ("e2", "Ann Berg")]
    (evidence,) = (s["evidence"] for s in found["comments"][2]["stances"])
    assert NO[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert found["accounts"][1]["at_odds"][0]["reads_as"] == "contradiction"
    assert found["copies"] == [{"comments": ["c2", "c3"], "kind": "same", "similarity": 1.0}]
    assert "Alice" not in done.stdout
    assert "Alice Example" in run("comments", "p2", "--json", "--names", store=store).stdout
    assert not ACCUSING.search(done.stdout)


def test_a_page_without_comments(tmp_path: Path) -> None:
    """Says so, and has an empty list in JSON."""
    store = stored(tmp_path, [thread(comments=(), accounts=(), copies=())])
    assert "0 comments" in run("comments", "p1", store=store).stdout
    assert json.loads(run("comments", "p1", "--json", store=store).stdout)["comments"] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("comments", "none", "--store", "r.db"), "no such page"),
        (("comments", "Night ferry to close", "--store", "r.db"), "name one of them"),
        (("comments", "p1", "--store", "none.db"), "no such store"),
    ],
)
def test_what_goes_wrong_is_one_line(store: Path, words: tuple[str, ...], told: str) -> None:
    """What, and what to do; exit code 2."""
    done = Run(store.parent, *words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1
