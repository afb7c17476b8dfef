"""Modes come from the trigger's own words, and only where a type has modes."""

import pytest

from onrecord.reader.modes import mode_of


@pytest.mark.parametrize(
    ("trigger", "kind", "mode"),
    [
        ("arrested", "COERCE", "arrest"),
        ("car bombing", "ASSAULT", "explosives"),
        ("drone attack", "ASSAULT", "drone"),
        ("shelled", "ASSAULT", "heavy-weapons"),
        ("attacked", "ASSAULT", None),
        ("resigned", "RETREAT", "resign"),
        ("30-day ceasefire", "RETREAT", "ceasefire"),
        ("hunger strike", "PROTEST", "hunger"),
        ("election", "OTHER_EVENT", None),
        ("", "ASSAULT", None),
    ],
)
def test_modes(trigger: str, kind: str, mode: str | None) -> None:
    """What a trigger does not say stays unknown."""
    assert mode_of(trigger, kind) == mode  # type: ignore[arg-type]
