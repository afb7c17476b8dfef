"""Disputes: a card a matter, every version kept, in the order of the text, none called right."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Page, Record, Statement, Tension, sha256
from onrecord.serve import Guard, Shelf, site
from onrecord.serve.components import components
from onrecord.serve.matters import WIDEST, figures, grouped
from onrecord.serve.sources import independent
from onrecord.store import Store
from tests.serve.client import Site
from tests.serve.sample import at

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


def test_figures_of_versions_are_keptgrouped(client: Site) -> None:
    """Two figures for one thing stand in two columns, and are not averaged; an event is told with its statement, on one card."""
    text = client.get("/disputes?page=count").text
    assert re.findall(r"<li><strong>(.*?)</strong>", text) == ["52", "120"]


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
    assert client.get("/disputes?page=none").status_code == 404
    assert "nothing pulls against" in client.get("/disputes?page=resumed").text
    assert client.get("/disputes.json?page=none").json()["total"] == 0


def test_reprints_are_folded() -> None:
    """Sources are outlets; the same text or sentence elsewhere is a reprint, and a page without an outlet counts by its text."""
    assert independent([("a", "Quay", "1", {"It sailed."})]) == 1
    assert independent([("a", "Quay", "1", {"It sailed."}), ("b", "Quay", "2", {"It left."})]) == 1
    assert independent([("a", "Quay", "1", {"It sailed."}), ("b", "Mole", "1", {"It left."})]) == 1
    assert independent([("a", "Quay", "1", {"It sailed."}), ("b", "Mole", "2", {"It\nsailed."})]) == 1
    assert independent([("a", "Quay", "1", {"It sailed."}), ("b", "Mole", "2", {"It left."}), ("c", None, None, {"Gone."})]) == 3


def test_what_pulls_against_itself_is_not_one_version(tmp_path: Path) -> None:
    """Though it is said to support each other by way of a third; versions stand in the order of their words, not their ids."""
    text = "“It sailed,” said A. “It stayed,” said B. “It moved,” said C."
    statements = tuple(
        Statement(id=own, source=at(text, who), content=(at(text, words),), form="direct", act="assert")
        for own, who, words in (("s9", "A", "It sailed"), ("s2", "B", "It stayed"), ("s1", "C", "It moved"))
    )
    pulls = (("s9", "s1", "supports"), ("s1", "s2", "supports"), ("s9", "s2", "contradicts"))
    tensions = tuple(Tension(a=a, b=b, relation=relation) for a, b, relation in pulls)
    page = Page(id="p", text=text, text_sha256=sha256(text))
    with Store.open(tmp_path / "record.db") as store:
        store.write(Record(page=page, statements=statements, tensions=tensions))
    with Site(site(Shelf(tmp_path / "record.db"), Guard())) as client:
        shown = client.get("/disputes").text
    versions = [re.sub("<[^>]+>", "", v) for v in re.findall(r'aria-label="version \d">(.*?)</section>', shown, re.DOTALL)]
    assert ["sailed" in versions[0], "stayed" in versions[1], "moved" in versions[2]] == [True] * 3
    assert "1 independent source, its outlet not known" in shown


def test_doubtful_pairs_do_not_chain_a_page_together() -> None:
    """A matter has a few statements, joined by the surest pairs; each pair is in one."""
    nodes = [str(n) for n in range(20)]
    chain = list(pairwise(nodes))
    found = grouped(nodes, [], chain)
    assert max(len(part) for part in found) <= WIDEST
    assert all(any(a in part and b in part for part in found) for a, b in chain)
