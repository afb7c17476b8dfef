"""The rows of a table of comments: delimited columns with a header, JSON lines, or a JSON list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from onrecord.capture.platforms.comments_columns import delimiter_of, fields_of, is_json, without_hint

__all__ = ["Row", "rows_of"]

Row = Mapping[str, object]
LONGEST = 2**30  # code points of one field; Python's own limit of 131,072 is less than a comment may have


def rows_of(text: str, faults: list[str]) -> Iterator[Row]:
    """Each row with the fields that it has, by our names for them; what is no row is added to `faults`."""
    return _objects(text, faults) if is_json(text) else _delimited(without_hint(text), faults)


def _delimited(text: str, faults: list[str]) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))  # of the whole process; there is no other way to raise it
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter_of(text) or ",")
    header = next((row for row in reader if row), [])
    places = {field: header.index(name) for field, name in fields_of(header).items()}
    begins, cells = 0, header
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        if any(cell.strip() for cell in cells):
            yield {field: cells[place] for field, place in places.items() if place < len(cells)}
        if lines.ended:  # the reader asked for more within a row
            faults.append(f"line {begins}: a quotation mark is opened and not closed; all behind it stands in one field")
        elif cells and len(cells) < len(header) and reader.line_num == lines.count and not text.endswith("\n"):
            faults.append(f"line {begins}: the table breaks off in this row")


class _Lines:
    """The lines of a text, broken at line ends alone; `ended` once another was asked for behind the last."""

    def __init__(self, text: str) -> None:
        self._lines, self.ended, self.count = io.StringIO(text), False, text.count("\n") + (not text.endswith("\n"))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        self.ended = not line
        if not line:
            raise StopIteration
        return line


def _objects(text: str, faults: list[str]) -> Iterator[Row]:
    for number, value in _values(text, faults):
        if isinstance(value, dict):
            yield {field: value[name] for field, name in fields_of(value).items()}
        else:
            faults.append(f"line {number}: no comment")


def _values(text: str, faults: list[str]) -> Iterator[tuple[int, object]]:
    """The values of a list, or of an object over several lines, or else of each line."""
    whole = text.lstrip().startswith("[") or text.lstrip().partition("\n")[0].strip() == "{"
    value = _loaded(text) if whole else None
    if value is not None:
        yield from enumerate(value if isinstance(value, list) else [value], 1)
        return
    for number, line in enumerate(io.StringIO(text), 1):
        stripped = line.strip().rstrip(",") if whole else line.strip()
        if stripped.strip("[]"):
            value = _loaded(stripped.removeprefix("[") if whole else stripped)
            if value is None:
                faults.append(f"line {number}: not a line of JSON")
            else:
                yield number, value


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
