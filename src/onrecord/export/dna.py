"""Statements for Discourse Network Analyzer: its event list as CSV, and a speaker by claim matrix.

Columns follow DNA's statement variables (document, start, stop, person, organization, concept, agreement; Leifeld,
Discourse Network Analyzer manual). A concept is what hand coders call a claim; until statements are grouped, it is the
statement's content, shortened, so each row of the matrix counts how often a speaker said those very words.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from onrecord.export.files import tables_into
from onrecord.export.options import Options, Report, excerpt
from onrecord.record import Entity, Record, Statement

__all__ = ["write"]

STATEMENTS = (
    "id", "document", "document_title", "date", "source", "start", "stop", "person", "organization", "concept", "agreement",
)  # fmt: skip
CONCEPT = 120  # code points that name a claim


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write statements.csv and matrix.csv into a folder.

    The matrix has a row for each speaker, a column for each claim, and agreements less disagreements in its cells (DNA's
    "subtract"); an empty cell means that the speaker did not speak of the claim.
    """
    report = Report()
    cells: Counter[tuple[str, str]] = Counter()
    with tables_into(into, {"statements": STATEMENTS}, report) as tables:
        for record in records:
            by_id = {entity.id: entity for entity in record.entities}
            for statement in record.statements:
                row = _row(record, statement, by_id.get(statement.speaker or ""), report)
                if row is not None:
                    tables.write("statements", row)
                    speaker = str(row["person"] or row["organization"])
                    cells[speaker, str(row["concept"])] += 1 if row["agreement"] else -1
    _write_matrix(cells, into, report)
    return report


def _write_matrix(cells: Counter[tuple[str, str]], into: Path | TextIO, report: Report) -> None:
    concepts = sorted({concept for _, concept in cells})
    by_speaker: dict[str, dict[str, str | int]] = {}
    for (speaker, concept), balance in sorted(cells.items()):
        by_speaker.setdefault(speaker, {"speaker": speaker})[concept] = balance
    with tables_into(into, {"matrix": ("speaker", *concepts)}, report) as tables:
        for row in by_speaker.values():
            tables.write("matrix", row)


def _row(record: Record, statement: Statement, speaker: Entity | None, report: Report) -> dict[str, str | int | None] | None:
    agreement = _agreement().get(statement.act)
    if agreement is None:
        report.left_out["questions, which take no side"] += 1
        return None
    if speaker is None or not statement.content:
        report.left_out["statements whose speaker is not known"] += 1
        return None
    person = speaker.name if speaker.kind == "person" else None
    page = record.page
    return {
        "id": f"{page.id}-{statement.id}",
        "document": page.id,
        "document_title": page.title,
        "date": page.published,
        "source": page.outlet,
        "start": statement.content[0].start,
        "stop": statement.content[-1].end,
        "person": person,
        "organization": speaker.of if person else speaker.name,
        "concept": excerpt(" ".join(" ".join(part.exact for part in statement.content).split()), CONCEPT),
        "agreement": agreement,
    }


@cache
def _agreement() -> dict[str, int]:
    table = tomllib.loads(files(__package__).joinpath("data/agreement.toml").read_text("utf-8"))
    return dict.fromkeys(table["agree"], 1) | dict.fromkeys(table["disagree"], 0)
