"""Where comments are read: a few threads, a bounded number of comments that wait for one, and a deadline for each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Protocol

from onrecord.record import Cue

__all__ = ["CueReader", "Desk", "Full"]


class CueReader(Protocol):
    """Finds cues in one comment; `onrecord.comments.CommentReader` is one."""

    def cues(self, text: str, *, parent: str = "", story: str = "") -> tuple[Cue, ...]:
        """What a moderator may want to look at; each span points into `text`."""
        ...


class Full(Exception):
    """As many comments are being read, or wait for it, as there is room for."""


class Desk:
    """Reads comments on threads of its own, so that whoever asks for one never waits for another."""

    def __init__(self, reader: CueReader, *, threads: int, waiting: int) -> None:
        """`threads` comments are read at once, `waiting` more are let in."""
        self._reader = reader
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="onrecord-moderate")
        self._places = BoundedSemaphore(threads + waiting)

    async def read(self, text: Callable[[], str], *, within: float) -> tuple[Cue, ...]:
        """The cues in a text, which is made on the thread, too.

        Raises:
            Full: there is no place to wait.
            TimeoutError: it took longer than `within` seconds; what has not begun by then is dropped.
        """
        if not self._places.acquire(blocking=False):
            raise Full
        work = self._threads.submit(lambda: self._reader.cues(text()))
        work.add_done_callback(lambda _: self._places.release())  # when the work ends, late or not: a place is a thread's time
        return await asyncio.wait_for(asyncio.wrap_future(work), within)

    def close(self) -> None:
        """Take in nothing more; what waits is dropped, what is being read is finished."""
        self._threads.shutdown(wait=False, cancel_futures=True)
