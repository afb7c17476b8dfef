"""What the user names on the command line, as single sources: files, URLs, standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import BadSource

__all__ = ["expand", "is_url"]

READ = frozenset(".html .htm .xhtml .txt .json .jsonl .ndjson .csv .tsv .xml .gz .db .sqlite .sqlite3 .mhtml".split())


def is_url(source: str) -> bool:
    """Whether a source is a URL of some scheme rather than a path."""
    return "://" in source


def expand(arguments: Sequence[str]) -> Iterator[str]:
    """Each source that the arguments name: globs and folders opened up (sorted, folders with all below them).

    Raises:
        BadSource: an argument names nothing.
    """
    for argument in arguments:
        if argument == "-" or is_url(argument) or Path(argument).is_file():
            yield argument
        elif Path(argument).is_dir():
            yield from _in_folder(Path(argument))
        else:
            yield from _matching(argument)


def _in_folder(folder: Path) -> Iterator[str]:
    found = sorted(str(path) for path in folder.rglob("*") if path.suffix.lower() in READ and path.is_file())
    if not found:
        raise BadSource(f"{folder}: no pages in this folder; onrecord reads {', '.join(sorted(READ))}")
    yield from found


def _matching(pattern: str) -> Iterator[str]:
    found = sorted(path for path in glob.glob(pattern, recursive=True) if Path(path).is_file())  # noqa: PTH207 - Path.glob refuses absolute patterns
    if not found:
        raise BadSource(f"{pattern}: no such file, folder or match; check the path")
    yield from found
