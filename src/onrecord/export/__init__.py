"""Exports: records in other people's formats, each fenced in one file, each saying how many rows it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from onrecord.export import dna, ftm, jsonl, jsonld, plover, stances, tables
from onrecord.export.options import Options, Report
from onrecord.record import Record

__all__ = ["FORMATS", "Options", "Report", "export"]

FORMATS: dict[str, Callable[[Iterable[Record], Path | TextIO, Options], Report]] = {
    "csv": tables.write,
    "jsonl": jsonl.write,
    "jsonld": jsonld.write,
    "plover": plover.write,
    "dna": dna.write,
    "ftm": ftm.write,
    "stances": stances.write,
}


def export(records: Iterable[Record], *, format: str, into: Path | TextIO, options: Options) -> Report:  # noqa: A002
    """Write records in one of FORMATS, to a file, a stream, or for csv, dna and stances a folder; they are taken one at a time.

    Raises:
        BadStore: the file or folder cannot be written; nothing half-written stays behind.
    """
    return FORMATS[format](records, into, options)
