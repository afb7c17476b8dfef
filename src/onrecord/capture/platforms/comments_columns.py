"""What the columns of a table of comments, or the keys of its JSON lines, are called, and whether a file is such a table."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.capture.decode import MARKS

__all__ = ["delimiter_of", "fields_of", "is_json", "is_table", "without_hint"]

NAMES = {
    "id": "id comment_id",
    "text": "text comment comment_text body content message",
    "account": "account author user username user_name author_name name",
    "posted": "posted posted_at date time timestamp datetime created created_at created_utc",
    "parent": "parent parent_id reply_to in_reply_to in_reply_to_id",
    "page": "page page_url url story story_url article article_url thread thread_id page_id article_id story_id",
    "likes": "likes score upvotes",
}
FIELDS = {name: tuple(others.split()) for name, others in NAMES.items()}
TELLING = ("account", "parent", "posted", "page")  # beside a text, one of these makes a comment
ONLY_COMMENTS = {*FIELDS["account"], *FIELDS["parent"], "posted", "page"}  # keys that JSON lines of pages do not use
OF_PAGES = {"title", "published"}
DELIMITERS = ",;\t"
HINT = re.compile(r"sep=[,;\t]\n")  # Excel's
KEY = re.compile(r'(?<!\\)"(\w{2,20})"\s*:')


def fields_of(names: Iterable[str]) -> dict[str, str]:
    """For each field that is there, the column or key that holds it, the best name first: `page` before `url`."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_plain(name), name)
    found = {field: next((known[other] for other in others if other in known), None) for field, others in FIELDS.items()}
    return {field: name for field, name in found.items() if name is not None}


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip(" \t\ufeff\"'").casefold())


def is_table(head: bytes) -> bool:
    """Whether a file begins like a table of comments: a text, and who wrote it, when, under what or in answer to what."""
    text = _decoded(head)
    return _is_json_table(text) if is_json(text) else delimiter_of(text) is not None


def _decoded(head: bytes) -> str:
    encoding = next((encoding for mark, encoding in MARKS if head.startswith(mark)), "utf-8")
    decoded = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    return decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_json(text: str) -> bool:
    """Whether a text is JSON lines, or a JSON list, rather than delimited columns."""
    return re.match(r"\s*(?:\[\s*)?\{", text) is not None


def without_hint(text: str) -> str:
    """The text without a first line that only names its delimiter."""
    hint = HINT.match(text)
    return text[hint.end() :] if hint else text


def delimiter_of(text: str) -> str | None:
    """What parts the columns of a text with a header that names those of a table of comments; None for any other text."""
    first = without_hint(text).lstrip("\n").partition("\n")[0]
    known = {mark: fields for mark in DELIMITERS if _suits(fields := next(csv.reader([first], delimiter=mark), []))}
    return max(known, key=lambda mark: len(fields_of(known[mark])), default=None)


def _suits(header: Sequence[str]) -> bool:
    fields = fields_of(header)
    return "text" in fields and any(name in fields for name in TELLING) and not OF_PAGES & {_plain(name) for name in header}


def _is_json_table(head: str) -> bool:
    """By the first objects; where the very first is longer than what was read, by what looks like its keys."""
    objects = list(_objects(head))
    keys = [set(one) for one in objects] or [set(KEY.findall(head))]
    if any(OF_PAGES & {_plain(key) for key in some} for some in keys) or any(isinstance(o.get("page"), dict) for o in objects):
        return False
    return any("text" in fields_of(some) and ONLY_COMMENTS & {_plain(key) for key in some} for some in keys)


def _objects(head: str) -> Iterable[Mapping[str, object]]:
    decoder = json.JSONDecoder()
    at = re.match(r"\s*\[?", head).end()  # type: ignore[union-attr]  # it matches nothing at all, too
    while (start := head.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(head, start)
            yield value
        except (ValueError, RecursionError):
            at = end if (end := head.find("\n", start)) >= 0 else len(head)
