"""Groups are found where there is evidence, and nowhere else."""

import os
import random
import re
import subprocess
import sys
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.concert import Concert, Post, Settings, find_concert
from onrecord.concert.null import shuffled
from tests.concert.made import crowd, group

ACCUSING = re.compile(r"\b(ro)?(bot|troll|sock ?puppet)(s|net|nets|ing)?\b", re.IGNORECASE)


def members(concert: Concert) -> list[str]:
    return ["".join(group.accounts) for group in concert.groups]


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        (group(), "shared text"),
        (group(text=False, link=True), "shared link"),
        (group(text=False, apart=2.0), "rhythm"),
        (group(text=True, apart=4000.0), "shared text"),
    ],
)
def test_a_planted_group_is_found(planted: list[Post], kind: str) -> None:
    """By texts, by links, by nothing but time; each edge has its posts."""
    concert = find_concert([*crowd(1), *planted])
    assert (concert.state, members(concert)) == ("evidence of coordination", ["xyz"])
    (found,) = concert.groups
    assert kind in found.kinds
    assert set(found.posts) <= {post.id for post in planted}
    assert found.q <= 0.05
    for edge in found.edges:
        assert len(edge.stories) >= 3
        assert edge.probability <= found.probability
        assert all(one.posts[0][0] == edge.a and one.posts[1][0] == edge.b for one in edge.evidence)


def test_an_organic_site_gives_no_group() -> None:
    """Nor do its shuffled posts, with a group planted or without."""
    for seed in range(10):
        assert find_concert(crowd(seed)).state == "no evidence of coordination"
        assert not find_concert(shuffled([*crowd(seed), *group()], seed)).groups


def test_people_who_think_alike_are_not_tied() -> None:
    """The same stances under every story, at different times."""
    alike = group("uvwxyz", text=False, apart=1900.0, targets=(("target", "against"),))
    assert not find_concert([*crowd(1), *alike]).groups


def test_people_who_argue_are_not_tied() -> None:
    """They answer each other within a minute, under every story."""
    arguing = [
        replace(post, answers=None if post.account == "x" else f"x{post.id[1:]}") for post in group("xyz", text=False, apart=30.0)
    ]
    assert not find_concert([*crowd(1), *arguing]).groups


def test_two_stories_are_too_few() -> None:
    """However alike the posts are."""
    concert = find_concert([*crowd(1, stories=2), *group(stories=2)])
    assert (concert.state, concert.tested) == ("not enough data", 0)
    assert concert.missing == ("2 stories with posts of known accounts, at least 3 are needed",)


def test_what_is_missing_is_said() -> None:
    """No posts; one account; no times, where texts still can tie."""
    assert find_concert([]).state == "not enough data"
    alone = find_concert([Post(id=f"{n}", account="a", story=f"{n}", time=0.0) for n in range(9)])
    assert alone.state == "not enough data"
    assert "no two accounts posted under 3 joint stories" in alone.missing
    timeless = [replace(post, time=None) for post in [*crowd(1), *group()]]
    concert = find_concert(timeless)
    assert members(concert) == ["xyz"]
    assert "no post has a time, so that rhythm could not be looked at" in concert.missing
    bare = find_concert([replace(post, texts=(), links=()) for post in timeless])
    assert bare.state == "not enough data"


def test_one_post_each_is_not_enough() -> None:
    """Nobody can be seen twice."""
    posts = [Post(id=f"{n}", account=f"{n}", story=f"{n % 5}", time=0.0, texts=("t",)) for n in range(100)]
    assert find_concert(posts).state == "not enough data"


def test_the_order_of_posts_does_not_matter() -> None:
    """Nor do posts that come twice or have no account, but they are counted."""
    posts = [*crowd(1), *group(), *(Post(id=f"n{n}", account=None, story="story 0") for n in range(3)), group()[0]]
    first = find_concert(posts)
    random.Random(2).shuffle(posts)
    assert find_concert(posts) == first
    assert first.left_out["posts without an account"] == 3
    assert first.left_out["posts with the id of another"] == 1


def test_the_order_of_hashes_does_not_matter() -> None:
    """Two interpreters with other hash seeds say the same."""
    code = (
        "from tests.concert.made import *; from onrecord.concert import find_concert; print(find_concert([*crowd(1), *group()]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Post,
            id=st.integers(0, 40).map(str),
            account=st.none() | st.sampled_from("abcde"),
            story=st.sampled_from("stuvw"),
            time=st.none() | st.floats(allow_nan=True, allow_infinity=True),
            texts=st.lists(st.sampled_from("mn"), max_size=3).map(tuple),
            links=st.lists(st.sampled_from("kl"), max_size=3).map(tuple),
            targets=st.lists(st.tuples(st.sampled_from("gh"), st.sampled_from(["favour", "against"])), max_size=2).map(tuple),
            answers=st.none() | st.integers(0, 40).map(str),
        ),
        max_size=40,
    )
)
def test_any_posts_are_compared(posts: list[Post]) -> None:
    """Whatever is missing, equal or repeated."""
    concert = find_concert(posts)
    assert concert == find_concert(posts[::-1])
    assert bool(concert.groups) == (concert.state == "evidence of coordination")


def test_a_hundred_thousand_posts_under_one_story() -> None:
    """At one moment, with one link: memory grows with the posts, and the link is left out."""
    posts = [
        Post(id=f"{n}", account=f"{n % 900}", story=f"{n % 3 if n < 2700 else 0}", time=5.0, links=("l",)) for n in range(100_000)
    ]
    concert = find_concert(posts)
    assert concert.groups == ()
    assert any("links" in reason for reason in concert.left_out)


def test_a_stricter_rate_finds_less() -> None:
    """The settings reach the comparison."""
    posts = [*crowd(1), *group(text=False, apart=2.0)]
    assert find_concert(posts).groups
    assert not find_concert(posts, settings=Settings(rate=1e-30)).groups


def test_nothing_accuses() -> None:
    """Neither the package's own words nor its output name anybody anything; they say "evidence of coordination"."""
    concert = find_concert([*crowd(1), *group()])
    sources = [path.read_text("utf-8") for path in files("onrecord.concert").iterdir() if path.name.endswith((".py", ".toml"))]
    assert len(sources) > 10
    for text in (*sources, str(asdict(concert))):
        assert not ACCUSING.search(text)
    assert concert.groups[0].statement.startswith("Evidence of coordination: 3 accounts are tied by ")
