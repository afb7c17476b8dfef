"""Settings come from JSON as they went in; calibration makes chances less or more sure, and changes none's place."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, asdict, fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from onrecord.comments.settings import Settings
from tests.comments.fakes import SETTINGS

NUMBERS = st.floats(0, 1e6)
SOME = st.builds(
    Settings,
    **dict.fromkeys(("temperature", "speaks", "apart", "off_topic", "odds"), NUMBERS),
    harm=st.dictionaries(st.sampled_from(["toxic", "insult", "slur"]), NUMBERS),
    odds_weights=st.lists(NUMBERS, max_size=6).map(tuple),
    bias=st.lists(NUMBERS, max_size=6).map(tuple),
)


@given_settings(max_examples=60, deadline=None)
@given(SOME)
def test_settings_survive_json(some: Settings) -> None:
    """Numbers, thresholds by kind and the tuple of weights come back equal."""
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
        SETTINGS.odds = 0.1  # type: ignore[misc]


CHANCES = st.lists(st.floats(0, 1, width=32), min_size=2, max_size=6).map(lambda some: np.array(some, np.float32))


@given_settings(max_examples=80, deadline=None)
@given(CHANCES, st.floats(0.3, 5))
def test_calibrated_chances_are_chances(chances: np.ndarray, temperature: float) -> None:
    """They sum to one, keep their order, and are finite also where the network rules something out."""
    found = replace(SETTINGS, temperature=temperature, bias=(0.0,) * len(chances)).calibrated(chances)
    assert np.isfinite(found).all()
    assert found.sum() == pytest.approx(1)
    order = np.argsort(chances, kind="stable")
    assert (np.diff(found[order]) >= 0).all()


def test_a_higher_temperature_is_less_sure() -> None:
    """One leaves the chances as they are."""
    chances = np.array([0.7, 0.2, 0.1], np.float32)
    assert replace(SETTINGS, bias=(0.0,) * len(chances)).calibrated(chances) == pytest.approx(chances, abs=1e-6)
    flat, steep = (replace(SETTINGS, temperature=t, bias=(0.0,) * len(chances)).calibrated(chances) for t in (2.0, 0.5))
    assert flat.max() < 0.7 < steep.max()
