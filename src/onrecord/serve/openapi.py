"""The OpenAPI document of the JSON interface, made of what answers: filters, columns, limits, and the record's own schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from importlib.metadata import version
from inspect import cleandoc
from typing import Any

import msgspec

from onrecord.record import Record
from onrecord.serve.endpoint import METHODS, Endpoint
from onrecord.serve.listing import COUNTED, HITS, LONGEST
from onrecord.serve.parameters import BLANKS, FURTHEST, MOST, Parameter

__all__ = ["COLUMNS", "document", "lists_schema", "page_schema", "record_schema", "sums_schema"]

Schema = dict[str, Any]

YEAR = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"  # from 0001, as in datetime
MONTH = "(0[1-9]|1[0-2])"
COLUMNS = {  # type, and what stands there
    "page": ("string", "the page's id"),
    "title": ("string?", "the page's title"),
    "url": ("string?", "the page's address"),
    "byline": ("string", "who wrote it, parted by commas"),
    "outlet": ("string?", "who published it"),
    "published": ("string?", "when, ISO 8601"),
    "captured": ("string?", "when the page was fetched, ISO 8601"),
    "language": ("string?", "its language, ISO 639"),
    "statements": ("integer", "how many statements"),
    "events": ("integer", "how many events"),
    "comments": ("integer", "how many comments"),
    "gaps": ("integer", "how many things could not be read"),
    "pages": ("integer", "how many entries with this name and kind there are, one a page and entity"),
    "statement": ("string", "the statement's id, unique within its page"),
    "speaker": ("string?", "the speaker's name, else the words for the source"),
    "kind": ("string?", "person, organisation, place, group or other; empty or null where the name is no entity's"),
    "role": ("string?", "the speaker's role"),
    "of": ("string?", "what the role is in"),
    "cue": ("string?", "the word for saying"),
    "act": ("string", "what is done by saying it"),
    "form": ("string", "direct, mixed or indirect"),
    "content": ("string", "what is said; its stretches parted by …"),
    "sentence": ("string", "the sentence or sentences around it, as published"),
    "confidence": ("number?", "how sure the reading is, calibrated, 0 to 1"),
    "event": ("string", "the event's id, unique within its page"),
    "trigger": ("string", "the words that name it"),
    "type": ("string", "its type after PLOVER 2.0, HARM or OTHER_EVENT"),
    "mode": ("string?", "its mode after PLOVER 2.0"),
    "modality": ("string", "whether it happened, or is planned, threatened, denied ..."),
    "actors": ("string", "who acts, parted by semicolons"),
    "recipients": ("string", "who is acted on, parted by semicolons"),
    "place": ("string", "where, by name or in the words of the page; empty where it is not told"),
    "country": ("string?", "ISO 3166 alpha-2"),
    "date": ("string?", "when, ISO 8601; a day, month, year or duration"),
    "date_words": ("string?", "when, in the words of the page"),
    "since": ("string?", "the first day of the date"),
    "until": ("string?", "the last day of the date"),
    "counts": ("string", "figures with what they count, parted by semicolons"),
    "said_in": ("string?", "the id of the statement that it is told in; null is the reporter's voice"),
    "comment": ("string", "the comment's id, unique within its page"),
    "account": ("string?", "its account, by pseudonym, or by name if the server shows names"),
    "posted": ("string?", "when, ISO 8601"),
    "posted_shown": ("string?", "when, as the page shows it"),
    "parent": ("string?", "the id of the comment that it answers"),
    "likes": ("integer?", "how many like it, as the page shows it"),
    "text": ("string", "its text"),
    "name": ("string", "the name"),
}
ERRORS = {
    400: "A parameter is not known, given twice, missing, or its value cannot be meant; `error` says which and why.",
    404: "There is nothing here.",
    405: "Only GET and HEAD are answered.",
    503: "The store cannot be read at the moment; `error` says why.",
}
REFUSALS = {
    401: "The server was started with a token, and none or another one was sent.",
    421: "The server was asked by a name that is not its own.",
}
ABOUT = f"""
What a store of onrecord holds, as JSON. It is only read: GET, and HEAD for the same without the body; other methods get 405.

**Whose texts.** This is for the one who keeps the store, on a machine of their own. Rows of statements and events carry the
sentence they stand in, comments their text, and `/api/pages/{{page}}` the record with the whole text of the page. Publishers and
commenters hold the rights to these; do not pass them on by opening this interface to others.

**Readings.** They are automatic. They report who said what and where it stands, and never rule on who is right.

**Lists** are pages of `per_page` rows ({MOST} at most), `n` from 1 to {FURTHEST}. To count,
{COUNTED:,} rows are looked at; `more` says that there may be more than `total`. With `q`, the best come first; where more than
{HITS:,} additions hold the words, these are the latest of them, the latest first. Whole lists,
counted to the end, are at `/pages.json`, `/statements.json`, `/events.json` and `/comments.json` with the same filters, without
`n` and `per_page`.

**Values** have {LONGEST} characters at most. An unknown parameter, one that is empty or given twice, and a value that cannot be
meant get 400 with a sentence in `error`.

**Caching.** Every answer has an `ETag`; sent back as `If-None-Match`, an unchanged answer is 304 without a body.

**Token.** A server that listens to others asks for one: `Authorization: Bearer TOKEN`.
"""


def document(endpoints: Iterable[Endpoint]) -> Schema:
    """The OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": version("onrecord"),
            "summary": "Who said what, what happened or may, and what readers wrote, each with its words.",
            "description": ABOUT.strip(),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": {e.path: {"get": _operation(e)} for e in endpoints} | {"/api/openapi.json": {"get": _itself()}},
        "components": {
            "schemas": {**_records(), "Error": _object({"error": {"type": "string"}})},
            "responses": _refusals(),
            "headers": {"ETag": {"description": "Changes with the answer.", "required": True, "schema": {"type": "string"}}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Where the server asks for it."}},
        },
    }  # fmt: skip


def page_schema(columns: Iterable[str]) -> Schema:
    """A page of a list whose rows have these columns."""
    part: dict[str, Schema] = {
        "total": {"type": "integer", "minimum": 0, "maximum": COUNTED},
        "more": {"type": "boolean", "description": "there may be more than `total`"},
        "n": {"type": "integer", "minimum": 1, "maximum": FURTHEST},
        "rows": {"type": "array", "maxItems": MOST, "items": _object({column: _column(column) for column in columns})},
    }
    return _object(part)


def lists_schema(lists: Mapping[str, Iterable[str]]) -> Schema:
    """Pages of several lists (name and columns), any of which may be left out."""
    return _object({name: page_schema(columns) for name, columns in lists.items()}) | {"required": []}


def sums_schema(names: Iterable[str]) -> Schema:
    """A number for each name."""
    return _object({name: {"type": "integer", "minimum": 0} for name in names})


def record_schema() -> Schema:
    """The record of a page."""
    return {"$ref": "#/components/schemas/Record"}


def _records() -> dict[str, Schema]:
    _, found = msgspec.json.schema_components([Record], ref_template="#/components/schemas/{name}")
    for definition in found.values():
        definition["description"] = cleandoc(definition["description"])
    return found


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _column(name: str) -> Schema:
    kind, about = COLUMNS[name]
    return {"type": [kind[:-1], "null"] if kind.endswith("?") else kind, "description": about}


def _operation(endpoint: Endpoint) -> Schema:
    parameters = [_parameter(p) for p in endpoint.parameters]
    errors = [400, 405, 503]
    if "{page}" in endpoint.path:
        about = "The page's id, percent-encoded, slashes too."
        parameters = [
            {"name": "page", "in": "path", "required": True, "description": about, "schema": {"type": "string", "minLength": 1}}
        ]
        errors.append(404)
    return {
        "operationId": endpoint.path.removeprefix("/api/").replace("/{page}", "_page"),
        "summary": endpoint.title,
        "description": endpoint.about,
        "parameters": [*parameters, _if_none_match()],
        "responses": _responses(endpoint.schema, errors),
    }  # fmt: skip


def _itself() -> Schema:
    """The operation that answers with the document."""
    return {
        "operationId": "openapi",
        "summary": "This document",
        "parameters": [_if_none_match()],
        "responses": _responses({"type": "object", "required": ["openapi", "info", "paths"]}, [400, 405, 503]),
    }


def _if_none_match() -> Schema:
    about = "The ETag of an answer one has."
    return {"name": "If-None-Match", "in": "header", "required": False, "description": about, "schema": {"type": "string"}}


def _parameter(parameter: Parameter) -> Schema:
    found = {"name": parameter.name, "in": "query", "required": parameter.required, "description": parameter.about}
    return found | {"schema": _values(parameter)}


def _values(parameter: Parameter) -> Schema:
    if parameter.most is not None:
        return {"type": "integer", "minimum": 1, "maximum": parameter.most, "default": parameter.default}
    if parameter.choices:
        return {"type": "string", "enum": list(parameter.choices)}
    if parameter.is_date:
        return {"type": "string", "anyOf": [{"format": "date"}, {"pattern": f"^{YEAR}-{MONTH}$"}, {"pattern": f"^{YEAR}$"}]}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": f"[^{BLANKS}]"}


def _responses(schema: Schema, errors: list[int]) -> Schema:
    tagged = {"ETag": {"$ref": "#/components/headers/ETag"}}
    found: dict[int, Schema] = {
        200: {"description": "As asked.", "headers": tagged, "content": {"application/json": {"schema": schema}}},
        304: {"description": "Unchanged since the answer with that ETag.", "headers": tagged},
    }
    found |= {code: {"$ref": f"#/components/responses/{_name(code)}"} for code in (*errors, *REFUSALS)}
    return {str(code): found[code] for code in sorted(found)}


def _refusals() -> Schema:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    tagged = {"ETag": {"$ref": "#/components/headers/ETag"}}
    found: Schema = {_name(code): {"description": why, "headers": tagged, "content": error} for code, why in ERRORS.items()}
    found[_name(405)]["headers"] = {**tagged, "Allow": {"required": True, "schema": {"const": METHODS}}}
    sentence = {"text/plain": {"schema": {"type": "string"}}}
    return found | {_name(code): {"description": why, "content": sentence} for code, why in REFUSALS.items()}


def _name(code: int) -> str:
    return HTTPStatus(code).phrase.title().replace(" ", "")
