"""One comment, one account, what is old: with it go its stances, cues, pairs, copies, signatures and others' flags."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.record import Comment, Record
from onrecord.store import Store
from tests.store.sample import bytes_of, page
from tests.store.told import pseudonym, thread_page
from tests.strategies import records

TODAY = date(2025, 3, 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "r.db") as store:
        store.write(thread_page()[0])
        store.write(page("p2", comments=(), accounts=()))
        assert store._connection.execute("SELECT count(*) FROM signatures").fetchone()[0] >= 3
    return tmp_path / "r.db"


def left_of(store: Store) -> Record:
    assert store.check() == []
    orphans = 'SELECT count(*) FROM shingles WHERE "row" NOT IN (SELECT "row" FROM signatures)'
    assert store._connection.execute(orphans).fetchone()[0] == 0
    signed = "SELECT count(*) FROM signatures s LEFT JOIN comments c ON c.page = s.page AND c.id = s.comment WHERE c.id IS NULL"
    assert store._connection.execute(signed).fetchone()[0] == 0
    return store.read("p1")


def test_a_forgotten_comment_takes_all_with_it_that_names_it(path: Path) -> None:
    """Its pair at odds is gone and the flag of its other half; the group of copies is shorter; replies have no parent."""
    with Store.open(path) as store:
        assert store.forget_comment("p1", "c1")
        left = left_of(store)
        assert [(c.id, c.parent, c.flags) for c in left.comments] == [
            ("c2", None, ("copy",)),
            ("c3", "c2", ("copy", "kept")),
            ("c4", "c2", ()),
        ]
        assert [(a.name, a.comments, a.at_odds) for a in left.accounts] == [
            (pseudonym("Marit"), ("c4",), ()),
            (pseudonym("Jo"), ("c2",), ()),
            (pseudonym("Kim"), ("c3",), ()),
        ]
        assert [group.comments for group in left.copies] == [("c2", "c3")]
        assert not store.forget_comment("p1", "c1")


def test_a_group_of_one_is_no_group(path: Path) -> None:
    """Where one copy is left it is none; its flag goes, and what others flagged stays."""
    with Store.open(path) as store:
        store.forget_comment("p1", "c1")
        store.forget_comment("p1", "c2")
        left = left_of(store)
        assert left.copies == ()
        assert [(c.id, c.flags) for c in left.comments] == [("c3", ("kept",)), ("c4", ())]
        assert [a.name for a in left.accounts] == [pseudonym("Marit"), pseudonym("Kim")]


def test_no_word_of_a_forgotten_comment_is_left(path: Path) -> None:
    """Text, evidence, cues, index and its account, if that was all it wrote, are gone from every file's bytes."""
    with Store.open(path) as store:
        for own in ("c1", "c2", "c3"):
            store.forget_comment("p1", own)
        left_of(store)
        assert store.search("quaggabird") == []
        assert sorted(file.name for file in path.parent.iterdir()) == ["r.db", "r.db-shm", "r.db-wal"]  # searched while open, too
        assert b"ebracorn" not in bytes_of(path.parent)
        assert bytes_of(path.parent).count(b"xylophant") == 2  # text and index of c4; the pair's evidence is gone
    everything = bytes_of(path.parent).lower()
    for words in (b"ebracorn", b"uaggabird", b"ombatross", b"captain", pseudonym("Jo").encode(), pseudonym("Kim").encode()):
        assert words not in everything
    assert pseudonym("Marit").encode() in everything


def test_no_word_of_a_forgotten_account_is_left(path: Path) -> None:
    """Nor in the pairs of others, nor its pseudonym; what others copied of it is theirs and stays."""
    with Store.open(path) as store:
        assert store.forget_account(pseudonym("Marit")) == 2
        left = left_of(store)
        assert [(c.id, c.parent, c.flags) for c in left.comments] == [("c2", None, ("copy",)), ("c3", "c2", ("copy", "kept"))]
        assert left.copies[0].comments == ("c2", "c3")
        store.forget_account(pseudonym("Jo"))
        assert left_of(store).copies == ()
        store.forget_account(pseudonym("Kim"))
    everything = bytes_of(path.parent).lower()
    for words in (
        b"ebracorn",
        b"uaggabird",
        b"xylophant",
        b"captain lies",
        *(pseudonym(n).encode() for n in ("Marit", "Jo", "Kim")),
    ):
        assert words not in everything


def test_no_word_of_a_forgotten_thread_is_left(path: Path) -> None:
    """A page goes with all that hangs on its comments."""
    with Store.open(path) as store:
        store.forget_page("p1")
        counts = store.counts()
        assert store.check() == []
        assert {counts[table] for table in ("comments", "stances", "cues", "accounts", "at_odds", "copies")} == {0}
        assert [store._connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("signatures", "shingles")] == [
            0,
            0,
        ]
    everything = bytes_of(path.parent).lower()
    for words in (b"ebracorn", b"uaggabird", b"xylophant", pseudonym("Marit").encode()):
        assert words not in everything


def test_copies_that_are_one_accounts_are_none(tmp_path: Path) -> None:
    """What is left of a group is a group only if it is of several accounts."""
    record, _ = thread_page()
    c1, c2, _, c4 = record.comments
    same = Comment(id="c3", account=c1.account, text=c1.text, flags=("copy",))
    with Store.open(tmp_path / "r.db") as store:
        store.write(Record(page=record.page, comments=(c1, c2, same, c4), accounts=record.accounts[:2], copies=record.copies))
        store.forget_comment("p1", "c2")
        left = store.read("p1")
    assert left.copies == ()
    assert [c.flags for c in left.comments] == [("at_odds",), (), ("at_odds",)]
    assert left.accounts == (record.accounts[0],)


def test_what_is_old_goes_and_the_story_stays(path: Path) -> None:
    """By the day of posting; what has no day at all is kept and counted; Marit has a newer comment and keeps her account."""
    with Store.open(path) as store:
        aged = store.forget_older(5, today=TODAY)
        assert (aged.erased, aged.accounts, aged.undated) == (2, {pseudonym("Marit"), pseudonym("Jo")}, 1)
        left = left_of(store)
        assert [(c.id, c.parent, c.flags) for c in left.comments] == [("c3", None, ("kept",)), ("c4", None, ())]
        assert left.page == page().page
        assert len(store.search("ferry")) > 2
        assert store.forget_older(5, today=TODAY).erased == 0
    everything = bytes_of(path.parent)
    assert pseudonym("Jo").encode() not in everything
    assert b"no matter what" not in everything


@pytest.mark.parametrize(
    ("posted", "captured", "published", "gone"),
    [
        ("2025-03-04", None, None, True),
        ("2025-03-05", None, None, False),
        ("2025-03-05T01:00:00+02:00", None, None, True),  # still the 4th in UTC
        ("2025-03-04T23:59", "2025-03-09", None, True),
        (None, "2025-03-04T10:00:00Z", "2020-01-01", True),
        (None, "2025-03-09T10:00:00Z", "2020-01-01", False),
        (None, None, "2025-01-01", True),
        ("yesterday", None, "2025-03-01", True),
        ("2025-03", "2025-03-10", None, False),
        ("0001-01-01T00:00:00+14:00", "2025-03-10", None, False),
    ],
)
def test_the_day_of_a_comment(
    tmp_path: Path, posted: str | None, captured: str | None, published: str | None, gone: bool
) -> None:
    """When it was posted, else when its page was captured, else when that was published; whole days of UTC."""
    record = page(comments=(Comment(id="c1", text="One.", posted=posted),), accounts=())
    known = Record(page=type(record.page)(id="p1", captured=captured, published=published), comments=record.comments)
    with Store.open(tmp_path / "r.db") as store:
        store.write(known)
        assert (store.forget_older(5, today=TODAY).erased == 1) is gone


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(), st.data())
def test_any_comment_can_be_forgotten(record: Record, data: st.DataObject) -> None:
    """Whatever a record holds, nothing names a comment that was forgotten, and the store is sound."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.db") as store:
        store.write(record)
        for comment in data.draw(st.permutations(record.comments)):
            assert store.forget_comment(record.page.id, comment.id)
            left = store.read(record.page.id)
            assert store.check() == []
            assert comment.id not in {one.id for one in left.comments} | {one.parent for one in left.comments}
            assert not any(comment.id in account.comments for account in left.accounts)
            assert not any(comment.id in (odds.a, odds.b) for account in left.accounts for odds in account.at_odds)
            assert not any(comment.id in group.comments for group in left.copies)
