"""The page view: the text whole, its evidence marked, a card for each statement and event that leads to its words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Page, Record, Statement, Tension, span
from onrecord.serve import Guard, Shelf, site
from onrecord.serve.evidence import paragraphs
from onrecord.serve.fragments import fragment
from onrecord.serve.marks import Mark, pieces, sentence_around
from onrecord.serve.sentenced import Sentenced
from onrecord.store import Store
from tests.serve.client import Site
from tests.serve.sample import FIRST

MARKS = st.lists(st.builds(Mark, st.integers(0, 40), st.integers(0, 40), st.sampled_from("ab"), st.sampled_from("xyz")))


@given(st.text(max_size=40), MARKS)
def test_pieces_are_the_text(text: str, marks: list[Mark]) -> None:
    """Joined, whatever the marks; each bears exactly the marks that lie over it."""
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        over = [m for m in marks if m.start <= at and m.end >= at + len(piece.text) and m.start < m.end]
        assert set(piece.of) == {m.of for m in over}
        at += len(piece.text)


@given(st.text(st.sampled_from("Ab. \n"), min_size=1, max_size=60), st.data())
def test_a_sentence_holds_its_span(text: str, data: st.DataObject) -> None:
    """Wherever it lies."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    begin, finish = sentence_around(text, [(start, end)])
    assert 0 <= begin <= start < end <= finish <= len(text)
    assert Sentenced(text).around([(start, end)]) == (begin, finish)


@given(st.text(st.sampled_from("ab \n"), max_size=60), MARKS)
def test_paragraphs_lose_no_words(text: str, marks: list[Mark]) -> None:
    """And no thing begins twice."""
    found = paragraphs(text, marks)
    assert "".join("".join(p.text for p in part) for part in found).split() == re.sub(r"\n\s*\n", "", text).split()
    begun = [key for part in found for piece in part for key in piece.begins]
    assert len(begun) == len(set(begun))


def _text_of(page: str) -> str:
    section = re.search(r'<section class="text".*?</section>', page, re.DOTALL)
    assert section
    return unescape(re.sub(r"<[^>]+>", "", section[0]))


def test_the_captured_text_stands_whole(client: Site) -> None:
    """With its marks and without."""
    for query in ("", "?marks=off", "?marks=events"):
        assert _text_of(client.get(f"/page/ferry{query}").text).split() == FIRST.split()


def test_marks_lead_to_cards_and_back(client: Site) -> None:
    """Every link to a part of the page has its place there."""
    text = client.get("/page/ferry").text
    places = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r' href="#([^"]+)"', text)) <= places
    assert {"s1", "v1", "t-s1", "t-v1"} <= places
    assert 'class="m' not in _section(client.get("/page/ferry?marks=off").text)


def _section(page: str) -> str:
    return page.partition('<section class="text"')[2].partition("</section>")[0]


def test_a_card_says_what_is_known(client: Site) -> None:
    """Speaker and role, act and form, dates as resolved and as written, bounds of figures, confidence in words, the gap on top."""
    text = client.get("/page/ferry").text
    for part in ("Ann Example</bdi></a>, <bdi>mayor", "predict", "indirect", "2026-04</time>", "“<bdi>April 2026</bdi>”", "at least 40",
                 "very likely", "pulls against <bdi>s4", "is threatened", "the page states 9 comments and holds 8", "held by <bdi>Disqus"):  # fmt: skip
        assert part in text
    assert "%" not in re.sub(r"%[0-9A-F]{2}", "", _cards(text))


def _cards(page: str) -> str:
    return page.partition('<section class="cards"')[2].partition("</section>")[0]


def test_each_statement_stands_in_its_sentence(client: Site) -> None:
    """The whole of it."""
    cards = unescape(re.sub(r"<[^>]+>", "", _cards(client.get("/page/ferry").text)))
    assert "“We will not be blackmailed,” she said." in cards


def test_links_lead_to_the_words_in_the_original(client: Site) -> None:
    """As text fragments."""
    assert 'href="https://news.example/ferry#:~:text=We%20will%20not%20be%20blackmailed"' in client.get("/page/ferry").text
    assert fragment("https://a.example/x#old", "a-b, c & d") == "https://a.example/x#:~:text=a%2Db%2C%20c%20%26%20d"
    assert (
        fragment("https://a.example/", "word " * 40)
        == "https://a.example/#:~:text=word%20word%20word%20word,word%20word%20word%20word"
    )
    assert fragment("javascript:alert(1)", "x") is None
    assert fragment("https://a.example/", "  ") is None


def test_a_page_with_nothing_is_shown(tmp_path: Path) -> None:
    """No text, no title, no dates, and an address that is no link."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=Page(id="../x", url="javascript:alert(1)")))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        text = opened.get("/page/..%2Fx").text
    assert "The page has no text on record." in text
    assert "javascript:" not in text


def test_many_cards_stand_in_parts(tmp_path: Path) -> None:
    """Each in one of them; marks and tensions lead to the part that has the card, whatever the page is called."""
    text = "He said no. " * 400
    said = tuple(
        Statement(id=f"s{n}", content=(span(text, 12 * n + 8, 12 * n + 10),), form="direct", act="deny") for n in range(400)
    )
    pulls = (Tension(a="s0", b="s399", relation="contradicts"),)
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=Page(id="a/b%?", text=text), statements=said, tensions=pulls))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        parts = [opened.get(f"/page/a%2Fb%25%3F?n={n}").text for n in (1, 2, 3)]
        assert opened.get("/page/a%2Fb%25%3F?n=4").status_code == 400
    assert [re.findall(r'data-id="s(\d+)"', part) for part in parts] == [
        [str(n) for n in range(begin, end)] for begin, end in ((0, 150), (150, 300), (300, 400))
    ]
    assert parts[0].count('href="/page/a%2Fb%25%3F?n=3#s399"') == 2  # its mark, and the tension on the card of s0
    assert 'href="#s399"' in parts[2]


def test_marks_are_one_of_few(client: Site) -> None:
    """Anything else is answered with a sentence."""
    assert client.get("/page/ferry?marks=none").status_code == 400


def test_a_card_without_a_mark_leads_nowhere_in_the_text(client: Site) -> None:
    """With some kinds of marks off, every link to a part of the page still has its place."""
    for query in ("?marks=off", "?marks=statements", "?marks=events"):
        text = client.get(f"/page/ferry{query}").text
        assert set(re.findall(r' href="#([^"]+)"', text)) <= set(re.findall(r' id="([^"]+)"', text))


def test_a_sentence_without_end_is_cut_on_its_card(tmp_path: Path) -> None:
    """Around its words, and the card says so; else a page of one sentence would be sent once a card."""
    text = "so " * 200_000
    said = tuple(
        Statement(id=f"s{n}", content=(span(text, 3000 * n, 3000 * n + 2),), form="direct", act="assert") for n in range(100)
    )
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=Page(id="long", text=text), statements=said))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        page = opened.get("/page/long").text
    assert page.count("A part of a very long sentence") == 100
    assert page.count('<span class="m  m-content">so</span>') == 100
    assert len(page) < 3 * len(text)
