"""Moments as exports write them, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["from_epoch", "utc"]

EARLIEST = 1970  # "never" is written 0001-01-01 by Go and 0000-00-00 by MySQL; no comment is older than the Unix clock


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


def _iso(moment: datetime) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= EARLIEST else None
