"""Clusters of copies among many comments.

Chains are cut: a cluster holds what resembles its core, the text most like the others, so that A like B and B like C make
no cluster of A and C. What resembles another core makes another cluster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from onrecord.copies.bags import Places
from onrecord.copies.compare import kind_of, shared_words
from onrecord.copies.content import content
from onrecord.copies.digest import Forms, forms
from onrecord.copies.found import Cluster, Member, Post
from onrecord.copies.pairs import components
from onrecord.copies.signature import estimate

__all__ = ["clusters"]

CORES = 16  # of a large component: a longer chain is no campaign, and to look for all its cores would cost its square
COMPARISONS = 50_000  # that a component may cost in any case: one of two hundred texts is told apart to the last
COMPARED = 64  # texts among which the core is looked for


def clusters(posts: Iterable[Post], *, across_accounts: bool = True) -> list[Cluster]:
    """The clusters of copies among comments, the largest first; the order of the comments makes no difference.

    With `across_accounts`, only clusters of two or more accounts; comments whose account is not known count for none.
    Of comments with one page and id the last counts. Time and memory grow linearly with the number of comments.
    """
    ordered = sorted({(post.member.page, post.member.id): post for post in posts}.values(), key=_place)
    read = forms(ordered)
    found = []
    for group in _groups(read, components(read)):
        for core, others, similarity in _around_cores(read, group):
            every = [read.posts(form) for form in (core, *others.tolist())]
            members = tuple(sorted(ordered[place].member for places in every for place in places))
            if len(members) > 1 and (not across_accounts or _accounts(members) > 1):
                found.append(_cluster(members, [[ordered[place] for place in places] for places in every], similarity))
    return sorted(found, key=lambda one: (-len(one.members), one.members[0]))


def _place(post: Post) -> tuple[str, str]:
    return post.member.page, post.member.id


def _accounts(members: Sequence[Member]) -> int:
    return len({member.account for member in members} - {None})


def _groups(read: Forms, labels: Places) -> Iterator[Places]:
    """The forms of each component of two comments or more."""
    order = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(np.diff(labels[order], prepend=-1, append=-1))
    posts = np.diff(read.starts)[order]
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if end - start > 1 or posts[start] > 1:
            yield order[start:end]


def _around_cores(read: Forms, group: Places) -> Iterator[tuple[int, Places, float]]:
    """Core by core: the form that is most like the others, the forms that resemble it, and the least of their similarities."""
    for _ in range(max(CORES, COMPARISONS // len(group))):
        if not len(group):
            return
        at = _core(read, group)
        core, rest = int(group[at]), np.delete(group, at)
        similarities = read.bags.similarities(np.full(len(rest), core), rest)
        alike = similarities > 0
        yield core, rest[alike], float(similarities[alike].min(initial=1.0))
        group = rest[~alike]


def _core(read: Forms, group: Places) -> int:
    if len(group) == 1:
        return 0
    some = read.signatures[group[:COMPARED]]
    return int(np.argmax(estimate(some[:, None], some[None]).sum(axis=1)))


def _cluster(members: tuple[Member, ...], by_form: list[list[Post]], similarity: float) -> Cluster:
    """The cluster of these comments, form by form, the core first."""
    read = [(content(posts[0].text, posts[0].context), len(posts)) for posts in by_form]
    distinct = {post.text: post for posts in by_form for post in posts}
    kind = kind_of([(text, content(text, post.context)) for text, post in distinct.items()]) if len(read) == 1 else "reworded"
    return Cluster(members=members, similarity=similarity, shared=shared_words(read[0][0], read), kind=kind)
