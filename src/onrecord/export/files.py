"""Where exports are written: a file or folder that appears whole or not at all, or a stream."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from onrecord.errors import BadStore
from onrecord.export.options import Report

__all__ = ["Lines", "Tables", "cell", "lines_into", "tables_into"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV Injection": spreadsheets run cells that begin so


class Lines:
    """A text file of one value a line."""

    def __init__(self, name: str, stream: TextIO, report: Report) -> None:
        self._name = name
        self._stream = stream
        self._report = report
        report.rows[name] += 0

    def write(self, line: str) -> None:
        """Write one line."""
        self._stream.write(line + "\n")
        self._report.rows[self._name] += 1


class Tables:
    """CSV files in one folder, one a table, by RFC 4180: UTF-8, a header, lines end with CR LF."""

    def __init__(self, writers: Mapping[str, Any], columns: Mapping[str, Sequence[str]], report: Report) -> None:
        self._writers = writers
        self._columns = columns
        self._report = report

    def write(self, table: str, row: Mapping[str, Any]) -> None:
        """Write one row of a table; columns that the row lacks stay empty."""
        self._writers[table].writerow([cell(row.get(column)) for column in self._columns[table]])
        self._report.rows[f"{table}.csv"] += 1


def cell(value: Any) -> str:
    """A value as a cell. An apostrophe is put before text that a spreadsheet would run as a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", "\ufffd")
        return "'" + text if text.startswith(FORMULA) else text
    return f"{value:.15g}" if isinstance(value, float) else str(value)


@contextmanager
def lines_into(into: Path | TextIO, name: str, report: Report) -> Iterator[Lines]:
    """Gives where to write lines; a path is replaced in one step once all is written.

    Raises:
        BadStore: the file cannot be written.
    """
    if not isinstance(into, Path):
        yield Lines(name, into, report)
        return
    with _told(into), ExitStack() as stack:
        draft = stack.enter_context(_draft(into))
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            yield Lines(into.name, stream, report)
        draft.replace(into)


@contextmanager
def tables_into(into: Path | TextIO, columns: Mapping[str, Sequence[str]], report: Report) -> Iterator[Tables]:
    """Gives where to write tables, each into its CSV file in the folder; they appear once all are written.

    Raises:
        BadStore: no folder is named, or it cannot be written.
    """
    if not isinstance(into, Path):
        raise BadStore("this format writes several tables; name a folder for them with --into")
    with _told(into), ExitStack() as stack:
        into.mkdir(parents=True, exist_ok=True)
        drafts = {table: stack.enter_context(_draft(into / f"{table}.csv")) for table in columns}
        with ExitStack() as streams:
            writers = {}
            for table, draft in drafts.items():
                stream = streams.enter_context(draft.open("w", encoding="utf-8", newline=""))
                writers[table] = csv.writer(stream)
                writers[table].writerow(columns[table])
                report.rows[f"{table}.csv"] += 0
            yield Tables(writers, columns, report)
        for table, draft in drafts.items():
            draft.replace(into / f"{table}.csv")


@contextmanager
def _draft(final: Path) -> Iterator[Path]:
    draft = final.with_name(f".{final.name}.{os.getpid()}")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _told(into: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadStore(f"{error.filename or into}: cannot be written ({error.strerror}); nothing was exported") from error
