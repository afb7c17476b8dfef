"""Who says what: statements about one thing in one column, who opposes told apart, every cell with its sentences."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Entity, Page, Record, Statement, sha256
from onrecord.serve import Guard, Shelf, site
from onrecord.serve.claims import Said, claims_of
from onrecord.store import Store
from tests.serve.client import Site
from tests.serve.sample import at

WORDS = st.lists(st.sampled_from("ferry sails friday police detained workers harbour quay closed".split()), max_size=6).map(
    " ".join
)
SAID = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(("assert", "deny")), WORDS), max_size=20).map(
    lambda rows: [Said("p", f"s{i}", who, "person", act, words) for i, (who, act, words) in enumerate(rows)]
)


@given(SAID)
def test_every_statement_is_of_one_claim(said: list[Said]) -> None:
    """And the same statements give the same claims."""
    found = claims_of(said, [])
    assert sorted(s.statement for claim in found for s in claim.members) == sorted(s.statement for s in said)
    assert found == claims_of(said, [])
    assert all(claim.central in claim.members and claim.central.key not in claim.opposed for claim in found)


def _said(number: int, who: str, words: str, act: str = "assert") -> Said:
    return Said("p", f"s{number}", who, "person", act, words)


def test_like_statements_stand_together() -> None:
    """And a denial opposes."""
    said = [
        _said(1, "A", "the ferry would sail on Friday"),
        _said(2, "B", "the budget of the hospital was cut"),
        _said(3, "C", "that the ferry would sail on Friday", "deny"),
        _said(4, "D", "hospital budget cut by half"),
    ]
    found = claims_of(said, [])
    assert [{s.statement for s in claim.members} for claim in found] == [{"s1", "s3"}, {"s2", "s4"}]
    assert found[0].central.statement == "s1"
    assert found[0].opposed == {("p", "s3")}


def test_a_tension_joins_what_words_do_not() -> None:
    """What contradicts the central statement opposes; what supports it does not."""
    said = [_said(1, "A", "forty were detained"), _said(2, "B", "nobody is in custody"), _said(3, "C", "police hold many people")]
    keys = [s.key for s in said]
    (claim,) = claims_of(said, [(keys[0], keys[1], "contradicts"), (keys[0], keys[2], "supports")])
    assert claim.opposed == {keys[1]}


def test_what_pulls_against_a_supporter_opposes() -> None:
    """And what backs the central statement supports it, whatever its words; of two others, one is on each side."""
    said = [
        _said(1, "A", "forty dockers were detained by harbour police"),
        _said(2, "B", "forty dockers were detained by the harbour police at noon"),
        _said(3, "C", "nobody is in custody"),
        _said(4, "D", "nothing of the kind"),
        _said(5, "E", "a quiet night"),
    ]
    k = [s.key for s in said]
    pulls = [(k[0], k[1], "supports"), (k[1], k[2], "contradicts"), (k[3], k[2], "contradicts"), (k[4], k[1], "supports")]
    (claim,) = claims_of(said, pulls)
    assert claim.central.statement in ("s1", "s2")
    assert claim.opposed == {k[2]}


def test_denials_alone_are_the_claim() -> None:
    """With nothing that they deny in sight, they do not oppose one another."""
    (claim,) = claims_of([_said(i, who, "the ferry would sail on Friday", "deny") for i, who in enumerate("AB")], [])
    assert not claim.opposed


def test_a_cell_opens_its_sentences(client: Site) -> None:
    """By a link that works without a script."""
    text = client.get("/claims").text
    cell = re.search(r'href="(/claims\?[^"#]*claim=ferry[^"#]*speaker=Jan[^"#]*)#opened"><span class="opposes">', text)
    assert cell
    opened = client.get(unquote(cell[1].replace("&amp;", "&"))).text
    section = opened.partition('<section id="opened"')[2]
    assert "denied that the ferry would sail" in re.sub(r"<[^>]+>", "", section)
    assert "Ann Example, the mayor" not in re.sub(r"<[^>]+>", "", section)


def test_a_scope_narrows(client: Site) -> None:
    """To a page, a name that is spoken of, a speaker, words, dates."""
    for query, count in (
        ("page=count", 4),
        ("about=Rønne", 2),
        ("speaker_of=Ann Example", 4),
        ("speaker=Ann Example", 4),
        ("page=count&speaker=Ann Example", 2),
        ("page=count&q=detained", 1),
        ("page=count&since=2026-03-06", 0),
        ("q=ferry", 3),
        ("until=2026-03-04", 5),
    ):
        word = "statement" if count == 1 else "statements"
        assert re.search(rf'<p class="sum">{count} {word}[ ·]', client.get(f"/claims?{query}").text), query
    assert client.get("/claims?since=soon").status_code == client.get("/claims?page=count&since=soon").status_code == 400
    assert "No statements fit" in client.get("/claims?q=nothingofthekind").text


def test_the_matrix_as_shown(client: Site) -> None:
    """A row a speaker, a column a claim; as JSON a row a cell."""
    sheet = list(csv.DictReader(client.get("/claims.csv").text.splitlines()))
    assert {row["speaker"] for row in sheet} >= {"Ann Example", "Jan Sosna", "harbour police"}
    cells = client.get("/claims.json").json()
    assert (
        cells["total"]
        == len(cells["rows"])
        == sum(bool(v) for row in sheet for k, v in row.items() if k not in ("speaker", "kind"))
    )
    assert any(row["opposes"] for row in cells["rows"])


def test_a_claim_keeps_its_address(client: Site) -> None:
    """Any of its statements names it, so that it is found when another has become central; else the page says so."""
    central, other = (client.get(f"/claims?claim=ferry/{own}").text for own in ("s2", "s4"))
    assert central.partition('id="opened"')[2].count("<article") == other.partition('id="opened"')[2].count("<article") > 1
    assert "is not among the statements" in client.get("/claims?claim=ferry/none").text


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """Markup is text, a cell whose source is not named opens that alone, and no head of the CSV is a formula."""
    own, text = "a/b%20<c>", "=1+1 <b>boats</b> sail tonight, one said. <b>Boats</b> sail tonight, X</th> said."
    who = Entity(id="e", kind="person", name="X</th>", mentions=(at(text, "X</th>"),))
    one = Statement(
        id="s1", cue=at(text, "said"), content=(at(text, "=1+1 <b>boats</b> sail tonight"),), form="indirect", act="assert"
    )
    two = Statement(id="s2", source=at(text, "X</th>"), speaker="e", content=(at(text, "<b>Boats</b> sail tonight"),), form="indirect", act="assert")  # fmt: skip
    page = Page(id=own, text=text, text_sha256=sha256(text))
    with Store.open(tmp_path / "record.db") as store:
        store.write(Record(page=page, entities=(who,), statements=(one, two)))
    with Site(site(Shelf(tmp_path / "record.db"), Guard())) as client:
        text = client.get("/claims").text
        assert "<b>" not in text
        assert text.count("</th>") == len(re.findall("<th ", text))
        unnamed = re.search(r'href="([^"#]*speaker=&amp;[^"#]*)#opened"', text)
        assert unnamed
        opened = client.get(unnamed[1].replace("&amp;", "&")).text.partition('id="opened"')[2]
        assert opened.count("<article") == 1
        assert "source that is not named" in opened
        head = next(csv.reader(client.get("/claims.csv").text.splitlines()))
        assert head[2].startswith("'=")
