"""What a figure counts is told by its own words, then by its event."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.counting import counted
from onrecord.record import EventType
from tests.reader.fakes import TEXTS

WHAT = {"killed", "injured", "arrested", "troops", "money", "other"}


@pytest.mark.parametrize(
    ("figure", "trigger", "kind", "what"),
    [
        ("12 people", "killed", "ASSAULT", "killed"), ("12 people", "were killed", "HARM", "killed"), ("70", "died", "HARM", "killed"), ("three", "deaths", "HARM", "killed"),
        ("12 people", "wounded", "ASSAULT", "injured"), ("12 people", "arrested", "COERCE", "arrested"), ("12 people", "Detained", "COERCE", "arrested"),
        ("12 people", "killed", "AGREE", "other"), ("40 dead", "attack", "ASSAULT", "killed"), ("40 wounded", "killed", "ASSAULT", "injured"), ("a death toll of 9", "storm", "HARM", "killed"),
        ("30,000 troops", "deploy", "MOBILIZE", "troops"), ("30 Soldiers", "killed", "ASSAULT", "troops"), ("$5 billion", "pledged", "AID", "money"),
        ("12 million Euros", "pledged", "AID", "money"), ("EUR 12", "fined", "SANCTION", "money"), ("£4", "stole", "COERCE", "money"), ("two towns", "attacked", "ASSAULT", "other"),
        ("70 percent", "agreed", "AGREE", "other"), ("90 tonnes of diesel", "sent", "AID", "other"), ("a 30-day deadline", "set", "REQUEST", "other"), ("two diesel engines", "burned", "HARM", "other"),
    ],
)  # fmt: skip
def test_figures_by_their_words_and_their_event(figure: str, trigger: str, kind: EventType, what: str) -> None:
    """Money and troops by the figure's words; the dead, injured and arrested by those, or by a trigger that harms."""
    assert counted(figure, trigger, kind) == what


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(get_args(EventType)))
def test_any_words_count_one_of_six_things(figure: str, trigger: str, kind: EventType) -> None:
    """Nothing else comes out, whatever goes in."""
    assert counted(figure, trigger, kind) in WHAT
