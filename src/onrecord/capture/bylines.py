"""Names out of a byline: "By Ida Krogh and Tomasz Lewy, Staff Writers" names two people."""

from __future__ import annotations

import re

__all__ = ["clean_names", "is_byline"]

BY = re.compile(
    r"^(?:(?:written|reported|posted|story|text|report)\s+)?by\b[:\s]+|^(?:von|par|por|di|author|reporter)s?[:\s]+", re.IGNORECASE
)
APART = re.compile(r"\s*(?:;|\||/|\band\b|\bund\b|\bet\b|&|\bwith\b|,)\s*", re.IGNORECASE)
NO_NAME = re.compile(r"https?://|www\.|@|\d", re.IGNORECASE)
ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|editors?|correspondents?|news desk|newsroom|contributors?|columnists?|guest|special to|"
    r"bureau|associated press|reuters|afp|agencies|agency|chief|political|senior|updated?|published|admin|read time|minutes?)\b",
    re.IGNORECASE,
)
LONGEST = 60  # code points of one name


def clean_names(words: str) -> tuple[str, ...] | None:
    """The people's names in a byline, in order; None if there are none. Roles, addresses and agencies are left out."""
    parts = (part.strip(" .,-–—") for part in APART.split(BY.sub("", words.strip())))
    return tuple(dict.fromkeys(part for part in parts if _is_name(part))) or None


def _is_name(part: str) -> bool:
    proper = [word for word in part.split() if word[0].isupper()]
    return (
        1 < len(part) <= LONGEST
        and not NO_NAME.search(part)
        and not ROLE.search(part)
        and len(proper) > 0
        and len(part.split()) <= 5
    )


def is_byline(line: str) -> bool:
    """Whether a line of text is a byline, "By" and names."""
    return bool(BY.match(line)) and len(line) <= 2 * LONGEST and clean_names(line) is not None
