"""The timeline: when, apart from when it was told; what happened apart from what did not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.serve import Guard, Shelf, site
from onrecord.serve.days import day_words, month_words, span_words
from onrecord.serve.timeline import TIMELINE
from onrecord.store import Store
from tests.serve.client import Site
from tests.serve.strange import DATES, MARKUP, store_of_strange


def _items(text: str) -> list[str]:
    return re.findall(r"<article.*?</article>", text, flags=re.DOTALL)


def test_days_stand_under_months_from_the_latest(client: Site) -> None:
    """Headings of months, and in them of days and spans, in the order of days."""
    text = client.get("/timeline").text
    months = ["2027", "April 2026", "March 2026"]
    assert [at for at in re.findall(r"<h2>(.*?)</h2>", text) if at in months] == months
    assert re.findall(r"<h3>(.*?)</h3>", text) == [
        "Some time in 2027",
        "Some time in April 2026",
        "Saturday 7 March 2026",
        "Thursday 5 March 2026",
        "Wednesday 4 March 2026",
        "Tuesday 3 March 2026",
    ]


def test_when_stands_apart_from_when_it_was_reported(client: Site) -> None:
    """An item has both, and the words that the date was read from."""
    (item,) = _items(client.get("/timeline?since=2026-03-03&until=2026-03-03").text)
    assert '<dt>When</dt><dd><time datetime="2026-03-03">3 March 2026</time>' in item
    assert "<q><bdi>3 March 2026</bdi></q>" in item
    assert '<dt>Reported</dt><dd><time datetime="2026-03-04">4 March 2026</time>, <bdi>The Quay</bdi>' in item


def test_an_event_without_a_date_says_so(client: Site) -> None:
    """It stands under the day of the report."""
    items = _items(client.get("/timeline?modality=possible").text)
    assert len(items) == 1
    assert "no date of its own; it stands under the day of the report" in items[0]


@pytest.mark.parametrize(
    ("modality", "group", "drawn"),
    [
        ("happened", "happened", 'fill="currentColor"/>'),
        ("planned", "not_yet", 'fill="none"/>'),
        ("possible", "not_yet", "stroke-dasharray"),
        ("denied", "denied", "zM-7 7L7-7"),
        ("negated", "denied", "M-7-7L7 7"),
    ],
)
def test_modalities_differ_by_shape_and_word(client: Site, modality: str, group: str, drawn: str) -> None:
    """Each item has the marker of its modality, and its name."""
    for item in _items(client.get(f"/timeline?modality={modality}").text):
        assert f"told-{group}" in item
        assert drawn in item
        assert f'<span class="chip">{modality}</span>' in item


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 11),
        ("actor=Port workers", 2),
        ("place=Gdynia", 2),
        ("type=PROTEST&modality=threatened", 1),
        ("outlet=Morning Mole", 3),
        ("since=2026-04&until=2026-04", 1),
        ("page=count", 3),
        ("page=none", 0),
        ("q=hospital", 7),
        ("q=ferry&n=2", 8),
    ],
)
def test_the_page_and_the_whole_list_agree(client: Site, query: str, found: int) -> None:
    """The same filters give the same number as a page, JSON and CSV."""
    whole = client.get(f"/timeline.json?{query}").json()
    assert (whole["total"], len(whole["rows"])) == (found, found)
    assert f"<strong>{found}</strong>" in client.get(f"/timeline?{query}").text
    table = client.get(f"/timeline.csv?{query}")
    assert table.headers["x-total-count"] == str(found)
    assert table.text.splitlines()[0] == ",".join(TIMELINE.columns)


def test_words_do_not_change_the_order(client: Site) -> None:
    """A timeline is one also where words are looked for."""
    days = [row["day"] for row in client.get("/timeline.json?q=ferry").json()["rows"]]
    assert days == sorted(days, reverse=True)


def test_the_filters_stay_in_every_link(client: Site) -> None:
    """What is given is in the links to the whole list, to months and to the map."""
    text = client.get("/timeline?page=ferry&modality=planned").text
    assert 'href="/timeline.json?page=ferry&amp;modality=planned"' in text
    assert 'href="/timeline?page=ferry&amp;modality=planned&amp;since=2027-01&amp;until=2027-01"' in text
    assert 'href="/map?modality=planned"' in text
    assert '<input name="page" value="ferry"' in text


@pytest.mark.parametrize("query", ["since=soon", "modality=certain", "n=0", f"place={'a' * 301}"])
def test_what_cannot_be_meant_is_told(client: Site, query: str) -> None:
    """Such a filter is refused."""
    assert client.get(f"/timeline?{query}").status_code == 400


def test_texts_of_strangers_stay_texts(tmp_path: Path) -> None:
    """Markup is shown, no link goes elsewhere than the web, ids are written as parts of an address."""
    with Site(site(Shelf(store_of_strange(tmp_path)), Guard())) as client:
        text = client.get("/timeline").text
        whole = client.get("/timeline.json").json()
    assert whole["total"] == len(_items(text)) == len(DATES)
    assert MARKUP not in text
    assert "<svg onload" not in text
    assert "javascript:" not in text
    assert "\u202e" not in text
    assert "/page/a%2Fb%252F%3F%23c#v%2F0%25" in text
    assert " style=" not in text


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    """There is neither a chart nor months."""
    Store.open(tmp_path / "empty.db").close()
    with Site(site(Shelf(tmp_path / "empty.db"), Guard())) as client:
        text = client.get("/timeline").text
    assert "onrecord read SOURCE" in text
    assert 'id="chart"' not in text
    assert "By month" not in text


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-03-03", "2026-03-03", "3 March 2026"),
        ("2024-02-01", "2024-02-29", "some time in February 2024"),
        ("2026-01-01", "2026-12-31", "some time in 2026"),
        ("2026-03-03", "2026-03-09", "between 3 March 2026 and 9 March 2026"),
        (None, None, ""),
        ("0000-01-01", "0000-01-31", "0000-01-01"),
    ],
)
def test_spans_in_words(since: str | None, until: str | None, words: str) -> None:
    """Days, months, years and others."""
    assert span_words(since, until) == words


def test_what_is_no_day_stays_as_it_is() -> None:
    """Nothing is made up of it."""
    assert (day_words("soon"), month_words("soon"), day_words(None)) == ("soon", "soon", "")
