"""What the JSON interface is made of and described by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve.parameters import Parameter

__all__ = ["METHODS", "Endpoint"]

METHODS = "GET, HEAD"  # what the interface answers to


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address that answers with JSON.

    `{page}` in `path` is a page's id. `schema` is the JSON Schema of what it answers, `example` an address to try.
    """

    path: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Request], Response]
    schema: dict[str, Any]
    example: str
