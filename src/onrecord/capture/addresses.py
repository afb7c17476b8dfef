"""Which network addresses may be connected to: public ones only, unless the user allows a host by name."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import httpx

from onrecord.errors import BadSource, NotAllowed

__all__ = ["Guard", "Resolver", "addresses_of", "is_public"]

Resolver = Callable[[str], list[str]]  # host name -> its IP addresses
CARRIERS = tuple(  # IPv6 networks whose addresses hold an IPv4 address in their last 32 bits
    ipaddress.IPv6Network(net) for net in ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
)


class Guard(httpx.BaseTransport):
    """Lets a request pass to public addresses only, and to the very address that was checked (no DNS rebinding).

    The request goes to that address with the host's name in the Host header and in the TLS handshake, so that the
    certificate is checked against the name. `inner` must not keep connections: two hosts may share an address.
    """

    def __init__(self, inner: httpx.BaseTransport, resolver: Resolver, allowed: frozenset[str]) -> None:
        self._inner = inner
        self._resolver = resolver
        self._allowed = allowed

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request on.

        Raises:
            NotAllowed: the host has an address that is not public.
        """
        host = request.url.host
        if host in self._allowed:
            return self._inner.handle_request(request)
        addresses = self._resolver(host)
        if not all(map(is_public, addresses)):
            raise NotAllowed(f"{host} is a private or local address; allow it by name with --allow-host {host}")
        *others, last = addresses
        for address in others:
            try:
                return self._inner.handle_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # a host with several addresses may not answer on all, IPv6 above all
        return self._inner.handle_request(_pinned(request, last))

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """A copy: the request itself keeps its URL, against which redirects are resolved."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,  # the Host header among them
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet, also the IPv4 address that an IPv6 one may carry."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in net for net in CARRIERS):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.sixtofour is not None and not is_public(str(ip.sixtofour)):
            return False
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def addresses_of(host: str) -> list[str]:
    """The addresses of a host, as the system resolves them.

    Raises:
        BadSource: there is no such host, or no network.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadSource(f"{host}: no such host, or no network; check the address") from error
    return list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))
