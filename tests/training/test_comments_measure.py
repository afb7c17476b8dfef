"""How well comments are read: the measures give what they are defined to give, with any network. No torch is needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.calibrate import calibration_error
from training.comments.examples import Aim, Example
from training.comments.measure import (
    Judged,
    character_f1,
    macro_f1,
    marked,
    odds_pairs,
    read_example,
    side_accuracy,
    stances,
    toxic_scores,
    two_sided,
)
from training.comments.threads import Thread
from training.comments.tune import PLAIN

from onrecord.comments.labels import STANCES
from tests.comments.fakes import Noise, Told, spread
from tests.comments.fakes import given as asked
from tests.reader.fakes import TEXTS, pieces
from tests.training.test_comments_open_data import table


def judged(label: str, likeliest: str) -> Judged:
    return Judged(label, spread(STANCES, likeliest))


def thread() -> Thread:
    def comment(id_: str, account: str, text: str, *labels: str) -> dict[str, object]:
        found = [{"toward": "the ferry", "label": label, "evidence": text} for label in labels]
        return {"id": id_, "account": account, "parent": None, "minute": 0, "text": text, "stances": found, "cues": []}

    comments = (
        comment("c1", "ola", "yes", "favour"),
        comment("c2", "ola", "no", "against"),
        comment("c3", "pia", "no"),
        comment("c4", "rut", "yes"),
        comment("c5", "rut", "no"),
    )
    accounts = ({"name": "ola", "target": "the ferry", "pair": ["c1", "c2"], "reads_as": "contradiction"},)
    return Thread("quay-1", "Ferry to close", "The ferry will close.", "2026-03-01", ("the ferry",), comments, accounts, ())  # type: ignore[arg-type]


def test_sides_are_counted_where_a_person_saw_one() -> None:
    """Right if the likelier of the two is the side; other labels do not count."""
    some = [
        judged("favour", "favour"),
        judged("against", "favour"),
        judged("against", "against"),
        judged("none", "favour"),
        judged("unclear", "none"),
    ]
    assert side_accuracy(some) == (2, 3)
    assert side_accuracy([]) == (0, 0)


def test_macro_f1() -> None:
    """The mean over labels: one that is never right counts as nought."""
    assert macro_f1(["a", "b", "a"], ["a", "b", "a"], ("a", "b")) == 1
    assert macro_f1(["a", "b"], ["b", "a"], ("a", "b")) == 0
    assert macro_f1(["a", "a", "b", "b"], ["a", "a", "a", "b"], ("a", "b")) == pytest.approx((0.8 + 2 / 3) / 2)
    assert macro_f1([], [], ("a",)) == 0


def test_calibration_error() -> None:
    """Nought where confidence is the share of right ones, else how far it is off, bin by bin."""
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0
    assert calibration_error([0.95] * 2, [False, False]) == pytest.approx(0.95)
    assert calibration_error([1.0, 0.0], [True, False]) == 0
    assert calibration_error([1.0, 0.2, 0.2], [False, False, True]) == pytest.approx((1 + 2 * 0.3) / 3)


def test_character_f1() -> None:
    """One where both are empty, nought where one is, the harmonic mean else."""
    assert character_f1([(set(), set())]) == 1
    assert character_f1([({1}, set()), (set(), {1})]) == 0
    assert character_f1([({1, 2}, {2, 3}), ({1}, {1})]) == pytest.approx(0.75)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 1000), st.floats(0, 1))
def test_marked_characters_are_those_of_words(text: str, seed: int, threshold: float) -> None:
    """Each word above the threshold whole, none below it; a space only between two that are marked."""
    found = asked(text)
    chances = np.random.default_rng(seed).random(len(found.first))
    some = marked(found, chances, threshold)
    words = found.text_words
    for word, chance in zip(found.words, chances, strict=True):
        place = set(range(words.start[word], words.end[word]))
        assert (place <= some) if chance >= threshold else not place & some
    assert some <= set(range(len(text)))


def test_an_example_is_read_as_a_page_is() -> None:
    """With its targets, parent, story and second comment; one without targets is asked of the article."""
    noise = Noise()
    example = Example(text="the ferry", aims=(Aim(text="berg"), Aim(text="said")), parent="sail", story="the", other="minister")
    given_input, scores = read_example(example, noise, pieces())
    expected = asked("the ferry", "berg", "said", parent="sail", story="the", other="minister")
    assert np.array_equal(given_input.pieces, expected.pieces)
    assert scores.stance.shape == (2, len(STANCES))
    assert len(read_example(Example(text="x"), noise, pieces())[0].targets) == 1


def test_stances_of_threads() -> None:
    """Every comment toward every target, with the label or "none"."""
    found = stances([thread()], Told({"yes": "favour", "no": "against"}), pieces())
    assert [(j.label, STANCES[int(j.chances.argmax())], j.thread) for j in found] == [
        ("favour", "favour", "quay-1"), ("against", "against", "quay-1"), ("none", "against", "quay-1"), ("none", "favour", "quay-1"), ("none", "against", "quay-1")
    ]  # fmt: skip


def test_pairs_of_accounts_as_reading_finds_them() -> None:
    """All is predicted; what a person listed says how a pair reads, and "none" where nobody listed the account."""
    told = Told({"yes": "favour", "no": "against"}, pair="irony")
    found = list(odds_pairs([thread()], told, pieces(), PLAIN))
    assert [(p.thread, p.account, p.target, p.true) for p in found] == [
        ("quay-1", "ola", "the ferry", "contradiction"), ("quay-1", "rut", "the ferry", "none")
    ]  # fmt: skip
    assert {len(p.features) for p in found} == {len(PLAIN.odds_weights)}
    assert list(odds_pairs([thread()], Told({"yes": "favour"}), pieces(), PLAIN)) == []


def test_debates_that_are_held_out(tmp_path: Path) -> None:
    """Each with the side taken and the chance given to the first, from both sentences."""
    row = {
        "stance1": "Keep it",
        "stance2": "Close it",
        "annotatedStance": "Close it",
        "text": "Close it now.",
        "description": "d",
    }
    table(tmp_path / "data/comments/arc/arc.tsv", *({**row, "url": f"u{n}"} for n in range(16)), tabs=True)
    found = two_sided(tmp_path, Told({"Close it now.": "favour"}), pieces())
    assert 0 < len(found) < 16
    assert {side for side, _ in found} == {"against"}
    assert {round(chance, 6) for _, chance in found} == {0.5}


def test_toxic_words_have_a_chance_each(tmp_path: Path) -> None:
    """Also a comment without words, which has none."""
    table(
        tmp_path / "data/comments/toxic-spans/tsd_trial.csv",
        {"spans": "[0, 1, 2]", "text": "oaf the"},
        {"spans": "[]", "text": " "},
    )
    (first, second) = toxic_scores(tmp_path, "trial", Told(harm={"oaf": "insult"}), pieces())
    assert marked(first[1], first[2], 0.5) == {0, 1, 2}
    assert len(second[2]) == 0
