"""What a figure counts, by its own words and by the event that it belongs to."""

from __future__ import annotations

import re

from onrecord.reader.lexicon import words
from onrecord.record import EventType

__all__ = ["counted", "figures_in"]

MONEY = re.compile(
    r"[$€£¥]|\b(?:dollars?|euros?|pounds?(?! of)|yen|yuan|rupees?|roubles?|rubles?|francs?|USD|EUR|GBP)\b", re.IGNORECASE
)
BY_TRIGGER = (
    ("killed", re.compile(r"kill|die[ds]?\b|dead\b|deadl(?:y|iest)\b|deaths?\b|assassin")),
    ("injured", re.compile(r"injur|wound")),
    ("arrested", re.compile(r"arrest|detain|jail")),
)


def counted(figure: str, trigger: str, kind: EventType) -> str:
    """killed, injured, arrested, troops, money or other."""
    low = set(re.findall(r"\w+", figure.lower()))
    if MONEY.search(figure):
        return "money"
    if low & words("troops"):
        return "troops"
    for what, beginning in BY_TRIGGER:
        if any(map(beginning.match, low)):
            return what
    for what, beginning in BY_TRIGGER:
        if kind in ("ASSAULT", "HARM", "COERCE") and any(map(beginning.match, trigger.lower().split())):
            return what
    return "other"


FIGURE = re.compile(
    r"(?:(?:up to|at least|at most|more than|fewer than|less than|as many as|over|about|around|nearly|almost|some) )?"
    r"(?!(?:19|20)\d\d\b)\d[\d,.]*(?: (?:hundred|thousand|million|billion))? [a-z]+"
)


def figures_in(text: str) -> list[tuple[int, int]]:
    """Where a phrase gives a figure in digits with what it counts ("up to 30,000 personnel"), as offsets; years are none."""
    return [match.span() for match in FIGURE.finditer(text)]
