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
from onrecord.capture.threads.vocabulary import phrases

__all__ = ["Line", "content", "foot_at", "is_sentence"]

LIKES = re.compile(
    r"^(?:likes?|upvotes?|recommend(?:ed)?|👍|\+)\W*(\d{1,6})$|^(\d{1,6})\W*(?:likes?|upvotes?|people like this|👍)$",
    re.IGNORECASE,
)
JOINED_TIME = re.compile(r"^(?P<name>.{1,60}?)\s*(?:[·•|,–—]|\s-\s|\s{2,}|\()\s*(?P<time>[^·•|]{2,40}?)\)?$")
NAMED = re.compile(r"^(?P<name>[^\s:][^:]{1,39}):\s+(?P<text>\S.*)$")  # "Marit: At last!"
SAID = re.compile(r"(?P<name>.+?)\s+(?P<last>(?:(?:a|ha) )?[^\W\d]+)$")  # "Marit Olsen wrote"
RIGHTS = re.compile(r"^(?:©|\(c\) ?\d|copyright\b)", re.IGNORECASE)
COUNT = re.compile(r"^\W*\d{1,6}(?:\s+|$)|(?:\s+|\s*\()\d{1,6}\)?$")
STOPS = (".", "!", "?", "…", ":", ";", ",")
LONGEST_TIME = 60  # code points
LONGEST_REPLY_MARK = 100  # code points of "Replying to" and a name
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
    said = [Line(text, after_blank=at == 0 or not lines[at - 1]) for at, text in enumerate(lines) if text]
    found: list[Line] = []
    above: int | None = None  # the last line that is not spare
    for at, raw in enumerate(said):
        line = _spare(_marked(raw), found[-1] if found else None, said[at + 1].text if at + 1 < len(said) else "")
        joined = None if above is None or line.time else _joined(found[above], line.text)
        if above is not None and joined is not None:
            found[above] = joined
            continue
        found.append(line)
        if not line.spare:
            above = len(found) - 1
    return _parted(found)


def _joined(above: Line, text: str) -> Line | None:
    """The line above with the time, number of likes or reply mark that stands behind it; None if `text` is none of them."""
    likes, reply = LIKES.match(text), _reply_to(text)
    if likes:
        return replace(above, likes=int(likes.group(1) or likes.group(2)))
    if reply:
        return replace(above, reply_to=reply)
    return replace(above, time=text) if _is_time(text) else None


def _is_time(text: str) -> bool:
    return len(text) <= LONGEST_TIME and looks_like_time(text) and len(re.findall(r"[^\W\d]{2,}", text)) <= 4


def _reply_to(text: str) -> str | None:
    found = _one_of("in_reply_to").match(text) if len(text) <= LONGEST_REPLY_MARK else None
    return text[found.end() :].strip(" :@") if found else None


def _marked(line: Line) -> Line:
    """A name that carries its time, or a word such as "says": "Jo · 2 hours ago", "Marit wrote:"."""
    joined = JOINED_TIME.match(line.text)
    if joined and _is_time(joined["time"]) and not _is_time(joined["name"]) and not joined["name"].endswith((".", "!", "?")):
        return replace(line, text=joined["name"].strip(), time=joined["time"].strip(), marked=True)
    bare = line.text.rstrip(" :")
    said = SAID.match(bare) if len(bare) <= LONGEST_AROUND else None
    if said and _one_of("says").fullmatch(said["last"] + " ") and (line.text != bare or len(bare.split()) <= 4):
        return replace(line, text=said["name"], marked=line.text != bare)
    if line.text != bare and 0 < len(bare.split()) <= 3:
        return replace(line, text=bare, marked=True)
    return line


def _spare(line: Line, above: Line | None, below: str) -> Line:
    text = line.text
    repeated = above is not None and above.text == text and not is_sentence(text)
    initials = text.isupper() and len(text) <= 3 and "".join(w[0] for w in below.split()).upper().startswith(text)
    return replace(line, spare=True) if repeated or initials and not line.time or _is_around(text) else line


def _is_around(text: str) -> bool:
    if len(text) > LONGEST_AROUND:
        return False
    folded = _fold(text)
    return (
        not folded
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
    """Without a count that stands apart ("Reply (3)"; "user39" is a name), and without marks around it."""
    return COUNT.sub("", " ".join(text.split())).casefold().strip(" .:|·•→›»[]()")


@cache
def _one_of(kind: str) -> re.Pattern[str]:
    """Matches any of the phrases of comment threads of this kind, with a space behind it."""
    return re.compile(f"(?:{'|'.join(map(re.escape, phrases(kind)))})\\s", re.IGNORECASE)


@cache
def _phrases(kind: str) -> frozenset[str]:
    own = tomllib.loads(files(__package__).joinpath("data/copied.toml").read_text("utf-8"))
    return frozenset([*own[kind], *(phrases("actions") + phrases("pictures") if kind == "around" else ())])
