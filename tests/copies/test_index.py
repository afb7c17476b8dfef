"""A new comment meets those that it resembles, whenever they came."""

from random import Random

import pytest

from onrecord.copies import Index, index
from tests.copies.sample import DISGUISED, OTHER, REWORDED, SLOGAN, edited, post, posts, sentence


def test_matches_come_in_order_and_say_how() -> None:
    """The most alike first; comments of the account that asks are left out."""
    filled = Index()
    filled.add_all(posts([REWORDED, OTHER, DISGUISED, SLOGAN, "lol"]))
    found = filled.find(SLOGAN)
    assert [(one.member.id, one.kind) for one in found] == [("c2", "disguised"), ("c3", "same text"), ("c0", "reworded")]
    assert found[0].similarity == found[1].similarity == 1.0 > found[2].similarity > 0.6
    assert [one.member.id for one in filled.find(SLOGAN, account="a-3")] == ["c2", "c0"]
    assert [one.member.id for one in filled.find(SLOGAN, most=1)] == ["c2"]


def test_quotations_and_short_texts_match_nothing() -> None:
    """On either side."""
    filled = Index()
    filled.add_all([post(1, SLOGAN), post(2, DISGUISED, context=(SLOGAN,)), post(3, "Agreed!")])
    assert len(filled) == 1
    assert filled.find(SLOGAN, (SLOGAN,)) == filled.find("Agreed!") == filled.find("") == Index().find(SLOGAN) == []


def test_it_makes_no_difference_when_the_bands_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one, all at once, with the bands sorted often or never: the same matches."""
    chance = Random(8)
    texts = [sentence(chance) for _ in range(40)]
    every = posts([edited(text, share, chance) for text in texts for share in (0, 0.1, 0.2, 0.4)])
    at_once, often = Index(), Index()
    at_once.add_all(every)
    monkeypatch.setattr(index, "BATCH", 7)
    for one in every:
        often.add(one)
    assert len(often) == len(at_once) == 160
    assert all(often.find(text) == at_once.find(text) for text in texts)
    assert sum(len(often.find(text)) for text in texts) > 100


def test_a_text_that_thousands_have() -> None:
    """Only as many as are asked for are told."""
    filled = Index()
    filled.add_all(posts([SLOGAN] * 6000))
    assert len(filled.find(DISGUISED)) == 20
