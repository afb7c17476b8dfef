"""A browser for each file of checks, and one server for each of two stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from checks.browser.hostile import store_of_hostile
from checks.browser.served import browser, put_story, served
from checks.browser.views import VIEWS
from checks.browser.watch import Watch
from playwright.sync_api import Browser, BrowserContext
from tests.serve.sample import store_in

from onrecord.store import Store

Open = Callable[..., Watch]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser: a new one for each file, since one stopped answering after some hundred tabs."""
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three sample pages and the page that the package ships, each with its thread."""
    path = store_in(tmp_path_factory.mktemp("shown"))
    put_story(path)
    return path


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Where the store is served."""
    with served(store) as found:
        yield found


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a store of hostile strings is served."""
    with served(store_of_hostile(tmp_path_factory.mktemp("hostile"))) as found:
        yield found


@pytest.fixture(scope="module")
def contexts(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A context by its settings, made once: what all checks of a file have in common are files that a browser keeps."""
    with ExitStack() as made:
        known: dict[str, BrowserContext] = {}

        def context(**settings: Any) -> BrowserContext:
            key = repr(sorted(settings.items()))
            if key not in known:
                known[key] = made.enter_context(chromium.new_context(**settings))
                Watch.prepare(known[key])
            return known[key]

        yield context


@pytest.fixture
def opened(contexts: Callable[..., BrowserContext]) -> Iterator[Open]:
    """Opens a tab to a site, with the settings that are given; all tabs are closed in the end."""
    with ExitStack() as tabs:

        def tab(address: str, **settings: Any) -> Watch:
            settings.setdefault("reduced_motion", "reduce")  # what is scrolled to is there at once
            found = Watch(contexts(**settings), address)
            tabs.callback(found.page.close)
            return found

        yield tab


@pytest.fixture(scope="module")
def paths(store: Path, address: str, chromium: Browser) -> dict[str, str]:
    """The path of each view, by its name."""
    with Store.open(store, readonly=True) as opened:
        story = opened.find("bornholm")
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(address + "/claims")
        cell = page.locator("td a").first.get_attribute("href") or ""
    return {name: view.at.format(story=story, cell=cell) for name, view in VIEWS.items()}
