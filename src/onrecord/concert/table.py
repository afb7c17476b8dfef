"""The posts as arrays: account, story, time and conversation of each, by number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.concert.network import Floats, Ints, numbered
from onrecord.concert.posts import Post, seconds

__all__ = ["Table", "table_of"]

REPLY_DEPTH = 32  # doublings: chains of four thousand million replies


@dataclass(frozen=True, slots=True)
class Table:
    """One row a post. `time` is NaN where unknown; `root` is the row of the post that began the conversation."""

    posts: tuple[Post, ...]
    accounts: tuple[str, ...]
    stories: tuple[str, ...]
    account: Ints
    story: Ints
    time: Floats
    root: Ints

    def regulars(self, stories: int) -> Ints:
        """The accounts that posted under at least so many stories."""
        pairs = np.unique(self.account * len(self.stories) + self.story)
        seen = np.bincount(pairs // max(len(self.stories), 1), minlength=len(self.accounts))
        return np.flatnonzero(seen >= stories)


def table_of(posts: tuple[Post, ...]) -> Table:
    """The table of posts that all have an account, each id once."""
    accounts, account = numbered([str(post.account) for post in posts])
    stories, story = numbered([post.story for post in posts])
    times = [seconds(post) for post in posts]
    time = np.array([np.nan if t is None else t for t in times], np.float64)
    return Table(posts, accounts, stories, account, story, time, _roots(posts))


def _roots(posts: tuple[Post, ...]) -> Ints:
    row = {post.id: i for i, post in enumerate(posts)}
    above = np.array([row.get(post.answers or "", i) for i, post in enumerate(posts)], np.int64)
    for _ in range(REPLY_DEPTH):  # bounded, as hostile posts may answer each other in a circle
        higher = above[above]
        if np.array_equal(higher, above):
            break
        above = higher
    return above
