"""The thread view: every comment once, in the order of the thread, with where it stands and by which words."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import (
    Account,
    AtOdds,
    Comment,
    Copies,
    Page,
    ReadsAs,
    Record,
    Span,
    Stance,
    Statement,
    span,
)  # fmt: skip
from onrecord.serve import Guard, Shelf, site
from onrecord.serve.sides import apart
from onrecord.serve.tree import arranged, steps
from onrecord.store import Store
from tests.serve.client import Site

IDS = st.integers(0, 12).map(str)


@given(st.lists(st.tuples(IDS, st.none() | IDS)))
def test_an_id_that_comes_twice_stands_once(comments: list[tuple[str, str | None]]) -> None:
    """However often it comes, and whatever its parents say."""
    found = [own for own, _ in arranged(comments)]
    assert sorted(found) == sorted({own for own, _ in comments})


@given(st.lists(st.tuples(IDS, st.none() | IDS), unique_by=lambda one: one[0]))
def test_a_tree_has_every_comment_once(comments: list[tuple[str, str | None]]) -> None:
    """Whatever the parents say: missing ones, oneself, circles; an answer stands below and behind what it answers."""
    found = list(arranged(comments))
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
    found = list(arranged([(str(n), str(n - 1) if n else None) for n in range(10_000)]))
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


@pytest.mark.parametrize(
    "query", ["label=maybe", "order=likes", "at_odds=0", "toward=" + "x" * 301, "comment=none", "label=unclear&comment=c1"]
)
def test_what_cannot_be_meant_is_told(client: Site, query: str) -> None:
    """A value that there is not, too long, or a comment that is not shown."""
    assert client.get(f"/comments/ferry?{query}").status_code == 400


def test_filters_are_told_by_name(client: Site) -> None:
    """Not by an id; and what fits is there as JSON and CSV."""
    text = client.get("/comments/ferry?toward=e1&label=against").text
    assert "toward: <bdi>Ann Example</bdi>" in text
    assert '<option value="e1" selected>Ann Example</option>' in text
    found = client.get("/thread.json?page=ferry&toward=e1&label=against").json()
    assert [(row["comment"], row["depth"]) for row in found["rows"]] == [("c2", 1), ("c4", 0)]
    assert found["total"] == int(client.get("/thread.csv?page=ferry&toward=e1&label=against").headers["x-total-count"]) == 2


def test_the_order_of_time(client: Site) -> None:
    """The earliest first, those without a time last; what is not a time is none."""
    text = client.get("/comments/ferry?order=time").text
    assert re.findall(r'class="comment" id="(c\d)"', text) == ["c1", "c2", "c4", "c3", "c5", "c6", "c7", "c8"]
    assert "those without a time of their own stand last" in text


def test_times_of_different_zones_are_compared(tmp_path: Path) -> None:
    """By the moment that they mean."""
    posted = {"a": "2026-03-04T09:00:00Z", "b": "2026-03-04T10:30:00+02:00", "c": "now", "d": "1", "e": "2026-03-03"}
    comments = tuple(Comment(id=own, text=own, posted=when) for own, when in posted.items())
    with _site(tmp_path, Record(page=Page(id="p"), comments=comments)) as opened:
        rows = opened.get("/thread.json?page=p&order=time").json()["rows"]
    assert [row["comment"] for row in rows] == ["e", "b", "a", "c", "d"]


def test_bars_are_told_apart_without_colour(client: Site) -> None:
    """By a pattern each, and in words for those who do not see them; comments above, accounts below."""
    text = client.get("/comments/ferry").text
    bar = re.search(r'<svg class="share"[^>]*aria-label="favour: 1 comment, 1 person; against: 2[^"]*">(.*?)</svg>', text)
    assert bar
    assert set(re.findall(r'fill="url\(#([\w-]+)\)"[^>]* y="(\d+)"', bar[1])) >= {("side-against", "0"), ("side-against", "12")}
    assert all(f'<pattern id="side-{label}"' in text for label in ("favour", "against", "neutral", "unclear"))


def test_what_a_stance_does_not_mean_stands_in_the_page(client: Site) -> None:
    """With a link to it at the top, and no word that judges people."""
    text = client.get("/comments/ferry").text
    assert 'href="#how-it-is-read"' in text
    assert '<h2 id="how-it-is-read">' in text
    assert not re.search(r"\b(bot|troll|sockpuppet)s?\b", text + client.get("/accounts").text, re.IGNORECASE)


def test_a_stance_toward_a_claim_links_to_it(tmp_path: Path) -> None:
    """A statement has no name: it is quoted, and leads to the page."""
    story, said = "The ferry sails, she said.", "The ferry sails"
    statement = Statement(id="s/1", content=(span(story, 0, len(said)),), form="indirect", act="assert")
    comment = Comment(id="c", text="Never.", stances=(Stance(toward="s/1", label="against"),))
    with _site(tmp_path, Record(page=Page(id="p", text=story), statements=(statement,), comments=(comment,))) as opened:
        text = opened.get("/comments/p").text
    assert f'<strong>against</strong> toward <a href="/page/p#s%2F1">“<bdi>{said}</bdi>”</a>' in text


def test_pairs_that_may_be_something_else_flag_nobody(tmp_path: Path) -> None:
    """They are listed apart, in words of doubt."""
    with _site(tmp_path, _two_sided("irony")) as opened:
        text, listed = opened.get("/comments/p").text, opened.get("/accounts?flagged=0").text
        rows = opened.get("/accounts.json?flagged=0").json()
        assert opened.get("/accounts.json").json() == {"total": 0, "rows": []}
        assert opened.get("/accounts.csv?flagged=0").headers["x-total-count"] == "1"
    assert "Listed, not flagged (1)" in text
    assert "may be irony or parody" in text
    assert "may be irony or parody" in listed
    assert not re.search(r"</strong> argues both sides", text + listed)
    assert rows["total"] == 1
    assert (rows["rows"][0]["reads_as"], rows["rows"][0]["evidence_b"]) == ("irony", "No")


def test_copies_of_all_pages(client: Site) -> None:
    """With what they share, and their page."""
    text = client.get("/accounts?show=copies").text
    assert "the same text, disguised; they share nearly all of their words" in text
    assert 'under <a href="/comments/ferry">' in text
    assert 'href="/comments/ferry?comment=c5#c5"' in text
    assert client.get("/accounts?show=none").status_code == client.get("/accounts?flagged=2").status_code == 400


def test_a_large_group_of_copies_is_cut(tmp_path: Path) -> None:
    """It says how many there are, and shows the first."""
    comments = tuple(Comment(id=f"c{n}", account=f"a{n}", text="Sign it.") for n in range(6000))
    group = Copies(comments=tuple(c.id for c in comments), kind="same", similarity=1.0)
    with _site(tmp_path, Record(page=Page(id="p"), comments=comments, copies=(group,))) as opened:
        text = opened.get("/comments/p").text
    assert "6,000 comments by 6,000 accounts: the same text; they share all of their words" in text
    assert "The first 20 are shown." in text


def test_posting_in_concert_has_a_view_of_its_own(client: Site) -> None:
    """Accounts lead to it."""
    assert 'href="/concert"' in client.get("/accounts").text


@pytest.mark.parametrize(
    ("language", "told"), [("en", "stored before comments were read"), (None, "before"), ("de", "English threads only")]
)
def test_a_thread_without_stances_says_why(tmp_path: Path, language: str | None, told: str) -> None:
    """As far as it can be known."""
    record = Record(page=Page(id="p", language=language), comments=(Comment(id="c", text="So."),))
    with _site(tmp_path, record) as opened:
        text = opened.get("/comments/p").text
    assert "No stances are on record for this thread" in text
    assert told in text


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


def _site(folder: Path, *records: Record) -> Site:
    """The site over a store of these records."""
    with Store.open(folder / "r.db") as store:
        store.write_many(records)
    return Site(site(Shelf(folder / "r.db"), Guard()))


def _two_sided(reads_as: ReadsAs) -> Record:
    """An account with two comments on two sides of a target that the record does not name."""
    comments = (Comment(id="c1", account="a", text="Yes"), Comment(id="c2", account="a", text="No"))
    odds = AtOdds(
        a="c1",
        b="c2",
        toward="e9",
        reads_as=reads_as,
        evidence_a=Span(start=0, end=3, exact="Yes"),
        evidence_b=Span(start=0, end=2, exact="No"),
    )
    return Record(page=Page(id="p"), comments=comments, accounts=(Account(name="a", comments=("c1", "c2"), at_odds=(odds,)),))


def test_large_threads_come_in_parts(tmp_path: Path) -> None:
    """Two hundred at a time, each comment in one of them."""
    comments = tuple(Comment(id=f"c{n}", account="a", text=str(n), parent=f"c{n - 1}" if n % 3 else None) for n in range(450))
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=Page(id="p", title="Long"), comments=comments))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        parts = [opened.get(f"/comments/p?n={n}").text for n in (1, 2, 3)]
        found = opened.get("/comments/p?comment=c449").text
        beyond = opened.get("/comments/p?n=4").text
    assert [part.count('class="comment"') for part in parts] == [200, 200, 50]
    assert len({own for part in parts for own in re.findall(r'class="comment" id="(c\d+)"', part)}) == 450
    assert 'id="c449"' in found
    assert "part 3 of 3" in found
    assert 'href="/comments/p?comment=c449#c449"' in found
    assert "The thread ends before this part" in beyond
    assert all(part.count("<ol") == part.count("</ol>") and part.count("<li>") == part.count("</li>") for part in parts)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0, "0 seconds apart"), (60, "1 minute apart"), (7200, "2 hours apart"), (200_000, "2 days apart")],
)
def test_time_between_is_told_in_words(seconds: float | None, words: str) -> None:
    """In the largest unit that it fills."""
    assert apart(seconds) == words
