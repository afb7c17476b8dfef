"""Which posts are compared, and which links stand in a text."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.concert import Post, links_in
from onrecord.concert.posts import kept


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://www.Example.org/a/?utm_source=x&b=2&a=1#top.", ("example.org/a?a=1&b=2",)),
        ("http://example.org/a and HTTPS://EXAMPLE.org/a/", ("example.org/a",)),
        ("(www.example.org/x_(y)), as said", ("example.org/x_(y)",)),
        ("„https://example.org/z“ – what?", ("example.org/z",)),
        ("http://me:pw@example.org:8080/p; http://example.org:80", ("example.org:8080/p", "example.org")),
        ("https://youtu.be/abc?si=tracks&t=3!", ("youtu.be/abc?t=3",)),
        ("no link, e.g. a.b or me@example.org", ()),
        ("http://[ http://x http://a.example:99999/ https://. www.", ()),
        ("https://example.org/?q=\ud800", ()),
    ],
)
def test_one_link_has_one_form(text: str, links: tuple[str, ...]) -> None:
    """Scheme, www, tracking, fragment and what stands behind are dropped; what is no link is none."""
    assert links_in(text) == links


@given(st.text())
def test_any_text_has_links_or_none(text: str) -> None:
    """No text is too odd."""
    assert all(link == link.strip() for link in links_in(f"http://example.org/{text} www.{text}"))


def test_what_cannot_be_compared_is_counted() -> None:
    """No account, an id seen before, no time: each with its number."""
    posts = [
        Post(id="1", account="a", story="s", time=1.0),
        Post(id="1", account="b", story="s", time=2.0),
        Post(id="2", account=None, story="s", time=1.0),
        Post(id="3", account="a", story="s"),
        Post(id="4", account="a", story="s", time=float("nan")),
        Post(id="5", account="a", story="s", time=1e300),
    ]
    found, left_out = kept(posts)
    assert [post.id for post in found] == ["1", "3", "4", "5"]
    assert sorted(left_out.values()) == [1, 1, 3]
    random.Random(1).shuffle(posts)
    assert repr(kept(posts)) == repr((found, left_out))
