"""Names out of a byline: "By Ida Krogh and Tomasz Lewy, Staff Writers" names two people."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["clean_names", "is_byline"]

NO_NAME = re.compile(r"https?://|www\.|@|\d", re.IGNORECASE)
ABBREVIATION = re.compile(r"\b[A-Z]{3,}\b")
LONGEST = 60  # code points of one name


def clean_names(words: str) -> tuple[str, ...] | None:
    """The people's names in a byline, in order; None if there are none. Roles, addresses and agencies are left out.

    Where one part has a given name and a surname, parts of one word are no names ("Ola Berg, Oslo").
    """
    bare = _pattern("by", r"^(?:{})\b[:\s]+").sub("", words.strip())
    bare = _pattern("from_where", r"\s(?:{})\s.*?(?=\s*(?:[,;|&]|\band\b|$))").sub("", bare)
    parts = [part.strip(" .,-–—") for part in _pattern("and", r"\s*(?:;|\||/|\b(?:{})\b|&|•|·|,)\s*").split(bare)]
    names = [part for part in parts if _is_name(part)]
    full = [name for name in names if " " in name]
    return tuple(dict.fromkeys(full or names[:1])) or None


def is_byline(line: str) -> bool:
    """Whether a line of text is a byline, "By" and names."""
    return bool(_pattern("by", r"^(?:{})\b[:\s]+").match(line)) and len(line) <= 2 * LONGEST and clean_names(line) is not None


def _is_name(part: str) -> bool:
    words = part.split()
    return (
        1 < len(part) <= LONGEST
        and len(words) <= 5
        and any(word[0].isupper() for word in words)
        and not NO_NAME.search(part)
        and not (ABBREVIATION.search(part) and not part.isupper())
        and not _pattern("roles", r"\b(?:{})\b").search(part)
        and not _pattern("organisations", r"\b(?:{})\b").search(part)
    )


@cache
def _pattern(kind: str, form: str) -> re.Pattern[str]:
    data = tomllib.loads(files(__package__).joinpath("data/bylines.toml").read_text("utf-8"))
    longest_first = sorted(data[kind], key=lambda word: (-len(word), word))
    return re.compile(form.replace("{}", "|".join(map(re.escape, longest_first))), re.IGNORECASE)
