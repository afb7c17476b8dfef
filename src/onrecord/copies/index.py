"""A million comments in memory, and those among them that resemble a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.bags import Places
from onrecord.copies.compare import kind_of
from onrecord.copies.content import Content, content, enough, similarity
from onrecord.copies.found import Match, Post
from onrecord.copies.pairs import LIKELY
from onrecord.copies.signature import SIZE, Signatures, estimate, keys, signatures

__all__ = ["Index", "likeliest", "ranked"]

BATCH = 5_000
COMPARED = 200  # comments compared exactly with a new one: where more are as likely, it is a text that thousands have
SLACK = 8  # comments outside the sorted bands are at most an eighth of those inside, or a batch


class Index:
    """Comments by the bands of their signatures; some 300 bytes a comment beside the comments themselves.

    The bands lie in sorted arrays; what has come since they were sorted lies in a dictionary until it is worth sorting.
    """

    def __init__(self) -> None:
        self._posts: list[Post] = []
        self._signatures: Signatures = np.zeros((BATCH, SIZE), np.uint8)
        self._sorted: list[tuple[NDArray[np.uint32], NDArray[np.uint32]]] = []  # of each band: keys, places in their order
        self._count_sorted = 0
        self._recent: dict[tuple[int, int], list[int]] = defaultdict(list)

    def __len__(self) -> int:
        """How many comments can be found: those with enough words of their own."""
        return len(self._posts)

    def add(self, post: Post) -> None:
        """Put one comment in; `add_all` is twenty times as fast a comment."""
        self.add_all([post])

    def add_all(self, posts: Iterable[Post]) -> None:
        """Put comments in. One that is too short to be evidence of copying is left out."""
        waiting = iter(posts)
        while batch := list(islice(waiting, BATCH)):
            read = [(post, content(post.text, post.context)) for post in batch]
            kept = [(post, one) for post, one in read if enough(one.weights)]
            self._append([post for post, _ in kept], signatures([one for _, one in kept]))

    def find(self, text: str, context: Sequence[str] = (), *, account: str | None = None, most: int = 20) -> list[Match]:
        """The comments that resemble a text, the most alike first, at most so many.

        `context` are the texts that it may quote. Comments of `account` are left out: one's own are no copies.
        """
        wanted = content(text, context)
        if not enough(wanted.weights):
            return []
        signed = signatures([wanted])
        places = self._candidates(signed)
        posts = [self._posts[places[at]] for at in likeliest(self._signatures[places], signed, most)]
        return ranked(text, wanted, [post for post in posts if account is None or post.member.account != account], most)

    def _append(self, posts: list[Post], signed: Signatures) -> None:
        start, end = len(self._posts), len(self._posts) + len(posts)
        if end > len(self._signatures):
            self._signatures = np.resize(self._signatures, (max(end, 2 * len(self._signatures)), SIZE))
        self._signatures[start:end] = signed
        self._posts += posts
        if end - self._count_sorted > max(BATCH, self._count_sorted // SLACK):
            self._sort()
            return
        for place, bands in enumerate(keys(signed).tolist(), start):
            for band, key in enumerate(bands):
                self._recent[band, key].append(place)

    def _sort(self) -> None:
        self._recent.clear()
        self._count_sorted = len(self._posts)
        self._sorted = []
        for band in keys(self._signatures[: self._count_sorted]).T:
            order = np.argsort(band, kind="stable").astype(np.uint32)
            self._sorted.append((band[order], order))

    def _candidates(self, signed: Signatures) -> Places:
        found: list[NDArray[np.uint32]] = []
        for band, key in enumerate(keys(signed)[0]):
            if self._sorted:
                ordered, places = self._sorted[band]
                start, end = np.searchsorted(ordered, key, "left"), np.searchsorted(ordered, key, "right")
                found.append(places[start:end])
            found.append(np.array(self._recent.get((band, int(key)), ()), np.uint32))
        return np.unique(np.concatenate(found)).astype(np.int64)


def likeliest(candidates: Signatures, signed: Signatures, most: int) -> list[int]:
    """The places of the candidates that are worth an exact comparison, the most likely first."""
    likely = estimate(candidates, signed)
    order = np.argsort(-likely, kind="stable")[: max(COMPARED, 2 * most)]
    return [place for place in order.tolist() if likely[place] >= LIKELY]


def ranked(text: str, wanted: Content, posts: Iterable[Post], most: int) -> list[Match]:
    """The posts that are alike, compared exactly, the most alike first."""
    found = []
    read: dict[tuple[str, tuple[str, ...]], Content] = {}
    for post in posts:
        if (one := read.get((post.text, post.context))) is None:
            one = read[post.text, post.context] = content(post.text, post.context)
        if (alike := similarity(wanted, one)) > 0:
            kind = kind_of([(text, wanted), (post.text, one)])
            found.append(Match(member=post.member, similarity=alike, kind=kind))
    return sorted(found, key=lambda match: (-match.similarity, match.member.page, match.member.id))[:most]
