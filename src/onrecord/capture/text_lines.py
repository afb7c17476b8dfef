"""The lines behind a thread's heading in a copied page: what belongs to a comment, what a page prints around it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.capture.threads import read_count
from onrecord.capture.threads.timemarks import looks_like_time
from onrecord.capture.threads.vocabulary import is_phrase, phrases

__all__ = ["Line", "content", "foot_at", "is_sentence"]

LIKES = re.compile(
    r"^(?:likes?|upvotes?|recommend(?:ed)?|👍|\+)\W*(\d{1,6})$|^(\d{1,6})\W*(?:likes?|upvotes?|people like this|👍)$",
    re.IGNORECASE,
)
JOINED_TIME = re.compile(r"^(?P<name>.{1,60}?)\s*(?:[·•|,–—]|\s-\s|\s{2,}|\()\s*(?P<time>[^·•|]{2,40}?)\)?$")
NAMED = re.compile(r"^(?P<name>[^\s:][^:]{1,39}):\s+(?P<text>\S.*)$")  # "Marit: At last!"
RIGHTS = re.compile(r"^(?:©|\(c\) ?\d|copyright\b)", re.IGNORECASE)
STOPS = (".", "!", "?", "…", ":", ";", ",")
LONGEST_AROUND = 60  # code points of a line that can be a button or a label


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a name or a text, or `spare`, which a page may have printed by itself (a button, a name once more).

    `time`, `likes` and `reply_to` stood with it or behind it; `marked` says that the line itself is marked as a name.
    """

    text: str
    after_blank: bool
    time: str | None = None
    likes: int | None = None
    reply_to: str | None = None
    marked: bool = False
    spare: bool = False


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or clause does."""
    return text.rstrip("\"'”’»)").endswith(STOPS)


def foot_at(lines: Sequence[str]) -> int:
    """Where the thread ends and the page's foot begins; the number of lines if there is none."""
    return next((i for i, line in enumerate(lines) if RIGHTS.match(line) or _fold(line) in _phrases("foot")), len(lines))


def content(lines: Sequence[str]) -> list[Line]:
    """The lines of a thread that say something, each with the times, likes and reply marks that stand behind it."""
    found: list[Line] = []
    blank = True
    for at, text in enumerate(lines):
        if text:
            line = _spare(_marked(Line(text, blank)), found, lines[at + 1 :])
            if not _belongs_above(line, found):
                found.append(line)
        blank = not text
    return _parted(found)


def _belongs_above(line: Line, found: list[Line]) -> bool:
    """Put a time, a number of likes or a reply mark to the name or text that it stands behind."""
    above = next((i for i in range(len(found) - 1, -1, -1) if not found[i].spare), None)
    if above is None or line.time:
        return False
    likes, reply = LIKES.match(line.text), _reply_to(line.text)
    if likes:
        found[above] = replace(found[above], likes=int(likes.group(1) or likes.group(2)))
    elif reply:
        found[above] = replace(found[above], reply_to=reply)
    elif _is_time(line.text):
        found[above] = replace(found[above], time=line.text)
    return bool(likes or reply or _is_time(line.text))


def _is_time(text: str) -> bool:
    return looks_like_time(text) and len(re.findall(r"[^\W\d]{2,}", text)) <= 4


def _reply_to(text: str) -> str | None:
    folded = text.casefold()
    phrase = next((p for p in phrases("in_reply_to") if folded.startswith(p + " ")), None)
    return text[len(phrase) :].strip(" :@") if phrase and len(text) <= 100 else None


def _marked(line: Line) -> Line:
    """A name that carries its time, or a word such as "says": "Jo · 2 hours ago", "Marit wrote:"."""
    joined = JOINED_TIME.match(line.text)
    if joined and _is_time(joined["time"]) and not _is_time(joined["name"]) and not joined["name"].endswith((".", "!", "?")):
        return replace(line, text=joined["name"].strip(), time=joined["time"].strip(), marked=True)
    bare = line.text.rstrip(" :")
    said = next((p for p in phrases("says") if bare.casefold().endswith(" " + p)), None)
    if said and (line.text != bare or len(bare.split()) <= 4):
        return replace(line, text=bare[: -len(said)].strip(), marked=line.text != bare)
    if line.text != bare and 0 < len(bare.split()) <= 3:
        return replace(line, text=bare, marked=True)
    return line


def _spare(line: Line, above: list[Line], below: Sequence[str]) -> Line:
    text = line.text
    repeated = bool(above) and above[-1].text == text and not is_sentence(text)
    below_text = next(filter(None, below), "")
    initials = text.isupper() and len(text) <= 3 and "".join(w[0] for w in below_text.split()).upper().startswith(text)
    return replace(line, spare=True) if repeated or initials and not line.time or _is_around(text) else line


def _is_around(text: str) -> bool:
    if len(text) > LONGEST_AROUND:
        return False
    folded = _fold(text)
    return (
        is_phrase("actions", text)
        or is_phrase("pictures", text)
        or folded in _phrases("around")
        or folded.startswith(tuple(_phrases("picture_of")))
        or (read_count(text) is not None and not is_sentence(text))
    )


def _parted(found: list[Line]) -> list[Line]:
    """Where every line holds a name and its text ("Marit: At last!"), two lines of each."""
    named = [NAMED.match(line.text) for line in found if not line.spare]
    if len(named) < 2 or not all(named):
        return found
    parts: list[Line] = []
    for line in found:
        match = None if line.spare else NAMED.match(line.text)
        whole = [replace(line, text=match["name"], marked=True), Line(match["text"], after_blank=False)] if match else [line]
        parts.extend(whole)
    return parts


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .:()[]0123456789|·•→›»")


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(files(__package__).joinpath("data/copied.toml").read_text("utf-8"))[kind])
