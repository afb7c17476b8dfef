from pathlib import Path
from collections.abc import Iterator
from onrecord.record import Record
def sniff(head: bytes, path: Path | None = None) -> str | None:
    return None
def read(path: Path, form: str, *, captured: str | None = None) -> Iterator[Record]:
    yield from ()
