"""How what happened, what may yet, and what is denied are told apart: by shape and words, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.serve.words import MODALITIES

__all__ = ["GROUPS", "SHAPES", "Group", "Shape"]

CIRCLE = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"


@dataclass(frozen=True, slots=True)
class Shape:
    """A marker as SVG path data within -8 … 8: filled, outlined, or outlined by dashes; and the key of its group."""

    d: str
    group: str
    filled: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Modalities that say the same of the world, roughly."""

    key: str
    label: str

    @property
    def modalities(self) -> tuple[str, ...]:
        """Those of the group, in the order of MODALITIES."""
        return tuple(m for m in MODALITIES if SHAPES[m].group == self.key)


SHAPES = {
    "happened": Shape(CIRCLE, "happened", filled=True),
    "ongoing": Shape("M-5-5L2-5L6 0L2 5L-5 5z", "happened", filled=True),
    "planned": Shape("M-5-5h10v10h-10z", "not_yet"),
    "threatened": Shape("M0-6L6 5L-6 5z", "not_yet"),
    "demanded": Shape("M0 6L-6-5L6-5z", "not_yet"),
    "proposed": Shape("M0-6.5L6.5 0L0 6.5L-6.5 0z", "not_yet"),
    "possible": Shape(CIRCLE, "not_yet", dashed=True),
    "denied": Shape(CIRCLE + "M-7 7L7-7", "denied"),
    "negated": Shape(CIRCLE + "M-7 7L7-7M-7-7L7 7", "denied"),
}
GROUPS = (
    Group("happened", "happened or under way"),
    Group("not_yet", "not so far: planned, threatened, demanded, proposed or possible"),
    Group("denied", "denied, or said not to have happened"),
)
