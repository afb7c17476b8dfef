"""Lists: what fits, in order, as a page, as JSON and as CSV."""

from __future__ import annotations

import csv

import pytest

from tests.serve.client import Site
from tests.serve.sample import records


def test_whole_lists_are_complete(client: Site) -> None:
    """JSON and CSV have every row of the store, and say how many they are."""
    for name, own in (("pages", [r.page.id for r in records()]), ("statements", [s.id for r in records() for s in r.statements])):
        found = client.get(f"/{name}.json").json()
        assert found["total"] == len(found["rows"]) == len(own)
        sheet = client.get(f"/{name}.csv")
        assert int(sheet.headers["x-total-count"]) == len(list(csv.DictReader(sheet.text.splitlines()))) == len(own)


def test_newest_come_first(client: Site) -> None:
    """Pages stand in the order of their dates."""
    assert [row["page"] for row in client.get("/pages.json").json()["rows"]] == ["resumed", "count", "ferry"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("statements.json?speaker=Ann Example", 4),
        ("statements.json?speaker=Ann Example&act=praise", 1),
        ("statements.json?about=Rønne", 2),
        ("statements.json?q=ferry", 3),
        ("statements.json?outlet=Morning Mole&until=2026-03", 4),
        ("statements.json?until=2026-02", 0),
        ("events.json?modality=planned", 1),
        ("events.json?place=Rønne&type=COOPERATE", 1),
        ("events.json?actor=Port workers", 2),
        ("events.json?since=2026-04&until=2026-04", 1),
        ("events.json?q=hospital", 7),
        ("comments.json?q=clown", 1),
        ("pages.json?q=ferry", 2),
        ("pages.json?since=2026-03-05&until=2026-03-05", 1),
    ],
)
def test_filters_narrow(client: Site, query: str, found: int) -> None:
    """Each filter alone and with others gives what fits, and the page says the same number."""
    assert client.get("/" + query).json()["total"] == found
    assert f"<strong>{found}</strong>" in client.get("/" + query.replace(".json", "")).text


@pytest.mark.parametrize("query", ["since=yesterday", "since=2026-13", "act=shout", "n=0", "n=x", "n=99999", "q=" + "a" * 301])
def test_what_cannot_be_meant_is_told(client: Site, query: str) -> None:
    """A filter that is no date, no choice, no page or too long is refused with a reason."""
    answer = client.get(f"/statements?{query}")
    assert answer.status_code == 400
    assert "empty" in answer.text


def test_a_statement_stands_in_its_sentence(client: Site) -> None:
    """No row quotes content without the sentence around it."""
    rows = client.get("/statements.json").json()["rows"]
    assert all(row["sentence"] and all(part in row["sentence"] for part in row["content"].split(" … ")) for row in rows)


def test_an_unchanged_page_is_not_sent_again(client: Site) -> None:
    """Its ETag gets 304 and no body."""
    first = client.get("/statements")
    again = client.get("/statements", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
