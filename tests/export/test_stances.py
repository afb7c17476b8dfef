"""The stances export shares counts of many people, and nothing that leads to few of them."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from onrecord.export import Options, export
from onrecord.export.stances import LABELS
from onrecord.record import Comment, Entity, Page, Record, Stance, span
from tests.strategies import records

K = 3  # small enough to try every table


def record(*people: int, more: tuple[Comment, ...] = ()) -> Record:
    """A page with so many accounts, a comment each, for each label in turn."""
    text = "Secretword of mine."
    comments = tuple(
        Comment(
            id=f"idof{label}{n}",
            account=f"a-{label}{n}",
            text=text,
            stances=(Stance(toward="e1", label=label, evidence=span(text, 0, 10)),),
        )  # type: ignore[arg-type]
        for label, count in zip(LABELS, people, strict=False)
        for n in range(count)
    )
    return Record(
        page=Page(id="p1", title="=Ferry", url="https://example.org/p1", text="A story."),
        entities=(Entity(id="e1", kind="person", name="Ann Example"),),
        comments=(*comments, *more),
    )


def rows(folder: Path, *some: Record, k: int = 5) -> tuple[list[dict[str, str]], list[str]]:
    report = export(some, format="stances", into=folder, options=Options(k=k))
    with (folder / "stances_by_target.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream)), report.lines()


def people(row: dict[str, str]) -> list[int | None]:
    return [int(row[f"{name}_people"]) if row[f"{name}_people"] else None for name in (*LABELS, "all")]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((5, 6, 7, 8), [5, 6, 7, 8, 26]),
        ((9, 6, 7, 4), [9, 6, 7, None, None]),  # the total would give the 4 away
        ((9, 0, 0, 0), [9, None, None, None, None]),  # and that nobody else said anything
        ((9, 1, 0, 0), [9, None, None, None, None]),
        ((9, 4, 4, 4), [9, None, None, None, None]),  # twelve among three that have four at most
        ((9, 4, 1, 0), [9, None, None, None, 14]),
        ((2, 2, 2, 1), [None, None, None, None, 7]),
    ],
)
def test_few_people_stay_blank(tmp_path: Path, counts: tuple[int, ...], shown: list[int | None]) -> None:
    """So does a total that would tell them."""
    (row,), _ = rows(tmp_path, record(*counts))
    assert people(row) == shown
    assert (row["kind"], row["name"], row["title"], row["k"]) == ("person", "Ann Example", "'=Ferry", "5")


def test_a_row_of_few_people_is_left_out_and_told(tmp_path: Path) -> None:
    """The report says how many cells, totals and targets were suppressed."""
    (row,), told = rows(tmp_path, record(1, 1, 1, 1), record(9, 0, 0, 1))
    assert people(row)[0] == 9
    assert told == [
        "stances_by_target.csv: 1 rows",
        "left out: 3 cells of fewer than 5 people",
        "left out: 1 targets of which no figure is of 5 people or more",
        "left out: 1 totals of which a blank cell could be computed",
    ]


def test_no_account_text_or_comment_is_in_it(tmp_path: Path) -> None:
    """Not even in full text."""
    export([record(9, 9, 9, 9)], format="stances", into=tmp_path, options=Options(full_text=True))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Ann Example" in written
    assert not [words for words in (b"a-", b"Secretword", b"idof", b"A story") if words in written]


def test_people_are_counted_once_and_the_unknown_as_one(tmp_path: Path) -> None:
    """Ten comments of one account, and twenty of nobody known, are two people."""
    stance = (Stance(toward="e1", label="favour"),)
    many = tuple(Comment(id=f"m{n}", account="a-one" if n < 10 else None, text="x", stances=stance) for n in range(30))
    (row,), _ = rows(tmp_path, record(3, more=many))
    assert (row["favour_people"], row["favour_comments"]) == ("5", "33")
    assert rows(tmp_path, record(2, more=many))[0] == []


def test_no_blank_can_be_computed(tmp_path: Path) -> None:
    """Of every small table: all tables that would be shown alike differ in each blank cell, over all its range."""
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for counts in product(range(5), repeat=len(LABELS)):
        found, _ = rows(tmp_path, record(*counts), k=K)
        if found:
            alike.setdefault(tuple(people(found[0])), []).append(counts)
    assert len(alike) > 50
    for shown, tables in alike.items():
        for place, figure in enumerate(shown[:-1]):
            assert {table[place] for table in tables} == ({figure} if figure is not None else set(range(K)))


@settings(max_examples=30, deadline=None)
@given(records())
def test_any_record_can_be_shared(tmp_path_factory: pytest.TempPathFactory, any_record: Record) -> None:
    """And no figure of people is under k."""
    found, _ = rows(tmp_path_factory.mktemp("x"), any_record, k=2)
    assert all(figure is None or figure >= 2 for row in found for figure in people(row))
