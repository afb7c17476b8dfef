"""A client of the site over the three sample pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.serve import Guard, Shelf, site
from tests.serve.client import Site
from tests.serve.sample import store_in


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample pages that no test writes into."""
    return store_in(tmp_path_factory.mktemp("served"))


@pytest.fixture
def client(sample_store: Path) -> Iterator[Site]:
    """The site, as a browser that follows no redirects sees it."""
    with Site(site(Shelf(sample_store), Guard())) as found:
        yield found
