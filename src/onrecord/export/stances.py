"""Where comments stand, in counts: the one format that is made to be shared. No account, no comment's text or id is in it.

A cell of fewer than k people stays blank, zero too: that nobody is for somebody says where everybody else stands. So that no
blank can be computed from a row's totals, they stay blank as well unless every blank could still be anything from 0 to k - 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, get_args

from onrecord.export.files import tables_into
from onrecord.export.options import Options, Report
from onrecord.record import Record, StanceLabel

__all__ = ["COLUMNS", "write"]

LABELS: tuple[str, ...] = get_args(StanceLabel)
COLUMNS = {
    "stances_by_target": (
        "page", "title", "url", "published", "toward", "kind", "name", "k",
        *(f"{label}_{of}" for label in LABELS for of in ("people", "comments")), "all_people", "all_comments",
    )
}  # fmt: skip


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write a row a page and target into a table in a folder."""
    report = Report()
    with tables_into(into, COLUMNS, report) as tables:
        for record in records:
            for toward, cells in _counted(record).items():
                figures = _shown(cells, options.k, report)
                if figures:
                    tables.write("stances_by_target", {**_about(record, toward), "k": options.k, **figures})
    return report


@dataclass(slots=True)
class _Cell:
    """Who took a stance in which comments. Comments without an account are one person's: so many are sure."""

    people: set[str | None] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)

    def __or__(self, other: _Cell) -> _Cell:
        return _Cell(self.people | other.people, self.comments | other.comments)


def _counted(record: Record) -> dict[str, dict[str, _Cell]]:
    """Target (id) -> label -> cell, in the order of the record's entities, then of the ids of what is none."""
    found: dict[str, dict[str, _Cell]] = defaultdict(lambda: {label: _Cell() for label in LABELS})
    for comment in record.comments:
        for stance in comment.stances:
            found[stance.toward][stance.label].people.add(comment.account)
            found[stance.toward][stance.label].comments.add(comment.id)
    at = {entity.id: place for place, entity in enumerate(record.entities)}
    return {toward: found[toward] for toward in sorted(found, key=lambda one: (at.get(one, len(at)), one))}


def _shown(cells: Mapping[str, _Cell], k: int, report: Report) -> dict[str, int]:
    """The figures that may be shown; none where no figure of the row may."""
    kept = {label: cell for label, cell in cells.items() if len(cell.people) >= k}
    blank = [cell for label, cell in cells.items() if label not in kept]
    whole = _union(cells.values())
    totals = len(whole.people) >= k and _totals_are_safe(blank, k)
    if not kept and not totals:
        report.left_out[f"targets of which no figure is of {k} people or more"] += 1
        return {}
    report.left_out[f"cells of fewer than {k} people"] += len(blank)
    report.left_out["totals of which a blank cell could be computed"] += not totals
    return dict(_figures({**kept, "all": whole} if totals else kept))


def _union(cells: Iterable[_Cell]) -> _Cell:
    whole = _Cell()
    for cell in cells:
        whole |= cell
    return whole


def _totals_are_safe(blank: list[_Cell], k: int) -> bool:
    """Whether the blank cells are k people together, and each of them could, by that sum, still be anything from 0 to k - 1.

    One could be k - 1, since the sum is more; one could be 0 if the others together may be the whole sum.
    """
    most = sum(len(cell.people) for cell in blank)
    return not blank or (len(_union(blank).people) >= k and most <= (len(blank) - 1) * (k - 1))


def _figures(cells: Mapping[str, _Cell]) -> Iterator[tuple[str, int]]:
    for label, cell in cells.items():
        yield f"{label}_people", len(cell.people)
        yield f"{label}_comments", len(cell.comments)


def _about(record: Record, toward: str) -> dict[str, Any]:
    page = record.page
    target = next((entity for entity in record.entities if entity.id == toward), None)
    return {
        "page": page.id, "title": page.title, "url": page.url, "published": page.published, "toward": toward,
        "kind": target.kind if target else None, "name": target.name if target else None,
    }  # fmt: skip
