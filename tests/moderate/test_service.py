"""The service answers Coral in time and in its terms, lets pass what it cannot read, and refuses what is not Coral's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from threading import Event

import httpx
import msgspec
import pytest

from onrecord.moderate.service import LARGEST
from onrecord.moderate.signature import HEADER
from tests.moderate.fakes import SETTINGS, Fake, Service, posted, signed

HELD = {"actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}], "status": "SYSTEM_WITHHELD"}


def test_a_comment_with_a_cue_is_held() -> None:
    """As HTML it is read as text, and the log has the place of the word in that."""
    service = Service()
    (answer,) = service.post(posted("<div>You <b>fool</b></div>"))
    assert (answer.status_code, answer.json(), answer.headers["content-type"]) == (200, HELD, "application/json")
    assert service.reader.seen == ["You fool"]
    assert service.lines()[0]["cues"] == [{"kind": "insult", "confidence": 0.91, "start": 4, "end": 8}]


def test_a_comment_without_a_cue_goes_on() -> None:
    """`{}`, which is what Coral compares with."""
    service = Service()
    assert service.post(posted("Fine ferry."))[0].content == b"{}"
    assert service.lines()[0]["decision"] == "none"


def test_the_shadow_only_watches() -> None:
    """It logs what it would have decided."""
    service = Service(shadow=True)
    assert service.post(posted("fool"))[0].content == b"{}"
    assert (service.lines()[0]["decision"], service.lines()[0]["shadow"]) == ("hold", True)


def test_the_log_has_no_words_and_no_author() -> None:
    """Of any request, whatever became of it."""
    service = Service()
    service.post(posted("you utter fool"), posted("harmless words"))
    assert not any(word in service.log.getvalue() for word in ("utter", "fool", "harmless", "author-7", "localhost"))


@pytest.mark.parametrize(
    "headers",
    [{"X-Other": "1"}, {HEADER: "sha256=00"}, signed(posted("other")), signed(posted("a"), b"another-secret-altogether")],
)
def test_unsigned_is_refused(headers: dict[str, str]) -> None:
    """Nothing of it is read or logged."""
    service = Service()
    (answer,) = service.post(posted("a"), **headers)
    assert (answer.status_code, list(answer.json())) == (401, ["error"])
    assert "\n" not in answer.text
    assert not service.reader.seen
    assert not service.lines()


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b"", 400), (b"x" * (LARGEST + 1), 413)])
def test_what_is_no_request_is_refused(body: bytes, status: int) -> None:
    """Though signed; with a reason."""
    (answer,) = Service().post(body)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_a_stream_without_a_length_is_cut_off() -> None:
    """Before it is all here."""
    sent = []

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(64):
            sent.append(1)
            yield b"x" * (LARGEST // 8)

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Service().app), base_url="http://onrecord") as client:
            return await client.post("/coral", content=chunks())

    assert asyncio.run(answer()).status_code == 413
    assert len(sent) < 12


def test_a_late_comment_passes_in_time() -> None:
    """The answer does not wait for the reader."""
    go = Event()
    service = Service(Fake(lambda: go.wait(5)))
    began = time.perf_counter()
    (answer,) = service.post(posted("fool"))
    took = time.perf_counter() - began
    go.set()
    assert answer.content == b"{}"
    assert took < 1  # 150 ms, and some for a machine that does much else
    assert service.lines()[0]["decision"] == "late"


def test_a_fault_of_ours_lets_the_comment_pass() -> None:
    """The log has its kind."""

    def fail() -> None:
        raise ZeroDivisionError("you fool")

    service = Service(Fake(fail))
    assert service.post(posted("fool"))[0].content == b"{}"
    assert (service.lines()[0]["decision"], service.lines()[0]["error"]) == ("failed", "ZeroDivisionError")


def test_more_than_there_is_room_for_is_sent_on() -> None:
    """503 at once for the rest, also in the log; the service is well again after."""
    service = Service(Fake(lambda: time.sleep(0.01)), settings=msgspec.structs.replace(SETTINGS, waiting=2, deadline_ms=5000))
    statuses = [answer.status_code for answer in service.post(*[posted("a")] * 10)]
    assert (statuses.count(200), statuses.count(503)) == (3, 7)
    assert [line["decision"] for line in service.lines()].count("full") == 7
    assert service.post(posted("fool"))[0].json() == HELD


def test_the_shadow_refuses_nothing_of_corals() -> None:
    """Even where there is no room."""
    service = Service(
        Fake(lambda: time.sleep(0.01)), shadow=True, settings=msgspec.structs.replace(SETTINGS, waiting=0, deadline_ms=5000)
    )
    assert {(answer.status_code, answer.text) for answer in service.post(*[posted("fool")] * 5)} == {(200, "{}")}


def test_many_at_once_are_all_answered() -> None:
    """Each with its own answer."""
    service = Service(threads=4)
    answers = service.post(*[posted("fool" if n % 2 else "fine") for n in range(32)])
    assert [bool(answer.json()) for answer in answers] == [bool(n % 2) for n in range(32)]


def test_health_is_told() -> None:
    """Without a signature, and nothing more than that."""

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Service().app), base_url="http://onrecord") as client:
            return await client.get("/health")

    assert asyncio.run(answer()).json() == {"status": "ok", "shadow": False}
