"""The JSON interface: what it answers, in which pieces, and what it refuses."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from onrecord.record import Record, from_json
from onrecord.serve import Guard, Shelf, site
from onrecord.serve.api import ENDPOINTS
from onrecord.serve.lists import LISTINGS
from onrecord.serve.openapi import COLUMNS
from onrecord.store import Names, Store
from tests.serve.client import Site
from tests.serve.sample import records

HOSTILE = "<script>alert(1)</script>'\"&\u202e\x7f/../%2e%00?#"
ADDRESSES = ["/api/", "/api/openapi.json"] + [
    e.path.replace("{page}", "ferry") + {"comments": "?page=ferry", "search": "?q=ferry"}.get(e.path[5:], "") for e in ENDPOINTS
]


def _over(pages: list[Record], folder: Path) -> Site:
    with Store.open(folder / "r.db") as store:
        store.write_many(pages)
    return Site(site(Shelf(folder / "r.db"), Guard()))


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Site]:
    """A store whose one page has markup and odd characters for its id and title."""
    first = records()[0]
    with _over([replace(first, page=replace(first.page, id=HOSTILE, title=HOSTILE))], tmp_path) as found:
        yield found


@pytest.mark.parametrize("address", ADDRESSES)
def test_unchanged_answers_are_not_sent_again(client: Site, address: str) -> None:
    """Each address has an ETag that gets 304 and no body; HEAD tells the same and sends no body."""
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    head = client.request("HEAD", address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == first.headers[name]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_it_is_only_read(client: Site, address: str, method: str) -> None:
    """Other methods get 405 with what is allowed, as JSON."""
    answer = client.request(method, address)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "GET, HEAD" in answer.json()["error"]


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("statements?speeker=Ann", "speeker is not a parameter here; there is q, speaker"),
        ("totals?n=1", "there is none"),
        ("openapi.json?v=3", "v is not a parameter"),
        ("pages/ferry?n=1", "n is not a parameter"),
        ("search?q=ferry&n=1", "n is not a parameter"),
        ("statements?act=shout", "act is one of assert"),
        ("names?kind=AAA", "kind is one of person"),
        ("statements?act=%20deny", "act has blanks around it"),
        ("statements?act=", "act is empty"),
        ("statements?q=%20%C2%85", "q is empty"),
        ("statements?act=deny&act=ask", "act is given twice"),
        ("statements?since=2026-02-30", "since is a day, month or year"),
        ("statements?since=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96", "since is a day, month or year"),
        ("statements?n=0", "n is a whole number from 1 to 1000"),
        ("statements?n=1001", "n is a whole number from 1 to 1000"),
        ("statements?n=01", "n is a whole number"),
        ("statements?n=" + "1" * 300, "n is a whole number"),
        ("statements?n=%D9%A1", "n is a whole number"),
        ("statements?per_page=201", "per_page is a whole number from 1 to 200"),
        ("statements?per_page=-1", "per_page is a whole number"),
        ("statements?speaker=" + "a" * 301, "speaker is longer than 300 characters"),
        ("comments", "q or page is needed"),
        ("comments?n=2", "q or page is needed"),
        ("search", "q is needed"),
        ("search?speaker=Ann", "q is needed"),
    ],
)
def test_what_cannot_be_meant_is_told(client: Site, address: str, word: str) -> None:
    """Typing errors, doubles, blanks, and values out of range get 400 with a sentence."""
    answer = client.get("/api/" + address)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
    assert word in answer.json()["error"]
    assert answer.headers["etag"]


@pytest.mark.parametrize(
    "address", ["nothing", "pages/none", "pages/", "pages/a%2Fb%00%FF%ED%A0%80", "pages/ferry/x", "v1/pages"]
)
def test_what_is_not_there_is_told(client: Site, address: str) -> None:
    """Unknown addresses and pages get 404 as JSON."""
    answer = client.get("/api/" + address)
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_lists_turn_pages(client: Site) -> None:
    """Page by page, a list gives all its rows once; past its end it has none."""
    whole = client.get("/api/statements").json()
    assert (whole["total"], whole["more"], whole["n"], len(whole["rows"])) == (10, False, 1, 10)
    parts = [client.get(f"/api/statements?per_page=3&n={n}").json() for n in (1, 2, 3, 4, 5)]
    assert [row for part in parts for row in part["rows"]] == whole["rows"]
    assert [(part["n"], len(part["rows"])) for part in parts] == [(1, 3), (2, 3), (3, 3), (4, 1), (5, 0)]
    assert {part["total"] for part in parts} == {10}


def test_the_largest_page_is_whole(tmp_path: Path) -> None:
    """per_page=200 gives 200 rows of 203, 25 come without it, and the lists as web pages still have 25."""
    third = records()[2]
    pages = [replace(third, page=replace(third.page, id=f"p{i}", url=f"https://news.example/{i}")) for i in range(203)]
    with _over(pages, tmp_path) as client:
        found = client.get("/api/pages?per_page=200").json()
        assert (found["total"], len(found["rows"])) == (203, 200)
        assert len(client.get("/api/pages?per_page=200&n=2").json()["rows"]) == 3
        assert len(client.get("/api/pages").json()["rows"]) == 25
        assert "page 1 of 9" in client.get("/pages").text


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda one: one.name)
def test_rows_are_those_of_the_files(client: Site, listing: object) -> None:
    """A list here has the rows and columns of the list as a file, and all of them are described."""
    name = listing.name  # type: ignore[attr-defined]
    query = "?q=the" if name == "comments" else ""
    assert client.get(f"/api/{name}{query}").json()["rows"] == client.get(f"/{name}.json{query}").json()["rows"]
    assert set(listing.columns) <= COLUMNS.keys()  # type: ignore[attr-defined]


def test_a_statement_stands_in_its_sentence(client: Site) -> None:
    """No row quotes content without the sentence around it."""
    rows = client.get("/api/statements").json()["rows"]
    assert all(part in row["sentence"] for row in rows for part in row["content"].split(" … "))


def test_a_record_is_whole(client: Site) -> None:
    """It is the record that was written, with its text and thread."""
    for record in records():
        assert from_json(client.get(f"/api/pages/{record.page.id}").content) == record


def test_accounts_are_named_where_names_were_asked_for(sample_store: Path, tmp_path: Path) -> None:
    """Rows, whole lists and records, from the file of names; who is not in it keeps the pseudonym."""
    with Names.open(tmp_path / "names") as names:
        names.add({"a-2": "name of a-2"})
    with Site(site(Shelf(sample_store, tmp_path / "names"), Guard())) as client:
        rows = client.get("/api/comments?q=clown").json()["rows"]
        whole = client.get("/comments.json?q=right").json()["rows"] + client.get("/comments.json?q=clown").json()["rows"]
        record = client.get("/api/pages/ferry").json()
    assert [row["account"] for row in rows] == ["name of a-2"]
    assert [row["account"] for row in whole] == ["a-1", "name of a-2"]
    assert [comment["account"] for comment in record["comments"][:2]] == ["a-1", "name of a-2"]


def test_comments_of_a_page(client: Site) -> None:
    """With a page and no words, its thread in order."""
    rows = client.get("/api/comments?page=ferry").json()["rows"]
    assert [row["comment"] for row in rows] == [f"c{i}" for i in range(1, 9)]
    assert client.get("/api/comments?page=none").json()["rows"] == []


def test_search_leaves_out_lists_without_a_filter(client: Site) -> None:
    """All lists with words alone; with a speaker only statements have it; with filters of different lists there is none."""
    found = client.get("/api/search?q=ferry").json()
    assert list(found) == ["pages", "statements", "events", "comments"]
    assert len(found["events"]["rows"]) == 5 < found["events"]["total"]
    assert len(client.get("/api/search?q=ferry&per_page=8").json()["events"]["rows"]) == 8
    assert client.get("/api/search?q=ferry&speaker=Jan Sosna").json()["statements"]["total"] == 1
    assert list(client.get("/api/search?q=ferry&speaker=Jan Sosna").json()) == ["statements"]
    assert client.get("/api/search?q=ferry&speaker=Jan Sosna&modality=planned").json() == {}


def test_sums(client: Site) -> None:
    """Speakers and names with how often they occur, the most frequent first; and how much there is of everything."""
    speakers = client.get("/api/speakers?per_page=1").json()
    assert speakers["rows"] == [{"speaker": "Ann Example", "kind": "person", "statements": 4}]
    assert [r["statements"] for r in client.get("/api/speakers").json()["rows"]] == [4, 2, 2, 1, 1]
    names = client.get("/api/names?name=Rønne").json()
    assert names == {"total": 1, "more": False, "n": 1, "rows": [{"name": "Rønne", "kind": "place", "pages": 2}]}
    assert {r["kind"] for r in client.get("/api/names?kind=place").json()["rows"]} == {"place"}
    assert client.get("/api/totals").json() == {"pages": 3, "statements": 10, "events": 11, "comments": 8}


def test_the_document_names_everything(client: Site) -> None:
    """Every endpoint, filter and choice, every error, and the record's own shape stand in it; nothing points nowhere."""
    text = client.get("/api/openapi.json").text
    found = msgspec.json.decode(text)
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {e.path for e in ENDPOINTS} | {"/api/openapi.json"}
    for endpoint in ENDPOINTS:
        operation = found["paths"][endpoint.path]["get"]
        told = {p["name"] for p in operation["parameters"]}
        assert {p.name for p in endpoint.parameters} <= told
        assert {"200", "304", "400", "401", "405", "421", "503"} <= set(operation["responses"])
    assert "404" in found["paths"]["/api/pages/{page}"]["get"]["responses"]
    for place in re.findall(r'"\$ref":"#/components/(\w+)/(\w+)"', text):
        assert place[1] in found["components"][place[0]]
    assert {"Record", "Statement", "Event", "Error"} <= found["components"]["schemas"].keys()


def test_the_page_says_how_to_ask(client: Site) -> None:
    """It lists every endpoint with an example that works, curl, limits, and whose texts these are."""
    page = client.get("/api/")
    for endpoint in ENDPOINTS:
        assert f"<code>{endpoint.path}</code>" in page.text
    examples = re.findall(r'Try: <a href="([^"]+)"', page.text)
    assert len(examples) == len(ENDPOINTS)
    for example in examples:
        assert client.get(example.replace("&amp;", "&")).status_code == 200
    assert "curl 'http://127.0.0.1:8676/api/statements" in page.text.replace("&#39;", "'")
    assert "200 rows" in page.text
    assert "the whole text" in page.text


def test_odd_ids_are_shown_and_found(hostile: Site) -> None:
    """A page's id with markup, slashes and percent signs is text on the page, and its link leads to its record."""
    page = hostile.get("/api/").text
    assert "<script>alert" not in page
    (example,) = re.findall(r'Try: <a href="(/api/pages/[^"]+)"', page)
    found = hostile.get(example.replace("&amp;", "&"))
    assert found.json()["page"]["title"] == HOSTILE
    assert hostile.get("/api/pages").json()["rows"][0]["page"] == HOSTILE
    assert hostile.get("/api/comments", params={"page": HOSTILE}).json()["total"] == 8


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    """Lists are empty, sums are nought, and the page says how to read pages in."""
    with _over([], tmp_path) as client:
        assert client.get("/api/pages").json() == {"total": 0, "more": False, "n": 1, "rows": []}
        assert set(client.get("/api/totals").json().values()) == {0}
        assert "onrecord read" in client.get("/api/").text


def test_a_damaged_text_is_told(tmp_path: Path) -> None:
    """Bytes in the store that are no UTF-8 get 503 with a sentence, and the next answer is right again."""
    with _over(records(), tmp_path) as client:
        with closing(sqlite3.connect(tmp_path / "r.db")) as connection, connection:
            connection.execute("UPDATE gaps SET why = CAST(x'EDA080' AS TEXT) WHERE page = 'ferry'")
        answer = client.get("/api/pages/ferry")
        assert (answer.status_code, list(answer.json())) == (503, ["error"])
        assert client.get("/api/pages/count").status_code == 200


def test_a_token_in_the_address_is_the_guards(sample_store: Path) -> None:
    """Who shows the token otherwise may still have it in the address, as a browser with a bookmark does."""
    with Site(site(Shelf(sample_store), Guard(token="t"))) as client:
        assert client.get("/api/totals").status_code == 401
        assert client.get("/api/totals?token=t", headers={"authorization": "Bearer t"}).status_code == 200
