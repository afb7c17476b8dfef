"""A word becomes pieces of the vocabulary: never none, never too many, the longest first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.wordpiece import LONGEST, WordPiece
from tests.reader.fakes import LETTERS, ODD, VOCABULARY, pieces

NAMES = {i: piece for piece, i in VOCABULARY.items()}


def spelled(word: str) -> list[str]:
    return [NAMES[i] for i in pieces().pieces(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ferry", ["ferry"]), ("Ferry", ["ferry"]), ("FÉRRY", ["ferry"]), ("fe\u0301rry", ["ferry"]), ("sailed", ["sail", "##ed"]), ("fers", ["fer", "##s"]),
        ("ministers", ["minister", "##s"]), ("sa", ["s", "##a"]), (".", ["."]), ("the_ferry", ["the", "_", "ferry"]), ("船船", ["船", "船"]), ("fer\u200bry", ["ferry"]),
        ("\0ferry", ["ferry"]), ("ferryß", ["[UNK]"]), ("ß", ["[UNK]"]), ("\ud800", ["[UNK]"]), ("\u0301", ["[UNK]"]), ("", ["[UNK]"]), ("ß_ferry", ["[UNK]", "_", "ferry"]),
    ],
)  # fmt: skip
def test_words_are_spelled_by_the_longest_pieces(word: str, expected: list[str]) -> None:
    """Without case, accents and invisible characters; marks and Chinese characters alone; [UNK] for what cannot be spelled."""
    assert spelled(word) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.text(LETTERS, max_size=130) | st.sampled_from(list(ODD.values())))
def test_pieces_are_some_and_in_the_vocabulary(word: str) -> None:
    """At least one, at most LONGEST, every id a known one, the same each time."""
    found = pieces().pieces(word)
    assert 1 <= len(found) <= LONGEST
    assert set(found) <= set(NAMES)
    assert found == pieces().pieces(word)


@settings(max_examples=60, deadline=None)
@given(st.text("ferysaildinmtbg", min_size=1, max_size=LONGEST))
def test_pieces_spell_the_word(word: str) -> None:
    """Put together again they are the word, and no piece could have been longer."""
    found = spelled(word)
    assert "".join(piece.removeprefix("##") for piece in found) == word
    at = 0
    for number, piece in enumerate(found):
        assert piece.startswith("##") == (number > 0)
        longer = range(at + len(piece.removeprefix("##")) + 1, len(word) + 1)
        assert not any(("##" if number else "") + word[at:end] in VOCABULARY for end in longer)
        at += len(piece.removeprefix("##"))


@pytest.mark.parametrize("letter", ["a", "_", "船"])
def test_a_very_long_word_is_unknown(letter: str) -> None:
    """Up to LONGEST pieces are read; beyond, one [UNK] stands for the word, so that none can fill the encoder."""
    assert len(spelled(letter * LONGEST)) == LONGEST
    assert spelled(letter * (LONGEST + 1)) == ["[UNK]"]


def test_the_vocabulary_names_its_special_pieces() -> None:
    """[UNK], [CLS] and [SEP] are looked up; a vocabulary without them is refused."""
    assert (pieces().unknown, pieces().first, pieces().last) == (VOCABULARY["[UNK]"], VOCABULARY["[CLS]"], VOCABULARY["[SEP]"])
    with pytest.raises(KeyError):
        WordPiece({"ferry": 0})
