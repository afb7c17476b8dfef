"""From the cues in a comment to the answer: what is flagged, and whether the comment waits for a moderator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.moderate.protocol import NOTHING, Answer, Flag
from onrecord.moderate.settings import Rule, Settings
from onrecord.record import Cue

__all__ = ["Decision", "Outcome", "decide"]

Outcome = Literal["none", "flag", "hold", "late", "failed", "full"]  # the last three: nothing was read, and Coral goes on


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, as the log has it and as Coral is told."""

    outcome: Outcome
    answer: Answer = NOTHING


def decide(cues: Iterable[Cue], settings: Settings) -> Decision:
    """The decision on a comment with these cues."""
    rules = [rule for cue in cues if (rule := _rule(cue, settings))]
    if not rules:
        return Decision("none")
    hold = any(rule.hold for rule in rules)
    flags = tuple(Flag(reason=reason) for reason in dict.fromkeys(rule.reason for rule in rules))
    return Decision("hold" if hold else "flag", Answer(actions=flags, status="SYSTEM_WITHHELD" if hold else None))


def _rule(cue: Cue, settings: Settings) -> Rule | None:
    """The rule that a cue falls under. One without a confidence was seen by rule, and is there for sure."""
    if cue.kind == "off_topic":
        return None
    rule = settings.kinds.get(cue.kind)
    sure = 1.0 if cue.confidence is None else cue.confidence
    return rule if rule and sure >= rule.threshold else None
