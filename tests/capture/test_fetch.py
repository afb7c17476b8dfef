"""The network is a danger: only public addresses, only what robots.txt allows, and never without bounds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from onrecord.capture import Options, capture, is_unreadable
from onrecord.capture.fetch import Fetched, fetch
from onrecord.errors import BadSource, NotAllowed

HOSTS = {
    "news.example": ["93.184.216.34"],
    "inside.example": ["10.0.0.7"],
    "mixed.example": ["93.184.216.34", "127.0.0.1"],
    "six.example": ["::ffff:127.0.0.1"],
}
PAGE = "<html><body><p>The ferry runs.</p></body></html>"
Answer = Callable[[httpx.Request], httpx.Response]


def get(url: str, answer: Answer | None = None, **options: object) -> Fetched:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return answer(request) if answer else httpx.Response(200, html=PAGE)

    return fetch(url, Options(**options), transport=httpx.MockTransport(handle), resolver=lambda host: HOSTS.get(host, [host]))  # type: ignore[arg-type]


def test_a_page_is_fetched_from_the_address_that_was_checked() -> None:
    """The connection goes to the resolved address, with the host's name in the Host header and for TLS."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, html=PAGE, headers={"Date": "Mon, 03 Mar 2025 18:00:00 GMT"})

    fetched = get("https://news.example/story", answer)
    assert (fetched.data.decode(), fetched.charset, fetched.date) == (PAGE, "utf-8", "Mon, 03 Mar 2025 18:00:00 GMT")
    assert seen[0].url.host == "93.184.216.34"
    assert seen[0].headers["Host"] == "news.example"
    assert seen[0].extensions["sni_hostname"] == "news.example"


@pytest.mark.parametrize(
    "host",
    [
        "inside.example",
        "mixed.example",
        "six.example",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    """Private, loopback, link-local, shared and multicast addresses, also behind a name that has a public one too."""
    with pytest.raises(NotAllowed, match="private or local"):
        get(f"http://{host}/")


def test_a_private_host_may_be_allowed_by_name() -> None:
    """What the user names is fetched."""
    assert get("http://inside.example/", allow_hosts=frozenset({"inside.example"})).data.decode() == PAGE


def test_a_redirect_to_a_private_address_is_refused() -> None:
    """Each hop is checked anew."""
    with pytest.raises(NotAllowed, match=r"127\.0\.0\.1"):
        get("http://news.example/", lambda _: httpx.Response(302, headers={"Location": "http://127.0.0.1:8000/admin"}))


def test_the_page_keeps_its_own_address() -> None:
    """Relative redirects stay on the named host; the URL is the last one, without password and fragment."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["Host"] == "news.example"
        if request.url.path == "/x":
            return httpx.Response(302, headers={"Location": "/story#top"})
        return httpx.Response(200, html=PAGE)

    assert get("https://me:secret@news.example/x", answer).url == "https://news.example/story"


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/pdf", "application/vnd.ms-excel"])
def test_what_the_server_says_is_no_page_is_not_fetched(kind: str) -> None:
    """Told by its content type, before the body."""
    with pytest.raises(BadSource, match=kind):
        get("https://news.example/x", lambda _: httpx.Response(200, content=b"x", headers={"Content-Type": kind + "; q=1"}))


@pytest.mark.parametrize("url", ["http://[", "http://e\n.org:x/", "https://news.example:99999/"])
def test_broken_addresses_are_told(url: str) -> None:
    """No crash, whatever the address."""
    with pytest.raises(BadSource):
        get(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://news.example/x", "gopher://news.example", "http:///x"])
def test_other_schemes_are_refused(url: str) -> None:
    """Only http and https."""
    with pytest.raises(NotAllowed, match="only http and https"):
        get(url)


def test_robots_txt_is_obeyed() -> None:
    """What it forbids is not fetched; a server error there forbids all, as RFC 9309 has it."""
    for robots in (httpx.Response(200, text="User-agent: *\nDisallow: /story"), httpx.Response(503)):
        transport = httpx.MockTransport(lambda r, a=robots: a if r.url.path == "/robots.txt" else httpx.Response(200, html=PAGE))
        with pytest.raises(NotAllowed, match=r"robots\.txt"):
            fetch("http://news.example/story", Options(), transport=transport, resolver=lambda host: HOSTS[host])


def _times_out(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def _breaks(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda _: httpx.Response(404), "answers 404"),
        (lambda _: httpx.Response(500), "answers 500"),
        (lambda _: httpx.Response(302, headers={"Location": "/again"}), "redirects"),
        (lambda _: httpx.Response(200, content=b"x" * 5000), "more than 0 MiB"),
        (_times_out, "no answer within"),
        (_breaks, "could not be fetched"),
    ],
)
def test_what_goes_wrong_is_one_sentence(answer: Answer, told: str) -> None:
    """Errors of the server and the line, with the address and what to do."""
    with pytest.raises(BadSource, match=told) as error:
        get("http://news.example/x", answer, max_bytes=1000)
    assert str(error.value).startswith("http://news.example/x: ")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/story":
            body = PAGE.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[str]:
    served = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def test_a_real_server_is_read_when_allowed(server: str) -> None:
    """Over a real connection: allowed by name it is read, else it is a gap; so is a page that is not there."""
    options = Options(allow_hosts=frozenset({"127.0.0.1"}))
    (record,) = capture(f"{server}/story", options=options)
    assert (record.page.text, record.page.url) == ("The ferry runs.", f"{server}/story")
    assert record.page.captured
    for url, chosen, told in ((f"{server}/story", Options(), "private or local"), (f"{server}/none", options, "answers 404")):
        (record,) = capture(url, options=chosen)
        assert is_unreadable(record)
        assert told in record.gaps[0].why
