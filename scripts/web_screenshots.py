"""The pictures of the web page that stand in the README: `python -m scripts.web_screenshots` (needs the extra `browser`)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from checks.browser.served import browser, put_story, served

from onrecord.store import Store

INTO = Path(__file__).parents[1] / "docs"
LARGEST = 200_000  # bytes of a picture
SIZE = {"width": 1080, "height": 680}


def main() -> int:
    """Make both; the exit code is 1 where one is too large for a README."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "record.db"
        put_story(store)
        with Store.open(store, readonly=True) as opened:
            story = opened.find("bornholm")
        made = _pictures(store, story)
    for picture in made:
        print(f"{picture}: {picture.stat().st_size:,} bytes")
    return int(any(picture.stat().st_size > LARGEST for picture in made))


def _pictures(store: Path, story: str) -> list[Path]:
    web, comments = INTO / "web-page.png", INTO / "web-comments.png"
    with served(store) as address, browser() as chromium:
        page = chromium.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page.goto(f"{address}/page/{story}")
        page.locator(".card.statement").first.focus()  # lights its words
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=web)
        page.goto(f"{address}/comments/{story}")
        page.screenshot(path=comments)
    return [web, comments]


if __name__ == "__main__":
    sys.exit(main())
