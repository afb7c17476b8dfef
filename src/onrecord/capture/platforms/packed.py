"""Files that may be gzip, and may break off."""

from __future__ import annotations

import gzip
import zlib
from io import BufferedReader
from pathlib import Path
from typing import cast

__all__ = ["BROKEN", "GZIP", "opened"]

GZIP = b"\x1f\x8b"
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)  # what reading a damaged gzip raises


def opened(path: Path) -> BufferedReader:
    """The file's bytes, unpacked if it is gzip; reading them raises one of `BROKEN` where the gzip is damaged.

    `read1` gives all that is whole before the damage; `read` loses what it had gathered.
    """
    file = path.open("rb")
    packed = file.read(2) == GZIP
    file.seek(0)
    return cast("BufferedReader", _Unpacked(file)) if packed else file


class _Unpacked(gzip.GzipFile):
    """A gzip that closes the file that it reads."""

    def __init__(self, file: BufferedReader) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._file = file

    def close(self) -> None:
        super().close()
        self._file.close()
