"""From a captured page to its record: the stages stand in one list, and a for-loop runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from onrecord import comments, reader
from onrecord.record import Record
from onrecord.resolve import resolve

__all__ = ["Stage", "run", "stages"]

Stage = Callable[[Record], Record]


def stages(*, toward: Sequence[str] = ()) -> tuple[Stage, ...]:
    """The stages that a captured page goes through, in order; `toward` names targets for its comments beside the story's own."""
    return (reader.load().read, resolve, partial(comments.load().read, toward=toward))


def run(record: Record, through: Sequence[Stage]) -> Record:
    """The record after every stage; each gets what the one before it made."""
    for stage in through:
        record = stage(record)
    return record
