"""WordPress eXtended RSS, WXR 1.0 to 1.2: what Tools > Export writes (wp-admin/includes/export.php of WordPress).

An RSS 2.0 channel with an `item` for each post, its text in `content:encoded` and its comments as `wp:comment`; the
namespace carries WXR's version. Disqus calls the same "Custom XML Import Format" (help.disqus.com/en/articles/1717222).
Read post by post: the memory that it takes is that of the longest thread and of the accounts' names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path

from lxml import etree

from onrecord.capture.platforms.names import Accounts
from onrecord.capture.platforms.plain import label, plain
from onrecord.capture.platforms.shared import Post, Thread, record_of
from onrecord.capture.platforms.times import utc
from onrecord.capture.platforms.wordpress_text import comment_text, story_text
from onrecord.capture.platforms.xml_items import child_text, items, told
from onrecord.errors import BadSource
from onrecord.record import Gap, Record

__all__ = ["read", "sniff"]

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ROOT = re.compile(rb"""<rss\s[^>]*["']http://wordpress\.org/export/""")
PUBLIC = ("publish", "inherit", "")  # an attachment inherits its post's status; the Disqus kind of file states none
INTERNAL = frozenset(
    "attachment revision nav_menu_item custom_css customize_changeset oembed_cache user_request wp_block wp_template "
    "wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face".split()
)  # the types of WordPress itself that are no page of their own; plugins and themes add others that are
NO_COMMENT = ("pingback", "trackback")
APPROVED = ("1", "approved")
WHY = {"spam": "spam", "trash": "deleted", "post-trashed": "deleted"}


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a WXR export."""
    return ROOT.search(head) is not None and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each public post, page or whatever else has comments, with its story and its approved comments.

    Raises:
        BadSource: the file breaks off behind the last record, which is given first. A fault elsewhere is a gap of the record
            that it is in, or of one shortly before.
    """
    channel, faults = _Channel(), list[str]()
    known = 0
    for element in items(path, "item", "title", "{*}author", faults=faults):
        if element.tag == "item" and (thread := channel.thread(element)):
            gaps = [Gap(what="source", why=told(path, faults[known:]))] if len(faults) > known else []
            known = len(faults)
            key = child_text(element, f"{_namespace(element)}post_id") or thread.url or thread.title or "post"
            yield record_of(thread, str(path), captured=captured, key=key, gaps=gaps)
        else:
            channel.note(element)
    if len(faults) > known:
        raise BadSource(told(path, faults[known:]))


def _namespace(element: etree._Element) -> str:
    """WXR's namespace carries its version."""
    found = (uri for uri in element.nsmap.values() if "wordpress.org/export/" in uri and not uri.endswith("excerpt/"))
    return f"{{{next(found, '')}}}"


@dataclass(slots=True)
class _Channel:
    """What a channel says before its items, and the names of the accounts met so far."""

    outlet: str | None = None
    authors: dict[str, str] = field(default_factory=dict)
    accounts: Accounts = field(default_factory=Accounts)

    def note(self, element: etree._Element) -> None:
        """The site's title, or the name that an author signs with."""
        if element.tag == "title":
            if element.getparent() is not None and element.getparent().tag == "channel":
                self.outlet = label("".join(element.itertext())) or self.outlet
        elif element.tag != "item":
            wp = _namespace(element)
            login, name = child_text(element, f"{wp}author_login"), label(child_text(element, f"{wp}author_display_name"))
            self.authors[login] = name or login

    def thread(self, item: etree._Element) -> Thread | None:
        """An item's thread; None for what is no page or not public."""
        wp = _namespace(item)
        comments = item.findall(f"{wp}comment")
        if child_text(item, f"{wp}status") not in PUBLIC:
            return None
        if child_text(item, f"{wp}post_type") in INTERNAL and not comments:
            return None
        author = child_text(item, CREATOR)
        thread = Thread(
            url=child_text(item, "link") or None,
            title=" ".join(plain(child_text(item, "title")).split()) or None,
            published=_published(item, wp),
            byline=(self.authors.get(author, label(author)),) if author else (),
            outlet=self.outlet,
            text=story_text(child_text(item, CONTENT)),
        )
        for comment in comments:
            self._take(comment, wp, thread)
        return thread

    def _take(self, comment: etree._Element, wp: str, thread: Thread) -> None:
        approved = child_text(comment, f"{wp}comment_approved")
        if child_text(comment, f"{wp}comment_type") in NO_COMMENT:
            thread.leave_out("pingbacks and trackbacks")
        elif approved not in APPROVED:
            thread.leave_out(WHY.get(approved, "not approved"))
        else:
            thread.posts.append(self._post(comment, wp))

    def _post(self, comment: etree._Element, wp: str) -> Post:
        name = label(child_text(comment, f"{wp}comment_author"))
        parent = child_text(comment, f"{wp}comment_parent")
        posted, shown = _moment(comment, f"{wp}comment_date")
        return Post(
            key=child_text(comment, f"{wp}comment_id"),
            parent="" if parent == "0" else parent,
            account=self.accounts.name(f"{_identity(comment, wp)}\0{name}", name),
            text=comment_text(child_text(comment, f"{wp}comment_content")),
            posted_shown=shown,
            posted=posted,
        )


def _identity(comment: etree._Element, wp: str) -> str:
    """The registered user, or else the e-mail address, which WordPress asks of everybody by default; else nothing."""
    user = child_text(comment, f"{wp}comment_user_id")
    return user if user not in ("", "0") else child_text(comment, f"{wp}comment_author_email").casefold()


def _published(item: etree._Element, wp: str) -> str | None:
    published, _ = _moment(item, f"{wp}post_date")
    if published is None or published.endswith("Z"):
        return published
    try:
        return utc(parsedate_to_datetime(child_text(item, "pubDate")).isoformat()) or published
    except ValueError:
        return published


def _moment(element: etree._Element, tag: str) -> tuple[str | None, str | None]:
    """ISO 8601 and the words of a moment: in UTC from `tag`_gmt, or else in the site's own time, whose zone no WXR tells."""
    universal, local = child_text(element, f"{tag}_gmt"), child_text(element, tag)
    if posted := utc(universal):
        return posted, universal
    posted = utc(local)
    return posted.removesuffix("Z") if posted else None, local or None
