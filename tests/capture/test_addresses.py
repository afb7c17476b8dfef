"""Only public addresses are connected to, and the one that was checked."""

from __future__ import annotations

import httpx
import pytest

from onrecord.capture.addresses import Guard, addresses_of, is_public
from onrecord.errors import BadSource, NotAllowed


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public(address: str) -> None:
    """Addresses of the internet, also an IPv4 address within an IPv6 one."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "240.0.0.1", "255.255.255.255", "198.18.0.1", "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
     "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fe80::1", "fec0::1", "fd00::1", "ff02::1", "2001:db8::1"],
)  # fmt: skip
def test_not_public(address: str) -> None:
    """Private, loopback, link-local, shared, multicast and reserved ones, also where IPv6 carries them."""
    assert not is_public(address)


def test_another_address_is_tried_where_one_does_not_answer() -> None:
    """A host with a dead IPv6 address is reached by its other one."""

    def handle(request: httpx.Request) -> httpx.Response:
        if ":" in request.url.host:
            raise httpx.ConnectError("unreachable", request=request)
        return httpx.Response(200, text=request.url.host)

    guard = Guard(httpx.MockTransport(handle), lambda _: ["2606:4700::1", "8.8.8.8"], frozenset())
    with httpx.Client(transport=guard) as client:
        response = client.get("https://news.example/a")
    assert (response.text, str(response.url)) == ("8.8.8.8", "https://news.example/a")


def test_one_private_address_among_several_is_refused() -> None:
    """Before anything is sent."""
    guard = Guard(httpx.MockTransport(lambda _: pytest.fail("sent")), lambda _: ["8.8.8.8", "10.0.0.1"], frozenset())
    with httpx.Client(transport=guard) as client, pytest.raises(NotAllowed, match=r"--allow-host news\.example"):
        client.get("https://news.example/")


def test_loopback_is_resolved_and_nonsense_is_told() -> None:
    """By the system's own resolver, without a network."""
    assert "127.0.0.1" in addresses_of("127.0.0.1")
    with pytest.raises(BadSource, match="no such host"):
        addresses_of("a" * 64 + ".invalid")
