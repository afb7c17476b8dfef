"""What others do at their defaults, over the same comments: pairs (copy, original) that they take for copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from datasketch import MinHash, MinHashLSH

from onrecord.copies import Member, Post, clusters

__all__ = ["METHODS", "Pairs"]

Pairs = set[frozenset[Member]]


def ours(posts: Sequence[Post]) -> Pairs:
    """The clusters of onrecord, each pair of their members."""
    return {frozenset((a, b)) for one in clusters(posts) for at, a in enumerate(one.members) for b in one.members[:at]}


def exact(posts: Sequence[Post]) -> Pairs:
    """Equal SHA-256 of the text."""
    same: dict[bytes, list[Member]] = defaultdict(list)
    for post in posts:
        same[sha256(post.text.encode()).digest()].append(post.member)
    return {frozenset((a, b)) for members in same.values() for at, a in enumerate(members) for b in members[:at]}


def datasketch_at(threshold: float) -> Callable[[Sequence[Post]], Pairs]:
    """MinHashLSH of datasketch over the set of words, as its documentation shows it; 0.9 is its default threshold."""

    def find(posts: Sequence[Post]) -> Pairs:
        index = MinHashLSH(threshold=threshold)
        hashed: Iterator[MinHash] = MinHash.generator([[w.encode() for w in set(post.text.split())] for post in posts])
        found: Pairs = set()
        for post, one in zip(posts, hashed, strict=True):
            found |= {frozenset((post.member, other)) for other in index.query(one)}
            index.insert(post.member, one)
        return found

    return find


METHODS: dict[str, Callable[[Sequence[Post]], Pairs]] = {
    "onrecord": ours,
    "exact hash": exact,
    "datasketch, defaults": datasketch_at(0.9),
    "datasketch, 0.5": datasketch_at(0.5),
}
