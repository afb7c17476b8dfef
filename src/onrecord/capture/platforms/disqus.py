"""Disqus: the XML that Admin > Setup > Export sends (https://docs.disqus.com/developers/export/, schema disqus.xsd 1.0).

A `disqus` element in the namespace http://disqus.com holds `category`, then `thread`, then `post` elements, joined by the
attribute `dsq:id`; a post names its thread and its parent. It holds no story, no likes and no date of publication (a
thread's `createdAt` is when Disqus made the thread). Moments are UTC.

Since posts follow all threads, the comments of a forum are held in memory to the end: about 0.5 kB each beside their text
(measured at 90,000 comments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from onrecord.capture.platforms.names import Accounts
from onrecord.capture.platforms.plain import label, plain
from onrecord.capture.platforms.shared import Post, Thread, record_of
from onrecord.capture.platforms.times import utc
from onrecord.capture.platforms.xml_items import child_text, items, told
from onrecord.errors import BadSource
from onrecord.record import Gap, Record

__all__ = ["read", "sniff"]

NS = "{http://disqus.com}"
ID = "{http://disqus.com/disqus-internals}id"
ROOT = re.compile(rb"""<disqus\s[^>]*xmlns\s*=\s*["']http://disqus\.com["']""")


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Disqus export."""
    return ROOT.search(head) is not None and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each page that has comments; the others are left out, for a forum has a thread for each page shown.

    Threads of one link are one page. An anonymous author is known by the e-mail address, or else by the name alone.

    Raises:
        BadSource: nothing can be read before the file breaks off.
    """
    forum, faults = _Forum(), list[str]()
    for element in items(path, f"{NS}thread", f"{NS}post", faults=faults):
        forum.take(element)
    gaps = [Gap(what="source", why=told(path, faults))] if faults else []
    found = [(key, thread) for key, thread in forum.pages.items() if thread.posts or thread.left_out]
    if faults and not found:
        raise BadSource(gaps[0].why)
    for key, thread in found:
        yield record_of(thread, str(path), captured=captured, key=key, gaps=gaps)


@dataclass(slots=True)
class _Forum:
    """A forum's threads by page, and the page and whether it was deleted by thread id."""

    pages: dict[str, Thread] = field(default_factory=dict)
    threads: dict[str, tuple[Thread, bool]] = field(default_factory=dict)
    accounts: Accounts = field(default_factory=Accounts)

    def take(self, element: etree._Element) -> None:
        if element.tag == f"{NS}thread":
            self._take_thread(element)
        else:
            self._take_post(element)

    def _take_thread(self, element: etree._Element) -> None:
        key, url = element.get(ID) or "", child_text(element, f"{NS}link")
        page = self.pages.setdefault(url or key, Thread(url=url or None, title=None))
        page.title = page.title or label(child_text(element, f"{NS}title")) or None
        self.threads[key] = page, child_text(element, f"{NS}isDeleted") == "true"

    def _take_post(self, element: etree._Element) -> None:
        key = _reference(element, "thread")
        if key not in self.threads:  # a post of a thread that the export does not hold
            self.threads[key] = self.pages.setdefault(key, Thread(url=None, title=None)), False
        thread, deleted = self.threads[key]
        if deleted:
            thread.leave_out("in a deleted thread")
        elif child_text(element, f"{NS}isDeleted") == "true":
            thread.leave_out("deleted")
        elif child_text(element, f"{NS}isSpam") == "true":
            thread.leave_out("spam")
        else:
            thread.posts.append(self._post(element))

    def _post(self, element: etree._Element) -> Post:
        author = element.find(f"{NS}author")
        name, login, email = ("" if author is None else child_text(author, f"{NS}{tag}") for tag in ("name", "username", "email"))
        shown = child_text(element, f"{NS}createdAt")
        return Post(
            key=element.get(ID) or "",
            parent=_reference(element, "parent"),
            account=self.accounts.name(f"login\0{login}" if login else f"{email.casefold()}\0{name}", label(name or login)),
            text=plain(child_text(element, f"{NS}message")),
            posted_shown=shown or None,
            posted=utc(shown),
        )


def _reference(element: etree._Element, tag: str) -> str:
    child = element.find(f"{NS}{tag}")
    return "" if child is None else child.get(ID) or ""
