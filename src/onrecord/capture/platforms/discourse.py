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
POSTS = re.compile(r'"posts"\s*:\s*\[\s*')
NEXT = re.compile(r"[\s,]*")


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Discourse topic."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and b'"post_stream"' in head


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """The topic's record. Posts that its file lists and does not hold are a gap: Discourse sends twenty at a time.

    Raises:
        BadSource: no post can be read.
    """
    text = _text(path)
    topic = _topic(text)
    stream = topic["post_stream"] if topic else {"posts": _first_posts(text)}
    held = stream.get("posts")
    posts = [post for post in held if isinstance(post, dict)] if isinstance(held, list) else []
    broken = [] if topic else [Gap(what="source", why=f"{path}: not a whole Discourse topic; save it again as /t/ID.json")]
    if broken and not posts:
        raise BadSource(broken[0].why)
    if posts:
        key = clean(topic.get("id") or posts[0].get("topic_id")) or "topic"
        gaps = [*broken, *_missing(stream, posts)]
        yield record_of(_thread(topic, posts), str(path), captured=captured, key=key, gaps=gaps)


def _text(path: Path) -> str:
    """The file's text, as far as its gzip is whole; a longer one is cut, and so no whole topic."""
    found = bytearray()
    with opened(path) as file:
        try:
            while len(found) < LARGEST and (data := file.read1(2**20)):
                found += data
        except BROKEN:
            pass
    return found[:LARGEST].decode("utf-8-sig", "replace")


def _topic(text: str) -> dict[str, Any]:
    """The topic, or an empty one where the text is not a whole topic."""
    try:
        topic = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return topic if isinstance(topic, dict) and isinstance(topic.get("post_stream"), dict) else {}


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
        at = NEXT.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing at all, too
    return found


def _missing(stream: dict[str, Any], posts: list[dict[str, Any]]) -> list[Gap]:
    listed = stream.get("stream")
    held = {clean(post.get("id")) for post in posts}
    missing = sum(clean(key) not in held for key in listed) if isinstance(listed, list) else 0
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
