"""The probability of a tie is a bound on what the null model gives, counted out and by trial."""

import math
import random
from collections import Counter
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from onrecord.concert import Post, Settings
from onrecord.concert.evidence import Coincidences, coincidences
from onrecord.concert.null import probabilities, shuffled
from onrecord.concert.posts import kept
from onrecord.concert.relations import relations
from onrecord.concert.table import Table, table_of
from tests.concert.made import crowd, group

LOOSE = Settings(stories=1)


def looked_at(posts: list[Post], settings: Settings) -> tuple[Table, Coincidences, np.ndarray]:
    table = table_of(kept(posts)[0])
    related, _ = relations(table, settings)
    found = coincidences(table, related, settings)
    return table, found, probabilities(table, related, found)


def surprise_of(posts: list[Post]) -> float:
    """The greatest surprise of accounts a and b under one story."""
    table, found, _ = looked_at(posts, LOOSE)
    pairs = [p for p in range(len(found.a)) if (table.accounts[found.a[p]], table.accounts[found.b[p]]) == ("a", "b")]
    return float(max(found.surprise[np.isin(found.pair, pairs)], default=0.0))


def dealt(posts: list[Post], accounts: tuple[str, ...]) -> list[Post]:
    return [replace(post, account=account) for post, account in zip(posts, accounts, strict=True)]


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_holds_for_every_way_to_deal_the_posts_out(seed: int) -> None:
    """All dealings of three small stories are gone through: none is likelier than its bound says."""
    draw = random.Random(seed)
    stories = [[_post(draw, story, n) for n in range(6)] for story in "uvw"]
    chances = []
    for posts in stories:
        dealings = set(permutations("aabbcd"))
        seen = Counter(round(surprise_of(dealt(posts, dealing)), 9) for dealing in dealings)
        chances.append({surprise: number / len(dealings) for surprise, number in seen.items()})
    total = _summed(chances)
    for _ in range(40):
        posts = [post for story in stories for post in dealt(story, tuple(draw.sample("aabbcd", 6)))]
        table, found, bound = looked_at(posts, LOOSE)
        for p in range(len(found.a)):
            if (table.accounts[found.a[p]], table.accounts[found.b[p]]) == ("a", "b"):
                here = sum(max(found.surprise[(found.pair == p) & (found.story == s)], default=0.0) for s in range(3))
                assert sum(chance for value, chance in total.items() if value >= here - 1e-6) <= bound[p] + 1e-9


def _post(draw: random.Random, story: str, n: int) -> Post:
    return Post(id=f"{story}{n}", account="?", story=story, time=draw.choice([0.0, 60.0, 200.0, 1000.0, 4000.0, 9000.0]))


def _summed(chances: list[dict[float, float]]) -> Counter[float]:
    total: Counter[float] = Counter({0.0: 1.0})  # type: ignore[dict-item]
    for story in chances:
        further: Counter[float] = Counter()
        for a, p in total.items():
            for b, q in story.items():
                further[round(a + b, 9)] += p * q  # type: ignore[assignment]
        total = further
    return total


def test_probabilities_of_shuffled_data_are_seldom_small() -> None:
    """Of all pairs of a hundred draws, no more are below a level than the level says."""
    posts = [*crowd(1), *group("xyz", text=True, link=True)]
    number = 43 * 42 / 2 * 100
    drawn = np.concatenate([looked_at(list(shuffled(posts, seed)), LOOSE)[2] for seed in range(100)])
    for level in (0.1, 0.01, 0.001):
        assert (drawn <= level).sum() <= level * number


def test_shuffling_keeps_what_the_null_model_keeps() -> None:
    """Posts per account and story, and all of a post but its account; one seed, one draw."""
    posts = crowd(2)
    drawn = shuffled(posts, 7)
    assert Counter((post.account, post.story) for post in drawn) == Counter((post.account, post.story) for post in posts)
    bare = {replace(post, account=None) for post in posts}
    assert {replace(post, account=None) for post in drawn} == bare
    assert drawn == shuffled(posts[::-1], 7) != shuffled(posts, 8)


def test_more_stories_make_a_tie_less_probable() -> None:
    """The planted pair's probability falls with each story."""
    last = 1.0
    for stories in (3, 4, 5, 6):
        table, found, bound = looked_at([*crowd(1, stories=stories), *group("xy", stories=stories)], Settings())
        (tied,) = [p for p in range(len(found.a)) if table.accounts[found.a[p]] + table.accounts[found.b[p]] == "xy"]
        assert bound[tied] < last
        last = bound[tied]
    assert not math.isclose(last, 0.0)
