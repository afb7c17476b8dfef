"""What docs/moderation.md says is complete: each setting, field of the log and outcome stands in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from onrecord.moderate.decide import Outcome
from onrecord.moderate.log import Entry, Marked
from onrecord.moderate.protocol import Reason
from onrecord.moderate.settings import Kind, Rule, Settings

PAGE = Path(__file__).parents[2] / "docs" / "moderation.md"


def test_each_name_stands_in_the_document() -> None:
    """In code, as it is written."""
    named = set(re.findall(r"`(\w+)`", PAGE.read_text("utf-8")))
    settings = {*Settings.__struct_fields__, *Rule.__struct_fields__} - {"kinds"}
    assert settings | set(Entry.__struct_fields__) | set(Marked.__struct_fields__) <= named
    assert {*get_args(Kind), *get_args(Reason), *get_args(Outcome)} <= named
