"""JSON lines of records, in the public form or, without `full_text`, in its excerpt form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from onrecord.export.files import lines_into
from onrecord.export.options import Options, Report
from onrecord.record import Evidence, Record, Span, to_json

__all__ = ["excerpted", "write"]


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write a record a line."""
    report = Report()
    with lines_into(into, "records", report) as lines:
        for record in records:
            lines.write(to_json(record if options.full_text else excerpted(record, options)).decode())
    return report


def excerpted(record: Record, options: Options) -> Record:
    """The record without its page's text and with short quotations only.

    Offsets stay true of the text whose SHA-256 is `page.text_sha256`; a longer `exact`, and a comment's longer text,
    end in "…".
    """
    short: Record = _short(record, options)
    comments = tuple(replace(comment, text=options.words(comment.text)) for comment in short.comments)
    return replace(short, page=replace(short.page, text=""), comments=comments)


def _short(value: Any, options: Options) -> Any:
    if isinstance(value, Span):
        return replace(value, exact=options.words(value.exact))
    if isinstance(value, tuple):
        return tuple(_short(item, options) for item in value)
    if isinstance(value, dict):
        return {key: _short(item, options) for key, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {field.name: _short(getattr(value, field.name), options) for field in fields(value)}
    if isinstance(value, Evidence) and value.exact is not None:
        changed["exact"] = options.words(value.exact)
    return replace(value, **changed)
