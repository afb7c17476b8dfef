"""Coincidences of two accounts, and what habit takes off their surprise."""

from dataclasses import replace

import numpy as np

from onrecord.concert import Settings
from onrecord.concert.evidence import Activity, Coincidences, coincidences
from onrecord.concert.posts import Post, kept
from onrecord.concert.relations import relations
from onrecord.concert.table import Table, table_of
from tests.concert.made import crowd, group


def found_in(posts: list[Post]) -> tuple[Table, Coincidences]:
    table = table_of(kept(posts)[0])
    return table, coincidences(table, relations(table, Settings())[0], Settings())


def pair_of(table: Table, found: Coincidences, names: str) -> int:
    return next(p for p in range(len(found.a)) if table.accounts[found.a[p]] + table.accounts[found.b[p]] == names)


def test_activity_counts_posts_and_joint_units() -> None:
    """Absent accounts and units count nothing."""
    activity = Activity.of(np.array([0, 0, 0, 1, 2]), np.array([0, 0, 1, 0, 2]), 3)
    assert activity.count(np.array([0, 0, 1, 2]), np.array([0, 2, 0, 2])).tolist() == [2, 0, 1, 1]
    rows = zip(*(column.tolist() for column in activity.joint(np.array([0, 0]), np.array([1, 2]))), strict=True)
    assert list(rows) == [(0, 0, 2)]


def test_each_coincidence_has_the_post_of_its_own_account_first() -> None:
    """`i` is a post of `a`, `j` one of `b`."""
    table, found = found_in([*crowd(1), *group()])
    assert (table.account[found.i] == found.a[found.pair]).all()
    assert (table.account[found.j] == found.b[found.pair]).all()
    assert (found.surprise >= 0).all()


def test_a_text_that_two_repeat_everywhere_counts_once() -> None:
    """A habit of one text is one coincidence, however many stories it stands under."""
    same = [replace(post, texts=("slogan",)) for post in group("xy", apart=4000.0)]
    for posts, number in ((same, 1), (group("xy", apart=4000.0), 6)):
        table, found = found_in([*crowd(1), *posts])
        of_pair = found.pair == pair_of(table, found, "xy")
        assert ((found.kind == 0) & of_pair).sum() == number


def test_who_shares_public_links_all_the_time_surprises_less() -> None:
    """Other links in common with other people lower the surprise of those that two have in common."""
    quiet = [*crowd(1), *group("xy", text=False, link=True)]
    public = [
        Post(
            id=f"l{name}{n}", account=name, story=f"story {n % 6}", links=(f"news.example/{n % 6}/{n % 4 if name == 'x' else 0}",)
        )
        for n in range(12)
        for name in "xy"
    ]
    (table, few), (other, many) = found_in(quiet), found_in([*quiet, *public])
    assert few.lift[pair_of(table, few, "xy"), 1] == 1.0
    assert many.lift[pair_of(other, many, "xy"), 1] > 1.0
