"""Thresholds are data: the shipped ones load, others must fit, and none of them can reject a comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import BadSettings
from onrecord.moderate.settings import Settings

RULE = 'threshold = 0.5\nreason = "COMMENT_DETECTED_SPAM"\nhold = true\n'
HEAD = "deadline_ms = 150\nwaiting = 2\n"


def test_the_shipped_settings_answer_before_coral_gives_up() -> None:
    """Coral's 200 ms, less the way; each kind that can be acted on has a rule."""
    settings = Settings.load()
    assert settings.deadline_ms < 200
    assert set(settings.kinds) == {"insult", "threat", "slur", "spam", "shouting"}


def test_a_kind_may_be_left_out(tmp_path: Path) -> None:
    """It is then logged only."""
    (tmp_path / "s.toml").write_text(f"{HEAD}[kinds.spam]\n{RULE}")
    assert set(Settings.load(tmp_path / "s.toml").kinds) == {"spam"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "deadline_ms"), ("no toml", "s.toml"), ("deadline_ms = 0\nwaiting = 2\n[kinds]\n", "deadline_ms"), (f"{HEAD}[kinds.off_topic]\n{RULE}", "off_topic"),
        (f'{HEAD}[kinds.spam]\n{RULE}status = "REJECTED"\n', "status"), (f"{HEAD}[kinds.spam]\n{RULE.replace('0.5', '1.5')}", "threshold"),
        (f"{HEAD}[kinds.spam]\n{RULE.replace('SPAM', 'LOUD')}", "COMMENT_DETECTED_LOUD"), (f"{HEAD}more = 1\n[kinds]\n", "more"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(tmp_path: Path, text: str, why: str) -> None:
    """With the file and the place; there is no name for rejecting."""
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(BadSettings, match=why):
        Settings.load(tmp_path / "s.toml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """And so is one that is no text."""
    with pytest.raises(BadSettings, match="No such file"):
        Settings.load(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff")
    with pytest.raises(BadSettings, match=r"odd\.toml"):
        Settings.load(tmp_path / "odd.toml")
