"""Which names the pseudonyms stand for: a file of its own beside the store, that one keeps to oneself or deletes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from onrecord.errors import BadStore

__all__ = ["Names"]


class Names:
    """Pseudonym -> name, in a JSON file of mode 0600 that is replaced whole, so that a forgotten name is gone from it."""

    def __init__(self, path: Path, names: dict[str, str]) -> None:
        self._path = path
        self._names = names
        self._changed = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """The names in a file; none if there is no such file yet.

        Raises:
            BadStore: the file cannot be read or is not such a file.
        """
        try:
            data = path.read_bytes() if path.exists() else b"{}"
            return cls(path, msgspec.json.decode(data, type=dict[str, str]))
        except (OSError, msgspec.DecodeError) as error:
            raise BadStore(f"{path}: the account names cannot be read ({error}); restore or delete the file") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.save()

    def add(self, names: Mapping[str, str]) -> None:
        """Remember what pseudonyms stand for."""
        self._changed |= any(self._names.get(pseudonym) != name for pseudonym, name in names.items())
        self._names.update(names)

    def name(self, pseudonym: str) -> str | None:
        """The name behind a pseudonym, None if it is not known here."""
        return self._names.get(pseudonym)

    def pseudonyms_of(self, name: str) -> list[str]:
        """The pseudonyms of a name, one for each site where it was seen."""
        return sorted(pseudonym for pseudonym, known in self._names.items() if known == name)

    def forget(self, pseudonym: str) -> None:
        """Drop what a pseudonym stands for."""
        self._changed |= self._names.pop(pseudonym, None) is not None

    def save(self) -> None:
        """Write the file anew, if anything changed, in one step.

        Raises:
            BadStore: it cannot be written.
        """
        if not self._changed:
            return
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(msgspec.json.encode(dict(sorted(self._names.items()))))
            draft.replace(self._path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise BadStore(f"{self._path}: the account names cannot be written ({error.strerror})") from error
        self._changed = False
