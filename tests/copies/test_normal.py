"""What a copier changes without changing what is read is undone, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.normal import LONGEST, key, normalised, words


@pytest.mark.parametrize(
    "typed",
    [
        "Мoscow votes",  # Cyrillic М
        "ΜOSCOW VΟTES",  # Greek Μ and Ο
        "Mos\u200bcow vo\u00adtes",
        "\u202eMoscow\u202c votes",
        "Ｍｏｓｃｏｗ ｖｏｔｅｓ",
        "𝐌𝐨𝐬𝐜𝐨𝐰 𝓿𝓸𝓽𝓮𝓼",
        "M o s c o w votes",
        "M.o.s.c.o.w votes",
        "M🔥o🔥s🔥c🔥o🔥w votes!!",
        "🇷🇺 Moscow 👍🏽   VOTES ...",
        "M0scow v0tes",
        "Móscow vőtes",
        "MOSCOW, votes?\ud800",
    ],
)
def test_disguises_are_undone(typed: str) -> None:
    """Look-alikes, invisible characters, wide and bold letters, spaced letters, emoji, digits, accents, case and marks."""
    assert normalised(typed) == "moscow votes"


@pytest.mark.parametrize("typed", ["Amerlca", "AmerIca", "Amer1ca", "Amerіca"])
def test_i_and_l_and_one_are_alike(typed: str) -> None:
    """They look alike in many a typeface, so that they tell no two words apart; the word that is shown keeps its letters."""
    assert normalised(typed) == normalised("America")
    assert words("America") == ["america"]


@pytest.mark.parametrize("word", ["сор", "Россия", "ρόδο", "хохот", "ОРЕХ"])
def test_a_word_in_one_script_stays_in_it(word: str) -> None:
    """A wholly Cyrillic or Greek word is no Latin one, however its letters look."""
    assert words(word) == [word.casefold()]
    assert not any("a" <= char <= "z" for char in key(words(word)[0]))


def test_the_script_of_most_letters_wins() -> None:
    """A Latin letter in a Cyrillic word is put back into Cyrillic, and the other way round."""
    assert words("Рoссия Peпублика") == ["россия", "республика".replace("рес", "ре")]
    assert words("Аmerica") == ["america"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("中国人民", ["中国", "国人", "人民"]),
        ("ไทย", ["ไท", "ทย"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("مرحبا بكم", ["مرحبا", "بكم"]),
        ("iPhone手机壳", ["iphone", "手机", "机壳"]),
        ("가나다 라마", ["가나다", "라마"]),
        ("don't l’été", ["dont", "lété"]),
    ],
)
def test_words_of_any_script(typed: str, expected: list[str]) -> None:
    """Scripts without spaces give pairs of characters; marks belong to their words."""
    assert words(typed) == expected


def test_vowel_points_are_no_difference() -> None:
    """Arabic and Hebrew are written with and without them; a Japanese ga is no ka."""
    assert normalised("مَرْحَبًا") == normalised("مرحبا")
    assert normalised("שָׁלוֹם") == normalised("שלום")
    assert normalised("が") != normalised("か")


@pytest.mark.parametrize("nothing", ["", " \n", "🙏🙏🏽🇺🇦", "!!! ... ", "\ud800\udfff", "\u200b" * 50])
def test_no_words_are_no_words(nothing: str) -> None:
    """Nothing to compare is no error."""
    assert words(nothing) == []
    assert normalised(nothing) == ""


def test_a_very_long_comment_is_compared_by_its_beginning() -> None:
    """A megabyte costs no more than what is compared of it."""
    assert words("word " * 200_000) == ["word"] * (LONGEST // 5)
    assert len(words("a b " * 250_000)) == 1


@given(st.text())
def test_any_text_has_a_normal_form(text: str) -> None:
    """Nothing that can stand in a string is too much, and case is never a difference."""
    assert all(word and key(word) for word in words(text))
    assert normalised(text) == normalised(text)


@given(st.text(st.sampled_from("abcxyz ,."), max_size=60), st.sampled_from(["\u200b", "\u2060", "\u00ad", "\ufeff"]))
def test_invisible_characters_are_no_difference(text: str, char: str) -> None:
    """Wherever they stand."""
    assert normalised(char.join(text)) == normalised(text)
