"""PLOVER 2.0's mode of an event: how it was done, where the trigger's own words say it."""

from __future__ import annotations

import re

from onrecord.reader.lexicon import data
from onrecord.record import EventType

__all__ = ["mode_of"]


def mode_of(trigger: str, kind: EventType) -> str | None:
    """The mode that a trigger's words name ("ASSAULT", "car bombing": explosives); None where they name none."""
    words = " " + " ".join(re.findall(r"[\w-]+", trigger.lower()))
    return next(
        (mode for mode, beginnings in data("modes").get(kind, {}).items() if any(f" {b}" in words for b in beginnings)), None
    )
