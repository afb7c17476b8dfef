"""Comments that a page states as data: schema.org Comment in JSON-LD, and comment-shaped lists in embedded state."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from onrecord.capture.threads.parts import joined, runs
from onrecord.capture.threads.structure import NAMED, ONE, TIMED, Reading
from onrecord.capture.threads.thread import Found

__all__ = ["read_data"]

LARGEST = 16 * 1024 * 1024  # characters of one script; state larger than that is not read for comments
DEEPEST = 60  # levels of nesting that are looked into; page state of large sites has 20 to 30
ASSIGNED = re.compile(r"^\s*(?:window\.|var |let |const |self\.)?[\w.$\[\]\"']+\s*=\s*(?=[{\[])")

TEXT = (
    "text",
    "commentText",
    "body",
    "content",
    "message",
    "raw",
    "rawText",
    "comment_text",
    "commentBody",
    "textHtml",
    "description",
)
AUTHOR = (
    "author",
    "creator",
    "user",
    "commenter",
    "owner",
    "username",
    "userName",
    "authorName",
    "author_name",
    "displayName",
    "name",
)
TIME = (
    "dateCreated", "datePublished", "createdAt", "created_at", "created", "date", "published", "publishedAt", "timestamp", "time",
    "postedAt", "createDate",
)  # fmt: skip
REPLIES = ("comment", "comments", "replies", "children", "responses", "answers", "nodes", "edges", "items")
PARENT = ("parentItem", "parentId", "parent_id", "parentID", "inReplyTo", "in_reply_to", "parent", "replyTo")
LIKES = ("upvoteCount", "likes", "likeCount", "like_count", "upvotes", "recommendations", "recommendCount", "score")
COMMENT_KEY = re.compile(r"comment|repl(?:y|ies)|response|discussion", re.IGNORECASE)


def read_data(tree: HtmlElement) -> Reading:
    """The longest thread that a script of the page states; an empty reading if none does."""
    best: list[Found] = []
    for value in _values(tree):
        for items in _lists(value):
            found: list[Found] = []
            _add(items, None, found, {})
            if len(found) > len(best):
                best = found
    score = NAMED * sum(ONE + TIMED * bool(one.posted_shown) for one in best)
    return Reading(tuple(best), (), score * 0.99)  # of equal readings the one that stands in the page's text wins


def _values(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        if not text or len(text) > LARGEST or "omment" not in text:
            continue
        if "json" not in (script.get("type") or ""):
            assigned = ASSIGNED.match(text)
            if not assigned:
                continue
            text = text[assigned.end() :]
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text)[0]
        except (ValueError, RecursionError):
            continue


def _lists(value: Any) -> Iterator[list[Any]]:
    """Lists of objects under a key that names comments, outermost first."""
    todo: list[tuple[Any, bool, int]] = [(value, False, 0)]
    while todo:
        current, named, depth = todo.pop()
        if depth > DEEPEST:
            continue
        if isinstance(current, list):
            if named and any(_is_comment(item) for item in current):
                yield current
            else:
                todo.extend((item, named, depth + 1) for item in current)
        elif isinstance(current, dict):
            if named and _is_comment(current):
                yield [current]
                continue
            for key, item in current.items():
                todo.append((item, named or bool(COMMENT_KEY.search(str(key))), depth + 1))


def _is_comment(item: Any) -> bool:
    item = _unwrapped(item)
    return isinstance(item, dict) and bool(_text(item)) and bool(_author(item)) and (_first(item, TIME) is not None)


def _unwrapped(item: Any) -> Any:
    return item.get("node", item) if isinstance(item, dict) and set(item) <= {"node", "cursor", "__typename"} else item


def _add(items: list[Any], parent: int | None, found: list[Found], by_id: dict[str, int], depth: int = 0) -> None:
    for wrapped in items:
        item = _unwrapped(wrapped)
        if not _is_comment(item):
            continue
        stated = _first(item, PARENT)
        stated = stated.get("@id", stated.get("id")) if isinstance(stated, dict) else stated
        answers = parent if parent is not None else by_id.get(str(stated))
        time, likes = _first(item, TIME), _first(item, LIKES)
        found.append(
            Found(
                account=_author(item),
                text=_text(item) or "",
                posted_shown=None if time is None else str(time),
                parent=answers,
                likes=likes if isinstance(likes, int) else None,
            )
        )
        at = len(found) - 1
        for key in ("@id", "id", "_id", "commentId", "uuid"):
            if key in item:
                by_id[str(item[key])] = at
        if depth < DEEPEST:
            _add(_replies(item), at, found, by_id, depth + 1)


def _replies(item: dict[str, Any]) -> list[Any]:
    for key in REPLIES:
        value = item.get(key)
        while isinstance(value, dict) and not _is_comment(value):
            value = next((value[k] for k in REPLIES if k in value), None)
        if value:
            return value if isinstance(value, list) else [value]
    return []


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _text(item: dict[str, Any]) -> str | None:
    value = _first(item, TEXT)
    if not isinstance(value, str) or not value.strip():
        return None
    if "<" not in value and "&" not in value:
        return "\n".join(filter(None, (" ".join(line.split()) for line in value.splitlines())))
    return joined(runs(lxml.html.fromstring(f"<div>{value}</div>"))) or None


def _author(item: dict[str, Any]) -> str | None:
    value = _first(item, AUTHOR)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = _first(value, ("name", "displayName", "display_name", "username", "userName", "nickname", "screenName"))
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None
