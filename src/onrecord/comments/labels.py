"""The classes that the comment network scores, in the order of its outputs."""

from __future__ import annotations

__all__ = ["HARMS", "READINGS", "SEGMENTS", "STANCES", "WHOLE"]

STANCES = ("none", "favour", "against", "neutral", "unclear")  # none: the comment does not speak to the target
READINGS = ("same", "contradiction", "changed_mind", "irony", "devils_advocate", "quoting")  # same: two comments, one side
HARMS = ("toxic", "insult", "threat", "slur", "spam")  # of a word; toxic is any of the three behind it
WHOLE = ("off_topic", "toxic")  # of a comment as a whole
SEGMENTS = ("comment", "target", "parent", "story", "other")  # other: a second comment of the same account
