"""What the moderation tests share: a reader that sees what it is told to see, requests as Coral sends them, and a signature."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import httpx
from starlette.applications import Starlette

from onrecord.moderate import Desk, Log, Secrets, Settings, service
from onrecord.moderate.signature import HEADER, signature
from onrecord.record import Cue, CueKind, span

SECRET = b"a-secret-of-the-right-length"
SECRETS = Secrets((SECRET,))
SETTINGS = Settings.load()


def cue(kind: CueKind, confidence: float | None = 0.99) -> Cue:
    """A cue on the first word."""
    return Cue(kind=kind, span=span("fool", 0, 4), confidence=confidence)


class Fake:
    """Finds an insult wherever "fool" stands, and first does what else it is told to do."""

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        self._before = before
        self.seen: list[str] = []

    def cues(self, text: str, *, parent: str = "", story: str = "") -> tuple[Cue, ...]:
        """See `CueReader`."""
        self.seen.append(text)
        self._before()
        at = text.find("fool")
        return (Cue(kind="insult", span=span(text, at, at + 4), confidence=0.91),) if at >= 0 else ()


def posted(body: str, **comment: Any) -> bytes:
    """A request as Coral writes it."""
    return json.dumps({
        "action": "NEW", "comment": {"body": body, "parentID": None, **comment}, "author": {"id": "author-7", "role": "COMMENTER"},
        "story": {"id": "story-1", "url": "http://localhost:1313/posts/a/"}, "site": {"id": "site-1"}, "tenantID": "t-1", "tenantDomain": "localhost",
    }, indent=2).encode()  # fmt: skip


def signed(body: bytes, secret: bytes = SECRET) -> dict[str, str]:
    """The headers of a signed request."""
    return {HEADER: f"sha256={signature(body, secret)}", "Content-Type": "application/json"}


class Service:
    """The service in this process, with its log at hand."""

    def __init__(
        self, reader: Fake | None = None, *, shadow: bool = False, settings: Settings = SETTINGS, threads: int = 1
    ) -> None:
        self.log, self.reader = StringIO(), reader or Fake()
        self.desk = Desk(self.reader, threads=threads, waiting=settings.waiting)
        self.app: Starlette = service(self.desk, secrets=SECRETS, settings=settings, log=Log(self.log), shadow=shadow)

    def post(self, *bodies: bytes, **headers: str) -> list[httpx.Response]:
        """The answers to signed requests that come at once, or to requests with these headers."""

        async def all_of_them() -> list[httpx.Response]:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://onrecord") as client:
                sends = [client.post("/coral", content=body, headers=headers or signed(body)) for body in bodies]
                return list(await asyncio.gather(*sends))

        return asyncio.run(all_of_them())

    def lines(self) -> list[dict[str, Any]]:
        """What was logged."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]
