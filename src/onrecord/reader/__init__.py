"""Readers: from a captured page to who said what and what happened. Whatever reads keeps to one interface."""

from __future__ import annotations

from typing import Protocol

from onrecord.reader.rules.reader import RuleReader
from onrecord.record import ReaderInfo, Record

__all__ = ["Reader", "load"]


class Reader(Protocol):
    """Adds entities, statements, events and tensions to a captured record, each with its spans, and says who it is.

    Dates keep a null value and places no coordinates: resolving them is the next stage's work. The same record gives the
    same result, whatever was read before.
    """

    info: ReaderInfo

    def read(self, record: Record) -> Record:
        """The record with what the reader found; a page in a language it does not know comes back without findings."""
        ...


def load() -> Reader:
    """The reader that ships with this version."""
    return RuleReader()
