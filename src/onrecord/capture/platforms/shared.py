"""What the exports of comment platforms share: a thread and its posts, and the record that they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.capture.language import gap_for, language_of
from onrecord.capture.pages import accounts_of, page_id
from onrecord.record import Comment, Evidence, Gap, Page, Record, sha256

__all__ = ["Post", "Thread", "parents", "record_of", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One comment of an export: its id and its parent's there ("" where there is none), and its fields."""

    key: str
    parent: str
    account: str | None
    text: str
    posted_shown: str | None
    posted: str | None
    likes: int | None = None


@dataclass(slots=True, kw_only=True)
class Thread:
    """One page's thread of an export: its posts in order, and how many of what kind were left out."""

    url: str | None
    title: str | None
    published: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    text: str = ""
    stated: int | None = None
    posts: list[Post] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, kind: str) -> None:
        """Count a post that is no comment to put on record: deleted, spam, not approved, a pingback."""
        self.left_out[kind] = self.left_out.get(kind, 0) + 1


def whole(value: object) -> int | None:
    """A count that is a whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def record_of(thread: Thread, source: str, *, captured: str | None, key: str, gaps: Iterable[Gap] = ()) -> Record:
    """The record of a thread; `key` tells it from the others of its file where it has no URL.

    Comments are "c1", "c2", ... in the order of the export.
    """
    above = parents(thread.posts)
    comments = tuple(_comment(i, post, above[i]) for i, post in enumerate(thread.posts))
    orphans = sum(bool(post.parent) and above[i] is None for i, post in enumerate(thread.posts))
    language = language_of(thread.text or " ".join(post.text for post in thread.posts))
    page = Page(
        id=page_id(thread.title or key, url=thread.url, text=thread.text, source=f"{source}#{key}"),
        url=thread.url, title=thread.title, byline=thread.byline, outlet=thread.outlet, published=thread.published,
        captured=captured, language=language, text=thread.text, text_sha256=sha256(thread.text),
        stated_comment_count=thread.stated, source=f"{source}#{key}", evidence=_evidence(thread),
    )  # fmt: skip
    found = [*gaps, *_gaps(thread, orphans), *gap_for(language)]
    return Record(page=page, comments=comments, accounts=accounts_of(comments), gaps=tuple(found))


def _evidence(thread: Thread) -> dict[str, Evidence]:
    stated = {
        "url": thread.url, "title": thread.title, "published": thread.published, "byline": " and ".join(thread.byline),
        "outlet": thread.outlet,
    }  # fmt: skip
    return {name: Evidence(tag="export", exact=value) for name, value in stated.items() if value}


def _comment(index: int, post: Post, above: int | None) -> Comment:
    return Comment(
        id=f"c{index + 1}", account=post.account, text=post.text, posted=post.posted, posted_shown=post.posted_shown,
        parent=None if above is None else f"c{above + 1}", likes=post.likes,
    )  # fmt: skip


def parents(posts: list[Post]) -> list[int | None]:
    """The index of each post's parent; None where it is not among them, or where following it leads back to the post."""
    index: dict[str, int] = {}
    for i, post in enumerate(posts):
        if post.key:
            index.setdefault(post.key, i)
    above = [index.get(post.parent) if post.parent else None for post in posts]
    walks = [0] * len(posts)  # the walk that passed here first; each post is passed once
    for start in range(len(posts)):
        at: int | None = start
        while at is not None and not walks[at]:
            walks[at] = start + 1
            parent = above[at]
            if parent is not None and walks[parent] == start + 1:
                above[at] = None
            at = above[at]
    return above


def _gaps(thread: Thread, orphans: int) -> list[Gap]:
    found = [] if thread.text else [Gap(what="text", why="the export holds the thread without the story")]
    for kind, count in sorted(thread.left_out.items()):
        found.append(Gap(what="comments", why=f"{count} left out: {kind}"))
    if orphans:
        why = f"answers to a comment that is not on record (deleted, or not in the export): {orphans}; their parent is null"
        found.append(Gap(what="comments", why=why))
    if thread.stated is not None and thread.stated != len(thread.posts):
        why = f"the export states {thread.stated} comments and {len(thread.posts)} are on record"
        found.append(Gap(what="comments", why=why))
    return found
