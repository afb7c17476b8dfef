"""Who is answered, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.serve import Guard, Shelf, site
from onrecord.serve.guard import HEADERS
from tests.serve.client import Site


@pytest.fixture
def guarded(sample_store: Path) -> Iterator[Site]:
    """A site for any host that asks for a token."""
    with Site(site(Shelf(sample_store), Guard(hosts=frozenset(), token="open sesame"))) as found:
        yield found


@pytest.mark.parametrize("host", ["127.0.0.1:8676", "localhost", "LOCALHOST:1", "[::1]:8676", "[::1]"])
def test_it_answers_by_its_own_names(client: Site, host: str) -> None:
    """With any port."""
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:8676", "::1", "127.0.0.1:1:2"])
def test_it_answers_by_no_other_name(client: Site, host: str) -> None:
    """A page elsewhere that lets its name stand for 127.0.0.1 reads nothing."""
    assert client.get("/", headers={"host": host}).status_code == 421


def test_every_answer_bears_the_headers(client: Site, guarded: Site) -> None:
    """Pages, lists, files, errors and refusals alike."""
    answers = [client.get(url) for url in ("/", "/pages.json", "/static/base.css", "/none", "/pages?n=0")] + [guarded.get("/")]
    assert all(answer.headers[name] == value for answer in answers for name, value in HEADERS.items())


def test_a_token_is_asked_for(guarded: Site) -> None:
    """By address, cookie or header; a wrong one, and one of strange characters, is refused."""
    assert [guarded.get(url).status_code for url in ("/", "/?token=", "/?token=wrong", "/pages.json", "/?token=%ff")] == [401] * 5
    assert guarded.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/", headers={"cookie": "onrecord=\x00;;=;"}).status_code == 401
    assert guarded.get("/", headers={"authorization": "bearer open sesame"}).status_code == 200
    assert guarded.request("POST", "/?token=open+sesame").status_code == 401


def test_a_token_moves_from_the_address_to_a_cookie(guarded: Site) -> None:
    """Which no script reads and no other site sends."""
    answer = guarded.get("/pages?token=open+sesame")
    assert (answer.status_code, answer.headers["location"]) == (303, "/pages")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert guarded.get("/pages", headers={"cookie": cookie.partition(";")[0]}).status_code == 200


def test_a_welcome_leads_nowhere_else(guarded: Site) -> None:
    """An address that begins with two slashes, or with one and a backslash, would be another site's."""
    for path in ("//evil.example/x", "/\\evil.example/x", "/%5C/evil.example/x"):
        asked = f"http://127.0.0.1:8676{path}?token=open+sesame"
        location = guarded.get(asked, headers={"cookie": "none=1"}).headers["location"]
        assert location == "/evil.example/x"


def test_nothing_is_written(client: Site) -> None:
    """Other methods than GET and HEAD are refused."""
    assert [client.request(method, "/pages").status_code for method in ("POST", "PUT", "DELETE", "PATCH")] == [405] * 4
