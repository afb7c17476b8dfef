"""The act of a cue that names it by a noun: "expressed optimism" is belief, "voiced support" praise."""

from __future__ import annotations

from functools import cache

from onrecord.reader.lexicon import data
from onrecord.record import Act

__all__ = ["act_named"]


def act_named(cue: str) -> Act | None:
    """The act that a noun in the cue names, where the cue is a verb with such a noun; else None."""
    words = cue.lower().split()
    return next((act for word in words[1:] if (act := _nouns().get(word))), None)


@cache
def _nouns() -> dict[str, Act]:
    found: dict[Act, list[str]] = data("acts")  # type: ignore[assignment]
    return {noun: act for act, nouns in found.items() for noun in nouns}
