"""robots.txt as RFC 9309 wants it read."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from onrecord.capture.robots import Robots

Answer = Callable[[httpx.Request], httpx.Response]
RULES = "User-agent: onrecord\nDisallow: /members\n\nUser-agent: *\nDisallow: /\n"


def robots(answer: Answer) -> Robots:
    return Robots(httpx.Client(transport=httpx.MockTransport(answer)), "onrecord/0.1 (x)", float("inf"))


def test_the_rules_for_us_are_the_ones_that_count() -> None:
    """Our own group beats the group for all; a byte-order mark hides nothing."""
    rules = robots(lambda _: httpx.Response(200, content=b"\xef\xbb\xbf" + RULES.encode()))
    assert rules.allow("https://e.org/story")
    assert not rules.allow("https://e.org/members/story")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_no_rules_allow_and_a_failing_server_forbids(status: int, allowed: bool) -> None:
    """4xx is "unavailable", 5xx "unreachable"."""
    assert robots(lambda _: httpx.Response(status)).allow("https://e.org/story") is allowed


def test_redirects_are_followed_five_times() -> None:
    """To another host too; a loop is no robots.txt."""

    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.host == "www.e.org":
            return httpx.Response(200, text="User-agent: *\nDisallow: /")
        return httpx.Response(301, headers={"Location": "https://www.e.org/robots.txt"})

    assert not robots(moved).allow("https://e.org/story")
    assert robots(lambda r: httpx.Response(302, headers={"Location": str(r.url)})).allow("https://e.org/story")


def test_each_site_is_asked_once() -> None:
    """Host and scheme make a site."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(404)

    rules = robots(answer)
    for url in ("https://e.org/a", "https://e.org/b", "http://e.org/a"):
        assert rules.allow(url)
    assert asked == ["https://e.org/robots.txt", "http://e.org/robots.txt"]
