"""Settings come from JSON as they went in, and nothing that is missing, unknown or of another form passes."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, asdict, fields

import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from onrecord.reader.settings import Settings
from tests.reader.fakes import SETTINGS

NUMBERS = st.floats(-1e6, 1e6)
SOME = st.builds(
    Settings,
    room=st.integers(1, 510),
    before=st.integers(0, 200),
    behind=st.integers(0, 200),
    **dict.fromkeys(("statement", "event", "mention", "pronoun", "description", "tension"), NUMBERS),
    argument=st.dictionaries(st.sampled_from(["source", "content", "actor"]), NUMBERS),
    coref_weights=st.lists(NUMBERS, max_size=4).map(tuple),
    tension_weights=st.lists(st.lists(NUMBERS, max_size=3).map(tuple), max_size=3).map(tuple),
    calibration=st.dictionaries(st.sampled_from(["statement", "event"]), st.tuples(NUMBERS, NUMBERS)),
)


@given_settings(max_examples=60, deadline=None)
@given(SOME)
def test_settings_survive_json(some: Settings) -> None:
    """Numbers, and tuples within tuples, come back equal."""
    assert Settings.from_json(json.dumps(asdict(some))) == some


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_a_missing_name_is_told(name: str) -> None:
    """No setting has a default."""
    known = asdict(SETTINGS)
    del known[name]
    with pytest.raises(TypeError, match=name):
        Settings.from_json(json.dumps(known))


def test_an_unknown_name_is_told() -> None:
    """A setting that nothing reads is refused."""
    with pytest.raises(TypeError, match="sparkle"):
        Settings.from_json(json.dumps({**asdict(SETTINGS), "sparkle": 1}))


def test_settings_do_not_change() -> None:
    """They are frozen."""
    with pytest.raises(FrozenInstanceError):
        SETTINGS.room = 3  # type: ignore[misc]
