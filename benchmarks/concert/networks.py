"""The co-sharing networks of CooRTweet's sample data: the same nodes and edges, and how long they take.

The peer in the same run is the plain way in Python: group by object, sort by time, look ahead. CooRTweet's own seconds are those
stated for it (two cores); R is not installed here.
"""

from __future__ import annotations

import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.concert import Shares, co_shares

__all__ = ["measure"]

LEAST = 2  # shares that an account needs: CooRTweet's default


@dataclass(frozen=True, slots=True)
class Reference:
    """A network of CooRTweet: sample file, columns, seconds of the window, nodes, edges, seconds that it took."""

    name: str
    file: str
    columns: tuple[str, str, str, str]
    window: float
    nodes: int
    edges: int
    stated: float


RETWEETS = ("account_id", "object_id", "content_id", "timestamp_share")
URLS = ("account_id", "url_id", "post_id", "timestamp")
REFERENCES = (
    Reference("retweets, 60 s", "russian_coord_tweets", RETWEETS, 60, 2110, 3721, 23),
    Reference("URLs, 60 s", "german_elections", URLS, 60, 834, 1919, 39),
    Reference("URLs, 1 h", "german_elections", URLS, 3600, 3405, 14874, 39),
    Reference("URLs, 1 day", "german_elections", URLS, 86400, 5385, 97733, 39),  # 39 to 52 s are stated for the three
)


def measure(shared: Path, times: int) -> list[dict[str, Any]]:
    """A row a network: what was found, the best of `times` timings, the peer's, and how many times faster than stated."""
    rows = []
    for wanted in REFERENCES:
        shares = _shares(shared, wanted)
        seconds, found = _best(lambda s=shares, w=wanted: _whole(s, w.window), times)
        slow, plain = _best(lambda s=shares, w=wanted: _plain(s, w.window), 1)
        rows.append({
            "network": wanted.name, "rows": len(shares.account), "nodes": found[0], "edges": len(found[1]),
            "exact": (found[0], len(found[1])) == (wanted.nodes, wanted.edges), "same_as_plain": found[1] == plain,
            "seconds": round(seconds, 3), "plain_seconds": round(slow, 3), "stated_seconds": wanted.stated,
            "times_faster_than_stated": round(wanted.stated / seconds, 1),
        })  # fmt: skip
    return rows


def _shares(shared: Path, wanted: Reference) -> Shares:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdata says of each R class that it keeps it as plain data
        path = shared / "data" / "comments" / "coortweet" / f"{wanted.file}.rda"
        frame = import_module("rdata").read_rda(path)[wanted.file]
    frame = frame[frame[wanted.columns[1]].notna()]
    account, thing, post = (frame[name].astype(str).tolist() for name in wanted.columns[:3])
    return Shares(account, thing, post, frame[wanted.columns[3]].to_numpy(np.float64))


def _best(run: Any, times: int) -> tuple[float, Any]:
    best, found = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        found = run()
        best = min(best, time.perf_counter() - began)
    return best, found


def _whole(shares: Shares, window: float) -> tuple[int, dict[tuple[str, str], int]]:
    """Nodes, and the weight of every edge; the posts of each edge are built, too."""
    network = co_shares(shares, window=window)
    return network.nodes, {(edge.a, edge.b): edge.weight for edge in network.edges()}


def _plain(shares: Shares, window: float) -> dict[tuple[str, str], int]:
    """The same network, row by row."""
    posts_of = Counter(shares.account)
    by_object: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for account, thing, post, moment in zip(shares.account, shares.object, shares.post, shares.time.tolist(), strict=True):
        if posts_of[account] >= LEAST:
            by_object[thing].append((moment, account, post))
    pairs = [pair for thing, held in by_object.items() for pair in _pairs(thing, sorted(held), window)]
    return _weights(pairs, by_object)


def _pairs(thing: str, held: Sequence[tuple[float, str, str]], window: float) -> list[tuple[str, str, str, str]]:
    found = []
    for n, (moment, account, post) in enumerate(held):
        for later, other, second in held[n + 1 :]:
            if later - moment > window:
                break
            if account != other and post != second and thing not in {post, second}:
                found.append((account, post, other, second))
    return found


def _weights(
    pairs: Sequence[tuple[str, str, str, str]], by_object: dict[str, list[tuple[float, str, str]]]
) -> dict[tuple[str, str], int]:
    paired = {post for _, first, _, second in pairs for post in (first, second)}
    rows = [(account, post) for held in by_object.values() for _, account, post in held if post in paired]
    often = Counter(account for account, _ in rows)
    counted = {post for account, post in rows if often[account] >= LEAST}
    kept = ((a, b) for a, first, b, second in pairs if first in counted or second in counted)
    return dict(Counter((min(a, b), max(a, b)) for a, b in kept))
