"""A page from the web: public addresses only, robots.txt obeyed, bounded in size, time and redirects."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from onrecord.capture.options import Options
from onrecord.errors import BadSource, NotAllowed

__all__ = ["Fetched", "Resolver", "fetch"]

Resolver = Callable[[str], list[str]]  # host name -> its IP addresses
ROBOTS_LIMIT = 512 * 1024  # bytes of robots.txt that are read; RFC 9309 asks for 500 KiB at least


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave: the bytes, the charset that it named, the URL after redirects, its own date (HTTP form)."""

    data: bytes
    charset: str | None
    url: str
    date: str | None


def fetch(
    url: str, options: Options, *, transport: httpx.BaseTransport | None = None, resolver: Resolver | None = None
) -> Fetched:
    """Fetch a page over http or https.

    Raises:
        NotAllowed: the scheme, the address or robots.txt forbids it.
        BadSource: the server does not answer, answers with an error, or with too much.
    """
    guard = _Guard(transport or httpx.HTTPTransport(), resolver or _addresses, options.allow_hosts)
    headers = {"User-Agent": options.user_agent, "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5"}
    try:
        with httpx.Client(transport=guard, timeout=options.timeout, headers=headers, follow_redirects=False) as client:
            return _follow(client, url, options)
    except httpx.TimeoutException as error:
        raise BadSource(f"{url}: no answer within {options.timeout:g} seconds; try again later") from error
    except httpx.InvalidURL as error:
        raise BadSource(f"{url}: not a URL ({error})") from error
    except httpx.HTTPError as error:
        raise BadSource(f"{url}: could not be fetched ({error or type(error).__name__}); check the address") from error


def _follow(client: httpx.Client, url: str, options: Options) -> Fetched:
    """Hop by hop, so that each address and each site's robots.txt is asked."""
    asked: dict[str, RobotFileParser] = {}
    deadline = time.monotonic() + options.longest_fetch
    hop = url
    for _ in range(options.max_redirects + 1):
        _check_scheme(hop)
        _ask_robots(client, hop, options.user_agent, asked)
        with client.stream("GET", hop) as response:
            if response.has_redirect_location:
                hop = str(response.url.join(response.headers["Location"]))
                continue
            if response.is_error:
                raise BadSource(f"{url}: the server answers {response.status_code} {response.reason_phrase}; check the address")
            data = _body(response, options.max_bytes, deadline, url)
            return Fetched(data, response.charset_encoding, str(response.url), response.headers.get("Date"))
    raise BadSource(f"{url}: more than {options.max_redirects} redirects; the address leads nowhere")


def _check_scheme(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAllowed(f"{url}: only http and https addresses are fetched")


def _body(response: httpx.Response, limit: int, deadline: float, url: str) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limit:
            raise BadSource(f"{url}: more than {limit // 2**20} MiB; no news page is as large")
        if time.monotonic() > deadline:
            raise BadSource(f"{url}: the server sends too slowly; try again later")
    return bytes(data)


def _ask_robots(client: httpx.Client, url: str, agent: str, asked: dict[str, RobotFileParser]) -> None:
    """RFC 9309: no robots.txt allows all, a server error forbids all."""
    site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    if site not in asked:
        asked[site] = _robots(client, site)
    if not asked[site].can_fetch(agent, url):
        raise NotAllowed(f"{url}: the site's robots.txt forbids fetching it; save the page by hand instead")


def _robots(client: httpx.Client, site: str) -> RobotFileParser:
    rules = RobotFileParser()
    with client.stream("GET", f"{site}/robots.txt") as response:
        text = ""
        if response.is_success:
            for chunk in response.iter_text():
                text += chunk
                if len(text) > ROBOTS_LIMIT:
                    break
        rules.parse(text.splitlines() if not response.is_server_error else ["User-agent: *", "Disallow: /"])
    return rules


class _Guard(httpx.BaseTransport):
    """Lets a request pass to public addresses only, and to the very address that was checked (no DNS rebinding)."""

    def __init__(self, inner: httpx.BaseTransport, resolver: Resolver, allowed: frozenset[str]) -> None:
        self._inner = inner
        self._resolver = resolver
        self._allowed = allowed

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if host in self._allowed:
            return self._inner.handle_request(request)
        addresses = self._resolver(host)
        for address in addresses:
            if not _is_public(address):
                raise NotAllowed(
                    f"{request.url}: {host} is a private or local address; allow it by name with --allow-host {host}"
                )
        request.extensions["sni_hostname"] = host
        request.url = request.url.copy_with(host=addresses[0])  # the Host header keeps the name
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or mapped.is_global)


def _addresses(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadSource(f"{host}: no such host, or no network; check the address") from error
    return [str(info[4][0]).partition("%")[0] for info in found]
