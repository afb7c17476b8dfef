"""Markup of comments becomes the text that readers saw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.platforms.plain import clean, folded, label, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        (" \n ", ""),
        ("<p>One <b>bold</b>\n word.</p>\n<p>Two</p>", "One bold word.\nTwo"),
        ("a<br>b<br/><br>c", "a\nb\nc"),
        ("1 <3 2 &lt;i&gt; &amp;amp; &#x1F6A2; \U0001f6a2", "1 <3 2 <i> &amp; \U0001f6a2 \U0001f6a2"),
        ('x <img class="emoji only-emoji" alt=":smile:"> y<img alt="a photo">', "x :smile: y"),
        ("a</div>b<!-- c --><script>d</script>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a\x00b\ud800c", "a\ufffdb\ufffdc"),
    ],
)
def test_markup_becomes_lines(markup: str, text: str) -> None:
    """Blocks and breaks are lines, white space is folded, entities are resolved, no markup is left."""
    assert plain(markup) == text


def test_deep_markup_keeps_its_words() -> None:
    """What libxml2 would cut off is read without its tags."""
    assert plain("<div>" * 100_000 + "deep" + "</div>" * 100_000 + "<p>later") == "deep\nlater"


@given(st.text())
def test_any_string_is_a_text(markup: str) -> None:
    """That can be written as UTF-8, has no empty line and no white space at the ends."""
    for text in (plain(markup), folded(markup), label(markup), clean(markup)):
        text.encode("utf-8")
    assert all(line == " ".join(line.split()) and line for line in plain(markup).split("\n") if plain(markup))


def test_only_strings_and_numbers_have_words() -> None:
    """JSON and SQLite hold what they like in any field."""
    assert [clean(v) for v in (None, True, [], {}, 7, 1.5, "x", b"y\xff")] == ["", "", "", "", "7", "1.5", "x", "y\ufffd"]
    assert label("  O&#8217;Brien \n &amp; Sons ") == "O’Brien & Sons"
