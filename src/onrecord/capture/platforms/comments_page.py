"""The record of one page of a table of comments: its comments under their own ids, and what of them did not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from onrecord.capture.language import gap_for, language_of
from onrecord.capture.pages import accounts_of, page_id, stem
from onrecord.capture.platforms.shared import Post, Thread, parents
from onrecord.record import Comment, Evidence, Gap, Page, Record, sha256

__all__ = ["page_of", "record_of_table"]

NO_STORY = "only comments were given; the story under which they stand is not in the table"
NO_PARENT = {"", "0", "null", "none", "nan"}  # how tables write that a comment answers none
LOOKED_AT = 500  # comments by which the language is told


def page_of(value: str) -> Thread:
    """The empty thread of a page: a web address is its URL, any other word its title, and none makes one page of the file."""
    url = value if _is_address(value) else None
    return Thread(url=url, title=None if url else value or None)


def _is_address(value: str) -> bool:
    try:
        return re.fullmatch(r"https?://\S+", value) is not None and bool(urlsplit(value).hostname)
    except ValueError:  # a host in brackets that is none
        return False


def record_of_table(thread: Thread, source: str, *, captured: str | None, gaps: Iterable[Gap]) -> Record:
    """The thread as a record. A missing id is the comment's number on the page, one given twice gets a number behind it."""
    posts = _answering(thread.posts)
    ids, doubled = _ids([post.key for post in posts])
    above = parents(posts)
    comments = tuple(_comment(post, ids[i], ids, above[i]) for i, post in enumerate(posts))
    name = thread.url or thread.title
    where = f"{source}#{name}" if name else source
    first = comments[0] if source == "-" and comments else None  # two tables that are piped in are not one page
    seed = f"{where}\0{first.account}\0{first.text}" if first else where
    language = language_of(" ".join(comment.text for comment in comments[:LOOKED_AT]))
    page = Page(
        id=page_id(thread.title or stem(thread.url or source), url=thread.url, text="", source=seed),
        url=thread.url, title=thread.title, captured=captured, language=language, text_sha256=sha256(""), source=where,
        evidence={key: Evidence(tag="table", exact=name) for key in ("url", "title") if name and getattr(thread, key)},
    )  # fmt: skip
    found = (*gaps, Gap(what="text", why=NO_STORY), *_gaps(posts, above, doubled), *_left_out(thread), *gap_for(language))
    return Record(page=page, comments=comments, accounts=accounts_of(comments), gaps=found)


def _answering(posts: list[Post]) -> list[Post]:
    """The posts; a parent of "0" or "null" is none, unless a comment has that very id."""
    known = {post.key for post in posts}
    return [replace(p, parent="") if p.parent.casefold() in NO_PARENT and p.parent not in known else p for p in posts]


def _ids(keys: list[str]) -> tuple[list[str], int]:
    """An id for each, no two the same, and how many had one that an earlier comment has."""
    given, taken, counts, doubled = set(keys), set[str](), dict[str, int](), 0
    found: list[str] = []
    for number, key in enumerate(keys, 1):
        own = key or f"c{number}"
        doubled += bool(key) and key in taken
        name = own
        while name in taken or (name in given and name != key):
            counts[own] = counts.get(own, 1) + 1
            name = f"{own}-{counts[own]}"
        taken.add(name)
        found.append(name)
    return found, doubled


def _comment(post: Post, own: str, ids: list[str], above: int | None) -> Comment:
    return Comment(
        id=own, account=post.account, text=post.text, posted=post.posted, posted_shown=post.posted_shown,
        parent=None if above is None else ids[above], likes=post.likes,
    )  # fmt: skip


def _left_out(thread: Thread) -> Iterable[Gap]:
    return [Gap(what="comments", why=f"{number} left out: {kind}") for kind, number in sorted(thread.left_out.items())]


def _gaps(posts: list[Post], above: list[int | None], doubled: int) -> Iterable[Gap]:
    known = {post.key for post in posts}
    lost = [post.parent in known for i, post in enumerate(posts) if post.parent and above[i] is None]
    unknown, circles = lost.count(False), lost.count(True)
    undated = sum(post.posted is None and post.posted_shown is not None for post in posts)
    told = (
        (unknown, f"answers to a comment that is not in the table: {unknown}; their parent is null"),
        (circles, f"answers that lead back to themselves: {circles}; there their parent is null"),
        (doubled, f"ids that an earlier comment of the page has: {doubled}; a number stands behind them"),
        (undated, f"times that are neither ISO 8601 nor seconds since 1970: {undated}; they stand as they were shown"),
    )
    return [Gap(what="comments", why=why) for number, why in told if number]
