"""What a figure counts, by its own words and by the event that it belongs to."""

from __future__ import annotations

import re

from onrecord.reader.lexicon import words
from onrecord.record import EventType

__all__ = ["counted"]

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
