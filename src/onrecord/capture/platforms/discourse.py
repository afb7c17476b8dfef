"""A Discourse topic as JSON, https://SITE/t/ID.json (https://docs.discourse.org, "Get a single topic"; the fields are those
of app/serializers/topic_view_serializer.rb and post_serializer.rb): its first post is the story, the others are comments.

An account is its username, which is unique and which Discourse shows on posts by default (`display_name_on_posts` is off).
Held in memory whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.capture.platforms.packed import BROKEN, opened
from onrecord.capture.platforms.plain import clean, folded, plain
from onrecord.capture.platforms.shared import Post, Thread, record_of, whole
from onrecord.capture.platforms.times import utc
from onrecord.errors import BadSource
from onrecord.record import Gap, Record

__all__ = ["read", "sniff"]

LIKE = 2  # PostActionType.types[:like]
NOTICES = {3: "notices of the forum", 4: "whispers of the staff"}  # Post.types: 1 regular, 2 by a moderator
LARGEST = 64 * 2**20  # bytes; ten thousand posts, the most that Discourse lets a topic grow to by default, stay below
POSTS = re.compile(r'"posts"\s*:\s*\[')


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Discourse topic."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and b'"post_stream"' in head


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """The topic's record. Posts that its file lists and does not hold are a gap: Discourse sends twenty at a time.

    Raises:
        BadSource: no post can be read.
    """
    text, whole_file = _text(path)
    gaps = []
    try:
        if not whole_file:
            raise ValueError
        topic = json.loads(text)
        stream = topic["post_stream"]
        posts = stream["posts"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        topic, stream, posts = {}, {}, _first_posts(text)
        why = f"{path}: not a whole Discourse topic; save it again as /t/ID.json"
        if not posts:
            raise BadSource(why) from error
        gaps.append(Gap(what="source", why=why))
    posts = [post for post in posts if isinstance(post, dict)] if isinstance(posts, list) else []
    thread = _thread(topic, posts)
    gaps += _missing(stream, posts)
    key = clean(topic.get("id") or (posts[0].get("topic_id") if posts else None)) or "topic"
    yield record_of(thread, str(path), captured=captured, key=key, gaps=gaps)


def _text(path: Path) -> tuple[str, bool]:
    """The file's text, and whether that is all of it."""
    found, size = [], 0
    with opened(path) as file:
        try:
            while (data := file.read(2**20)) and size <= LARGEST:
                found.append(data)
                size += len(data)
        except BROKEN:
            size = LARGEST + 1
    return b"".join(found)[:LARGEST].decode("utf-8-sig", "replace"), size <= LARGEST


def _first_posts(text: str) -> list[Any]:
    """The whole posts at the beginning of a file that breaks off."""
    start = POSTS.search(text)
    found: list[Any] = []
    at = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        at += len(text[at : at + 64]) - len(text[at : at + 64].lstrip(", \t\r\n"))
    return found


def _missing(stream: Any, posts: list[dict[str, Any]]) -> list[Gap]:
    listed = stream.get("stream") if isinstance(stream, dict) else None
    held = {post.get("id") for post in posts}
    missing = sum(key not in held for key in listed if isinstance(key, int)) if isinstance(listed, list) else 0
    why = f"{missing} posts of the topic are not in the file; save it as /t/ID.json?print=true to have them all"
    return [Gap(what="comments", why=why)] if missing else []


def _thread(topic: dict[str, Any], posts: list[dict[str, Any]]) -> Thread:
    story = next((post for post in posts if post.get("post_number") == 1), {})
    count = whole(topic.get("posts_count"))
    author = clean(story.get("name")) or clean(story.get("username"))
    thread = Thread(
        url=clean(topic.get("url")) or None,
        title=folded(topic.get("title")) or None,
        published=utc(clean(topic.get("created_at") or story.get("created_at"))),
        byline=(author,) if author else (),
        text=plain(story.get("cooked")).replace("\n", "\n\n"),
        stated=count - 1 if count else None,
    )
    for post in posts:
        if post is not story:
            _take(post, thread)
    return thread


def _take(post: dict[str, Any], thread: Thread) -> None:
    kind = post.get("post_type")
    if post.get("deleted_at") or post.get("user_deleted"):
        thread.leave_out("deleted")
    elif post.get("hidden"):
        thread.leave_out("hidden by moderators")
    elif post.get("action_code") or kind in NOTICES:
        thread.leave_out(NOTICES.get(kind, NOTICES[3]) if isinstance(kind, int) else NOTICES[3])
    else:
        thread.posts.append(_post(post))


def _post(post: dict[str, Any]) -> Post:
    shown = clean(post.get("created_at"))
    answered = clean(post.get("reply_to_post_number"))
    return Post(
        key=clean(post.get("post_number")),
        parent="" if answered == "1" else answered,  # an answer to the story is no answer to a comment
        account=clean(post.get("username")) or None,
        text=plain(post.get("cooked")),
        posted_shown=shown or None,
        posted=utc(shown),
        likes=_likes(post.get("actions_summary")),
    )


def _likes(actions: Any) -> int | None:
    """The likes in a post's list of actions, which leaves out what nobody did."""
    if not isinstance(actions, list):
        return None
    counts = (whole(action.get("count")) for action in actions if isinstance(action, dict) and action.get("id") == LIKE)
    return next(counts, 0) or 0
