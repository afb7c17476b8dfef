"""The log has places and figures; it never has words or names, and it never stops a comment."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from onrecord.errors import BadSettings
from onrecord.moderate.log import Log, entry
from onrecord.moderate.protocol import decoded
from tests.moderate.fakes import cue, posted

REQUEST = decoded(posted("fool", parentID="parent-1"))
ENTRY = entry(REQUEST, [cue("insult", 0.91)], "hold", shadow=True, seconds=0.01234, error=ValueError("fool"))


def test_a_line_has_places_and_figures() -> None:
    """And of an error its type."""
    stream = StringIO()
    Log(stream).write(ENTRY)
    line = json.loads(stream.getvalue())
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "action": "NEW", "story": "story-1", "comment": None, "parent": "parent-1", "decision": "hold", "shadow": True, "ms": 12.3, "error": "ValueError",
        "cues": [{"kind": "insult", "confidence": 0.91, "start": 0, "end": 4}],
    }  # fmt: skip


def test_a_file_is_appended_to_and_private(tmp_path: Path) -> None:
    """What a run before wrote stays."""
    for _ in range(2):
        log = Log.open(tmp_path / "log")
        log.write(ENTRY)
        log.close()
    assert len((tmp_path / "log").read_text().splitlines()) == 2
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Before the service starts."""
    with pytest.raises(BadSettings, match="No such file"):
        Log.open(tmp_path / "none" / "log")


def test_a_full_disk_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing else comes of it."""

    class Full(StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    log = Log(Full())
    log.write(ENTRY)
    log.write(ENTRY)
    assert capsys.readouterr().err.count("No space left") == 1


def test_standard_output_stays_open() -> None:
    """It is not ours."""
    Log.open(None).close()
    assert not sys.stdout.closed
