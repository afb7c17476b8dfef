"""What every way of capture shares: page ids, accounts of a thread, and the record of a page that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import urlsplit

from onrecord.record import Account, Comment, Gap, GapKind, Page, Record, sha256

__all__ = ["accounts_of", "is_unreadable", "page_id", "stem", "unreadable"]

LONGEST_SLUG = 40  # code points; enough to know a page by, short enough to type


def page_id(name: str, *, url: str | None, text: str, source: str) -> str:
    """A page's id: a readable name and eight hex digits of its URL, or else its text, or else its source.

    A page with a URL keeps its id when its text changes; one without is known by its text alone.
    """
    return f"{_slug(name)}-{sha256(url or text or source)[:8]}"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-")
    return slug or "page"


def stem(source: str) -> str:
    """The name that a source goes by: a file's name without its ending, a URL's last part or host."""
    if source == "-":
        return "stdin"
    if "://" in source:
        parts = urlsplit(source)
        last = PurePath(parts.path).stem
        return last if last else parts.hostname or "page"
    return PurePath(source.removesuffix(".gz")).stem


def accounts_of(comments: Iterable[Comment]) -> tuple[Account, ...]:
    """The accounts of a thread in order of first appearance, each with its comments' ids."""
    found: dict[str, list[str]] = {}
    for comment in comments:
        if comment.account is not None:
            found.setdefault(comment.account, []).append(comment.id)
    return tuple(Account(name=name, comments=tuple(ids)) for name, ids in found.items())


def unreadable(source: str, why: str, *, what: GapKind = "source", id: str | None = None) -> Record:  # noqa: A002
    """The record of a page that cannot be read: its source and the reason."""
    url = source if "://" in source else None
    page = Page(id=id or page_id(stem(source), url=url, text="", source=source), url=url, source=source)
    return Record(page=page, gaps=(Gap(what=what, why=why),))


def is_unreadable(record: Record) -> bool:
    """Whether nothing at all of a page could be read."""
    nothing = not record.page.text and not record.comments
    return nothing and any(gap.what in ("source", "size", "line") for gap in record.gaps)
