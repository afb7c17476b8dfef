"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import time
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

__all__ = ["Robots"]

LIMIT = 512 * 1024  # bytes of robots.txt that are read; RFC 9309 asks for 500 KiB at least
REDIRECTS = 5  # as many as RFC 9309 asks a reader to follow


class Robots:
    """The rules of each site that one fetch passes through, asked for once. `deadline` is on the monotonic clock."""

    def __init__(self, client: httpx.Client, agent: str, deadline: float) -> None:
        self._client = client
        self._agent = agent
        self._deadline = deadline
        self._sites: dict[str, RobotFileParser] = {}

    def allow(self, url: str) -> bool:
        """Whether the URL may be fetched: no robots.txt allows all, a server's error forbids all."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._sites:
            self._sites[site] = self._rules(f"{site}/robots.txt")
        return self._sites[site].can_fetch(self._agent, url)

    def _rules(self, url: str) -> RobotFileParser:
        rules = RobotFileParser()
        rules.parse(self._text(url).splitlines())
        return rules

    def _text(self, url: str) -> str:
        for _ in range(REDIRECTS + 1):
            with self._client.stream("GET", url) as response:
                if response.has_redirect_location:
                    url = str(response.url.join(response.headers["Location"]))
                    continue
                if response.is_server_error:
                    return "User-agent: *\nDisallow: /"
                return self._body(response) if response.is_success else ""
        return ""

    def _body(self, response: httpx.Response) -> str:
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > LIMIT or time.monotonic() > self._deadline:
                break
        return bytes(data[:LIMIT]).decode("utf-8", "replace").removeprefix("\ufeff")
