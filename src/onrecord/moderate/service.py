"""The HTTP service: Coral posts a comment to /coral and gets an answer in time, whatever happens behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from time import perf_counter

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.moderate import protocol
from onrecord.moderate.decide import Decision, decide
from onrecord.moderate.desk import Desk, Full
from onrecord.moderate.log import Log, entry
from onrecord.moderate.protocol import NOTHING
from onrecord.moderate.settings import Settings
from onrecord.moderate.signature import HEADER, Secrets
from onrecord.record import Cue

__all__ = ["LARGEST", "service"]

LARGEST = 1 << 20  # bytes of a request; a comment of 5,000 characters in Coral's HTML has a hundredth
BODY_SECONDS = 2.0  # a body that trickles in more slowly holds a connection for nothing


def service(desk: Desk, *, secrets: Secrets, settings: Settings, log: Log, shadow: bool) -> Starlette:
    """The service as an ASGI application; it closes the desk and the log as it ends."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()
        log.close()

    phase = _Phase(desk, secrets, settings, log, shadow=shadow)
    routes = [Route("/coral", phase.moderate, methods=["POST"]), Route("/health", phase.health, methods=["GET"])]
    return Starlette(routes=routes, lifespan=life)


class _Refused(Exception):
    """A request that is not read, with the status and the reason that its sender is told."""

    def __init__(self, status: int, reason: str) -> None:
        self.status, self.reason = status, reason


class _Phase:
    """The moderation phase behind the routes."""

    def __init__(self, desk: Desk, secrets: Secrets, settings: Settings, log: Log, *, shadow: bool) -> None:
        self._desk, self._secrets, self._settings, self._log, self._shadow = desk, secrets, settings, log, shadow

    async def health(self, _: Request) -> Response:
        """That the service runs, and whether it only watches."""
        return _json({"status": "ok", "shadow": self._shadow})

    async def moderate(self, http: Request) -> Response:
        """Read one comment and answer; `{}` wherever there is nothing to say."""
        began = perf_counter()
        try:
            request = await self._request(http)
            decision, cues, error = await self._decided(request, began)
            self._log.write(
                entry(request, cues, decision.outcome, shadow=self._shadow, seconds=perf_counter() - began, error=error)
            )
            if decision.outcome == "full" and not self._shadow:
                raise _Refused(503, "as many comments wait as there is room for; this one goes on unread")  # noqa: TRY301
        except _Refused as refused:
            return _json({"error": refused.reason}, refused.status)
        answer = NOTHING if self._shadow else decision.answer
        return Response(protocol.encoded(answer), media_type="application/json")

    async def _request(self, http: Request) -> protocol.Request:
        body = await _body(http)
        if not self._secrets.signed(body, http.headers.get(HEADER)):
            raise _Refused(401, f"{HEADER} is missing or does not fit the body; compare the signing secret with Coral's")
        try:
            return protocol.decoded(body)
        except ValueError as error:
            raise _Refused(400, f"not a moderation request of Coral: {error}") from error

    async def _decided(self, request: protocol.Request, began: float) -> tuple[Decision, Sequence[Cue], Exception | None]:
        """What is answered; where a comment cannot be read, or not in time, it passes."""
        left = self._settings.deadline_ms / 1000 - (perf_counter() - began)
        try:
            cues = await self._desk.read(partial(protocol.text_of, request.comment), within=left)
        except Full:
            return Decision("full"), (), None
        except TimeoutError:
            return Decision("late"), (), None
        except Exception as error:  # a comment must never be stuck on a fault of ours
            return Decision("failed"), (), error
        return decide(cues, self._settings), cues, None


async def _body(http: Request) -> bytes:
    """The raw body, which is what is signed; no more of it is taken in than is allowed."""
    if int(http.headers.get("content-length") or 0) > LARGEST:
        raise _Refused(413, f"the request has more than {LARGEST} bytes")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in http.stream():
                body += chunk
                if len(body) > LARGEST:
                    raise _Refused(413, f"the request has more than {LARGEST} bytes")
    except TimeoutError as error:
        raise _Refused(408, f"the request did not arrive within {BODY_SECONDS:g} seconds") from error
    except ClientDisconnect as error:
        raise _Refused(400, "the request ended early") from error
    return bytes(body)


def _json(what: dict[str, str | bool], status: int = 200) -> Response:
    return Response(msgspec.json.encode(what), status, media_type="application/json")
