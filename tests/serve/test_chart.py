"""The chart of a timeline."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord.serve.chart import LEFT, NO_DATE, RIGHT, TICKS, chart_of
from tests.serve.client import Site


def _row(since: str | None, until: str | None = None, modality: str = "happened", day: str = "") -> dict[str, Any]:
    return {"since": since, "until": until or since, "modality": modality, "day": since or day}


def test_points_are_days_and_bars_are_spans() -> None:
    """A month is as wide as its days are on the axis."""
    chart = chart_of([_row("2026-01-01"), _row("2026-04-01", "2026-04-30", "planned"), _row("2026-12-31")])
    assert chart
    happened, planned = chart.strips
    assert [mark.width for mark in happened.marks] == [0, 0]
    assert happened.marks[0].x == pytest.approx(LEFT, abs=2)
    assert happened.marks[1].x == pytest.approx(RIGHT, abs=2)
    assert planned.marks[0].width == pytest.approx((RIGHT - LEFT) * 30 / 365, abs=0.2)
    assert planned.marks[0].title == "planned: 1 event, some time in April 2026"


def test_events_of_one_day_are_one_mark_with_their_number() -> None:
    """It says how many they are."""
    chart = chart_of([_row("2026-01-01")] * 3)
    assert chart
    (strip,) = chart.strips
    assert [(mark.number, mark.title) for mark in strip.marks] == [(3, "happened: 3 events, 1 January 2026")]


def test_marks_do_not_lie_over_each_other() -> None:
    """Close days take lanes of their own, and the row grows with them."""
    chart = chart_of([_row(f"2026-01-{n:02}") for n in range(1, 11)] + [_row("2030-01-01")])
    assert chart
    marks = chart.strips[0].marks
    assert len({(mark.x, mark.y) for mark in marks}) == len(marks)
    assert all(abs(a.x - b.x) >= 16 for a in marks for b in marks if a is not b and a.y == b.y)
    assert max(mark.y for mark in marks) < chart.strips[0].y + chart.strips[0].height


def test_events_without_a_date_have_a_row_of_their_own() -> None:
    """They keep the shape of their modality."""
    chart = chart_of([_row(None, modality="denied", day="2026-03-04")])
    assert chart
    assert chart.strips[0].label == NO_DATE
    assert chart.strips[0].marks[0].title.startswith("denied")


def test_without_any_day_there_is_no_chart() -> None:
    """Nothing could be drawn."""
    assert chart_of([]) is None
    assert chart_of([_row(None), _row("0000-01-01")]) is None


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2026-03-01", "2026-03-01", "2026-03-01"),
        ("2026-03-01", "2026-04-20", "2026-03-01"),
        ("2026-01-15", "2027-12-01", "2026-04"),
        ("1914-06-28", "2026-01-01", "1920"),
        ("0001-01-01", "9999-12-31", "1200"),
    ],
)
def test_an_axis_has_a_few_ticks(first: str, last: str, label: str) -> None:
    """Of days, months or years, as the length asks for."""
    chart = chart_of([_row(first), _row(last)])
    assert chart
    assert 1 <= len(chart.ticks) <= TICKS
    assert chart.ticks[0].label == label
    assert all(LEFT <= tick.x <= RIGHT for tick in chart.ticks)


def test_it_is_drawn_with_words(client: Site) -> None:
    """The drawing is well-formed, has a title and a description, and no style that the policy forbids."""
    found = re.search(r'<svg class="chart".*?</svg>', client.get("/timeline").text, flags=re.DOTALL)
    assert found
    drawing = ElementTree.fromstring(found[0])
    assert drawing.attrib["aria-labelledby"] == "chart-title chart-desc"
    assert drawing.find("desc") is not None
    assert "11 events, between 3 March 2026 and 31 December 2027" in found[0]
    assert not any("style" in element.attrib for element in drawing.iter())
