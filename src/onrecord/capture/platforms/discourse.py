"""A Discourse topic as JSON (https://docs.discourse.org, "Get a single topic"): its first post is the story, the others comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.capture.platforms.packed import opened
from onrecord.capture.platforms.shared import Accounts, Post, Thread, plain, record_of
from onrecord.errors import BadSource
from onrecord.record import Record

__all__ = ["read", "sniff"]

LIKE = 2  # the id of the action "like" in actions_summary
LARGEST = 256 * 1024 * 1024  # bytes; a topic with all its posts stays far below


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Discourse topic."""
    return head.lstrip().startswith(b"{") and b'"post_stream"' in head


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """The topic's record. Posts that its file lists and does not hold are a gap: Discourse sends twenty at a time."""
    with opened(path) as file:
        try:
            topic = json.loads(file.read(LARGEST))
            posts = [post for post in topic["post_stream"]["posts"] if isinstance(post, dict)]
        except (ValueError, RecursionError, EOFError, KeyError, TypeError) as error:
            raise BadSource(f"{path}: not a whole Discourse topic; save it again as /t/ID.json") from error
    yield record_of(_thread(topic, posts), str(path), captured=captured, key=str(topic.get("id") or "topic"))


def _thread(topic: dict[str, Any], posts: list[dict[str, Any]]) -> Thread:
    story = next((post for post in posts if post.get("post_number") == 1), None)
    count = topic.get("posts_count")
    thread = Thread(
        url=topic.get("url") or _address(story),
        title=topic.get("title"),
        published=str(topic.get("created_at") or "") or None,
        byline=(_name(story),) if story and _name(story) else (),
        text=plain(str(story.get("cooked") or "")).replace("\n", "\n\n") if story else "",
        stated=count - 1 if isinstance(count, int) and count else None,
    )
    accounts = Accounts()
    for post in posts:
        if post is not story:
            _take(post, thread, accounts, story)
    return thread


def _address(story: dict[str, Any] | None) -> str | None:
    url = str((story or {}).get("post_url") or "")
    return url if url.startswith("http") else None


def _name(post: dict[str, Any]) -> str:
    return str(post.get("name") or post.get("display_username") or post.get("username") or "")


def _take(post: dict[str, Any], thread: Thread, accounts: Accounts, story: dict[str, Any] | None) -> None:
    if post.get("deleted_at") or post.get("user_deleted"):
        thread.leave_out("deleted")
    elif post.get("hidden"):
        thread.leave_out("hidden by moderators")
    elif post.get("post_type", 1) != 1:
        thread.leave_out("notices of the forum")
    else:
        answered = post.get("reply_to_post_number")
        likes = next((a.get("count", 0) for a in post.get("actions_summary") or [] if a.get("id") == LIKE), None)
        name = _name(post)
        thread.posts.append(
            Post(
                key=str(post.get("post_number")),
                parent=str(answered) if answered and answered != (story or {}).get("post_number") else None,
                account=accounts.name(str(post.get("username") or name), name) if name else None,
                text=plain(str(post.get("cooked") or "")),
                posted_shown=post.get("created_at"),
                likes=likes,
            )
        )
