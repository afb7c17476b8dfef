"""`onrecord eval`: how well the reader reads pages that people have annotated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.errors import BadSource
from onrecord.pipeline import run, stages
from onrecord.record import Page, Record, to_json
from onrecord.scoring import Tally, figures

__all__ = ["evaluate"]

Json = dict[str, Any]
PARTS = ("page", "entities", "statements", "events", "tensions")


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Annotated pages: JSON lines in the record's public form.")],
    records: Annotated[Path | None, typer.Option(help="Score these records of the same pages instead of reading anew.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as one JSON object.")] = False,
) -> None:
    """Read annotated pages and print how far the records agree with the annotation: F1, precision, recall, counts."""
    annotated = list(_lines(gold))
    if records is None:
        through = stages()
        read = [json.loads(to_json(run(_bare(page), through))) for page in annotated]
    else:
        by_id = {record["page"]["id"]: record for record in _lines(records)}
        read = [_of_same_text(page, by_id, records) for page in annotated]
    tally = figures(annotated, read)
    typer.echo(
        json.dumps({m: [c.right, c.said, c.gold] for m, c in tally.counts.items()}) if as_json else _table(tally, len(annotated))
    )


def _lines(file: Path) -> Iterator[Json]:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(f"{file}: cannot be read ({error}); give a file of JSON lines") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadSource(f"{file}, line {number}: no JSON ({error.msg}); give one record a line") from error
            if not isinstance(record, dict) or any(part not in record for part in PARTS):
                raise BadSource(f"{file}, line {number}: no annotated record; it needs {', '.join(PARTS)}")
            yield record


def _bare(record: Json) -> Record:
    page = record["page"]
    return Record(page=Page(id=page["id"], text=page["text"], published=page.get("published"), language="en"))


def _of_same_text(page: Json, records: dict[str, Json], file: Path) -> Json:
    found = records.get(page["page"]["id"])
    if found is None:
        return {"page": page["page"], "entities": [], "statements": [], "events": [], "tensions": []}
    if found["page"]["text"] != page["page"]["text"]:
        raise BadSource(
            f"{file}: the text of page {page['page']['id']} differs from the annotated one, so no span can be compared"
        )
    return found


def _table(tally: Tally, pages: int) -> str:
    return "\n".join([f"{'':18}{'F1':>6}{'P':>7}{'R':>7}{'right':>8}{'said':>7}{'gold':>7}   ({pages} pages)", *tally.rows()])
