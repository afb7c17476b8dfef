"""Innocent explanations that fit a group of tied accounts, each with its reason.

None of them is ruled out by a small probability: people who copy one petition do act together, and nothing is wrong with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.concert.cues import cues
from onrecord.concert.groups import Tie, accounts_of
from onrecord.concert.posts import Post, seconds
from onrecord.concert.relations import KINDS
from onrecord.concert.settings import Settings

__all__ = ["Explanation", "Surroundings", "explanations", "surroundings"]

TEXT, LINK, RHYTHM, TARGET = KINDS


@dataclass(frozen=True, slots=True)
class Explanation:
    """The name of an innocent explanation, and the sentence that says why it fits."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all posts of the site say of a text, a link, a stance and a story: who has them, and when the story began."""

    posts: dict[str, Post]
    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    praise: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    quoted: set[str] = field(default_factory=set)
    began: dict[str, float] = field(default_factory=dict)


def surroundings(posts: Iterable[Post]) -> Surroundings:
    """The surroundings of posts that have an account."""
    around = Surroundings({post.id: post for post in posts})
    for post in around.posts.values():
        account = str(post.account)
        for text in post.texts:
            around.texts[text].add(account)
        for link in post.links:
            around.links[link].add(account)
        for target, label in post.targets:
            if label in cues().praise:
                around.praise[target].add(account)
        around.quoted.update(post.quoted)
        if (time := seconds(post)) is not None:
            around.began[post.story] = min(time, around.began.get(post.story, time))
    return around


def explanations(
    ties: Sequence[Tie], around: Surroundings, wordings: Mapping[str, str], settings: Settings
) -> tuple[Explanation, ...]:
    """The explanations that fit the ties of one group; `wordings` gives texts by their key, where they are known."""
    kinds = {one.kind for tie in ties for one in tie.evidence}
    texts = _common(ties, around, TEXT)
    links = _common(ties, around, LINK)
    fitting = {
        "quotation": _quotation(ties, around, texts),
        "petition": _petition(texts, links, around, wordings, settings),
        "shared_link": _shared_link(kinds, links, around, settings),
        "syndication": _syndication(ties, around),
        "fandom": _fandom(ties, kinds, around, settings),
        "conversation": _conversation(kinds, around),
        "first_readers": _first_readers(ties, around, settings),
    }
    sentences = cues().explanations
    return tuple(Explanation(name, sentences[name].format(**facts)) for name, facts in fitting.items() if facts)


def _common(ties: Sequence[Tie], around: Surroundings, kind: str) -> set[str]:
    """The texts or links that both posts of a coincidence of that kind have."""
    pairs = [one.posts for tie in ties for one in tie.evidence if one.kind == kind]
    return {thing for a, b in pairs for thing in _things(around.posts[a], kind) & _things(around.posts[b], kind)}


def _things(post: Post, kind: str) -> set[str]:
    return set(post.texts if kind == TEXT else post.links)


def _quotation(ties: Sequence[Tie], around: Surroundings, texts: set[str]) -> dict[str, object]:
    near = [(around.posts[a], around.posts[b]) for tie in ties for one in tie.evidence for a, b in (one.posts,)]
    both = {text for a, b in near for text in {*a.quoted} & {*b.quoted}}
    quoted = (texts & around.quoted) | both
    return {"number": len(quoted)} if quoted else {}


def _petition(
    texts: set[str], links: set[str], around: Surroundings, wordings: Mapping[str, str], settings: Settings
) -> dict[str, object]:
    most = max((len(around.texts[text]) for text in texts), default=0)
    if most > settings.many:
        return {"reason": f"{most} accounts have one of the shared texts"}
    if any(cue in link.lower() for link in links for cue in cues().petition_links):
        return {"reason": "a shared link leads to a place where people sign"}
    if any(cue in wordings.get(text, "").lower() for text in texts for cue in cues().petition_words):
        return {"reason": "a shared text asks to sign or to pass it on"}
    return {}


def _shared_link(kinds: set[str], links: set[str], around: Surroundings, settings: Settings) -> dict[str, object]:
    most = max((len(around.links[link]) for link in links), default=0)
    if most > settings.many:
        return {"reason": f"{most} accounts have one of the shared links"}
    return {"reason": "the accounts have nothing in common but links, which may come from one source"} if kinds == {LINK} else {}


def _syndication(ties: Sequence[Tie], around: Surroundings) -> dict[str, object]:
    pairs = [one.posts for tie in ties for one in tie.evidence if one.kind == TEXT]
    pages = [(around.posts[a].page, around.posts[b].page) for a, b in pairs]
    return {"fits": True} if pages and all(a and b and a != b for a, b in pages) else {}


def _fandom(ties: Sequence[Tie], kinds: set[str], around: Surroundings, settings: Settings) -> dict[str, object]:
    members = set(accounts_of(ties))
    fans = {target: who for target, who in around.praise.items() if members <= who and len(who) > settings.many}
    if not fans or kinds & {RHYTHM, TARGET}:
        return {}
    target = min(fans, key=lambda name: (-len(fans[name]), name))
    return {"target": target, "number": len(fans[target])}


def _conversation(kinds: set[str], around: Surroundings) -> dict[str, object]:
    unknown = all(post.answers is None for post in around.posts.values())
    return {"fits": True} if unknown and kinds & {RHYTHM, TARGET} else {}


def _first_readers(ties: Sequence[Tie], around: Surroundings, settings: Settings) -> dict[str, object]:
    close = [one for tie in ties for one in tie.evidence if one.kind in {RHYTHM, TARGET}]
    late = [seconds(around.posts[post]) for one in close for post in one.posts]
    since = [time - around.began[one.story] for one, time in zip((o for o in close for _ in o.posts), late, strict=True) if time]
    early = bool(since) and max(since) <= settings.first_minutes * 60
    return {"minutes": f"{settings.first_minutes:.0f}"} if early else {}
