"""What the exports of comment platforms share: accounts told apart, markup to text, a thread to a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import lxml.html
from lxml import etree

from onrecord.capture.language import gap_for, language_of
from onrecord.capture.pages import accounts_of, page_id
from onrecord.capture.threads.parts import joined, runs
from onrecord.capture.times import resolve_posted
from onrecord.record import Comment, Evidence, Gap, Page, Record, sha256

__all__ = ["Accounts", "Post", "Thread", "plain", "record_of", "utc"]


@dataclass(slots=True)
class Accounts:
    """Display names by account: two accounts with one name are told apart by a number behind the second's."""

    _names: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, int] = field(default_factory=dict)

    def name(self, account: str, shown: str) -> str:
        """The name of an account (its id on the platform) that shows itself so."""
        if account not in self._names:
            self._taken[shown] = count = self._taken.get(shown, 0) + 1
            self._names[account] = shown if count == 1 else f"{shown} ({count})"
        return self._names[account]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One comment of an export: its id and its parent's there, and its fields."""

    key: str
    parent: str | None
    account: str | None
    text: str
    posted_shown: str | None
    posted: str | None = None
    likes: int | None = None


@dataclass(slots=True, kw_only=True)
class Thread:
    """One page's thread of an export: its posts in order, and how many of what kind were left out."""

    url: str | None
    title: str | None
    published: str | None = None
    byline: tuple[str, ...] = ()
    text: str = ""
    stated: int | None = None
    posts: list[Post] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, kind: str) -> None:
        """Count a post that is no comment to put on record: deleted, spam, not approved, a pingback."""
        self.left_out[kind] = self.left_out.get(kind, 0) + 1


def plain(html: str) -> str:
    """The text of some markup: a line for each block, white space folded."""
    if not html.strip():
        return ""
    try:
        return joined(runs(lxml.html.fromstring(f"<div>{html}</div>")))
    except (etree.ParserError, ValueError):
        return " ".join(html.split())


def utc(seconds: float) -> str | None:
    """ISO 8601 of seconds since 1970; None where no calendar has that day."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


def record_of(thread: Thread, source: str, *, captured: str | None, key: str, gaps: Iterable[Gap] = ()) -> Record:
    """The record of a thread; `key` tells it from the others of its file where it has no URL."""
    ids = {post.key: f"c{i}" for i, post in enumerate(thread.posts, 1)}
    comments = tuple(_comment(post, ids) for post in thread.posts)
    language = language_of(thread.text or " ".join(post.text for post in thread.posts))
    name = thread.title or key
    page = Page(
        id=page_id(name, url=thread.url, text=thread.text, source=f"{source}#{key}"),
        url=thread.url, title=thread.title, byline=thread.byline, published=thread.published,
        captured=captured, language=language, text=thread.text, text_sha256=sha256(thread.text),
        stated_comment_count=thread.stated, source=f"{source}#{key}", evidence=_evidence(thread),
    )  # fmt: skip
    orphans = sum(post.parent is not None and post.parent not in ids for post in thread.posts)
    found = [*gaps, *_gaps(thread, orphans), *gap_for(language)]
    return Record(page=page, comments=comments, accounts=accounts_of(comments), gaps=tuple(found))


def _evidence(thread: Thread) -> dict[str, Evidence]:
    stated = {"url": thread.url, "title": thread.title, "published": thread.published, "byline": " and ".join(thread.byline)}
    return {name: Evidence(tag="export", exact=value) for name, value in stated.items() if value}


def _comment(post: Post, ids: dict[str, str]) -> Comment:
    posted = post.posted or (resolve_posted(post.posted_shown, captured=None, language="en") if post.posted_shown else None)
    return Comment(
        id=ids[post.key], account=post.account, text=post.text, posted=posted, posted_shown=post.posted_shown,
        parent=ids.get(post.parent or ""), likes=post.likes,
    )  # fmt: skip


def _gaps(thread: Thread, orphans: int) -> list[Gap]:
    found = [] if thread.text else [Gap(what="text", why="the export holds the thread without the story")]
    for kind, count in sorted(thread.left_out.items()):
        found.append(Gap(what="comments", why=f"{count} left out: {kind}"))
    if orphans:
        found.append(Gap(what="comments", why=f"{orphans} answer comments that the export does not hold"))
    if thread.stated is not None and thread.stated != len(thread.posts):
        found.append(Gap(what="comments", why=f"the export states {thread.stated} comments and {len(thread.posts)} are in it"))
    return found
