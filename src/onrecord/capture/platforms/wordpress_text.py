"""WordPress stores what its authors typed and makes paragraphs of it when it shows a page (`wpautop`)."""

from __future__ import annotations

import re

from onrecord.capture.platforms.plain import plain

__all__ = ["comment_text", "story_text"]

BLOCKS = "<!-- wp:"  # how the block editor marks its blocks, whose line ends are only white space
SHORTCODE = re.compile(r"\[(?:/?(?:caption|wp_caption|embed)\b[^\]\n]*|(?:gallery|playlist|audio|video)\b[^\]\n]*)\]")
"""WordPress's own shortcodes: pictures and players. A caption's words and an embedded address stay."""


def comment_text(content: str) -> str:
    """A comment's text: a line for each that its author typed."""
    return plain(_broken(content))


def story_text(content: str) -> str:
    """A post's text, paragraphs parted by a blank line."""
    content = SHORTCODE.sub("", content)
    return plain(content if BLOCKS in content else _broken(content)).replace("\n", "\n\n")


def _broken(content: str) -> str:
    return re.sub(r"\r\n?|\n", "<br>", content)
