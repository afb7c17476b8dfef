"""The chart of a timeline: an axis of days, a row a modality, points for days and bars for spans of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.serve.days import day_of, span_words
from onrecord.serve.listing import Row
from onrecord.serve.modalities import SHAPES, Shape

__all__ = ["Chart", "Mark", "Strip", "Tick", "chart_of"]

# In units of the drawing, which is as wide as the screen allows
WIDTH, LEFT, RIGHT, TOP, LANE = 960, 180, 930, 10, 20
POINT = 8  # half of what a point takes up, with the air around it
TICKS = 9
NO_DATE = "no date, as reported"


@dataclass(frozen=True, slots=True)
class Mark:
    """Events of one modality on one day, around `x`, or within one span, `x` to `x + width`; `title` says so in words."""

    x: float
    width: float
    y: float
    number: int
    shape: Shape
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of the chart: `y` to `y + height`."""

    label: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, and `told`, what it shows in a sentence."""

    width: int
    height: float
    left: int
    right: int
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    told: str


@dataclass(frozen=True, slots=True)
class _Event:
    strip: str
    modality: str
    since: date
    until: date


def chart_of(rows: Iterable[Row]) -> Chart | None:
    """The chart of some events, rows of a timeline; None if none of them has a day, not even that of its report."""
    events = [event for event in map(_event, rows) if event]
    if not events:
        return None
    first, last = min(e.since for e in events), max(e.until for e in events)
    axis = _Axis(first, last)
    strips: list[Strip] = []
    y: float = TOP
    for name in [m for m in (*SHAPES, NO_DATE) if any(e.strip == m for e in events)]:
        strips.append(_strip(name, [e for e in events if e.strip == name], axis, y))
        y += strips[-1].height
    numbers = Counter(e.strip for e in events)
    told = "; ".join(f"{s.label}: {numbers[s.label]}" for s in strips)
    span = span_words(first.isoformat(), last.isoformat())
    return Chart(WIDTH, y + 30, LEFT, RIGHT, tuple(strips), axis.ticks(), f"{len(events)} events, {span}. {told}.")


def _event(row: Row) -> _Event | None:
    since, until = day_of(row["since"]), day_of(row["until"])
    if since and until:
        return _Event(row["modality"], row["modality"], since, max(since, until))
    day = day_of(row["day"])
    return _Event(NO_DATE, row["modality"], day, day) if day else None


class _Axis:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, (last - first).days + 1

    def x(self, day: float) -> float:
        """Where a day begins, given as its ordinal."""
        return round(LEFT + (RIGHT - LEFT) * (day - self.first.toordinal()) / self.days, 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Days, months or years, at most TICKS of them."""
        days = [self.first + timedelta(n) for n in range(0, self.days, -(-self.days // TICKS))]
        if self.days > 62:
            days = _starts(self.first, self.days)
        length = 4 if self.days > 366 * 5 else 7 if self.days > 62 else 10  # year, month or day
        return tuple(Tick(self.x(day.toordinal()), day.isoformat()[:length]) for day in days)


def _starts(first: date, days: int) -> list[date]:
    """First days of months, or of years where there are many."""
    last = date.fromordinal(first.toordinal() + days - 1)
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    step = next(
        s for s in (1, 2, 3, 6, *(12 * n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1200))) if len(months) <= s * TICKS
    )
    found = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    return found or [first]


def _strip(name: str, events: Sequence[_Event], axis: _Axis, y: float) -> Strip:
    """A row, its marks in as many lanes as they need not to lie over each other."""
    numbers = Counter((e.since, e.until, e.modality) for e in events)
    ends: list[float] = []
    marks = []
    for (since, until, modality), number in sorted(numbers.items()):
        left, right = axis.x(since.toordinal()), axis.x(until.toordinal() + 1)
        middle, width = (left + right) / 2, (round(max(4.0, right - left), 1) if until > since else 0.0)
        begin, end = (left, left + width) if width else (middle - POINT, middle + POINT)
        end += 24 if number > 1 else 2  # room for the number
        lane = next((n for n, taken in enumerate(ends) if taken <= begin), len(ends))
        ends[lane : lane + 1] = [end]
        times = f"{number} events" if number > 1 else "1 event"
        title = f"{modality}: {times}, {span_words(since.isoformat(), until.isoformat())}"
        at = y + LANE * lane + LANE / 2 + 2
        marks.append(Mark(left if width else round(middle, 1), width, at, number, SHAPES[modality], title))
    return Strip(name, y, LANE * len(ends) + 4, tuple(marks))
