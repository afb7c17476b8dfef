"""Display names of an export's accounts, so that two accounts with one name stay two."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Accounts"]


@dataclass(slots=True)
class Accounts:
    """Display names by account, for one export: "Kim" is the first account that shows itself so, "Kim (2)" the second.

    The numbers follow the order of the file. One instance serves the whole file, since pseudonyms are made of the site and
    the name: some 300 bytes for each account that ever wrote.
    """

    _names: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def name(self, account: str, shown: str) -> str | None:
        """The name of an account, known by an id of the platform; None for a comment that shows no name.

        An account that changed its name keeps the first.
        """
        if not shown:
            return None
        if account not in self._names:
            self._names[account] = name = self._free(shown)
            self._taken.add(name)
        return self._names[account]

    def _free(self, shown: str) -> str:
        """The name itself, or the first of its numbers that nobody has (somebody may call himself "Kim (2)")."""
        name = shown
        while name in self._taken:
            self._counts[shown] = self._counts.get(shown, 1) + 1
            name = f"{shown} ({self._counts[shown]})"
        return name
