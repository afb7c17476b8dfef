"""Evidence of coordinated posting: accounts tied, story after story, by shared texts, links, targets and rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from onrecord.concert.evidence import coincidences
from onrecord.concert.groups import Tie, accounts_of, confirmed, connected, ties_of
from onrecord.concert.innocent import Explanation, Surroundings, explanations, surroundings
from onrecord.concert.null import probabilities
from onrecord.concert.posts import Post, kept
from onrecord.concert.rates import adjusted, pairs_tested
from onrecord.concert.relations import KINDS, relations
from onrecord.concert.settings import DEFAULT, Settings
from onrecord.concert.table import Table, table_of

__all__ = ["Concert", "Group", "State", "find_concert"]

State = Literal["no evidence of coordination", "evidence of coordination", "not enough data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Accounts with evidence of coordination: the ties that make the group, each with its posts, and what else may explain it.

    `probability` and `q` are those of its weakest tie: none of its ties is likelier under the null model.
    """

    accounts: tuple[str, ...]
    edges: tuple[Tie, ...]
    posts: tuple[str, ...]
    stories: tuple[str, ...]
    kinds: tuple[str, ...]
    probability: float
    q: float
    explanations: tuple[Explanation, ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concert:
    """What was found under one site's stories.

    `tested` counts the pairs of accounts that had enough joint stories; `left_out` counts what could not be compared, by reason;
    `missing` says in sentences what the data lack.
    """

    state: State
    groups: tuple[Group, ...]
    tested: int
    left_out: dict[str, int]
    missing: tuple[str, ...]


def find_concert(
    posts: Iterable[Post],
    *,
    settings: Settings = DEFAULT,
    wordings: Mapping[str, str] | None = None,
) -> Concert:
    """The groups of accounts with evidence of coordination among the posts of one site, in any order.

    `wordings` gives the text of a key of `Post.texts` where it is at hand; it serves the innocent explanations alone.
    """
    known, left_out = kept(posts)
    table = table_of(known)
    related, spread = relations(table, settings)
    found = coincidences(table, related, settings)
    tested = pairs_tested(table, settings.stories)
    probability = probabilities(table, related, found)
    ties = ties_of(table, found, probability, adjusted(probability, tested), settings)
    around = surroundings(known)
    parts = connected(confirmed(ties, settings))
    groups = tuple(_group(part, around, wordings or {}, settings) for part in parts)
    state, missing = _state(table, groups, tested, settings)
    return Concert(state=state, groups=groups, tested=tested, left_out=left_out | spread, missing=missing)


def _group(ties: Sequence[Tie], around: Surroundings, wordings: Mapping[str, str], settings: Settings) -> Group:
    kinds = {one.kind for tie in ties for one in tie.evidence}
    stories = sorted({story for tie in ties for story in tie.stories})
    posts = sorted({post for tie in ties for post in tie.posts})
    fitting = explanations(ties, around, wordings, settings)
    group = Group(
        accounts=accounts_of(ties), edges=tuple(ties), posts=tuple(posts), stories=tuple(stories),
        kinds=tuple(kind for kind in KINDS if kind in kinds), probability=max(tie.probability for tie in ties),
        q=max(tie.q for tie in ties), explanations=fitting, statement="",
    )  # fmt: skip
    return replace(group, statement=_statement(group))


def _statement(group: Group) -> str:
    found = (
        f"Evidence of coordination: {len(group.accounts)} accounts are tied by {_listed(group.kinds)} in {len(group.posts)} posts"
        f" under {len(group.stories)} stories. Were times and accounts dealt out at random within each story, each of the"
        f" {len(group.edges)} ties would have a probability of at most {group.probability:.1e}"
        f" (false discovery rate {group.q:.1e})."
    )
    reasons = "; ".join(one.reason for one in group.explanations)
    return f"{found} Innocent explanations that fit: {reasons or 'none of those that are looked for'}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _state(table: Table, groups: Sequence[Group], tested: int, settings: Settings) -> tuple[State, tuple[str, ...]]:
    timed = bool(np.isfinite(table.time).any())
    shared = any(post.texts or post.links for post in table.posts)
    missing = []
    if len(table.stories) < settings.stories:
        missing.append(f"{len(table.stories)} stories with posts of known accounts, at least {settings.stories} are needed")
    elif not tested:
        missing.append(f"no two accounts posted under {settings.stories} joint stories")
    if not timed:
        missing.append("no post has a time, so that rhythm could not be looked at")
    if not shared:
        missing.append("no post has a text in common with another or a link")
    if groups:
        return "evidence of coordination", tuple(missing)
    enough = tested and (timed or shared)
    return "no evidence of coordination" if enough else "not enough data", tuple(missing)
