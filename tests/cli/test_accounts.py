"""`onrecord accounts` lists who comments, who argues both sides of a target, who posts in concert."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.record import Account, AtOdds, Comment, Page, Record
from tests.cli.test_cli import Run
from tests.cli.threads import ACCUSING, ALICE, BO, run, stored, thread
from tests.concert.test_gather import site

NAMES = {ALICE: "Alice [/b] Example", "a-x": "Xaver"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    other = thread("p3", page=Page(id="p3", url="https://other.example/p3", text="x"))
    return stored(tmp_path, [thread(), thread("p2"), other], NAMES)


def lines(*words: str, store: Path) -> list[dict[str, object]]:
    done = run("accounts", *words, "--json", store=store)
    assert done.exit_code == 0
    assert not ACCUSING.search(done.stdout)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_accounts_of_a_site_with_what_they_wrote(store: Path) -> None:
    """The busiest first; one name on two sites is two accounts."""
    found = lines(store=store)
    assert found == [
        {"site": "harbour.example", "account": ALICE, "comments": 4, "stories": 2},
        {"site": "harbour.example", "account": BO, "comments": 2, "stories": 2},
        {"site": "other.example", "account": ALICE, "comments": 2, "stories": 1},
        {"site": "other.example", "account": BO, "comments": 1, "stories": 1},
    ]
    shown = run("accounts", store=store).stdout.splitlines()
    assert shown[0] == f"{ALICE}  4 comments under 2 stories  harbour.example"
    assert len(shown) == 4


def test_names_are_shown_when_asked_for(store: Path) -> None:
    """As they are, whatever signs they hold."""
    assert "Alice" not in run("accounts", store=store).stdout
    assert "Alice [/b] Example  4 comments" in run("accounts", "--names", store=store).stdout
    assert lines("--names", store=store)[0]["account"] == "Alice [/b] Example"
    assert "Alice [/b] Example argues both sides" in run("accounts", "--at-odds", "--names", store=store).stdout


def test_accounts_at_odds(store: Path) -> None:
    """Page by page, with the words of both comments; in JSON a line a pair."""
    found = lines("--at-odds", store=store)
    assert [(one["page"], one["account"], one["target"], one["reads_as"]) for one in found] == [
        (page, ALICE, "the ferry", "contradiction") for page in ("p1", "p2", "p3")
    ]
    shown = run("accounts", "--at-odds", store=store).stdout
    assert shown.count(f"{ALICE} argues both sides of the ferry (93%)") == 3
    assert "Night ferry to close" in shown
    assert BO not in shown
    assert not ACCUSING.search(shown)


def test_titles_are_no_markup(tmp_path: Path) -> None:
    """Nor is what stands in them for the terminal."""
    odds = (AtOdds(a="c1", b="c2", toward="e9"),)
    page = Page(id="p1", title="[/b] Close\x1b[31m", text="x")
    record = Record(page=page, accounts=(Account(name="a-1", comments=(), at_odds=odds),))
    done = run("accounts", "--at-odds", store=stored(tmp_path, [record]))
    assert done.exit_code == 0
    assert "[/b] Close" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("words", [(), ("--at-odds",), ("--in-concert",)])
def test_a_store_without_accounts_says_none(tmp_path: Path, words: tuple[str, ...]) -> None:
    """In JSON nothing at all."""
    store = stored(tmp_path, [Record(page=Page(id="p1", text="x"))])
    assert run("accounts", *words, store=store).stdout == "none\n"
    assert lines(*words, store=store) == []


def test_accounts_in_concert(tmp_path: Path) -> None:
    """Site by site: the group with its stories, chances, explanations and posts; names only when asked for."""
    store = stored(tmp_path, site(), NAMES)
    (found,) = lines("--in-concert", store=store)
    assert (found["site"], found["state"]) == ("harbour.example", "evidence of coordination")
    (group,) = found["groups"]  # type: ignore[misc]
    assert group["accounts"] == ["a-x", "a-y", "a-z"]
    assert len(group["stories"]) >= 3
    shown = run("accounts", "--in-concert", store=store).stdout
    for part in ("evidence of coordination; ", "a-x, a-y, a-z", "by shared text", "chance at most", "a-x and a-y: ", "s0/"):
        assert part in shown
    assert not ACCUSING.search(shown)
    named = run("accounts", "--in-concert", "--names", store=store).stdout
    assert "Xaver, a-y, a-z" in named
    assert "a-x" not in named
    (group,) = lines("--in-concert", "--names", store=store)[0]["groups"]  # type: ignore[misc]
    assert group["accounts"] == ["Xaver", "a-y", "a-z"]
    assert {tie["a"] for tie in group["edges"]} == {"Xaver", "a-y"}


def test_too_little_to_compare_is_said(store: Path) -> None:
    """With what is missing."""
    shown = run("accounts", "--in-concert", store=store).stdout
    assert shown.count("not enough data; 0 pairs of accounts compared") == 2
    assert "at least 3 are needed" in shown


def test_comments_of_nobody_are_no_account(tmp_path: Path) -> None:
    """A thread without names lists none."""
    record = Record(page=Page(id="p1", text="x"), comments=(Comment(id="c1", text="one"),))
    assert run("accounts", store=stored(tmp_path, [record])).stdout == "none\n"


def test_a_store_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    """Exit code 2."""
    done = Run(tmp_path, "accounts", "--store", "none.db")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "no such store" in done.err
