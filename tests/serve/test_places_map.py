"""The map of events and its table."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from onrecord.serve import Guard, Shelf, site
from onrecord.serve.frame import WORLD, Frame, frame_around
from onrecord.serve.outlines import outlines
from onrecord.serve.places_map import COLUMNS, places
from onrecord.store import Store
from tests.serve.client import Site
from tests.serve.strange import MARKUP, store_of_strange


def _drawing(text: str) -> ElementTree.Element:
    found = re.search(r'<svg class="map".*?</svg>', text, flags=re.DOTALL)
    assert found
    return ElementTree.fromstring(found[0])


def test_the_table_has_the_numbers_by_modality(client: Site) -> None:
    """A row a place, with a link to its timeline."""
    assert client.get("/map.json").json() == {
        "total": 2,
        "rows": [
            {"place": "Gdynia", "country": "PL", "lat": 54.52, "lon": 18.53, "events": 2, "happened": 2, "not_yet": 0, "denied": 0},
            {"place": "Rønne", "country": "DK", "lat": 55.1, "lon": 14.7, "events": 1, "happened": 1, "not_yet": 0, "denied": 0},
        ],
    }  # fmt: skip
    text = client.get("/map").text
    assert '<th scope="row"><a href="/timeline?place=Gdynia"><bdi>Gdynia</bdi></a></th><td>Poland</td>' in text
    assert "8 of these have no place" in text


def test_the_csv_has_the_same_rows(client: Site) -> None:
    """And their number."""
    answer = client.get("/map.csv?type=PROTEST")
    assert answer.headers["x-total-count"] == "1"
    assert answer.text.splitlines() == [",".join(COLUMNS), "Gdynia,PL,54.52,18.53,1,1,0,0"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("modality=ongoing", 1),
        ("actor=Port workers", 1),
        ("since=2026-03-05", 1),
        ("until=2026-03-04", 1),
        ("modality=denied", 0),
    ],
)
def test_filters_narrow(client: Site, query: str, found: int) -> None:
    """Each of them, on the page as in the list."""
    assert client.get(f"/map.json?{query}").json()["total"] == found
    text = client.get(f"/map?{query}").text
    assert f"<strong>{found}</strong> places" in text
    assert len(_drawing(text).findall("g")) == found


def test_a_place_is_drawn_with_its_words(client: Site) -> None:
    """The drawing names its places, has land below them, and needs no style attribute."""
    drawing = _drawing(client.get("/map").text)
    titles = [title.text for title in drawing.findall("g/title")]
    assert titles == ["Gdynia, Poland: 2 happened or under way", "Rønne, Denmark: 1 happened or under way"]
    land = drawing.find("path")
    assert land is not None
    assert land.attrib["d"].startswith("M")
    assert not any("style" in element.attrib for element in drawing.iter())


def test_the_whole_world_can_be_asked_for(client: Site) -> None:
    """Its state is in the address; another area is refused."""
    assert "Only the part with the places" in client.get("/map?area=world").text
    assert client.get("/map?area=moon").status_code == 400


def test_only_the_newest_are_counted_on_a_page(sample_store: Path) -> None:
    """Of three events, two of them on one day, those of the latest days."""
    shelf = Shelf(sample_store)
    with shelf.reading() as connection:
        latest, every = places(connection, {}, 3), places(connection, {})
    shelf.close()
    assert (latest.events, latest.without, [row["place"] for row in latest.rows]) == (3, 2, ["Rønne"])
    assert (every.events, every.without) == (11, 8)


def test_texts_of_strangers_stay_texts(tmp_path: Path) -> None:
    """Markup in a name is shown; a place beside the globe counts as one that could not be found."""
    with Site(site(Shelf(store_of_strange(tmp_path)), Guard())) as client:
        text, rows = client.get("/map").text, client.get("/map.json").json()["rows"]
    assert [(row["events"], row["denied"]) for row in rows] == [(7, 7)]
    assert MARKUP not in text
    assert "<svg onload" not in text
    assert "\u202e" not in text
    assert "<td>X&lt;</td>" in text
    assert len(_drawing(text).findall("g")) == 1


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    """The world is drawn without places."""
    Store.open(tmp_path / "empty.db").close()
    with Site(site(Shelf(tmp_path / "empty.db"), Guard())) as client:
        text = client.get("/map").text
    assert "onrecord read SOURCE" in text
    assert "<table" not in text
    assert _drawing(text).findall("g") == []


def test_a_frame_holds_its_places() -> None:
    """Each lies within the drawing, near as they may be, or far apart."""
    for some in (
        [(54.5, 18.5)],
        [(50.0, 30.0), (48.0, 37.0)],
        [(-89.0, 179.0), (89.0, -179.0)],
        [(0.0, 0.0), (0.0, 40.0), (30.0, 3.0)],
    ):
        frame = frame_around(some)
        if frame is not WORLD:
            for lat, lon in some:
                x, y = frame.xy(lat, lon)
                assert 0 < x < frame.width
                assert 0 < y < frame.height
        assert 300 < frame.height < 800


def test_what_lies_beyond_the_edge_is_not_drawn() -> None:
    """The world ends at 57 degrees south; the table has such a place all the same."""
    assert WORLD.holds(-56.0, -70.0)
    assert not WORLD.holds(-77.8, 166.7)


def test_lengths_are_true_in_the_middle() -> None:
    """At 60 degrees, a degree of latitude is twice as long as one of longitude."""
    frame = Frame((10.0, 55.0, 30.0, 65.0))
    assert frame.up == pytest.approx(2 * frame.across)


def test_outlines_are_of_the_part_that_is_shown() -> None:
    """Closer up they are finer and fewer; in the sea there are none."""
    baltic, sea = outlines((10.0, 53.0, 25.0, 60.0)), outlines((-40.0, 25.0, -35.0, 30.0))
    assert sea == ""
    assert 0 < len(baltic) < len(outlines((-180.0, -57.0, 180.0, 84.0))) * 2
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", baltic)
