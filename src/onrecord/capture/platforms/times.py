"""Moments as exports write them, in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = ["from_epoch", "stated", "utc"]

EARLIEST = 1970  # "never" is written 0001-01-01 by Go and 0000-00-00 by MySQL; no comment is older than the Unix clock
EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d+)?")  # seconds, or thousandths of them, from 1973 on
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?")


def utc(shown: str) -> str | None:
    """ISO 8601 in UTC of an ISO 8601 moment (without a zone it is UTC, as each format says); None if it is none."""
    try:
        moment = datetime.fromisoformat(shown.strip())
        return _iso(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def from_epoch(seconds: object) -> str | None:
    """ISO 8601 of seconds since 1970, UTC; None where they are no number or no calendar has that day."""
    try:
        return _iso(datetime.fromtimestamp(float(seconds), UTC))  # type: ignore[arg-type]  # a TypeError is an answer
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def stated(shown: str) -> str | None:
    """ISO 8601 of a moment that no format vouches for: a zone is told only where one is stated, a time of day likewise."""
    text = re.sub(r"\s?(?:UTC|GMT)$", "Z", shown.strip())
    if number := EPOCH.fullmatch(text):
        return from_epoch(float(text) / (1000 if len(number.group(1)) > 10 else 1))
    if not ISO.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo:
        return utc(text)
    return moment.date().isoformat() if len(text) == 10 else moment.isoformat(timespec="seconds")


def _iso(moment: datetime) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= EARLIEST else None
