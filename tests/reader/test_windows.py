"""Windows share out a page: each word is owned once, read with what stands around it, within the room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.windows import Window, windows_of


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """The pieces and the sentence of each word."""
    sentences = draw(st.lists(st.lists(st.integers(1, 4) | st.integers(1, 60), min_size=1, max_size=25), max_size=8))
    return [size for sizes in sentences for size in sizes], [number for number, sizes in enumerate(sentences) for _ in sizes]


@settings(max_examples=200, deadline=None)
@given(pages(), st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_each_word_is_owned_once_and_the_room_is_kept(
    page: tuple[list[int], list[int]], room: int, before: int, behind: int
) -> None:
    """In order, without a gap, for any sizes; only a single word that is larger than the room goes beyond it."""
    sizes, sentence = page
    found = windows_of(sizes, sentence, room=room, before=before, behind=behind)
    assert [w for one in found for w in range(one.own_start, one.own_end)] == list(range(len(sizes)))
    for one in found:
        assert 0 <= one.start <= one.own_start < one.own_end <= one.end <= len(sizes)
        assert sum(sizes[one.start : one.end]) <= room or one.end == one.start + 1
        assert sum(sizes[one.start : one.own_start]) <= before
    assert found == windows_of(sizes, sentence, room=room, before=before, behind=behind)


@settings(max_examples=60, deadline=None)
@given(pages(), st.integers(0, 60), st.integers(0, 60))
def test_a_page_that_fits_is_one_window(page: tuple[list[int], list[int]], before: int, behind: int) -> None:
    """Nothing is cut that need not be; no words need no window."""
    sizes, sentence = page
    whole = [Window(0, len(sizes), 0, len(sizes))] if sizes else []
    assert windows_of(sizes, sentence, room=max(1, sum(sizes)), before=before, behind=behind) == whole


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_short_sentences_are_never_parted(lengths: list[int]) -> None:
    """Where sentences are short beside the room, windows read, own and leave whole ones."""
    sentence = [number for number, length in enumerate(lengths) for _ in range(length)]
    edges = {0, len(sentence)} | {i for i in range(1, len(sentence)) if sentence[i] != sentence[i - 1]}
    for one in windows_of([1] * len(sentence), sentence, room=30, before=8, behind=5):
        assert {one.start, one.end, one.own_start, one.own_end} <= edges


def test_context_stands_on_both_sides() -> None:
    """Sentences of four words of one piece: a window of 16 owns what has a sentence behind it, and reads one before."""
    sentence = [i // 4 for i in range(32)]
    found = windows_of([1] * 32, sentence, room=16, before=4, behind=4)
    assert found == [Window(0, 16, 0, 12), Window(8, 24, 12, 20), Window(16, 32, 20, 32)]


def test_a_sentence_longer_than_the_room_is_cut() -> None:
    """Its parts are read one behind the other, each with the words before it."""
    found = windows_of([1] * 25, [0] * 25, room=10, before=4, behind=2)
    assert found == [Window(0, 10, 0, 10), Window(6, 16, 10, 16), Window(12, 22, 16, 22), Window(18, 25, 22, 25)]


@pytest.mark.parametrize("size", [7, 10, 11, 500])
def test_a_large_word_leaves_out_its_context(size: int) -> None:
    """Where context and word do not fit together, the word is read; one larger than the room is read alone."""
    found = windows_of([1] * 9 + [size] + [1] * 9, [0] * 9 + [1] * 10, room=10, before=8, behind=4)
    large = next(one for one in found if one.own_start <= 9 < one.own_end)
    assert large.start <= 9 < large.end
    assert large.end - large.start == 1 or size < 10
