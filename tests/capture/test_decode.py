"""Bytes are read in the encoding that fits them, and a declaration that does not fit is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.decode import decode
from onrecord.errors import BadSource

WORDS = "Le café était déjà fermé à Genève, où l’été fut très long et très chaud, dit Zoë Müller; naïve, peut-être. "


def page(charset: str | None, encoding: str, words: str = WORDS * 3) -> bytes:
    meta = f"<meta charset='{charset}'>" if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{words}</p></body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("charset", "encoding", "gap"),
    [
        ("utf-8", "utf-8", False), (None, "utf-8", False), ("iso-8859-1", "cp1252", False), ("windows-1252", "cp1252", False),
        ("utf-8", "cp1252", True), ("iso-8859-1", "utf-8", True), ("no-such-charset", "utf-8", False), (None, "utf-8-sig", False),
        (None, "utf-16", False), ("utf-8", "utf-16", False), (None, "cp1252", True),
    ],
)  # fmt: skip
def test_the_words_come_out_right(charset: str | None, encoding: str, gap: bool) -> None:
    """Declared rightly, wrongly or not at all; only a wrong or missing one is a gap."""
    decoded = decode(page(charset, encoding), "x.html")
    assert WORDS in decoded.text
    assert bool(decoded.gaps) is gap


def test_what_the_server_says_counts() -> None:
    """A charset from the HTTP header is used where the bytes fit it."""
    decoded = decode(page(None, "koi8-r", "Ночной паром будет ходить всю зиму. " * 5), "x", declared="koi8-r")
    assert "Ночной паром" in decoded.text
    assert decoded.gaps == ()


def test_a_cyrillic_page_without_a_charset_is_guessed() -> None:
    """Enough letters tell the alphabet."""
    assert (
        "Ночной паром" in decode(page(None, "cp1251", "Ночной паром будет ходить всю зиму, сказал председатель. " * 5), "x").text
    )


def test_a_spoilt_byte_spoils_one_character() -> None:
    """UTF-8 that was cut or damaged in places stays UTF-8, and the damage is counted."""
    data = page("utf-8", "utf-8")
    at = data.index("é".encode())
    decoded = decode(data[:at] + data[at + 1 :], "x")
    assert decoded.text.count("\ufffd") == 1
    assert "1 characters are spoilt" in decoded.gaps[0].why


def test_line_ends_become_one_kind() -> None:
    """CR LF and CR are line ends like LF."""
    assert decode(b"a\r\nb\rc", "x").text == "a\nb\nc"


def test_binary_is_refused_by_name() -> None:
    """Pictures, archives and programs are told apart from text."""
    for data, kind in ((b"\xff\xd8\xff\xe0", "JPEG"), (b"\x7fELF\x02", "program"), (b"\0\1\2\3" * 50, "not text")):
        with pytest.raises(BadSource, match=kind):
            decode(data, "x")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_never_changed(text: str) -> None:
    """Text in UTF-8 comes out as it went in."""
    assert decode(text.encode(), "x").text == text.removeprefix("\ufeff")
