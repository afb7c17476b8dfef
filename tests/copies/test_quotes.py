"""What is quoted from others is not the writer's own."""

import pytest

from onrecord.copies.quotes import own_words

STORY = "The council voted on Monday to close the swimming hall at the end of the season."


@pytest.mark.parametrize(
    "text",
    [
        "> we will not sell the hall\nNobody believes that",
        "&gt; we will not sell the hall\nNobody believes that",
        'Nobody "we will not sell" believes that',
        "Nobody “we will not sell” believes that",
        "Nobody „wir verkaufen sie nicht“ believes that",
        "Nobody « nous ne la vendons pas » believes that",
        "Nobody ＂we will not\nsell＂ believes that",
    ],
)
def test_marked_quotations_are_left_out(text: str) -> None:
    """Quoted lines and what stands between quotation marks, in any form of them."""
    assert own_words(text) == ["nobody", "believes", "that"]


@pytest.mark.parametrize(
    "text", ['the "peace" deal', 'a 12" pipe and a 10" pipe', 'they "sell it" now', 'he said "and left it at that']
)
def test_few_words_and_single_marks_are_no_quotation(text: str) -> None:
    """Words held at arm's length, inches and a mark without its fellow take nothing away."""
    assert own_words(text) == own_words(text.replace('"', ""))


def test_a_mark_without_its_fellow_takes_no_second_paragraph() -> None:
    """A quotation ends with its paragraph."""
    assert len(own_words('so "they say this and that\n\nand I say no to it" all')) == 13


def test_runs_of_the_context_are_left_out() -> None:
    """Five words in a row that also stand in the story are its words, however they are typed."""
    assert own_words("vOted on M0nday to close the sw1mming hall, what a shame", (STORY,)) == ["what", "a", "shame"]
    assert len(own_words("they want to close the hall", (STORY,))) == 6
    assert own_words("shut up and think before you speak", ("Shut up and think before you speak!", STORY)) == []


def test_stock_phrases_are_left_out_of_short_comments() -> None:
    """What everybody says is nobody's; in a long comment it does not matter."""
    assert own_words("I couldn't agree more. The tram is late") == ["the", "tram", "is", "late"]
    assert "agree" in own_words("I couldn't agree more. " + "The tram is late again today. " * 10)
