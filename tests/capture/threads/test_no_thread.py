"""Pages without a thread in them yield none, and say who holds it, if anybody does."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture.threads import Thread, find_thread
from onrecord.capture.threads.providers import _providers
from onrecord.capture.threads.stated import read_count

STORY = "<article><h1>Night ferry</h1><p>By Ola Berg, 3 March 2025</p><p>The board decided that the ferry runs all winter.</p></article>"


def read(body: str) -> Thread:
    return find_thread(lxml.html.document_fromstring(f"<html><body>{STORY}{body}</body></html>"), captured=None, language="en")


def _items(form: str, count: int = 5) -> str:
    return "".join(form.format(i=i, day=i + 1) for i in range(count))


NO_THREADS = {
    "related stories": "<section class='related'><ul>" + _items("<li class='card'><a href='/s{i}'>Story {i}: a long headline about the sea</a><span class='author'>Ann {i}</span><time>{day} March 2025</time></li>") + "</ul></section>",
    "teasers with texts": "<div class='river'>" + _items("<div class='item'><h3><a href='/s{i}'>Story {i}</a></h3><span class='author'>Ann {i}</span><time>{day} March 2025</time><p>The council met on Monday and spoke of money for the pier.</p><a href='/s{i}#comments'>{day} comments</a></div>") + "</div>",
    "live blog": "<div class='liveblog'>" + _items("<div class='entry'><time>1{i}:05</time><span class='author'>Ola Berg</span><p>The minister has arrived at the harbour and speaks to the crews.</p></div>") + "</div>",
    "author boxes": "<div class='authors'>" + _items("<div class='author-box'><span class='name'>Ann {i}</span><p>Ann {i} has written on ships since 19{i}8.</p></div>") + "</div>",
    "newest comments in a side column": "<aside><h3>Recent comments</h3><ul class='recent-comments'>" + _items("<li class='recentcomments'><span class='comment-author-link'>Kim {i}</span> on <a href='/s{i}#comment-{i}'>Story {i} about the sea</a></li>") + "</ul></aside>",
    "a form": "<div id='comments'><h3>Leave a comment</h3><form><label>Name <input></label><textarea></textarea></form><p>You must be logged in to post a comment.</p></div>",
    "products": "<ul class='products'>" + _items("<li class='product'><span class='brand'>Sail {i}</span><time>{day} March 2025</time><p>A good rope that holds for years on any boat.</p><button>Buy</button></li>") + "</ul>",
    "closed": "<section class='comments-area'><p class='no-comments'>Comments are closed.</p></section>",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("name", NO_THREADS)
def test_what_is_no_thread_yields_none(name: str) -> None:
    """Teasers, live blogs, author boxes, side columns and forms are not comments."""
    thread = read(NO_THREADS[name])
    assert thread.comments == ()
    assert thread.nodes == ()


def test_a_stated_count_without_comments_is_a_gap() -> None:
    """What the page says is there and is not, is told."""
    thread = read("<div class='comments'><h2>View all 27 comments</h2></div>")
    assert thread.stated_comment_count == 27
    assert [(g.what, g.why) for g in thread.gaps] == [("comments", "the page states 27 comments and 0 are in it")]


@pytest.mark.parametrize("provider", _providers(), ids=lambda one: one["name"])
def test_a_platform_that_holds_the_thread_is_named(provider: dict[str, list[str]]) -> None:
    """By the element that its embedding leaves, or by its script."""
    for body in (f"<div id='{provider['mark'][0]}'></div>", f"<script src='https://{provider['src'][0].lstrip('/')}'></script>"):
        (gap,) = read(body).gaps
        assert (gap.what, gap.provider) == ("comments", provider["name"])


def test_a_platform_beside_a_whole_thread_is_no_gap() -> None:
    """A script for counts elsewhere does not make a found thread incomplete."""
    one = "<li class='comment'><b class='author'>Ann {i}</b><time>{day} March 2025</time><p class='comment-text'>I like ferries.</p></li>"
    thread = read(f"<section id='comments'><ol>{_items(one)}</ol></section><script src='https://x.disqus.com/embed.js'></script>")
    assert len(thread.comments) == 5
    assert thread.gaps == ()


def test_one_comment_is_a_thread() -> None:
    """Where names say that it is one, a single comment is found."""
    thread = read(
        "<div id='comments'><div class='comment'><span class='author'>Ann</span> <time>3 March 2025</time><div class='comment-body'>Yes.</div></div></div>"
    )
    assert [(c.account, c.text, c.posted) for c in thread.comments] == [("Ann", "Yes.", "2025-03-03")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("9 Comments", 9), ("Comments (1,204)", 1204), ("1.204 Kommentare", 1204), ("One comment", 1), ("View all 27 comments", 27),
        ("14 thoughts on “Ferry”", 14), ("Se han publicado 11 comentarios", 11), ("Kommentare: 3", 3), ("0 Comments", 0), ("Комментарии 5", 5),
        ("The board heard comments", None), ("In 2024 we had a lot to say", None), ("", None),
    ],
)  # fmt: skip
def test_counts_are_read_as_pages_print_them(text: str, count: int | None) -> None:
    """In several languages, before and behind the noun, with thousands marked."""
    assert read_count(text) == count


def test_deep_markup_and_long_threads_are_read_in_time() -> None:
    """Two thousand levels of nesting and three thousand comments are no trouble."""
    deep = "<div class='comment'>" * 1500 + "<b class='author'>Ann</b><p>Deep.</p>" + "</div>" * 1500
    read(deep)
    one = "<li class='comment'><b class='author'>Ann {i}</b> <time>2025-03-03</time><p class='text'>Comment number {i} of many.</p></li>"
    assert len(read(f"<ol class='comments'>{_items(one, 3000)}</ol>").comments) == 3000


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("<>/abcdiv pul='\" ×😀\n&;"), max_size=300), st.text(max_size=40))
def test_no_markup_breaks_it(markup: str, name: str) -> None:
    """Whatever stands in the page, there is an answer, and parents are comments before their replies."""
    body = f"<div class='comments'><div class='comment'><b class='author'>{name}</b><time>1 May 2025</time><p>{markup}</p></div>{markup}</div>"
    thread = read(body.replace("\0", "").encode("utf-8", "replace").decode())
    ids = [c.id for c in thread.comments]
    assert all(c.parent is None or c.parent in ids for c in thread.comments)
    assert thread == read(body.replace("\0", "").encode("utf-8", "replace").decode()) or thread.nodes != ()
