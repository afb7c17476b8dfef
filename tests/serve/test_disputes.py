"""Disputes: a card a matter, every version kept, in the order of the text, none called right."""

from __future__ import annotations

import csv
import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.matters import components, figures
from tests.serve.client import Site

NODES = st.lists(st.sampled_from("abcdefgh"), unique=True)
EDGES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))


@given(NODES, EDGES)
def test_components_part_the_nodes(nodes: list[str], edges: list[tuple[str, str]]) -> None:
    """Each node in one; the ends of an edge in the same; edges to strangers join nothing."""
    found = components(nodes, edges)
    assert sorted(node for part in found for node in part) == sorted(nodes)
    where = {node: i for i, part in enumerate(found) for node in part}
    assert all(where[a] == where[b] for a, b in edges if a in where and b in where)


def test_versions_stand_side_by_side(client: Site) -> None:
    """In the order of their first appearance, each with its speaker and sentence; who gives none stands last."""
    text = client.get("/disputes?page=ferry").text
    versions = re.findall(r'aria-label="version (\d)">(.*?)</section>', text, re.DOTALL)
    assert [number for number, _ in versions] == ["1", "2"]
    assert "Ann Example" in versions[0][1]
    assert "Jan Sosna" in versions[1][1]
    silent = text.partition('aria-label="not stated"')[2].partition("</section>")[0]
    assert "harbour police" in silent
    assert "Ann Example" not in silent


def test_figures_of_versions_are_kept_apart(client: Site) -> None:
    """Two figures for one thing stand in two columns, and are not averaged."""
    text = client.get("/disputes?page=count").text
    assert re.findall(r"<li><strong>(.*?)</strong>", text) == ["52", "120"] * 2


def test_figures_are_ranges() -> None:
    """From the least to the most that is given; a bound that one leaves open is open."""
    given = [
        {"what": "killed", "unit": None, "value": 40.0, "low": 40.0, "high": None},
        {"what": "killed", "unit": None, "value": 52.0, "low": None, "high": None},
        {"what": "money", "unit": "euros", "value": None, "low": None, "high": 9.0},
        {"what": "other", "unit": None, "value": None, "low": None, "high": None},
    ]
    assert figures(given) == [("killed", 40.0, None, None), ("money", None, 9.0, "euros")]


def test_the_whole_list(client: Site) -> None:
    """A row a pair, newest page first, as JSON and CSV; one page's alone."""
    found = client.get("/disputes.json").json()
    assert found["total"] == len(found["rows"]) == 3
    assert [row["page"] for row in found["rows"]] == ["count", "count", "ferry"]
    assert found["rows"][2]["a_speaker"] == "Ann Example"
    assert found["rows"][1]["a_speaker"] == "harbour police"
    sheet = client.get("/disputes.csv?page=ferry")
    assert int(sheet.headers["x-total-count"]) == len(list(csv.DictReader(sheet.text.splitlines()))) == 1


def test_where_there_is_none_it_says_so(client: Site) -> None:
    """A page without tensions, and a page that is not there."""
    assert "nothing pulls against" in client.get("/disputes?page=resumed").text
    assert client.get("/disputes.json?page=none").json()["total"] == 0
