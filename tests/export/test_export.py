"""Exports carry the record into other formats, short of the publishers' texts, and say how much they wrote."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from onrecord.errors import BadStore
from onrecord.export import FORMATS, Options, Report, export
from onrecord.export.options import excerpt
from onrecord.record import Record, from_json
from tests.export.sample import RECORD, TEXT
from tests.strategies import records

FOLDERS = {"csv", "dna", "stances"}


def lines(name: str, *some: Record, **options: bool) -> tuple[list[Any], Report]:
    stream = io.StringIO()
    report = export(some or (RECORD,), format=name, into=stream, options=Options(**options))  # type: ignore[arg-type]
    return [json.loads(line) for line in stream.getvalue().split("\n") if line], report


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_has_a_table_for_each_kind(tmp_path: Path) -> None:
    """Each row of the record is a row of a table; counts are told and that it is all."""
    report = export([RECORD], format="csv", into=tmp_path, options=Options())
    assert len(table(tmp_path, "statements")) == len(RECORD.statements) == report.rows["statements.csv"]
    assert table(tmp_path, "events")[0]["type"] == "COERCE"
    assert table(tmp_path, "participants")[0]["exact"] == "Polish police"
    assert table(tmp_path, "at_odds")[0]["account"] == "a-1"
    assert table(tmp_path, "counts")[0] | {"what": "injured", "value": "12"} == table(tmp_path, "counts")[0]
    assert report.lines()[-1] == "that is all of it"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(report.rows)


def test_cells_that_spreadsheets_would_run_are_disarmed(tmp_path: Path) -> None:
    """A leading =, +, - or @ gets an apostrophe; line ends, quotes and other scripts survive."""
    export([RECORD], format="csv", into=tmp_path, options=Options(full_text=True))
    assert table(tmp_path, "pages")[0]["title"] == '\'=Ferry, "safe"'
    texts = [row["text"] for row in table(tmp_path, "comments")]
    assert texts[0].startswith("'+1 and\nmore")
    assert texts[1] == 'No, "never", \ufffd nor \U0001f6a2.'
    assert texts[2].startswith("'@all")


@pytest.mark.parametrize("name", FORMATS)
def test_publishers_texts_stay_home(tmp_path: Path, name: str) -> None:
    """Without full_text no export holds the page's text or a long comment; quotations are short."""
    for full in (False, True):
        into = tmp_path / f"{name}{full}"
        export([RECORD], format=name, into=into, options=Options(full_text=full))
        written = "".join(p.read_text("utf-8") for p in (into.iterdir() if into.is_dir() else [into]))
        if not full:
            assert "More words follow here. More words follow here." not in written
            assert "word " * 90 not in written
    assert "SHA" not in written


def test_json_lines_are_the_record() -> None:
    """In full they read back as they were; in excerpt the text's hash and every offset stay."""
    (whole,), report = lines("jsonl", full_text=True)
    assert from_json(json.dumps(whole)) == RECORD
    assert report.rows["records"] == 1
    (short,), _ = lines("jsonl")
    record = from_json(json.dumps(short))
    assert record.page.text == ""
    assert record.page.text_sha256 == RECORD.page.text_sha256
    assert [(s.start, s.end) for s in record.statements[0].content] == [(s.start, s.end) for s in RECORD.statements[0].content]
    assert record.comments[0].text.endswith("…")


def test_json_ld_speaks_schema_org() -> None:
    """A NewsArticle with Quotations by their speakers, Claims, Comments under their parents, and selectors into the text."""
    (article,), report = lines("jsonld")
    assert article["@type"] == "NewsArticle"
    assert "articleBody" not in article
    parts = {part["@id"].partition("#")[2]: part for part in article["hasPart"]}
    assert (parts["s2"]["@type"], parts["s2"]["spokenByCharacter"]["@id"]) == ("Quotation", "urn:onrecord:ferry-1#e2")
    assert (parts["s1"]["@type"], parts["s1"]["author"]["@id"]) == ("Claim", "urn:onrecord:ferry-1#e1")
    position, quote = parts["s2"]["hasSelector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == "“It is safe,”"
    assert article["comment"][1]["parentItem"]["@id"] == "urn:onrecord:ferry-1#c1"
    assert report.left_out.total() == len(RECORD.events)


def test_plover_rows_have_what_plover_requires() -> None:
    """Actor, day and coded type; the others are counted as left out; modality and who says so come along."""
    rows, report = lines("plover")
    assert [row["id"] for row in rows] == ["ferry-1-v1", "ferry-1-v2"]
    first, second = rows
    assert (first["event"], first["date"], first["modality"], first["size"]) == (
        ["COERCE"],
        "2025-03-03",
        "happened",
        {"injured": 12},
    )
    assert first["actor"] == [{"entity_text": "Polish police", "identifier_text": "Polish police", "code": "POL"}]
    assert first["event_loc"]["geonameid"] == 3099424
    assert (second["modality"], second["said_by"], second["actor"][0]["code"]) == ("possible", "Ann Berg", "SWE")
    assert report.left_out.total() == 2


def test_dna_statements_and_matrix(tmp_path: Path) -> None:
    """Who agreed or disagreed with which claim; statements without a speaker and questions are counted as left out."""
    report = export([RECORD, RECORD], format="dna", into=tmp_path, options=Options())
    rows = table(tmp_path, "statements")
    assert [(r["person"], r["organization"], r["concept"], r["agreement"]) for r in rows[:3]] == [
        ("Ann Berg", "Gdynia", "that the ferry would run", "1"),
        ("Bo Hill", "", "“It is safe,”", "1"),
        ("Ann Berg", "Gdynia", "that 12 people were hurt in Gdynia on Monday", "0"),
    ]
    matrix = {row["speaker"]: row for row in table(tmp_path, "matrix")}
    assert matrix["Ann Berg"]["that the ferry would run"] == "2"
    assert matrix["Ann Berg"]["that 12 people were hurt in Gdynia on Monday"] == "-2"
    assert matrix["Bo Hill"]["that the ferry would run"] == ""
    assert report.left_out.total() == 4


def test_follow_the_money_entities() -> None:
    """Article, people, places, accounts, and only what happened; ids are stable."""
    rows, report = lines("ftm")
    schemata = [row["schema"] for row in rows]
    assert schemata.count("Person") == 2
    assert schemata.count("Address") == 2
    assert schemata.count("UserAccount") == 2
    assert [row["properties"]["name"][0] for row in rows if row["schema"] == "Event"] == ["COERCE: detained", "HARM: sank"]
    assert all(isinstance(value, str) for row in rows for values in row["properties"].values() for value in values)
    assert rows == lines("ftm")[0]
    assert report.left_out.total() == 5 + 1 + 2 + 3


@pytest.mark.parametrize("name", FORMATS)
def test_a_failed_export_leaves_nothing(tmp_path: Path, name: str) -> None:
    """A break in the middle leaves what was there before, and no half file."""
    into = tmp_path / "out"
    export([RECORD], format=name, into=into, options=Options())
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    def broken() -> Iterator[Record]:
        yield RECORD
        raise BadStore("the store broke off")

    with pytest.raises(BadStore, match="broke off"):
        export(broken(), format=name, into=into, options=Options())
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("name", FORMATS)
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    """A file where a folder must be, or no folder at all: one sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadStore, match="cannot be written"):
        export([RECORD], format=name, into=tmp_path / "file" / "out", options=Options())


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_tables_need_a_folder(name: str) -> None:
    """Several tables do not fit one stream."""
    with pytest.raises(BadStore, match="name a folder"):
        export([RECORD], format=name, into=io.StringIO(), options=Options())


@pytest.mark.parametrize(("text", "short"), [("abc", "abc"), ("one two three", "one two…"), ("abcdefghijklm", "abcdefghi…")])
def test_excerpts_end_at_words(text: str, short: str) -> None:
    """Cut at a word's end where there is one."""
    assert excerpt(text, 10) == short


@settings(max_examples=30, deadline=None)
@given(records())
def test_any_record_can_be_exported(record: Record) -> None:
    """No record breaks a format; lines stay JSON."""
    for name in set(FORMATS) - FOLDERS:
        lines(name, record)
