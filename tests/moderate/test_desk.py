"""Reading happens on threads of its own, with a bounded queue and a deadline."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from onrecord.moderate.desk import Desk, Full
from tests.moderate.fakes import Fake


def test_a_text_is_read() -> None:
    """Made on the thread, too."""
    desk = Desk(Fake(), threads=1, waiting=0)
    assert asyncio.run(desk.read(lambda: "you fool", within=5))[0].span.exact == "fool"
    desk.close()


def test_what_takes_too_long_is_given_up_and_keeps_its_place() -> None:
    """The one that waits behind it is dropped unread; both give their places back."""
    go = Event()
    desk = Desk(fake := Fake(lambda: go.wait(5)), threads=1, waiting=1)

    async def three() -> list[object]:
        found = await asyncio.gather(*(desk.read(lambda n=n: str(n), within=0.05) for n in range(3)), return_exceptions=True)  # type: ignore[misc]
        go.set()
        await asyncio.sleep(0.05)
        assert await desk.read(lambda: "fool", within=5)
        return [type(one) for one in found]

    assert asyncio.run(three()) == [TimeoutError, TimeoutError, Full]
    assert fake.seen == ["0", "fool"]
    desk.close()


def test_a_fault_of_the_reader_is_handed_on() -> None:
    """And the desk goes on."""

    def fail() -> None:
        raise KeyError("a")

    desk = Desk(Fake(fail), threads=1, waiting=0)
    for _ in range(3):
        with pytest.raises(KeyError):
            asyncio.run(desk.read(lambda: "a", within=5))
    desk.close()
