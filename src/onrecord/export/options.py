"""What an export may carry, and what it tells of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Options", "Report", "excerpt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`quote` is the most code points of a publisher's or commenter's words that stand in one place of an export.

    300 holds 97 % of the gold statements' contents whole, and is a short quotation in any press code that we know of. `k` is
    how many people a figure of the stances export must be of.
    """

    full_text: bool = False
    quote: int = 300
    k: int = 5

    def words(self, text: str) -> str:
        """A text as this export may carry it."""
        return text if self.full_text else excerpt(text, self.quote)


def excerpt(text: str, most: int) -> str:
    """The text, or its beginning up to a word's end with "…" behind it, `most` code points in all."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut.rsplit(None, 1)[0] if any(c.isspace() for c in cut) else cut
    return at_word.rstrip() + "…"


@dataclass(slots=True)
class Report:
    """Rows written by file, and what was left out, by reason."""

    rows: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """What the user is told: how many rows went where, and whether that is all."""
        told = [f"{name}: {count:,} rows" for name, count in self.rows.items()]
        missing = [f"left out: {count:,} {why}" for why, count in sorted(self.left_out.items()) if count]
        return [*told, *(missing or ["that is all of it"])]
