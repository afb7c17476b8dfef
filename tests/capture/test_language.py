"""The language of a text, by its words, else by what the page declares."""

import pytest

from onrecord.capture.language import gap_for, language_of

ENGLISH = "The harbour board decided on Monday that the night ferry will run through the winter, and the chairman said so. " * 2
GERMAN = (
    "Der Hafenrat hat am Montag beschlossen, dass die Nachtfähre den ganzen Winter über fahren wird, sagte der Vorsitzende. " * 2
)


def test_words_count_more_than_declarations() -> None:
    """A German page that declares English is German."""
    assert language_of(ENGLISH) == "en"
    assert language_of(GERMAN, "en") == "de"


@pytest.mark.parametrize(
    ("declared", "language"), [("en-GB", "en"), ("DE", "de"), ("x-default", None), (None, None), ("", None), ("eng", None)]
)
def test_a_short_text_takes_what_is_declared(declared: str | None, language: str | None) -> None:
    """Two letters of ISO 639-1, else nothing."""
    assert language_of("Yes.", declared) == language


def test_letters_that_are_no_language() -> None:
    """No language is guessed for them."""
    assert language_of("x " * 500) is None


def test_a_gap_names_the_language() -> None:
    """English and unknown are none."""
    assert gap_for("en") == gap_for(None) == ()
    assert gap_for("fr")[0].why == "the page is in French; only English is read so far"
