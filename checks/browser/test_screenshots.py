"""Pictures of the views, kept by whoever runs the checks, to be looked at by people."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.browser.conftest import Open
from checks.browser.views import VIEWS

INTO = Path(__file__).parents[2] / "build" / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TWICE = ("page", "comments")  # these in dark colours, and on a phone, too
PICTURES = [
    *((name, "desktop", "light", DESKTOP) for name in VIEWS),
    *((name, "desktop", "dark", DESKTOP) for name in TWICE),
    *((name, "phone", "light", PHONE) for name in TWICE),
]


@pytest.mark.parametrize(("name", "where", "colours", "size"), PICTURES)
def test_a_picture_is_kept(
    opened: Open, address: str, paths: dict[str, str], name: str, where: str, colours: str, size: dict[str, int]
) -> None:
    """Of the whole length of a view."""
    INTO.mkdir(parents=True, exist_ok=True)
    page = opened(address, color_scheme=colours, viewport=size).open(paths[name], VIEWS[name].status)
    picture = INTO / f"{name}-{where}-{colours}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 5_000
