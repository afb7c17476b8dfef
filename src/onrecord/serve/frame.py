"""The part of the world that a map shows, and where a place lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from onrecord.serve.outlines import Box

__all__ = ["WORLD", "Frame", "frame_around"]

WIDTH = 1000  # units of the drawing
LEAST = 24.0  # degrees of longitude that are shown at least: closer up, the simplified coasts are only angles
AIR = 0.12  # of what the places take up, on each side
FLATTEST, STEEPEST = 0.45, 0.7  # height of a map by its width


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of the world, drawn by an equirectangular projection that keeps lengths at its middle latitude."""

    box: Box

    @property
    def across(self) -> float:
        """Units of the drawing in a degree of longitude."""
        return WIDTH / (self.box[2] - self.box[0])

    @property
    def up(self) -> float:
        """Units of the drawing in a degree of latitude."""
        return self.across / cos(radians((self.box[1] + self.box[3]) / 2))

    @property
    def width(self) -> float:
        """Of the drawing."""
        return WIDTH

    @property
    def height(self) -> float:
        """Of the drawing."""
        return round((self.box[3] - self.box[1]) * self.up, 1)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a place lies in the box."""
        return self.box[0] <= lon <= self.box[2] and self.box[1] <= lat <= self.box[3]

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place lies in the drawing, from its upper left corner."""
        return round((lon - self.box[0]) * self.across, 1), round((self.box[3] - lat) * self.up, 1)


WORLD = Frame((-180.0, -57.0, 180.0, 84.0))  # without Antarctica, which a map of news need not give a fifth of its height


def frame_around(places: Sequence[tuple[float, float]]) -> Frame:
    """What holds the places (latitude, longitude); the world, where they lie far apart or there are none."""
    if not places:
        return WORLD
    lats, lons = [lat for lat, _ in places], [lon for _, lon in places]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    middle, centre = (south + north) / 2, (west + east) / 2
    narrow = max(0.2, cos(radians(middle)))  # a degree of longitude by one of latitude; far north it would vanish
    wide = max(LEAST, (east - west) * (1 + 2 * AIR), (north - south) * (1 + 2 * AIR) / STEEPEST / narrow)
    high = min(max((north - south) * (1 + 2 * AIR), FLATTEST * wide * narrow), STEEPEST * wide * narrow)
    if wide > 150 or high > 100 or middle + high / 2 > 88 or middle - high / 2 < -88:
        return WORLD
    return Frame((centre - wide / 2, middle - high / 2, centre + wide / 2, middle + high / 2))
