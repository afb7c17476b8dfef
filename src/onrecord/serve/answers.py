"""Answers: a template filled in, JSON, or a list in pieces; with an ETag, so that what is unchanged is not sent again."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.export.files import cell
from onrecord.serve import words

__all__ = ["as_csv", "as_json", "html", "json", "make_ready", "told", "whole"]


@cache
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("onrecord.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: words.seen(value) if type(value) is str else "" if value is None else value,
    )
    found.globals |= {
        name: getattr(words, name) for name in ("name_url", "page_url", "query_url", "thread_url", "href", "MODALITIES")
    }
    found.globals["version"] = version("onrecord")
    found.filters |= {"sure": words.sure, "spoken": words.spoken, "seen": words.seen}
    return found


def make_ready() -> None:
    """Compile the templates, so that the first visitor does not wait for it."""
    for name in _templates().list_templates():
        _templates().get_template(name)


def html(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A template filled in. It knows `request`, the values, and what `onrecord.serve.words` has."""
    body = _templates().get_template(template).render(request=request, path=request.url.path, **values)
    return _tagged(request, body.encode(), "text/html; charset=utf-8", status)


def json(request: Request, value: Any, status: int = 200) -> Response:
    """A value as JSON; strings as they are in the store."""
    return _tagged(request, msgspec.json.encode(value), "application/json", status)


def told(request: Request, what: str, status: int, title: str) -> Response:
    """What is wrong, as a page, or as JSON where that was asked for."""
    if request.url.path.startswith("/api/") or request.url.path.endswith(".json"):
        return json(request, {"error": what}, status)
    return html(request, "error.html", status, what=what, title=title)


def whole(request: Request, rows: Iterable[Any], columns: Sequence[str], total: int, name: str) -> Response:
    """A whole list of rows that have the columns: as CSV where the address ends so, else as JSON."""
    if request.url.path.endswith(".csv"):
        return as_csv(rows, columns, total, name)
    return as_json(({column: row[column] for column in columns} for row in rows), total)


def as_json(rows: Iterable[Mapping[str, Any]], total: int) -> Response:
    """A whole list: {"total": how many, "rows": [...]}, sent as it is read."""

    def pieces() -> Iterator[bytes]:
        yield b'{"total":%d,"rows":[' % total
        for number, row in enumerate(rows):
            yield (b",\n" if number else b"\n") + msgspec.json.encode(dict(row))
        yield b"\n]}\n"

    return StreamingResponse(pieces(), media_type="application/json")


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], total: int, name: str) -> Response:
    """A whole list as CSV, sent as it is read; how many rows it has stands in the header `X-Total-Count`."""

    def pieces() -> Iterator[str]:
        yield _line(columns)
        for row in rows:
            yield _line([words.seen(cell(row[column])) for column in columns])

    headers = {"x-total-count": str(total), "content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(pieces(), media_type="text/csv; charset=utf-8", headers=headers)


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _tagged(request: Request, body: bytes, media_type: str, status: int) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    asked = request.headers.get("if-none-match", "")
    if status == 200 and tag in (one.strip().removeprefix("W/") for one in asked.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type)
