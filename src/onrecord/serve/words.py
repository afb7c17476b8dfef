"""How values are put to a reader: in words, and so that no text of a page can pass for ours."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

__all__ = ["MODALITIES", "href", "name_url", "page_url", "query_url", "seen", "spoken", "sure", "thread_url"]

# Control characters and those that turn the direction of what follows; one for one, so that offsets hold.
STEERING = (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
HIDDEN = dict.fromkeys(STEERING, "\ufffd")
SURE = ((0.9, "very likely"), (0.66, "likely"), (0.33, "about as likely as not"), (0.0, "unlikely"))  # after the IPCC's scale
MODALITIES = {  # what an event's modality says of the world, for headings and legends
    "happened": "happened", "ongoing": "is under way", "planned": "is planned", "threatened": "is threatened",
    "demanded": "is demanded", "proposed": "is proposed", "possible": "is possible", "denied": "is denied",
    "negated": "did not happen",
}  # fmt: skip


def seen(text: str | None) -> str:
    """The text with control characters made visible; lone surrogates too, which UTF-8 cannot write."""
    return (text or "").translate(HIDDEN).encode("utf-8", "replace").decode() if text else ""


def sure(confidence: float | None) -> str:
    """A calibrated confidence in words; empty where there is none."""
    return "" if confidence is None else next(words for least, words in SURE if confidence >= least)


def spoken(label: str) -> str:
    """A label of the record as words: OTHER_EVENT is "other event"."""
    return label.replace("_", " ").lower()


def href(url: str | None) -> str | None:
    """The address if it is one of the web, else None: no other scheme becomes a link."""
    if not url or any(ord(c) < 33 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def page_url(page: str, part: str = "") -> str:
    """Where a page is shown, at a statement, event or entity (id) of it."""
    return f"/page/{quote(page, safe='')}" + (f"#{quote(part, safe='')}" if part else "")


def thread_url(page: str, comment: str = "") -> str:
    """Where the thread under a page is shown; with a comment (id), the part that holds it, at its place."""
    own = quote(comment, safe="")
    return f"/comments/{quote(page, safe='')}" + (f"?comment={own}#{own}" if comment else "")


def name_url(kind: str, name: str) -> str:
    """Where somebody or something is shown that goes by a name."""
    return f"/name/{quote(kind or 'unknown', safe='')}/{quote(name, safe='')}"


def query_url(path: str, **values: str | int | None) -> str:
    """A path with a query of those values that are given."""
    query = urlencode({key: value for key, value in values.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path
