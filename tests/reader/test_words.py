"""A text's words: each character that is no space lies in exactly one, with its sentence, paragraph, quotation and shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from onrecord.reader.words import SHAPES, Words, words_of
from tests.reader.fakes import ODD, TEXTS


def texts(words: Words) -> list[str]:
    return [words.exact(i, i) for i in range(len(words))]


def holds(text: str) -> None:
    words = words_of(text)
    covered = [p for a, b in zip(words.start, words.end, strict=True) for p in range(a, b)]
    assert covered == [p for p, c in enumerate(text) if not c.isspace()]
    assert all(a < b for a, b in zip(words.start, words.end, strict=True))
    assert words.text == text
    assert {len(words.end), len(words.sentence), len(words.opens), len(words.quoted), len(words.shape)} == {len(words)}
    assert list(words.sentence) == sorted(words.sentence)
    news = [i for i in range(len(words)) if i == 0 or words.sentence[i] != words.sentence[i - 1]]
    assert [i for i, opens in enumerate(words.opens) if opens] == news
    assert set(words.quoted) <= {0, 1}
    assert set(words.shape) <= set(range(len(SHAPES)))
    assert words == words_of(text)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_words_cover_all_but_spaces_once_and_in_order(text: str) -> None:
    """Each character that is no space lies in one word; a sentence begins where the number changes, and only there."""
    holds(text)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_words_of_odd_texts_cover_them_too(text: str) -> None:
    """Marks only, no end in sight, right to left, invisible, combining, broken: the offsets hold."""
    holds(text)


def test_marks_are_words_of_their_own() -> None:
    """Apostrophes, hyphens, currency signs and points part words; digits and letters stay together."""
    words = words_of("Ann's ex-aide paid $1,500 in Q4.")
    assert texts(words) == ["Ann", "'", "s", "ex", "-", "aide", "paid", "$", "1", ",", "500", "in", "Q4", "."]
    assert words.exact(0, 2) == "Ann's"
    assert words.exact(7, 10) == "$1,500"


def test_sentences_and_paragraphs_are_counted() -> None:
    """A paragraph opens with 2, a further sentence with 1, also where the text begins with a space."""
    words = words_of(" It ran. It sank.\n\nWe saw.")
    assert texts(words) == ["It", "ran", ".", "It", "sank", ".", "We", "saw", "."]
    assert words.sentence == (0, 0, 0, 1, 1, 1, 2, 2, 2)
    assert words.opens == (2, 0, 0, 1, 0, 0, 2, 0, 0)


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_quoted_words_lie_between_marks(opening: str, closing: str) -> None:
    """The marks count as quoted; what stands before, behind and between two quotations does not."""
    words = words_of(f"He said {opening}it ran{closing} and {opening}sank{closing} there")
    inside = [text for text, quoted in zip(texts(words), words.quoted, strict=True) if quoted]
    assert inside == [opening, "it", "ran", closing, opening, "sank", closing]


def test_a_mark_that_nothing_closes_quotes_nothing() -> None:
    """An opening mark ends with its paragraph."""
    assert set(words_of("“It ran.\n\nIt sank.” He left.").quoted) == {0}


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        (",", "mark"), ("—", "mark"), ("\u0301", "mark"), ("_", "mark"), ("\U0001f6a2", "mark"), ("ferry", "lower"), ("fähre", "lower"), ("Berg", "title"), ("A", "title"),
        ("NATO", "upper"), ("É", "title"), ("iPhone", "mixed"), ("McBerg", "mixed"), ("船", "mixed"), ("12", "number"), ("3rd", "number"), ("٣", "number"),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: str) -> None:
    """Marks, cases and numbers, in any script."""
    assert [SHAPES[s] for s in words_of(word).shape] == [shape]


def test_nothing_has_no_words() -> None:
    """An empty text and one of spaces have none."""
    assert len(words_of("")) == len(words_of(" \n\n\t")) == 0
