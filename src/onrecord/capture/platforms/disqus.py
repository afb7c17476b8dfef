"""Disqus: the XML that its admin page exports ("Custom XML Import Format", https://help.disqus.com/en/articles/1717164).

Threads stand before posts and posts name their thread by id, so all posts of a forum are held until the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from onrecord.capture.platforms.shared import Accounts, Post, Thread, plain, record_of
from onrecord.capture.platforms.xml_items import Broken, child_text, items
from onrecord.record import Gap, Record

__all__ = ["read", "sniff"]

NS = "{http://disqus.com}"
ID = "{http://disqus.com/disqus-internals}id"


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Disqus export."""
    return b'"http://disqus.com"' in head and b"<disqus" in head


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each thread that has comments; empty ones are left out, for a forum has a thread for each page shown."""
    threads: dict[str, Thread] = {}
    accounts = Accounts()
    gaps: list[Gap] = []
    try:
        for element in items(path, f"{NS}thread", f"{NS}post"):
            _take(element, threads, accounts)
    except Broken as error:
        gaps.append(Gap(what="source", why=f"{path}: the export breaks off ({error}); export it again"))
    for key, thread in threads.items():
        if thread.posts or thread.left_out:
            yield record_of(thread, str(path), captured=captured, key=key, gaps=gaps)


def _take(element: etree._Element, threads: dict[str, Thread], accounts: Accounts) -> None:
    key = element.get(ID) or ""
    if element.tag == f"{NS}thread":
        title, url = child_text(element, f"{NS}title"), child_text(element, f"{NS}link")
        threads[key] = Thread(url=url or None, title=title or None, published=child_text(element, f"{NS}createdAt")[:10] or None)
        return
    reference = element.find(f"{NS}thread")
    thread = threads.setdefault(reference.get(ID, "") if reference is not None else "", Thread(url=None, title=None))
    if child_text(element, f"{NS}isDeleted") == "true":
        thread.leave_out("deleted")
    elif child_text(element, f"{NS}isSpam") == "true":
        thread.leave_out("spam")
    else:
        thread.posts.append(_post(element, key, accounts))


def _post(element: etree._Element, key: str, accounts: Accounts) -> Post:
    author = element.find(f"{NS}author")
    name = child_text(author, f"{NS}name") if author is not None else ""
    login = child_text(author, f"{NS}username") if author is not None else ""
    parent = element.find(f"{NS}parent")
    return Post(
        key=key,
        parent=parent.get(ID) if parent is not None else None,
        account=accounts.name(login or f"name:{name}", name or login) if name or login else None,
        text=plain(child_text(element, f"{NS}message")),
        posted_shown=child_text(element, f"{NS}createdAt") or None,
    )
