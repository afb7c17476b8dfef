"""An ASGI application asked without a network, from code that is not asynchronous."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

import httpx
from starlette.applications import Starlette

__all__ = ["Site"]


class Site:
    """A running application; `get` and `request` answer as httpx does."""

    def __init__(self, app: Starlette, address: str = "http://127.0.0.1:8676") -> None:
        self._app, self._address = app, address
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self._life = self._app.router.lifespan_context(self._app)
        self._runner.run(self._life.__aenter__())
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self._app, raise_app_exceptions=True), base_url=self._address
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._runner.run(self._client.aclose())
        self._runner.run(self._life.__aexit__(None, None, None))
        self._runner.close()

    def get(self, url: str, **more: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", url, **more)

    def request(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Any request."""
        return self._runner.run(self._client.request(method, url, **more))
