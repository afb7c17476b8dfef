"""Bytes to text: the byte-order mark, the declared charset, then what fits; a charset that does not fit is told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from onrecord.errors import BadSource
from onrecord.record import Gap

__all__ = ["UNREADABLE", "Decoded", "decode"]

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 forbids; JSON and SQLite do not
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
KINDS = (
    (b"%PDF-", "a PDF", "extract its text first, with pdftotext for example"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save its text"),
    (b"\x89PNG", "a PNG picture", "onrecord reads text, not pictures"),
    (b"\xff\xd8\xff", "a JPEG picture", "onrecord reads text, not pictures"),
    (b"GIF8", "a GIF picture", "onrecord reads text, not pictures"),
    (b"RIFF", "a media file", "onrecord reads text, not media"),
    (b"\x7fELF", "a program", "give it a page"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"(\xb5/\xfd", "a zstandard archive", "unpack it first"),
    (b"WARC/", "a web archive", "onrecord reads single pages so far; take the page out of it"),
    (b"From: <Saved by", "an MHTML file", 'save the page as "HTML only" or with SingleFile'),
    (b"MIME-Version: 1.0", "an MHTML file or e-mail", 'save the page as "HTML only" or with SingleFile'),
)
TEXTUAL = (b"%PDF-", b"WARC/", b"From: <Saved by", b"MIME-Version: 1.0")  # magic words that no page begins with
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f-\xff]")  # "RIFF in the cabinet" may begin a story
META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.:-]{2,40})",
    re.I,
)
HEAD = 4096  # bytes in which a charset must be declared; the HTML standard asks for 1024
SAMPLE = 65536  # bytes that the guesser sees; its time grows with them, its answer does not change beyond
WINDOWS = {"iso8859-1": "windows-1252", "ascii": "windows-1252"}  # as the web reads them (WHATWG Encoding)
OTHER_LATIN = re.compile(r"cp125[047]|iso8859-(?:[2349]|1[03-6])|mac|cp(?:4|7|8)\d\d|hp|ptcp")  # letters like windows-1252's
EASTERN = re.compile(rb"<html[^>]{0,200}\blang=[\"']?(?:pl|cs|sk|hu|hr|sl|bs|ro|sq|tr|az|lt|lv|et)\b", re.I)
BINARY = 0.02  # share of control characters above which bytes are no text; text has none to speak of


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the encoding it was read in, and what did not fit."""

    text: str
    encoding: str
    gaps: tuple[Gap, ...] = ()


def decode(data: bytes, source: str, declared: str | None = None) -> Decoded:
    """The text of `data`; `declared` is the charset that the server named, if any.

    Raises:
        BadSource: the bytes are not text; the message says what they are, if known, and what to do.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _leniently(data, encoding, source)
    _refuse_binary(data, source)
    named = _known(declared) or _known(_in_head(data))
    if _fits(data, "utf-8"):
        return Decoded(_text(data, "utf-8"), "utf-8", _misnamed(data, named, "utf-8", source))
    if named and named != "utf-8" and _fits(data, named):
        return Decoded(_text(data, named), named)
    if named == "utf-8" and _nearly_utf8(data):
        return _leniently(data, "utf-8", source)
    guess = _guess(data)
    return Decoded(_text(data, guess), guess, _misnamed(data, named, guess, source, guessed=True))


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, kind, advice in KINDS:
        if data.startswith(magic) and (magic in TEXTUAL or NOT_TEXT.search(data[:64])):
            raise BadSource(f"{source}: this is {kind}, not a page; {advice}")
    head = data[:SAMPLE]
    control = sum(head.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    if control > BINARY * max(len(head), 1) or b"\0" in head[:1024]:
        raise BadSource(f"{source}: these bytes are not text; give a saved page, a text or JSON lines")


def _in_head(data: bytes) -> str | None:
    found = META.search(data[:HEAD])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _known(name: str | None) -> str | None:
    """The codec of a charset's name, by the web's reading of it: latin-1 means windows-1252 there."""
    try:
        known = codecs.lookup(name.strip().lower()).name if name else None
    except LookupError:
        return None
    return WINDOWS.get(known, known) if known else None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _nearly_utf8(data: bytes) -> bool:
    """A cut or spoilt byte here and there; more than that is another encoding."""
    bad = data.decode("utf-8", "replace").count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return bad <= 3 or bad < sum(byte > 127 for byte in data[:SAMPLE]) / 50


def _leniently(data: bytes, encoding: str, source: str) -> Decoded:
    text = _text(data, encoding).removeprefix("\ufeff")
    bad = text.count("\ufffd")
    told = Gap(what="encoding", why=f"{source}: {bad} characters are spoilt ({encoding}); they stand as U+FFFD")
    return Decoded(text, encoding, (told,) if bad else ())


def _guess(data: bytes) -> str:
    """The guesser's alphabet; among the Latin ones windows-1252, unless the page's language is written in another.

    The Latin code pages differ in few letters, and the guesser took French for Lithuanian.
    """
    best = from_bytes(data[:SAMPLE]).best()
    guess = _known(best.encoding) if best else None
    if guess is None or guess == "utf-8":
        return "windows-1252"
    latin = OTHER_LATIN.match(guess) is not None and not EASTERN.search(data[:HEAD])
    return "windows-1252" if latin and _fits(data, "windows-1252") else guess


def _misnamed(data: bytes, named: str | None, used: str, source: str, *, guessed: bool = False) -> tuple[Gap, ...]:
    if data.isascii() or (named == used and not guessed) or (named is None and not guessed):
        return ()
    said = f"it says {named}, which does not fit its bytes" if named else "it names no charset"
    return (Gap(what="encoding", why=f"{source}: {said}; read as {used}"),)
