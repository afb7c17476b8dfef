"""Evidence of coordination: worked out beside the visitor, and in words that fit it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

from onrecord.record import Account, Comment, Page, Record
from onrecord.serve import Guard, Shelf, site
from onrecord.store import Store
from tests.serve.client import Site

MINUTE = "2026-03-{:02d}T09:{:02d}:00Z"


def _story(number: int) -> Record:
    """Three accounts post one text within minutes, among others that post their own."""
    copied = f"Sign the letter about pier number {number} today, all of you who still care about the quay and its people."
    own = [
        f"In story {number} I, reader {n}, think of {n * 7} other things, such as gulls, bread and number {n * n}."
        for n in range(12)
    ]
    texts = [(f"a-{n}", copied, n) for n in range(3)] + [(f"b-{n}", text, 10 + 3 * n) for n, text in enumerate(own)]
    comments = tuple(
        Comment(id=f"c{i}", account=who, text=text, posted=MINUTE.format(number + 1, minute))
        for i, (who, text, minute) in enumerate(texts)
    )
    accounts = tuple(Account(name=c.account or "", comments=(c.id,)) for c in comments)
    page = Page(
        id=f"p{number}", url=f"https://news.example/{number}", title=f"Story {number}", published=f"2026-03-{number + 1:02d}"
    )
    return Record(page=page, comments=comments, accounts=accounts)


def _asked(opened: Site) -> str:
    for _ in range(200):
        text = opened.get("/concert").text
        if "Being worked out" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("it is never done")


def test_groups_are_folded_with_what_they_share(tmp_path: Path) -> None:
    """Their posts are linked, and what may explain it stands beside."""
    with Store.open(tmp_path / "r.db") as store:
        store.write_many(map(_story, range(8)))
    with Site(site(Shelf(tmp_path / "r.db"), Guard())) as opened:
        text = _asked(opened)
        assert "a-0, a-1, a-2" in text
        assert re.search(r'href="/comments/p\d\?comment=c0#c0"', text)
        assert "What may explain it" in text
        with Store.open(tmp_path / "r.db") as store:
            store.write(replace(_story(9), comments=(), accounts=()))
        assert "a-0, a-1, a-2" in _asked(opened)


def test_too_little_to_say_is_said(client: Site) -> None:
    """The sample has one thread."""
    assert "not enough data" in _asked(client)
