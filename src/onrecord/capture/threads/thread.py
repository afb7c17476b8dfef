"""What a page's comment thread is found to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from onrecord.record import Comment, Gap

__all__ = ["Found", "Thread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One comment as a strategy finds it: its fields as shown, `parent` an index into the same list."""

    account: str | None
    text: str
    posted_shown: str | None = None
    parent: int | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The comments of a page in its order, the subtrees that hold them, the printed count, and what is missing."""

    comments: tuple[Comment, ...] = ()
    nodes: tuple[HtmlElement, ...] = field(default=(), repr=False)
    stated_comment_count: int | None = None
    gaps: tuple[Gap, ...] = ()
