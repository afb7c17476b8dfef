"""The thread view: every comment once, in the order of the thread, with where it stands and by which words."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Comment, Page, Record
from onrecord.serve import Guard, Shelf, site
from onrecord.serve.sides import apart
from onrecord.serve.tree import arranged, steps
from onrecord.store import Store
from tests.serve.client import Site

IDS = st.integers(0, 12).map(str)


@given(st.lists(st.tuples(IDS, st.none() | IDS), unique_by=lambda one: one[0]))
def test_a_tree_has_every_comment_once(comments: list[tuple[str, str | None]]) -> None:
    """Whatever the parents say: missing ones, oneself, circles; an answer stands below and behind what it answers."""
    found = arranged(comments)
    assert sorted(own for own, _ in found) == sorted(own for own, _ in comments)
    order, depth = [own for own, _ in found], dict(found)
    for own, parent in comments:
        if depth[own]:
            assert parent is not None
            assert order.index(parent) < order.index(own)
            assert depth[own] == depth[parent] + 1


@given(st.lists(st.integers(0, 20)))
def test_nested_lists_open_and_close(depths: list[int]) -> None:
    """As many are closed as were opened, from any place in a thread."""
    found, left = steps(depths)
    assert sum(step.opens for step in found) - sum(step.closes for step in found) == left
    assert all(not (step.opens and step.closes) for step in found)


def test_a_very_deep_thread_is_arranged() -> None:
    """Ten thousand answers, each to the one before."""
    found = arranged([(str(n), str(n - 1) if n else None) for n in range(10_000)])
    assert found[-1] == ("9999", 9999)


def test_stances_say_toward_whom_and_by_which_words(client: Site) -> None:
    """A chip names its target, and the words are marked in the comment."""
    text = client.get("/comments/ferry").text
    assert re.search(r"<strong>favour</strong> toward <a href=\"/name/person/Ann%20Example\">", text)
    assert re.search(r"m-evidence\">The mayor is right</span>", text)
    assert re.search(r"m-cue\">clown</span>", text)


def test_people_and_comments_are_counted_apart(client: Site) -> None:
    """Two comments of one person are two comments, one person."""
    text = client.get("/comments/ferry").text
    assert "3 comments favour, by 3 people" in text
    assert "2 comments against, by 2 people" in text


def test_an_account_that_argues_both_sides_stands_side_by_side(client: Site) -> None:
    """Both comments, the time between, and how it reads."""
    text = client.get("/comments/ferry").text
    assert "argues both sides of" in text
    assert "6 hours apart" in text
    assert "Out with her" in client.get("/accounts").text
    assert "None is listed" in client.get("/accounts?flagged=0").text


def test_copies_are_folded_together(client: Site) -> None:
    """With what they share."""
    assert "2 comments by 2 accounts: the same text, disguised" in client.get("/comments/ferry").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("label=unclear", 1),
        ("toward=e1", 4),
        ("toward=e1&label=against", 2),
        ("account=a-1", 2),
        ("at_odds=1", 2),
        ("account=none", 0),
    ],
)
def test_filters_narrow(client: Site, query: str, found: int) -> None:
    """Each gives the comments that fit, and says how many they are."""
    text = client.get(f"/comments/ferry?{query}").text
    assert f"<strong>{found}</strong> comments fit" in text
    assert text.count('class="comment"') == found


def test_a_wrong_label_is_told(client: Site) -> None:
    """With the ones there are."""
    assert client.get("/comments/ferry?label=maybe").status_code == 400


def test_the_whole_thread(client: Site) -> None:
    """As JSON and as CSV, with the row count."""
    found = client.get("/thread.json?page=ferry").json()
    assert found["total"] == len(found["rows"]) == 8
    assert (
        found["rows"][1]["stances"]
        == "against toward Ann Example: The mayor is a clown; favour toward Jan Sosna: Let them block it all"
    )
    sheet = client.get("/thread.csv?page=ferry")
    assert int(sheet.headers["x-total-count"]) == len(list(csv.DictReader(sheet.text.splitlines()))) == 8
    assert client.get("/thread.json?page=none").status_code == 404


def test_a_page_without_comments_says_so(client: Site) -> None:
    """Nothing is made up."""
    assert "No comments are on record" in client.get("/comments/resumed").text
    assert client.get("/comments/none").status_code == 404


def test_markup_and_strange_ids_are_text(tmp_path: Path) -> None:
    """A comment, an account and a page id that try to be more."""
    own, text = 'a/b?c#d%41 &"<i>', "<script>alert(1)</script> {{ 7 * 7 }} \x00\u202e"
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=Page(id=own, title=text), comments=(Comment(id="<b>", account=text, text=text, parent="<b>"),)))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        listed = opened.get("/pages").text
        address = re.search(r'href="(/comments/[^"]+)"', listed)
        assert address
        found = opened.get(address[1]).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} \ufffd\ufffd" in found
    assert "<script>alert" not in found
    assert "<b>" not in found


def test_large_threads_come_in_parts(tmp_path: Path) -> None:
    """Two hundred at a time, each comment in one of them."""
    comments = tuple(Comment(id=f"c{n}", account="a", text=str(n), parent=f"c{n - 1}" if n % 3 else None) for n in range(450))
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=Page(id="p", title="Long"), comments=comments))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        parts = [opened.get(f"/comments/p?n={n}").text for n in (1, 2, 3)]
    assert [part.count('class="comment"') for part in parts] == [200, 200, 50]
    assert all(part.count("<ol") == part.count("</ol>") and part.count("<li>") == part.count("</li>") for part in parts)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0, "0 seconds apart"), (60, "1 minute apart"), (7200, "2 hours apart"), (200_000, "2 days apart")],
)
def test_time_between_is_told_in_words(seconds: float | None, words: str) -> None:
    """In the largest unit that it fills."""
    assert apart(seconds) == words
