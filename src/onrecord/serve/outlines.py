"""Outlines of countries, from Natural Earth (public domain), which scripts/outlines.py makes into data/outlines.json."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["Box", "outlines", "parts_of_a_degree"]

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
WIDE = 90  # degrees across; beyond that the coarse outlines do


class _Ring(msgspec.Struct):
    box: Box
    d: str


class _File(msgspec.Struct):
    source: str
    parts: int
    fine: list[_Ring]
    coarse: list[_Ring]


@cache
def _file() -> _File:
    return msgspec.json.decode((files("onrecord.serve") / "data" / "outlines.json").read_bytes(), type=_File)


def parts_of_a_degree() -> int:
    """How many units of the path data make a degree; x is the longitude, y the latitude, northwards."""
    return _file().parts


def outlines(box: Box) -> str:
    """SVG path data of the land that lies in a box or reaches into it."""
    west, south, east, north = box
    rings = _file().coarse if east - west > WIDE else _file().fine
    return "".join(r.d for r in rings if r.box[0] < east and r.box[2] > west and r.box[1] < north and r.box[3] > south)
