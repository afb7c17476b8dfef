"""Copies on one page, by the ids of its comments."""

from hypothesis import given, settings

from onrecord.copies import page_copies
from onrecord.record import Comment, Page, Record
from tests.copies.sample import DISGUISED, OTHER, REWORDED, SLOGAN
from tests.strategies import records


def page(*texts: str, story: str = "", parents: dict[int, str] | None = None) -> Record:
    thread = tuple(
        Comment(id=f"c{n}", account=f"a-{n}", text=text, parent=(parents or {}).get(n)) for n, text in enumerate(texts)
    )
    return Record(page=Page(id="p", text=story), comments=thread)


def test_groups_come_in_page_order() -> None:
    """Each group, and the ids in it."""
    other = "So " + OTHER.lower()
    assert page_copies(page(OTHER, SLOGAN, "lol", REWORDED, other, DISGUISED)) == (("c0", "c4"), ("c1", "c3", "c5"))


def test_ids_past_nine_keep_page_order() -> None:
    """Page order is not the order of letters: c10 comes after c9."""
    texts = [f"{OTHER} {n} " + "x" * n for n in range(8)]
    (found,) = page_copies(page(*["lol"] * 5, *texts))
    assert found == tuple(f"c{n}" for n in range(5, 13))


def test_what_answers_or_quotes_is_no_copy() -> None:
    """A reply that repeats the comment above it, and comments that repeat the story."""
    assert page_copies(page(SLOGAN, SLOGAN + " Sure.", parents={1: "c0"})) == ()
    assert page_copies(page(SLOGAN, DISGUISED, story=f"Leaflets read: {SLOGAN}")) == ()
    assert page_copies(page(SLOGAN, DISGUISED, parents={1: "gone"})) == (("c0", "c1"),)


@given(records())
@settings(max_examples=25, deadline=None)
def test_any_record_has_groups(record: Record) -> None:
    """Every group is of two or more comments of the page, and no comment is in two."""
    groups = page_copies(record)
    found = [one for group in groups for one in group]
    assert len(found) == len(set(found))
    assert set(found) <= {comment.id for comment in record.comments}
    assert all(len(group) > 1 for group in groups)
