"""Cues for moderators, each with the words that cause it."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from onrecord.comments.cues import LOOKED_AT, harm, off_topic, shouting, spam
from tests.comments.fakes import SETTINGS, Noise, Told, given
from tests.reader.fakes import ODD, TEXTS


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("CLOSE THE FERRY NOW", ["CLOSE THE FERRY NOW"]),
        ("  STOP WASTING MONEY!!", ["STOP WASTING MONEY"]),
        ("I said DO NOT CLOSE IT to the mayor.", ["DO NOT CLOSE IT"]),
        ("This is INSANE!!! Really.", ["INSANE!!!"]),
        ("GIVE IT BACK NOW, and then LEAVE OUR TOWN ALONE please", ["GIVE IT BACK NOW", "LEAVE OUR TOWN ALONE"]),
        ("VERGESST DIE FÄHRE NICHT", ["VERGESST DIE FÄHRE NICHT"]),
        ("ЗАКРОЙТЕ ЭТОТ ПАРОМ", ["ЗАКРОЙТЕ ЭТОТ ПАРОМ"]),
        ("NATO and the US EU summit", []),
        ("OK", []),
        ("I A B", []),
        ("It is INSANE!", []),
        ("Ann Berg Said So", []),
        ("船船船 האם המעבורת", []),
        ("", []),
    ],
)
def test_shouting_is_seen_from_the_letters(text: str, exact: list[str]) -> None:
    """Runs of capitals or a long word with several marks; not acronyms, not scripts without capitals."""
    found = list(shouting(text))
    assert [cue.span.exact for cue in found] == exact
    assert {(cue.kind, cue.confidence) for cue in found} <= {("shouting", None)}


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Cheap oars: 20% off at https://oars.example, hurry", "Cheap oars: 20% off at https://oars.example,"),
        ("write to me@oars.example and use code OARS20 today", "me@oars.example and use code OARS20"),
        ("I earned $900 from home, click here", "earned $900 from home, click here"),
        ("See https://harbour.example/minutes for the vote.", None),
        ("The mayor offers a discount. Nobody asked.", None),
        ("", None),
    ],
)
def test_spam_needs_two_signs(text: str, exact: str | None) -> None:
    """From the first to the last; a link alone, or an offer alone, is ordinary talk."""
    assert [cue.span.exact for cue in spam(text)] == ([] if exact is None else [exact])


@pytest.mark.parametrize("part", ["a-", "a.", "a+", "+1 ", "www.", "earn ", "lost my job ", "CODE ", "A"])
def test_long_texts_that_are_no_advertising_are_passed_over(part: str) -> None:
    """What looks like the beginning of a sign, a hundred thousand times, ends nowhere; no pattern goes over it again and again."""
    text = part * 100_000
    assert all(text[c.span.start : c.span.end] == c.span.exact for c in (*spam(text), *shouting(text)))


def test_parts_of_addresses_are_bounded() -> None:
    """In the patterns, where a repeated part stands in front of what makes it an address (see the test above)."""
    text = files("onrecord.comments").joinpath("data/spam.toml").read_text("utf-8")
    assert "-]+\\." not in text
    assert "-]+@" not in text


def test_harm_is_stretches_of_words() -> None:
    """Neighbouring words above the threshold are one cue with the marks between them; a kind for each."""
    text = "the ferry said berg the sail, sail the"
    network = Told(harm={"ferry": "insult", "said": "insult", "sail": "threat", ",": "threat"})
    found = given(text)
    cues = list(harm(found, network(found), text, SETTINGS))
    assert [(c.kind, c.span.exact, c.confidence) for c in cues] == [("insult", "ferry said", 0.9), ("threat", "sail, sail", 0.9)]


def test_harm_of_no_clear_kind_is_an_insult() -> None:
    """Toxic, and none of the kinds over its threshold."""
    found = given("the ferry")
    scores = Told(harm={"ferry": "toxic"})(found)
    assert [(c.kind, c.span.exact) for c in harm(found, scores, "the ferry", SETTINGS)] == [("insult", "ferry")]
    assert not list(harm(found, scores, "the ferry", replace(SETTINGS, harm={**SETTINGS.harm, "toxic": 0.95})))


def test_marks_alone_are_no_harm() -> None:
    """A stretch needs a letter or a figure."""
    found = given("!! ,")
    scores = Told(harm={"!": "insult", ",": "insult"})(found)
    assert not list(harm(found, scores, "!! ,", SETTINGS))


def test_off_topic_is_the_whole_comment() -> None:
    """Without the spaces around it; not where it speaks to a target, is empty, or is on topic."""
    text = " \n the ferry \n"
    found = given(text)
    off, on = Told(off_topic=0.9)(found), Told(off_topic=0.6)(found)
    assert [(c.kind, c.span.exact, c.confidence) for c in off_topic(off, text, SETTINGS, speaks=False)] == [
        ("off_topic", "the ferry", 0.9)
    ]
    assert not list(off_topic(off, text, SETTINGS, speaks=True))
    assert not list(off_topic(on, text, SETTINGS, speaks=False))
    assert not list(off_topic(off, " \n ", SETTINGS, speaks=False))


LOUD = st.lists(
    st.sampled_from(
        ["STOP ", "FERRY", "!!", " ", "ИДИ ", "İ", "ß", "ŉ", "Ǆ", "'", "https://x.example ", "20% off ", "a@b.example "]
    ),
    max_size=30,
)


@settings(max_examples=120, deadline=None)
@given_any(TEXTS | st.text(max_size=60) | LOUD.map("".join) | st.sampled_from(list(ODD.values())), st.integers(0, 10_000))
@example("A" * 1_000_000, 0)
@example("\ud800STOP \udfffTHE FERRY NOW", 0)
@example("STOP THE " * LOOKED_AT, 0)
def test_whatever_the_text_and_scores_cues_lie_in_the_comment(text: str, seed: int) -> None:
    """text[start:end] == exact, not empty, without spaces at its ends; the same again."""

    def cues() -> list[object]:
        found = given(text)
        scores = Noise(seed)(found)
        return [
            *shouting(text),
            *spam(text),
            *harm(found, scores, text, SETTINGS),
            *off_topic(scores, text, SETTINGS, speaks=False),
        ]

    some = cues()
    for cue in some:
        assert text[cue.span.start : cue.span.end] == cue.span.exact != ""  # type: ignore[attr-defined]
        assert cue.span.exact == cue.span.exact.strip()  # type: ignore[attr-defined]
        assert cue.confidence is None or np.round(cue.confidence, 2) == cue.confidence  # type: ignore[attr-defined]
    assert some == cues()
