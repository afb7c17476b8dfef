"""What stands before every answer: who may ask, and what a browser may do with what it gets."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Guard", "Guarded"]

COOKIE = "onrecord"
HEADERS = {
    # nothing from outside, nothing inline, no frame around it; text of strangers stands in these pages
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Whom to answer.

    `hosts` are the names that the service may be called by, none for any; `token` must be shown, if there is one.
    A name is checked since a web page elsewhere can let its own name stand for 127.0.0.1 (DNS rebinding).
    """

    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "[::1]"})
    token: str | None = None


class Guarded:
    """An ASGI application behind a guard."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; every answer bears HEADERS."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._answer(scope)(scope, receive, with_headers)

    def _answer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if self._guard.hosts and _host(headers.get("host", "")) not in self._guard.hosts:
            return PlainTextResponse("This service answers by its own address only.\n", 421)
        if self._guard.token is None or self._fits(_shown(headers)):
            return self._app
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[-1]
        if scope["method"] in ("GET", "HEAD") and self._fits(asked):
            return self._welcome(scope)
        told = "A token is needed: open the address that onrecord serve printed, or send it as Authorization: Bearer TOKEN.\n"
        return PlainTextResponse(told, 401, {"www-authenticate": "Bearer"})

    def _welcome(self, scope: Scope) -> ASGIApp:
        """The token moves from the address, which is seen and shared, to a cookie that no script reads."""
        response = RedirectResponse("/" + scope["path"].lstrip("/\\"), 303)  # "//elsewhere" would be another site
        response.set_cookie(COOKIE, self._guard.token or "", httponly=True, samesite="strict", path="/")
        return response

    def _fits(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode("utf-8", "surrogatepass"), (self._guard.token or "").encode())


def _host(header: str) -> str:
    """The host of a Host header, without its port."""
    return header.lower() if header.endswith("]") else header.rpartition(":")[0].lower() or header.lower()


def _shown(headers: Headers) -> str:
    """The token that a request shows."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""
