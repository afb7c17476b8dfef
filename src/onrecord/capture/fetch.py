"""A page from the web: public addresses only, robots.txt obeyed, bounded in size, time and redirects."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from onrecord.capture.addresses import Guard, Resolver, addresses_of
from onrecord.capture.options import Options
from onrecord.capture.robots import Robots
from onrecord.errors import BadSource, NotAllowed

__all__ = ["Fetched", "fetch"]

NOT_PAGES = re.compile(r"(?:image|audio|video|font|model)/|application/(?:pdf|zip|msword|vnd\.)", re.IGNORECASE)


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
        BadSource: the server does not answer, answers with an error, with too much, or with what is no page.
    """
    inner = transport or httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
    guard = Guard(inner, resolver or addresses_of, options.allow_hosts)
    headers = {"User-Agent": options.user_agent, "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5"}
    try:
        with httpx.Client(transport=guard, timeout=options.timeout, headers=headers, follow_redirects=False) as client:
            return _follow(client, url, options)
    except httpx.TimeoutException as error:
        raise BadSource(f"{url}: no answer within {options.timeout:g} seconds; try again later") from error
    except (httpx.InvalidURL, ValueError) as error:
        raise BadSource(f"{url}: not a URL ({error}); check the address") from error
    except httpx.HTTPError as error:
        raise BadSource(f"{url}: could not be fetched ({error or type(error).__name__}); check the address") from error


def _follow(client: httpx.Client, url: str, options: Options) -> Fetched:
    """Hop by hop, so that each address and each site's robots.txt is asked."""
    deadline = time.monotonic() + options.longest_fetch
    robots = Robots(client, options.user_agent, deadline)
    hop = url
    for _ in range(options.max_redirects + 1):
        _check_scheme(hop)
        if not robots.allow(hop):
            raise NotAllowed(f"{hop}: the site's robots.txt forbids fetching it; save the page by hand instead")
        with client.stream("GET", hop) as response:
            if response.has_redirect_location:
                hop = str(response.url.join(response.headers["Location"]))
                continue
            _check_answer(response, url)
            data = _body(response, options.max_bytes, deadline, url)
            plain = response.url.copy_with(fragment=None, userinfo=b"")  # a password is nothing to keep
            return Fetched(data, response.charset_encoding, str(plain), response.headers.get("Date"))
    raise BadSource(f"{url}: more than {options.max_redirects} redirects; the address leads nowhere")


def _check_scheme(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:  # .port raises where it is no port
        raise NotAllowed(f"{url}: only http and https addresses are fetched")


def _check_answer(response: httpx.Response, url: str) -> None:
    if response.is_error:
        raise BadSource(f"{url}: the server answers {response.status_code} {response.reason_phrase}; check the address")
    kind = response.headers.get("Content-Type", "")
    if NOT_PAGES.match(kind.strip()):
        raise BadSource(f"{url}: the server sends {kind.split(';')[0].strip()}, which is no page; check the address")


def _body(response: httpx.Response, limit: int, deadline: float, url: str) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limit:
            raise BadSource(f"{url}: more than {limit // 2**20} MiB; no news page is as large")
        if time.monotonic() > deadline:
            raise BadSource(f"{url}: the server sends too slowly; try again later")
    return bytes(data)
