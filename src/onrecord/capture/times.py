"""Times as pages show them ("3 hours ago", "8 May 2025 at 14:02", "6y") as ISO 8601, or None rather than a guess."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

__all__ = ["resolve_posted"]

ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$")
EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
AGE = re.compile(r"(\d{1,3})\s?(s|sec|m|min|mins|h|hr|hrs|d|w|wk|wks|mo|mos|y|yr|yrs)\.?(?: ago)?$")
UNIT = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
MONTHS, YEARS = {"mo", "mos"}, {"y", "yr", "yrs"}
CLOCK = re.compile(r"\d[:.h]\d{2}|\b\d{1,2}\s*(?:am|pm|uhr)\b", re.IGNORECASE)
NOISE = re.compile(
    r"^\W*(?:posted|published|submitted|geschrieben|publié|publicado|am|on|le|el)?\b\W*|[\s|·•,;()]+$", re.IGNORECASE
)
TAIL = re.compile(r"\s*\((?:edited|last edited.*|bearbeitet|modifié|\d{1,2}:\d{2}\s*[AP]M)\)?\s*$", re.IGNORECASE)


def resolve_posted(shown: str, *, captured: datetime | None, language: str | None) -> str | None:
    """ISO 8601 of a time as shown: with the time of day and zone where they are stated, a month or year where no more is.

    Relative times and dates without a year need `captured`; a date whose day and month could change places is None.
    """
    text = TAIL.sub("", " ".join(shown.split()))
    if ISO.match(text) or EPOCH.match(text):
        return _exact(text)
    aged = AGE.match(text.casefold())
    if aged:
        return _aged(int(aged.group(1)), aged.group(2), captured)
    return _parsed(NOISE.sub("", text) or text, captured, language)


def _exact(text: str) -> str | None:
    iso = ISO.match(text)
    if iso:
        day, clock, zone = iso.groups()
        zone = "" if not zone else "Z" if zone in ("Z", "UTC", "GMT") else zone
        zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) == 5 else zone
        return _checked(day + (f"T{clock}{zone}" if clock else ""))
    if EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return None


def _checked(iso: str) -> str | None:
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso


def _aged(number: int, unit: str, captured: datetime | None) -> str | None:
    """An age, as precise as it was told: "3h" gives a time, "4d" a day, "5mo" a month, "6y" a year."""
    if captured is None:
        return None
    if unit in YEARS:
        return f"{captured.year - number:04d}" if number < captured.year else None
    if unit in MONTHS:
        months = captured.year * 12 + captured.month - 1 - number
        return f"{months // 12:04d}-{months % 12 + 1:02d}" if months >= 12 else None
    moment = captured - timedelta(**{UNIT[unit[0]]: number})
    return _iso(moment, precise=unit[0] in "smh")


def _iso(moment: datetime, *, precise: bool) -> str:
    if not precise:
        return moment.date().isoformat()
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _parsed(text: str, captured: datetime | None, language: str | None) -> str | None:
    """By dateparser, in each order of day and month that the language leaves open: all must agree."""
    first = _read(text, "MDY", captured, language)
    if first is None:
        return None
    if re.search(r"\d{1,2}[./-]\d{1,2}[./-]\d", text) and first != _read(text, "DMY", captured, language):
        return _read(text, "DMY", captured, language) if "." in text.split(maxsplit=1)[0] or _day_first(language) else None
    return first


def _day_first(language: str | None) -> bool:
    """Only English is written in both orders (and its pages do not say which)."""
    return language is not None and language != "en"


@lru_cache(maxsize=4096)
def _read(text: str, order: str, captured: datetime | None, language: str | None) -> str | None:
    base = captured or datetime(2000, 1, 1, tzinfo=UTC)
    moment, period = _dateparser(text, order, base, language)
    if moment is None:
        return None
    if captured is None and moment != _dateparser(text, order, datetime(1983, 9, 17, 3, 33, tzinfo=UTC), language)[0]:
        return None  # it depends on when it is read
    if period in ("month", "year"):
        return moment.strftime("%Y-%m" if period == "month" else "%Y")
    relative = not re.search(r"\d{4}|\d\s*[./-]\s*\d", text) and not CLOCK.search(text)
    hours = re.search(r"sec|min|hour|hr|stund|heure|hora|ore|uur|час|сек|мин|just now", text, re.IGNORECASE)
    return _iso(moment, precise=bool(CLOCK.search(text) or (relative and hours)))


def _dateparser(text: str, order: str, base: datetime, language: str | None) -> tuple[datetime | None, str]:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - a tenth of a second that most pages need not pay

    settings: dict[str, Any] = {
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "DATE_ORDER": order,
        "PREFER_DATES_FROM": "past",
        "NORMALIZE": True,
    }
    languages = sorted({language, "en"} - {None}) if language else ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "ru"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser's own deprecations are no news to our users
        try:
            data = DateDataParser(languages=languages, settings=settings).get_date_data(text)
        except (ValueError, OverflowError, RecursionError):
            return None, ""
    moment = data.date_obj
    if moment is not None and moment.tzinfo is None and _is_age(text):
        moment = moment.replace(tzinfo=base.tzinfo)
    return moment, data.period or ""


def _is_age(text: str) -> bool:
    return not re.search(r"\d{4}", text) and not CLOCK.search(text)
