"""What the comment network is asked: parts in their order, each within its room, every word pinned to the comment."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from onrecord.comments.sequence import COMMENT, LOOKED_AT, OTHER, PARENT, STORY, TARGET, Reading, Room, read_whole
from tests.comments.fakes import given
from tests.reader.fakes import ODD, TEXTS, VOCABULARY, pieces

SPELT = {number: piece for piece, number in VOCABULARY.items()}
MEGABYTE = "a" * 1_000_000


def shown(found: Reading) -> str:
    """The pieces as text."""
    return " ".join(SPELT[i] for i in found.pieces.tolist()).replace(" ##", "")


def of(found: Reading, segment: int) -> str:
    return " ".join(SPELT[i] for i in found.pieces[found.segments == segment].tolist()).replace(" ##", "")


def same(a: Reading, b: Reading) -> bool:
    arrays = ("pieces", "segments", "marks", "targets", "first")
    return a.words == b.words and all(np.array_equal(getattr(a, n), getattr(b, n)) for n in arrays)


def test_what_is_read_to_its_end() -> None:
    """A comment whose pieces fill the room exactly is, one with a piece more is not; nor is a megabyte without a word."""
    room = Room(comment=5)
    assert read_whole("ferry " * 5, pieces(), room)
    assert not read_whole("ferry " * 6, pieces(), room)
    assert read_whole("", pieces(), room)
    assert not read_whole(" " * 1_000_000, pieces(), room)


def test_the_parts_in_their_order() -> None:
    """The comment, each target behind its marker, the parent, the story, a last mark."""
    found = given("the ferry", "berg", "the minister", parent="said", story="sail")
    assert shown(found) == "[CLS] the ferry [SEP] berg [SEP] the minister [SEP] said [SEP] sail [SEP]"
    assert found.segments.tolist() == [COMMENT] * 3 + [TARGET] * 5 + [PARENT] * 2 + [STORY] * 3
    assert found.targets.tolist() == [3, 5]
    assert found.first.tolist() == [1, 2]
    assert (found.marks[[0, 3, 5, 8, 10, 12]] == 0).all()


def test_a_second_comment_stands_behind_the_first() -> None:
    """In a segment of its own, in front of the targets."""
    found = given("the ferry", "berg", other="the minister", story="")
    assert shown(found) == "[CLS] the ferry [SEP] the minister [SEP] berg [SEP]"
    assert of(found, OTHER) == "[SEP] the minister"
    assert found.targets.tolist() == [6]


def test_what_the_second_comment_answers_stands_behind_it() -> None:
    """What the first answers stands where it always does; without a second comment there is nothing that it answers."""
    found = given("the ferry", "berg", parent="said", other="the minister", other_parent="the", story="")
    assert shown(found) == "[CLS] the ferry [SEP] the minister [SEP] the [SEP] berg [SEP] said [SEP]"
    assert of(found, PARENT) == "[SEP] the [SEP] said"
    assert found.targets.tolist() == [8]
    assert shown(given("the ferry", "berg", other_parent="the", story="")) == "[CLS] the ferry [SEP] berg [SEP]"


def test_what_is_not_there_is_left_out() -> None:
    """No parent, no story; a comment without words and a target without a name are nothing between their marks."""
    assert shown(given("the ferry", "berg", story="")) == "[CLS] the ferry [SEP] berg [SEP]"
    assert shown(given("", "berg", story="")) == "[CLS] [SEP] berg [SEP]"
    assert shown(given("the ferry", "", "berg", story="")) == "[CLS] the ferry [SEP] [SEP] berg [SEP]"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("🚢", "ship"),
        ("👍🏽", "thumbs up sign"),
        ("🇩🇰", "d k"),
        ("the\u200d \u0301ferry", "the ferry"),
        ("İ", "i"),
    ],
)
def test_emoji_are_read_by_their_names(text: str, read: str) -> None:
    """A flag by its letters; what has no width of its own, and the colour of a skin, is left out."""
    assert of(given(text), COMMENT) == f"[CLS] {read}"


def test_a_long_comment_keeps_its_beginning_and_its_end() -> None:
    """Two thirds of the room and one third, no word twice; the words know their place."""
    text = "the " * 50 + "ferry " * 400 + "berg " * 50
    found = given(text, room=Room(comment=30))
    assert of(found, COMMENT) == " ".join(["[CLS]", *["the"] * 20, *["berg"] * 10])
    assert found.words == (*range(20), *range(490, 500))
    assert [found.text_words.exact(w, w) for w in found.words] == ["the"] * 20 + ["berg"] * 10


def test_each_part_keeps_to_its_room() -> None:
    """Targets, parent and story keep their beginnings."""
    many = "ferry " * 200
    found = given(many, many, many, parent=many, story=many, other=many, room=Room(comment=12, target=3, parent=4, story=5))
    sizes = {segment: int((found.segments == segment).sum()) for segment in (COMMENT, OTHER, TARGET, PARENT, STORY)}
    assert sizes == {COMMENT: 1 + 12, OTHER: 1 + 12, TARGET: 2 * (1 + 3), PARENT: 1 + 4, STORY: 1 + 5 + 1}


def test_what_is_far_down_is_not_read() -> None:
    """Of a book under a story its first 20,000 characters are; a word of a megabyte is one unknown piece."""
    text = "the " * LOOKED_AT
    assert max(given(text).text_words.end) <= LOOKED_AT
    found = given(MEGABYTE)
    assert of(found, COMMENT) == "[CLS] [UNK]"
    assert len(given("the", MEGABYTE, parent=MEGABYTE, story=MEGABYTE, other=MEGABYTE).pieces) < 20


@settings(max_examples=80, deadline=None)
@given_any(
    TEXTS | st.sampled_from(list(ODD.values())), st.lists(TEXTS, min_size=1, max_size=4), TEXTS, TEXTS, TEXTS, st.integers(1, 40)
)
@example(MEGABYTE, ["the ferry"], "", "", "", 40)
@example("\ud83d\ude00 \udfff", ["\ud800"], "\ud800", "\udfff", "\ud800", 10)
def test_any_text_is_an_input(text: str, targets: list[str], parent: str, story: str, other: str, room: int) -> None:
    """Arrays of one length, pieces of the vocabulary, a marker a target with a piece behind it; words lie where they say."""
    some = Room(comment=room, target=room, parent=room, story=room)
    found = given(text, *targets, parent=parent, story=story, other=other, room=some)
    size = len(found.pieces)
    assert {a.dtype for a in (found.pieces, found.segments, found.marks, found.targets, found.first)} == {np.dtype(np.int64)}
    assert (found.segments.shape, found.marks.shape) == ((size,), (size, 3))
    assert set(found.pieces.tolist()) <= set(SPELT)
    assert len(found.targets) == len(targets)
    assert (found.pieces[found.targets] == VOCABULARY["[SEP]"]).all()
    assert (found.segments[found.targets] == TARGET).all()
    assert (found.targets + 1 < size).all()
    assert int((found.segments == COMMENT).sum()) <= 1 + room
    assert len(found.first) == len(found.words) <= room
    assert (np.diff(found.first) > 0).all()
    assert (np.diff(found.words) > 0).all()
    assert (found.segments[found.first] == COMMENT).all()
    assert (found.marks >= 0).all()
    assert (found.marks < (6, 3, 2)).all()
    words = found.text_words
    for place, word in zip(found.first.tolist(), found.words, strict=True):
        exact = text[words.start[word] : words.end[word]]
        assert exact == words.exact(word, word) != ""
        if len(exact) > 1 or unicodedata.category(exact) != "So":
            assert found.pieces[place] == pieces().pieces(exact)[0]
    assert same(found, given(text, *targets, parent=parent, story=story, other=other, room=some))
