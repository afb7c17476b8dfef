"""What saving or archiving a page noted in it: its URL, and when it was captured."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from onrecord.record import Evidence

__all__ = ["saved_date", "saved_url", "unarchived"]

HEAD = 4096  # code points in which a browser or SingleFile puts its comment
SAVED_URL = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s>]+)")
SINGLE_FILE = re.compile(r"saved date:\s*\w{3} (\w{3}) (\d{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT([+-]\d{2})(\d{2})")
WAYBACK_NOTE = re.compile(r"FILE ARCHIVED ON (\d{2}):(\d{2}):(\d{2}) (\w{3}) (\d{2}), (\d{4}) AND RETRIEVED")
WAYBACK_URL = re.compile(r"https?://web\.archive\.org/web/(\d{14})[a-z_]*/(https?:/{1,2}[^\s\"'<>]+)")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def saved_url(html: str) -> str | None:
    """The URL that a browser or SingleFile noted in a comment when it saved the page."""
    found = SAVED_URL.search(html[:HEAD])
    return unarchived(found.group(1))[0] if found else None


def saved_date(html: str) -> Evidence | None:
    """The moment at which SingleFile saved the page or the Wayback Machine archived it: `exact` is ISO 8601."""
    found = SINGLE_FILE.search(html[:HEAD])
    if found:
        month, day, year, hour, minute, second, zone, zone_minutes = found.groups()
        return _moment("saved date", year, month, day, f"{hour}:{minute}:{second}{zone}:{zone_minutes}")
    found = WAYBACK_NOTE.search(html)
    if found:
        hour, minute, second, month, day, year = found.groups()
        return _moment("archive note", year, month, day, f"{hour}:{minute}:{second}+00:00")
    return None


def unarchived(url: str) -> tuple[str, Evidence | None]:
    """The URL of the page itself, and when it was archived, if the URL is one of the Wayback Machine's."""
    found = WAYBACK_URL.match(url)
    if not found:
        return url, None
    try:
        moment = datetime.strptime(found.group(1), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return url, None
    return re.sub(r":/(?=[^/])", "://", found.group(2)), Evidence(tag="archive URL", exact=moment.isoformat())


def _moment(tag: str, year: str, month: str, day: str, clock: str) -> Evidence | None:
    """Months by our own list: strptime's depend on the locale."""
    if month not in MONTHS:
        return None
    iso = f"{year}-{MONTHS.index(month) + 1:02d}-{day}T{clock}"
    try:
        return Evidence(tag=tag, exact=datetime.fromisoformat(iso).isoformat())
    except ValueError:
        return None
