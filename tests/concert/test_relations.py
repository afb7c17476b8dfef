"""Which posts are related, and how rare that is."""

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.concert import Post, Settings
from onrecord.concert.posts import kept
from onrecord.concert.relations import KINDS, Relation, relations
from onrecord.concert.table import Table, table_of
from tests.concert.made import crowd


def related(posts: list[Post], **options: float) -> tuple[Table, dict[str, Relation], dict[str, int]]:
    table = table_of(kept(posts)[0])
    found, spread = relations(table, Settings(**options))  # type: ignore[arg-type]
    return table, dict(zip(KINDS, found, strict=True)), spread


def pairs(table: Table, relation: Relation) -> set[tuple[str, str]]:
    ids = [post.id for post in table.posts]
    return {(min(ids[i], ids[j]), max(ids[i], ids[j])) for i, j in zip(relation.i, relation.j, strict=True)}


def test_a_shared_text_is_as_rare_as_its_share_of_pairs() -> None:
    """Three of ten posts have it: 3 of 45 pairs."""
    posts = [Post(id=f"{n}", account="a", story="s", texts=("t",) if n < 3 else ()) for n in range(10)]
    table, found, _ = related(posts)
    texts = found["shared text"]
    assert pairs(table, texts) == {("0", "1"), ("0", "2"), ("1", "2")}
    assert all(math.isclose(rarity, 3 / 45) for rarity in texts.rarity)
    assert math.isclose(float(texts.chance.sum()), 3 / 45)


def test_texts_and_links_are_compared_within_a_story() -> None:
    """A text under two stories relates nothing; what stands in the story itself does not either."""
    posts = [Post(id=f"{n}", account="a", story=f"s{n}", texts=("t",), links=("l",)) for n in range(2)]
    posts += [Post(id=f"q{n}", account="a", story="s", texts=("quoted",), quoted=("quoted",)) for n in range(2)]
    _, found, _ = related(posts)
    assert all(len(relation.i) == 0 for relation in found.values())


def test_what_is_too_widespread_relates_nothing_and_is_counted() -> None:
    """Memory stays bounded however many posts have a link."""
    posts = [Post(id=f"{n}", account=f"{n}", story="s", links=("l",)) for n in range(6)]
    _, found, spread = related(posts, spread=5)
    assert len(found["shared link"].i) == 0
    assert list(spread.values()) == [1]


def test_a_conversation_is_no_rhythm() -> None:
    """Posts below one post are related to those of other conversations alone."""
    posts = [Post(id="a", account="a", story="s", time=0.0), Post(id="b", account="b", story="s", time=9.0, answers="a")]
    posts += [Post(id="c", account="a", story="s", time=10.0, answers="b"), Post(id="d", account="d", story="s", time=11.0)]
    table, found, _ = related(posts)
    assert pairs(table, found["rhythm"]) == {("a", "d"), ("b", "d"), ("c", "d")}


def test_posts_that_answer_each_other_in_a_circle_are_read() -> None:
    """Hostile data end, too."""
    posts = [Post(id=f"{n}", account="a", story="s", time=0.0, answers=f"{(n + 1) % 3}") for n in range(3)]
    related(posts)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 2000).map(float), min_size=2, max_size=30))
def test_rhythm_is_as_rare_as_its_share_of_pairs(times: list[float]) -> None:
    """Of the pairs in a run, those as close or closer; all runs of a story here hold all of its posts."""
    posts = [Post(id=f"{n:02d}", account="a", story="s", time=time) for n, time in enumerate(times)]
    table, found, _ = related(posts)
    rhythm = found["rhythm"]
    gaps = [abs(a - b) for a, b in combinations(times, 2)]
    assert len(rhythm.i) == sum(gap <= 300 for gap in gaps)
    for i, j, rarity in zip(rhythm.i, rhythm.j, rhythm.rarity, strict=True):
        gap = abs(table.time[i] - table.time[j])
        assert math.isclose(rarity, sum(other <= gap for other in gaps) / len(gaps))


@given(st.integers(0, 50))
def test_runs_are_short_and_of_one_story(seed: int) -> None:
    """At most 10 posts and one hour, as asked here."""
    table, found, _ = related(crowd(seed, stories=2), block_posts=10, block_seconds=3600.0)
    rhythm = found["rhythm"]
    assert max(rhythm.size) <= 10
    for unit in range(len(rhythm.size)):
        posts = rhythm.post[rhythm.unit == unit]
        assert len(posts) == rhythm.size[unit] > 0
        assert set(table.story[posts]) == {rhythm.story[unit]}
        assert table.time[posts].max() - table.time[posts].min() <= 3600


def test_the_like_minded_are_compared_with_the_like_minded() -> None:
    """Where all who take a stance post at one moment, posting then is no surprise."""
    posts = [
        Post(
            id=f"{n:02d}",
            account=f"{n}",
            story="s",
            time=0.0 if n < 5 else 600.0 * n,
            targets=(("t", "favour"),) if n < 5 else (),
        )
        for n in range(15)
    ]
    _, found, _ = related(posts)
    assert set(found["same target within minutes"].rarity) == {1.0}
    assert set(found["rhythm"].rarity) == {10 / 105}
