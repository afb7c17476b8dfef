"""The log of the moderation phase: one line of JSON a comment, with places and figures, never with words or names."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import msgspec

from onrecord.errors import BadSettings
from onrecord.moderate.decide import Outcome
from onrecord.moderate.protocol import Request
from onrecord.record import Cue, CueKind

__all__ = ["Entry", "Log", "Marked", "entry"]


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """A cue without its words: the place is in the comment's text, in code points, markup taken out."""

    kind: CueKind
    confidence: float | None
    start: int
    end: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of one request. Coral sends no comment id, so `comment` is null; `time` and `story` find it there."""

    time: str
    action: str
    story: str
    comment: str | None
    parent: str | None
    cues: tuple[Marked, ...]
    decision: Outcome
    shadow: bool
    ms: float
    error: str | None = None


def entry(
    request: Request, cues: Sequence[Cue], decision: Outcome, *, shadow: bool, seconds: float, error: Exception | None = None
) -> Entry:
    """The line on a request; of an error its type alone, for its message may quote the comment."""
    return Entry(
        time=datetime.now(UTC).isoformat(timespec="milliseconds"),
        action=request.action,
        story=request.story.id,
        comment=request.comment.id,
        parent=request.comment.parent,
        cues=tuple(Marked(kind=c.kind, confidence=c.confidence, start=c.span.start, end=c.span.end) for c in cues),
        decision=decision,
        shadow=shadow,
        ms=round(seconds * 1000, 1),
        error=type(error).__name__ if error else None,
    )


class Log:
    """Appends entries to a stream, each written out at once. A full disk is told once and stops no comment."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._told = False

    @classmethod
    def open(cls, path: Path | None) -> Log:
        """A log in a file that only its owner may read, or on standard output.

        Raises:
            BadSettings: the file cannot be opened.
        """
        if path is None:
            return cls(sys.stdout)
        try:
            return cls(os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"))
        except OSError as error:
            raise BadSettings(f"{path}: the log cannot be written ({error.strerror}); check the folder") from error

    def write(self, line: Entry) -> None:
        """Append one entry."""
        try:
            self._stream.write(msgspec.json.encode(line).decode() + "\n")
            self._stream.flush()
        except OSError as error:
            if not self._told:
                print(f"onrecord: the log cannot be written ({error.strerror}); comments are read on", file=sys.stderr)
            self._told = True

    def close(self) -> None:
        """Close the file; standard output is left open."""
        if self._stream is not sys.stdout:
            self._stream.close()
