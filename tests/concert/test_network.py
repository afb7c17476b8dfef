"""The co-sharing network is CooRTweet's, for shares in any order."""

import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.concert import Share, Shares, co_shares

shares = st.lists(
    st.builds(
        Share,
        account=st.sampled_from("ABCD"),
        object=st.sampled_from(["u", "v", "p1"]),
        post=st.sampled_from(["p1", "p2", "p3", "p4", "p5", "p6"]),
        time=st.none() | st.integers(0, 30).map(float),
    ),
    max_size=25,
)


def by_definition(rows: list[Share], window: float, least: int) -> Counter[tuple[str, str]]:
    """The definition in the module's docstring, row against row."""
    timed = [row for row in rows if row.time is not None]
    often = Counter(row.account for row in timed)
    busy = [row for row in timed if often[row.account] >= least]
    pairs = [
        (a, b)
        for a, b in combinations(busy, 2)
        if a.object == b.object and abs((a.time or 0) - (b.time or 0)) <= window and a.account != b.account
        if a.post != b.post and a.object not in {a.post, b.post}
    ]
    paired = {row.post for pair in pairs for row in pair}
    taking_part = Counter(row.account for row in busy if row.post in paired)
    counted = {row.post for row in busy if row.post in paired and taking_part[row.account] >= least}
    return Counter((min(a.account, b.account), max(a.account, b.account)) for a, b in pairs if {a.post, b.post} & counted)


@given(shares, st.sampled_from([0.0, 3.0, 10.0]), st.sampled_from([1, 2, 3]))
def test_the_network_is_the_definition(rows: list[Share], window: float, least: int) -> None:
    """Every edge and every weight, whatever the shares."""
    network = co_shares(rows, window=window, min_participation=least)
    assert {(edge.a, edge.b): edge.weight for edge in network.edges()} == dict(by_definition(rows, window, least))
    assert network.weights.tolist() == [edge.weight for edge in network.edges()]
    assert len(network) == len(network.weights)


@given(shares, st.randoms(use_true_random=False))
def test_the_order_of_shares_does_not_matter(rows: list[Share], draw: random.Random) -> None:
    """Edges and their pairs of posts come out the same."""
    mixed = draw.sample(rows, len(rows))
    assert list(co_shares(rows, window=5.0).edges()) == list(co_shares(mixed, window=5.0).edges())


def test_an_edge_carries_its_posts() -> None:
    """The post of the first account stands first, and the window includes its end."""
    rows = [Share("B", "u", "b1", 0.0), Share("A", "u", "a1", 60.0), Share("A", "v", "a2", 0.0), Share("B", "v", "b2", 61.0)]
    rows += [Share("B", "w", "b3", 5.0), Share("A", "w", "a3", 0.0)]
    (edge,) = co_shares(rows, window=60.0).edges()
    assert (edge.a, edge.b, set(edge.posts)) == ("A", "B", {("a1", "b1"), ("a3", "b3")})
    assert co_shares(rows, window=4.0).nodes == 0


def test_shares_without_a_time_are_counted() -> None:
    """They take no part, and neither does an object with more pairs than allowed."""
    rows = [Share(account, "u", f"{account}{n}", float(n)) for n in range(3) for account in "AB"]
    network = co_shares([*rows, Share("A", "u", "a9", None)], window=60.0)
    assert network.left_out == {"shares without a time": 1, "objects too widely spread": 0}
    spread = co_shares(rows, window=60.0, most_pairs=5)
    assert (len(spread), spread.left_out["objects too widely spread"]) == (0, 1)


@pytest.mark.parametrize("rows", [[], [Share("A", "u", "a1", 0.0)]])
def test_nothing_to_tie_gives_an_empty_network(rows: list[Share]) -> None:
    """No share, one share."""
    network = co_shares(rows, window=60.0)
    assert (network.nodes, len(network), list(network.edges())) == (0, 0, [])


def test_columns_and_rows_are_the_same() -> None:
    """Shares come as rows or as columns."""
    rows = [Share(account, thing, f"{account}{thing}", 1.0) for account in "ABC" for thing in "uv"]
    columns = Shares(
        [r.account for r in rows], [r.object for r in rows], [r.post for r in rows], np.array([r.time for r in rows], float)
    )
    assert list(co_shares(columns, window=0.0).edges()) == list(co_shares(rows, window=0.0).edges())


def test_memory_does_not_grow_with_the_square_of_a_spread_object() -> None:
    """A hundred thousand shares of one object at one moment are left out, not paired."""
    rows = Shares(
        [f"a{n % 50000}" for n in range(100_000)], ["u"] * 100_000, [f"p{n}" for n in range(100_000)], np.zeros(100_000)
    )
    assert co_shares(rows, window=60.0).left_out["objects too widely spread"] == 1
