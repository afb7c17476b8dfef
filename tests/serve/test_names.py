"""Names: lists of them, and a page for each."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.record import Entity, Page, Record, Statement, sha256
from onrecord.serve import Guard, Shelf, name_view, site
from onrecord.serve.called import Called, is_name
from onrecord.serve.words import name_url
from onrecord.store import Store
from tests.serve.client import Site
from tests.serve.sample import at, records

HOSTILE = '<img src=x onerror=alert(1)>/100%?#"&\u202e'
TEXT = f"{HOSTILE} said that it rained. Captain Noor Vale left. It left. Vale, the captain, came back. The captain slept."


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Site]:
    """A store of three pages, on which Vale is person, place and speaker of no kind, and one name is markup."""
    vale = (at(TEXT, "Captain Noor Vale"), at(TEXT, "It"), at(TEXT, "Vale", 1), at(TEXT, "The captain"))

    def page(own: str, published: str | None, *entities: Entity, speaker: str | None = None, source: str = HOSTILE) -> Record:
        said = Statement(
            id="s1", source=at(TEXT, source), speaker=speaker, content=(at(TEXT, "it rained"),), form="indirect", act="assert"
        )
        about = Page(id=own, title=f"<b>{own}</b>", text=TEXT, text_sha256=sha256(TEXT), published=published)
        return Record(page=about, entities=entities, statements=(said,))

    hostile = Entity(id="e2", kind="organisation", name=HOSTILE, role="<i>host</i>", mentions=(at(TEXT, HOSTILE),))
    captain = Entity(id="e1", kind="person", name="Vale", role="captain", mentions=vale)
    twice = Entity(id="e3", kind="person", name="Vale", role="captain", of="Noor", mentions=vale[:1])
    valley = Entity(id="e1", kind="place", name="Vale", mentions=vale[2:3], lat=-12.5, lon=-71.25)
    with Store.open(tmp_path / "odd.db") as store:
        store.write_many(
            [
                page("new", "2026-05-02T10:00:00Z", captain, hostile, twice, speaker="e2"),
                page("old", "2025-01-02", captain, speaker="e1"),
                page("dateless", None, valley, source="Vale"),
            ]
        )
    with Site(site(Shelf(tmp_path / "odd.db"), Guard())) as found:
        yield found


def test_names_stand_with_their_pages(client: Site) -> None:
    """The list has each name and kind once, those on most pages first, with the number of pages."""
    rows = client.get("/names.json").json()["rows"]
    pages: dict[tuple[str, str], set[str]] = {}
    for r in records():
        for e in r.entities:
            pages.setdefault((e.name, e.kind), set()).add(r.page.id)
    assert {(row["name"], row["kind"]): row["pages"] for row in rows} == {key: len(own) for key, own in pages.items()}
    assert [row["pages"] for row in rows] == sorted((row["pages"] for row in rows), reverse=True)


@pytest.mark.parametrize("name", ["names", "speakers", "named"])
def test_whole_lists_say_how_many_they_are(client: Site, name: str) -> None:
    """JSON and CSV hold the same rows, and their number."""
    query = "?name=Jan Sosna&kind=person" if name == "named" else ""
    found = client.get(f"/{name}.json{query}").json()
    sheet = client.get(f"/{name}.csv{query}")
    assert found["total"] == len(found["rows"]) > 0
    assert int(sheet.headers["x-total-count"]) == len(list(csv.DictReader(sheet.text.splitlines()))) == found["total"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("names.json?begins=harb", ["harbour police"]),
        ("names.json?begins=P", ["Port workers"]),
        ("names.json?kind=place", ["Rønne", "Gdynia"]),
        ("names.json?kind=place&begins=G", ["Gdynia"]),
        ("names.json?begins=%25", []),
        ("speakers.json?begins=the", ["the hospital"]),
    ],
)
def test_filters_narrow(client: Site, query: str, found: list[str]) -> None:
    """By kind and by the beginning of the name; the page says the same number."""
    answer = client.get("/" + query).json()
    assert [row.get("name", row.get("speaker")) for row in answer["rows"]] == found
    assert f"<strong>{len(found)}</strong>" in client.get("/" + query.replace(".json", "")).text


def test_capitals_are_advised(client: Site) -> None:
    """Where nothing begins so, the same with capitals is offered."""
    assert 'href="/names?begins=Gd"' in client.get("/names?begins=gd").text


@pytest.mark.parametrize(
    "address",
    ["/names?kind=bird", "/names?n=0", "/speakers?begins=" + "a" * 301, "/name.json?kind=person", "/name.json?name=a&kind=b"],
)
def test_what_cannot_be_meant_is_told(client: Site, address: str) -> None:
    """It is refused with a reason."""
    assert client.get(address).status_code == 400


def test_a_person_has_what_the_pages_say(client: Site) -> None:
    """Names without pronouns, the role with its report, statements by and about, opponents and pages."""
    found = client.get("/name.json?kind=person&name=Ann Example").json()
    assert [row["exact"] for row in found["names"]] == ["Ann Example"]
    assert [(row["role"], row["of"], row["first"][:10], row["last_page"]) for row in found["roles"]] == [
        ("mayor", "Gdynia", "2026-03-04", "ferry")
    ]
    assert [(row["page"], row["statement"]) for row in found["by"]] == [
        ("count", "s3"),
        ("count", "s4"),
        ("ferry", "s2"),
        ("ferry", "s3"),
    ]
    assert [(row["name"], row["pairs"]) for row in found["opponents"]] == [("Jan Sosna", 1)]
    assert [row["page"] for row in found["pages"]] == ["count", "ferry"]
    assert found["pages_total"] == 2


def test_disputes_over_events_count_for_who_tells_of_them(client: Site) -> None:
    """The police and Sosna dispute each other in words and in the figures of two events."""
    found = client.get("/name.json?kind=organisation&name=harbour police").json()
    assert [(row["name"], row["pairs"], row["page"]) for row in found["opponents"]] == [("Jan Sosna", 2, "count")]


def test_a_place_has_country_and_events(client: Site) -> None:
    """With its coordinates, what happened there, and ways to map and timeline."""
    page = client.get(name_url("place", "Gdynia"))
    assert page.status_code == 200
    assert all(words in page.text for words in ("Poland", "54.52° N, 18.53° E", 'href="/map"', 'href="/timeline?place=Gdynia"'))
    assert [row["event"] for row in client.get("/name.json?kind=place&name=Gdynia").json()["there"]] == ["v2", "v1"]


def test_a_speaker_that_is_no_entity_has_a_page(client: Site) -> None:
    """By the words that stand for the source."""
    page = client.get(name_url("", "the hospital"))
    assert page.status_code == 200
    assert "kind not told" in page.text
    assert [row["page"] for row in client.get("/named.json?name=the hospital").json()["rows"]] == ["ferry"]


def test_every_name_and_speaker_leads_to_its_page(client: Site, odd: Site) -> None:
    """No link of the lists is dead."""
    for one in (client, odd):
        for row in one.get("/names.json").json()["rows"]:
            assert one.get(name_url(row["kind"], row["name"])).status_code == 200
        for row in one.get("/speakers.json").json()["rows"]:
            assert one.get(name_url(row["kind"], row["speaker"])).status_code == 200


def test_no_account_and_no_stance_stands_with_a_name(client: Site) -> None:
    """Comments speak of the mayor; her page has none of their words, accounts or labels."""
    for address in (name_url("person", "Ann Example"), "/name.json?kind=person&name=Ann Example"):
        body = client.get(address).text
        assert not any(a.name in body for r in records() for a in r.accounts)
        assert not any(c.text in body for r in records() for c in r.comments if c.text)
        assert "favour" not in body


def test_a_name_of_several_kinds_says_so(odd: Site) -> None:
    """With links to each; roles and pages are not mixed."""
    person = odd.get("/name/person/Vale").text
    assert 'href="/name/place/Vale"' in person
    assert 'href="/name/unknown/Vale"' in person
    assert "12.50° S, 71.25° W" not in person
    assert "12.50° S, 71.25° W" in odd.get("/name/place/Vale").text
    assert "captain" not in str(odd.get("/name.json?kind=place&name=Vale").json()["roles"])


def test_roles_have_first_and_last_report(odd: Site) -> None:
    """Each role and body once, the newest first; a page that has the name twice is one page."""
    found = odd.get("/name.json?kind=person&name=Vale").json()
    told = [(r["role"], r["of"], r["pages"], r["first"], r["last"]) for r in found["roles"]]
    assert told == [
        ("captain", None, 2, "2025-01-02", "2026-05-02T10:00:00Z"),
        ("captain", "Noor", 1, "2026-05-02T10:00:00Z", "2026-05-02T10:00:00Z"),
    ]
    assert [row["page"] for row in found["pages"]] == ["new", "old"]
    assert {(r["name"], r["kind"]): r["pages"] for r in odd.get("/names.json?begins=Vale").json()["rows"]} == {
        ("Vale", "person"): 2,
        ("Vale", "place"): 1,
    }


def test_pronouns_and_descriptions_are_no_names(odd: Site) -> None:
    """Only what names somebody is listed, as written."""
    found = odd.get("/name.json?kind=person&name=Vale").json()
    assert {row["exact"]: row["mentions"] for row in found["names"]} == {"Captain Noor Vale": 3, "Vale": 2}


@pytest.mark.parametrize(
    ("mention", "name", "kind", "named"),
    [
        ("she", "Ann Example", "person", False),
        ("the mayor", "Ann Example", "person", False),
        ("The mayor", "Ann Example", "person", False),
        ("Ms Example", "Ann Example", "person", True),
        ("the police", "harbour police", "organisation", False),
        ("Harbour police", "harbour police", "organisation", True),
        ("the Houthis", "Houthis", "group", True),
        ("Workers", "Port workers", "group", True),
        ("the workers", "Port workers", "group", False),
        ("القاهرة", "Cairo", "place", True),
        (" ", "Cairo", "place", False),
    ],
)
def test_what_is_a_name(mention: str, name: str, kind: str, named: bool) -> None:
    """Capitals tell a name from a description; the entity's own name is one always, and so is a script without capitals."""
    assert is_name(mention, name, kind) is named


def test_hostile_names_are_text(odd: Site) -> None:
    """Markup in names, roles and titles is shown as text, and the link to such a name leads to it."""
    at_it = name_url("organisation", HOSTILE)
    page = odd.get(at_it)
    assert page.status_code == 200
    assert not any(words in page.text for words in ("<img", "<i>", "<b>", "\u202e"))
    assert "/name/organisation/%3Cimg" in odd.get("/names").text
    assert odd.get("/name.json", params={"name": HOSTILE, "kind": "organisation"}).json()["name"] == HOSTILE


@pytest.mark.parametrize(
    "address", ["/name/person/Nobody", "/name/bird/Vale", "/name.json?name=Nobody", "/named.csv?name=Nobody", "/name/person/"]
)
def test_nobody_is_missing(odd: Site, address: str) -> None:
    """404; where the name has other kinds, they are told."""
    answer = odd.get(address)
    assert answer.status_code == 404
    assert ("person and place" in answer.text) is ("bird" in address)


def test_pages_beyond_the_last_are_empty(client: Site) -> None:
    """The list says that it ends."""
    assert "The list ends before this page." in client.get("/name/person/Jan%20Sosna?n=9").text
    assert client.get("/name/person/Jan%20Sosna?n=x").status_code == 400


def test_a_page_that_goes_takes_its_names_along(tmp_path: Path) -> None:
    """And one that is read again counts once."""
    with Store.open(tmp_path / "r.db") as store:
        store.write_many(records())
        store.write_many(records())
        store.forget_page("ferry")
    connection = sqlite3.connect(tmp_path / "r.db")
    named = connection.execute("SELECT name, kind, count(DISTINCT page) FROM entities GROUP BY 1, 2 ORDER BY 1, 2").fetchall()
    assert connection.execute("SELECT name, kind, pages FROM names ORDER BY 1, 2").fetchall() == named
    assert (
        connection.execute("SELECT count(*) FROM named").fetchone()
        == connection.execute("SELECT count(*) FROM entities").fetchone()
    )
    connection.close()


def test_lookups_walk_indices(sample_store: Path) -> None:
    """However many pages have a name, its newest are read from an index in order, and nothing is sorted or scanned."""
    connection = sqlite3.connect(sample_store)
    given = {"name": "Ann Example", "kind": "person", "limit": 10}
    for query in (name_view.BY, name_view.ABOUT, name_view.INVOLVED, name_view.THERE, name_view.NAMED, name_view.SPEAKS):
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", given)]
        assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in plan), plan
    connection.close()


def test_called_is_empty_for_nobody(sample_store: Path) -> None:
    """Nothing is made up for a name that no page has."""
    connection = sqlite3.connect(sample_store)
    connection.row_factory = sqlite3.Row
    assert Called.read(connection, "Nobody", "person") == Called([], [], [], [])
    connection.close()
