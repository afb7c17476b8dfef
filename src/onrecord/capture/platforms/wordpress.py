"""WordPress eXtended RSS (WXR 1.0 to 1.2): the file that Tools > Export writes.

Read post by post, so that the memory it takes is that of the longest thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from onrecord.capture.platforms.shared import Accounts, Post, Thread, plain, record_of
from onrecord.capture.platforms.xml_items import Broken, child_text, items
from onrecord.errors import BadSource
from onrecord.record import Record

__all__ = ["read", "sniff"]

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
READ = ("post", "page", "")
NO_COMMENT = ("pingback", "trackback")
WHY = {"0": "not approved", "spam": "spam", "trash": "deleted", "post-trashed": "deleted"}


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a WXR export."""
    return b"wordpress.org/export/" in head and b"<rss" in head


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each published post and page, with its story and its approved comments."""
    try:
        for item in items(path, "item"):
            wp = _namespace(item)
            if child_text(item, f"{wp}post_type") in READ and child_text(item, f"{wp}status") in ("publish", ""):
                thread = _thread(item, wp)
                yield record_of(thread, str(path), captured=captured, key=child_text(item, f"{wp}post_id") or str(thread.url))
    except Broken as error:
        raise BadSource(f"{path}: the export breaks off ({error}); export it again") from error


def _namespace(item: etree._Element) -> str:
    """WXR's namespace carries its version."""
    found = next((uri for uri in item.nsmap.values() if "wordpress.org/export/" in uri and not uri.endswith("excerpt/")), "")
    return f"{{{found}}}"


def _thread(item: etree._Element, wp: str) -> Thread:
    day = child_text(item, f"{wp}post_date_gmt").replace(" ", "T")
    author = child_text(item, CREATOR)
    thread = Thread(
        url=child_text(item, "link") or None,
        title=child_text(item, "title") or None,
        published=f"{day}Z" if day and not day.startswith("0000") else None,
        byline=(author,) if author else (),
        text=plain(child_text(item, CONTENT)).replace("\n", "\n\n"),
    )
    accounts = Accounts()
    for comment in item.iterfind(f"{wp}comment"):
        approved = child_text(comment, f"{wp}comment_approved")
        if child_text(comment, f"{wp}comment_type") in NO_COMMENT:
            thread.leave_out("pingbacks and trackbacks")
        elif approved != "1":
            thread.leave_out(WHY.get(approved, "not approved"))
        else:
            thread.posts.append(_post(comment, wp, accounts))
    return thread


def _post(comment: etree._Element, wp: str, accounts: Accounts) -> Post:
    name = child_text(comment, f"{wp}comment_author")
    own = child_text(comment, f"{wp}comment_author_email") or child_text(comment, f"{wp}comment_user_id").strip("0")
    parent = child_text(comment, f"{wp}comment_parent")
    day = child_text(comment, f"{wp}comment_date_gmt")
    return Post(
        key=child_text(comment, f"{wp}comment_id"),
        parent=parent if parent not in ("", "0") else None,
        account=accounts.name(f"{own}\0{name}", name) if name else None,
        text=plain(child_text(comment, f"{wp}comment_content").replace("\n", "<br>")),
        posted_shown=day or child_text(comment, f"{wp}comment_date") or None,
        posted=f"{day.replace(' ', 'T')}Z" if day and not day.startswith("0000") else None,
    )
