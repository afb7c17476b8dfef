"""From records to what is compared: each site's posts with the texts, links and targets that they share."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from onrecord.concert.gather import concert_by_site, posts_of
from onrecord.copies import clusters
from onrecord.copies.pages import posts_of as copied
from onrecord.pseudonyms import site_of
from onrecord.record import Account, Comment, Entity, Page, Record, Stance
from onrecord.store import Store
from tests.strategies import records

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
WORDS = ["".join(parts) for parts in product(("ba", "co", "di", "fu", "ge", "hi", "lo", "mu"), repeat=4)]


def site(host: str = "harbour.example", *, planted: bool = True, stories: int = 6) -> list[Record]:
    """A busy site; under each story three accounts post one text within minutes, if `planted`."""
    draw = random.Random(3)
    made = []
    for story in range(stories):
        begun = START + timedelta(days=4 * story)
        comments = [
            Comment(
                id=f"c{n}", account=f"a-{draw.randrange(25)}", text=" ".join(draw.sample(WORDS, 9)),
                posted=(begun + timedelta(seconds=draw.uniform(0, 40_000))).isoformat(),
            )
            for n in range(40)
        ]  # fmt: skip
        text = " ".join(draw.sample(WORDS, 20))
        for n, name in enumerate("xyz" if planted else ""):
            comments.append(
                Comment(
                    id=f"x{n}", account=f"a-{name}", text=text, posted=(begun + timedelta(hours=2, seconds=40 * n)).isoformat()
                )
            )
        names = sorted({c.account for c in comments if c.account})
        accounts = tuple(Account(name=name, comments=tuple(c.id for c in comments if c.account == name)) for name in names)
        made.append(
            Record(
                page=Page(id=f"s{story}", url=f"https://{host}/s{story}", text="The ferry."),
                comments=tuple(comments),
                accounts=accounts,
            )
        )
    return made


def found_in(some: list[Record]) -> dict[str, object]:
    return dict(concert_by_site(some, clusters([post for record in some for post in copied(record)])))


def one(comment: Comment, **more: object) -> Record:
    return Record(page=Page(id="p", url="https://harbour.example/p"), comments=(comment,), **more)  # type: ignore[arg-type]


def test_a_comment_is_a_post() -> None:
    """With its page, account, time, links, what it answers, and the sides that it takes by the targets' names."""
    stances = tuple(Stance(toward=f"e{n}", label=label) for n, label in enumerate(("favour", "against", "neutral", "unclear"), 1))  # type: ignore[arg-type]
    comment = Comment(
        id="c2", account="a-1", text="See https://www.harbour.example/a?utm_source=x", posted="2026-03-01T10:00:00Z", parent="c1", stances=stances
    )  # fmt: skip
    (post,) = posts_of(one(comment, entities=(Entity(id="e1", kind="other", name="the ferry"),)), {("p", "c2"): "text 4"})
    assert (post.id, post.account, post.story, post.answers, post.page) == (
        "p/c2",
        "a-1",
        "p",
        "p/c1",
        "https://harbour.example/p",
    )
    assert post.time == START.timestamp()
    assert post.links == ("harbour.example/a",)
    assert post.texts == ("text 4",)
    assert post.quoted == ()
    assert post.targets == (("the ferry", "favour"), ("e2", "against"))


def test_a_page_without_an_address_is_known_by_its_id() -> None:
    """A comment that is no copy has no text in common; without a parent it answers nothing."""
    (post,) = posts_of(replace(one(Comment(id="c1", text="x")), page=Page(id="p")), {("q", "c1"): "text 1"})
    assert (post.page, post.texts, post.answers, post.account) == ("p", (), None, None)


@pytest.mark.parametrize(
    ("posted", "seconds"),
    [
        ("2026-03-01T10:00:00Z", START.timestamp()),
        ("2026-03-01T12:00:00+02:00", START.timestamp()),
        ("2026-03-01T10:00:00", START.timestamp()),
        ("2026-03-01 10:00", START.timestamp()),
        ("2026-03-01", None),
        ("2026-03", None),
        ("", None),
        (None, None),
        ("yesterday at ten", None),
        ("2026-02-30T10:00:00Z", None),
    ],
)
def test_times_in_seconds(posted: str | None, seconds: float | None) -> None:
    """A day alone is no time to compare; one without a zone is taken for UTC."""
    (post,) = posts_of(one(Comment(id="c1", text="x", posted=posted)), {})
    assert post.time == seconds


@pytest.mark.parametrize(
    "posted", ["0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.999999"]
)
def test_times_at_the_ends_of_the_calendar(posted: str) -> None:
    """Are survived."""
    (post,) = posts_of(one(Comment(id="c1", text="x", posted=posted)), {})
    assert post.time is None or abs(post.time) < 1e12


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("> The ferry ran.", True),
        ("“The ferry ran.”", True),
        (' "The ferry ran". ', True),
        ("„Sie fährt.“", True),
        ("The ferry ran.", False),
        ('"', False),
        ("", False),
    ],
)
def test_a_quoted_text_is_marked(text: str, quoted: bool) -> None:
    """Since readers share what they quote."""
    (post,) = posts_of(one(Comment(id="c1", text=text)), {("p", "c1"): "text 1"})
    assert post.quoted == (("text 1",) if quoted else ())


def test_a_planted_group_is_found() -> None:
    """Three accounts with one text a story, among many; without them there is nothing."""
    concert = found_in(site())["harbour.example"]
    assert [g.accounts for g in concert.groups] == [("a-x", "a-y", "a-z")]  # type: ignore[attr-defined]
    assert found_in(site(planted=False))["harbour.example"].state == "no evidence of coordination"  # type: ignore[attr-defined]


def test_sites_are_compared_apart() -> None:
    """Three accounts under three stories each of two sites are too little on either."""
    some = site(stories=2) + [
        replace(r, page=replace(r.page, id=f"t{n}", url=f"https://quay.example/{n}")) for n, r in enumerate(site(stories=2))
    ]
    found = found_in(some)
    assert list(found) == ["harbour.example", "quay.example"]
    assert {c.state for c in found.values()} == {"not enough data"}  # type: ignore[attr-defined]


def test_a_store_says_the_same() -> None:
    """Nothing depends on the order of records, nor on how the clusters are numbered."""
    some = site()
    copies = clusters([post for record in some for post in copied(record)])
    expected = concert_by_site(some, copies)
    assert concert_by_site(some[::-1], copies[::-1]) == expected
    assert concert_by_site(iter(some), iter(copies)) == expected


def test_records_of_a_store(tmp_path: Path) -> None:
    """As `onrecord accounts --in-concert` asks."""
    with Store.open(tmp_path / "r.db") as store:
        store.write_many(site())
        found = concert_by_site(store.records(), store.copies())
    assert [g.accounts for g in found["harbour.example"].groups] == [("a-x", "a-y", "a-z")]


def test_nothing_gives_nothing() -> None:
    """No records, and records without comments."""
    assert concert_by_site([], []) == {}
    assert concert_by_site([Record(page=Page(id="p"))], []) == {}


@pytest.mark.parametrize("url", ["http://[x", "http://[::1", "//[", "http://a]b/"])
def test_an_address_that_is_none_is_no_site(url: str) -> None:
    """The page is then a site of its own, or its outlet's."""
    record = Record(page=Page(id="p", url=url, outlet="The Quay"))
    assert site_of(record) == "The Quay"
    assert site_of(replace(record, page=replace(record.page, outlet=None))) == "p"


@settings(max_examples=80, deadline=None)
@given(records())
def test_any_record_has_posts(record: Record) -> None:
    """As many as comments, in their order; whatever is missing, nothing is raised."""
    posts = posts_of(record, {})
    assert [p.id for p in posts] == [f"{record.page.id}/{c.id}" for c in record.comments]
    assert set(concert_by_site([record], [])) == ({site_of(record)} if record.comments else set())
