"""What is compared: the posts of one site's accounts, with what they share; and the links that stand in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.concert.cues import cues

__all__ = ["Post", "kept", "links_in", "seconds"]

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'`{}|\\^«»„“”]+", re.IGNORECASE)
BEHIND = ".,;:!?*_~…’"  # punctuation that ends the sentence, not the link
FAR = 1e11  # seconds, three thousand years: beyond, times are in another unit, or hostile
LONGEST = 2000  # characters of a link; browsers and servers take no more, hostile input does


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One reader comment under a story of one site; accounts are pseudonyms that hold for that site alone.

    `id` is unique on the site. `time` is in seconds since any fixed moment, None where unknown. `texts` are keys of the clusters
    of near-copies that the text belongs to, `quoted` those of them that stand here in quotation marks or in the story. `links`
    come from `links_in`; `targets` are (target, stance label). `answers` is the post that this one replies to, `page` the page
    of the story.
    """

    id: str
    account: str | None
    story: str
    time: float | None = None
    texts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    quoted: tuple[str, ...] = ()
    answers: str | None = None
    page: str | None = None


def kept(posts: Iterable[Post]) -> tuple[tuple[Post, ...], dict[str, int]]:
    """The posts that can be compared, by id, and how many were left out, by reason; the same for any order of the input."""
    left_out: Counter[str] = Counter()
    found = []
    for _, same in groupby(sorted(posts, key=lambda post: (post.id, repr(post))), key=lambda post: post.id):
        first, *others = same
        left_out["posts with the id of another"] += len(others)
        if first.account is None:
            left_out["posts without an account"] += 1
        else:
            found.append(first)
    left_out["posts without a time, compared by texts and links alone"] = sum(seconds(post) is None for post in found)
    return tuple(found), {reason: number for reason, number in left_out.items() if number}


def seconds(post: Post) -> float | None:
    """The time of a post, None where it is no number that a clock shows."""
    return post.time if post.time is not None and abs(post.time) <= FAR else None


def links_in(text: str) -> tuple[str, ...]:
    """The links in a text, each once, in a form that is the same for every way to write one link.

    Scheme, "www.", user, default port, fragment, tracking parameters and a last slash are dropped, host names are in lower case,
    parameters in order; punctuation behind a link is no part of it.
    """
    return tuple(dict.fromkeys(link for match in LINK.finditer(text) if (link := _normalised(match.group()[:LONGEST]))))


def _normalised(link: str) -> str | None:
    link = _without_what_follows(link)
    try:
        parts = urlsplit(link if "://" in link else f"http://{link}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
        query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _tracking(k)))
    except ValueError:  # "http://[", ports beyond 65535, half a character
        return None
    if "." not in host.strip("."):
        return None
    address = host if port in {None, 80, 443} else f"{host}:{port}"
    return address + parts.path.rstrip("/") + (f"?{query}" if query else "")


def _without_what_follows(link: str) -> str:
    while link and (link[-1] in BEHIND or any(link[-1] == b and link.count(b) > link.count(a) for a, b in ("()", "[]"))):
        link = link[:-1]
    return link


def _tracking(parameter: str) -> bool:
    name = parameter.lower()
    return name in cues().tracking or name.startswith(cues().tracking_prefixes)
