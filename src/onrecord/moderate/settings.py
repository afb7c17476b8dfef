"""What the moderation phase does with a cue, and how long it may think: a settings file, each number with its reason there."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from onrecord.errors import BadSettings
from onrecord.moderate.protocol import Reason

__all__ = ["Kind", "Rule", "Settings"]

Kind = Literal["insult", "threat", "slur", "spam", "shouting"]  # off_topic is logged and never acted on


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which confidence a kind of cue is flagged, as what, and whether the comment is held back meanwhile."""

    threshold: Annotated[float, msgspec.Meta(ge=0, le=1)]
    reason: Reason
    hold: bool


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind without a rule is logged only. There is no way to write down that a comment is rejected."""

    deadline_ms: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    waiting: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    kinds: dict[Kind, Rule]

    @classmethod
    def load(cls, file: Path | None = None) -> Settings:
        """The settings in a file, or those that come with onrecord.

        Raises:
            BadSettings: the file cannot be read, or does not fit.
        """
        try:
            return cls.from_toml((file or files(__package__).joinpath("data/moderate.toml")).read_text("utf-8"))
        except OSError as error:
            raise BadSettings(f"{file}: the settings cannot be read ({error.strerror}); give a TOML file") from error
        except ValueError as error:  # msgspec's, tomllib's and the decoder's are all of its kind
            raise BadSettings(f"{file}: {error}; compare it with docs/moderation.md") from error

    @classmethod
    def from_toml(cls, text: str) -> Settings:
        """The settings in a TOML text; what does not fit is a ValueError."""
        return msgspec.convert(tomllib.loads(text), cls)
