"""A comment is held or flagged for what is sure enough, and only ever for a person to look at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.moderate.decide import decide
from onrecord.moderate.protocol import NOTHING, Answer, Flag
from onrecord.record import CueKind
from tests.moderate.fakes import SETTINGS, cue

KINDS: tuple[CueKind, ...] = ("insult", "threat", "slur", "spam", "shouting", "off_topic")
TOXIC, SPAM = Flag(reason="COMMENT_DETECTED_TOXIC"), Flag(reason="COMMENT_DETECTED_SPAM")


@pytest.mark.parametrize(("kind", "flag"), [("insult", TOXIC), ("threat", TOXIC), ("slur", TOXIC), ("spam", SPAM)])
def test_a_sure_cue_holds_the_comment(kind: CueKind, flag: Flag) -> None:
    """Flagged as what Coral knows, and withheld until a moderator decides."""
    assert decide([cue(kind)], SETTINGS).answer == Answer(actions=(flag,), status="SYSTEM_WITHHELD")


def test_shouting_is_flagged_and_appears() -> None:
    """It has no confidence, for it is seen from the letters."""
    assert decide([cue("shouting", None)], SETTINGS).answer == Answer(actions=(TOXIC,))


def test_below_the_threshold_nothing_happens() -> None:
    """From the threshold on it does."""
    at = SETTINGS.kinds["insult"].threshold
    assert [decide([cue("insult", at + d)], SETTINGS).outcome for d in (-0.01, 0, 0.01)] == ["none", "hold", "hold"]


def test_off_topic_is_never_acted_on() -> None:
    """Nor is a comment without a cue."""
    assert decide([cue("off_topic", 1.0)], SETTINGS).answer is NOTHING
    assert decide([], SETTINGS).answer is NOTHING


@given(st.lists(st.builds(cue, st.sampled_from(KINDS), st.none() | st.floats(0, 1))))
def test_no_cues_make_more_of_it(cues: list[object]) -> None:
    """Whatever is found, a reason is given once, and the comment is at most withheld."""
    answer = decide(cues, SETTINGS).answer  # type: ignore[arg-type]
    assert answer.status in (None, "SYSTEM_WITHHELD")
    assert len({flag.reason for flag in answer.actions}) == len(answer.actions)
    assert answer.status is None or answer.actions
