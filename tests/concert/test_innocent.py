"""Innocent explanations are named where they fit, with their reason."""

from collections.abc import Mapping
from dataclasses import replace

from onrecord.concert import Post, find_concert
from tests.concert.made import crowd, group


def names(posts: list[Post], wordings: Mapping[str, str] | None = None) -> set[str]:
    (found,) = find_concert([*crowd(1), *posts], wordings=wordings).groups
    assert all(one.reason in found.statement for one in found.explanations)
    return {one.name for one in found.explanations}


def answered(posts: list[Post]) -> list[Post]:
    """The posts, with one that answers another, so that it is known who answers whom."""
    return [*posts, Post(id="reply", account="r", story="story 0", answers="s0-0")]


def test_nothing_fits_copies_within_a_minute() -> None:
    """Three accounts, their own texts, and who answers whom is known."""
    assert names(answered(group())) == set()


def test_quotation() -> None:
    """The text stands in quotation marks in another post."""
    quoting = Post(id="q", account="q", story="story 0", texts=("copy 0",), quoted=("copy 0",))
    assert names([*answered(group()), quoting]) == {"quotation"}


def test_quotation_in_rhythm() -> None:
    """Who quotes the story at one time is tied by the time alone, and the quotation is said."""
    quoting = [replace(post, quoted=post.texts) for post in group(apart=5.0)]
    assert "quotation" in names(answered(quoting))


def test_petition() -> None:
    """Many have the text, or it asks to sign, or the link leads to where people sign."""
    many = [Post(id=f"m{n}", account=f"m{n}", story="story 9", texts=("copy 0",)) for n in range(10)]
    assert names([*answered(group()), *many]) == {"petition"}
    assert names(answered(group()), {"copy 3": "Please SIGN the letter"}) == {"petition"}
    signing = [replace(post, links=(f"openpetition.example/{post.story}",)) for post in group()]
    assert names(answered(signing)) == {"petition"}


def test_shared_link() -> None:
    """Nothing but links, or a link that many have."""
    apart = group(text=False, link=True, apart=4000.0)
    assert names(answered(apart)) == {"shared_link"}
    many = [Post(id=f"m{n}", account=f"m{n}", story="story 9", links=("drop.example/0",)) for n in range(10)]
    assert names([*answered(group(text=False, link=True)), *many]) == {"shared_link"}


def test_syndication() -> None:
    """The copies stand on different pages of the story."""
    paged = [replace(post, page=f"page {post.account}") for post in group(apart=4000.0)]
    assert names(answered(paged)) == {"syndication"}
    assert "syndication" not in names(answered([replace(post, page="one page") for post in group()]))


def test_fandom() -> None:
    """Praise of one target by many, and no rhythm."""
    praise = (("the star", "favour"),)
    fans = [Post(id=f"f{n}", account=f"f{n}", story="story 9", targets=praise) for n in range(10)]
    assert names([*answered(group(apart=4000.0, targets=praise)), *fans]) == {"fandom"}
    assert names([*answered(group(targets=praise)), *fans]) == set()


def test_conversation() -> None:
    """Nothing says which posts answer which."""
    assert names(group()) == {"conversation"}


def test_first_readers() -> None:
    """The posts came in the first minutes of every story."""
    early = [replace(post, time=(post.time or 0.0) - 5 * 3600) for post in group()]
    assert names(answered(early)) == {"first_readers"}
