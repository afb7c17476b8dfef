"""Which account a comment names: by its markup, by what stands beside its time, by its place, by its picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lxml.html import HtmlElement

from onrecord.capture.threads.parts import Run, inside, joined
from onrecord.capture.threads.stated import heads_comments
from onrecord.capture.threads.timemarks import before_time, looks_like_time, shows_time
from onrecord.capture.threads.vocabulary import is_phrase, names, phrases, shown_words

__all__ = ["LONGEST_NAME", "Author", "author_of", "naming"]

LONGEST_NAME = 80  # code points; the longest display name that the large platforms allow is 50 to 75
SHORT_NAME = 40  # code points; without markup that says so, a longer line is rather a text than a name
STATED = ("author", "data-author", "data-comment-author", "data-author-name", "data-username", "data-user-name")
BEFORE_A_TIME = re.compile(r"\s+(?:on|at|am|um|le|el|il|op|,|-|–|\||·|»)+$", re.IGNORECASE)
BRACKETED = re.compile(r"\s*\((?:profile|author|op|verified|log ?in|website|homepage|guest|not verified)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Author:
    """A name, the element that shows it (none where it stands in an attribute), and whether markup says it is one."""

    name: str
    element: HtmlElement | None
    marked: bool = False


def author_of(unit: HtmlElement, own: list[Run], elements: list[HtmlElement], marks: Mapping[HtmlElement, bool]) -> Author | None:
    """The account that a unit names; `own` are its runs, `elements` its elements, `marks` the page's time marks."""
    text_of: dict[HtmlElement, list[Run]] = {}
    for run in own:
        if shows_time(run, unit, marks):
            continue
        for element in inside(run.element, unit):
            text_of.setdefault(element, []).append(run)
    best: tuple[int, Author] | None = None
    for element in elements:
        weight = _names_a_person(element)
        if not weight:
            continue
        name = _cleaned(text_of.get(element, []))
        if name and (best is None or weight > best[0]):
            best = (weight, Author(name, element, marked=True))
    if best:
        return best[1]
    if stated := next((unit.get(key) for key in STATED if unit.get(key)), None):
        return Author(" ".join(stated.split()), None, marked=True)
    beside, placed = _author_beside_time(unit, own, marks), _author_by_place(unit, own, marks)
    first, second = (beside, placed) if _is_signed_at_foot(unit, own, marks) else (placed, beside)
    return _author_by_time(elements, marks) or first or second or _author_by_picture(elements)


def _is_signed_at_foot(unit: HtmlElement, own: list[Run], marks: Mapping[HtmlElement, bool]) -> bool:
    """Whether the time stands behind the words, in the second half of the unit's runs."""
    timed = [i for i, run in enumerate(own) if shows_time(run, unit, marks)]
    return bool(timed) and timed[0] >= len(own) / 2


def naming(elements: list[HtmlElement], own: list[Run], unit: HtmlElement, author: Author) -> set[HtmlElement]:
    """The elements that show the account's name and nothing else, for systems that print it twice."""
    found = {author.element} if author.element is not None else set()
    for run in own:
        if _stripped(" ".join(run.text.split())) == author.name:
            found.update(
                e for e in inside(run.element, unit) if _names_a_person(e) and _cleaned([run]) == author.name and len(e) <= 1
            )
    return found & set(elements) | ({author.element} if author.element is not None else set())


def _author_by_time(elements: list[HtmlElement], marks: Mapping[HtmlElement, bool]) -> Author | None:
    """The name that stands in one text with the time: "Ann | 3 May 2025", "Posted by Ann on 3 May"."""
    for element in elements:
        if element in marks and element.tag != "time":
            name = _stripped(before_time(element))
            if 0 < len(name) <= LONGEST_NAME and not _is_no_name(name):
                return Author(name, None)
    return None


def _names_a_person(element: HtmlElement) -> int:
    """How plainly the markup says that this element holds the account's name (0: not at all)."""
    words = shown_words(element)
    itemprop = (element.get("itemprop") or "").lower()
    if element.tag in ("img", "time", "p", "blockquote") or "reply" in words:
        return 0
    if itemprop == "name" or "fn" in words:
        return 9
    if itemprop in ("author", "creator"):
        return 8
    if words & {"count", "fans", "followers", "bio", "location", "role", "rank", "job", "since", "teaser", "title"}:
        return 0
    exact = {"author", "username", "commenter", "nickname", "displayname", "auteur", "autor", "poster", "name"}
    if words & exact and not words & {"meta", "avatar", "image", "picture", "headline", "badge", "body", "text"}:
        return 7 if element.tag in ("a", "b", "strong", "span", "cite", "h3", "h4", "h5", "h6") else 6
    if element.tag == "cite":
        return 5
    if element.tag == "a" and shown_words(element.getparent()) & exact and not words & names("chrome"):
        return 5
    href = (element.get("href") or "").lower()
    if element.tag == "a" and re.search(
        r"/(?:user|users|profile|author|member|people|u|channel|in)s?[/?=]|profile\.|user\?id=", href
    ):
        return 4
    return 3 if words & names("author") and not words & {"avatar", "image", "picture", "badge", "body", "text", "content"} else 0


def _cleaned(some: list[Run]) -> str | None:
    """The name in an element's text, without "says:", "By" and the like; None if it cannot be one."""
    lines = [line for line in joined(some).split("\n") if line and not is_phrase("actions", line)]
    if not lines:
        return None
    name = _stripped(lines[0])
    return name if 0 < len(name) <= LONGEST_NAME and not _is_no_name(name) and len(lines) <= 3 else None


def _stripped(name: str) -> str:
    name = BRACKETED.sub("", name.strip(" \u00a0:,|·•–—-»"))
    name = _before_saying().sub("", name)
    name = _after_by().sub("", name)
    return name.strip(" \u00a0:,|·•–—")


@cache
def _before_saying() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, phrases('says')))})[\s.…:]*$", re.IGNORECASE)


@cache
def _after_by() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, phrases('by')))})\s+", re.IGNORECASE)


def _author_by_picture(elements: list[HtmlElement]) -> Author | None:
    for element in elements:
        alt = " ".join((element.get("alt") or "").split()) if element.tag == "img" else ""
        alt = re.sub(r"(?i)^(?:avatar|picture|photo|image)(?: (?:of|for))? |(?:'s|’s)? (?:avatar|picture|photo)$", "", alt)
        if 0 < len(alt) <= LONGEST_NAME and not is_phrase("pictures", alt):
            return Author(alt, None)
    return None


def _author_by_place(unit: HtmlElement, own: list[Run], marks: Mapping[HtmlElement, bool]) -> Author | None:
    """The first words of its own that can be a name, where they stand apart from a text: "Posted by Ann on"."""
    for run in own[:4]:
        if shows_time(run, unit, marks):
            continue
        name = _stripped(BEFORE_A_TIME.sub("", " ".join(run.text.split())))
        if len(name) < 2 or _is_no_name(name):
            continue
        if len(name) <= SHORT_NAME and not name.endswith((".", "!", "?")) and run.element is not unit:
            return Author(name, run.element)
        return None
    return None


def _author_beside_time(unit: HtmlElement, own: list[Run], marks: Mapping[HtmlElement, bool]) -> Author | None:
    """What stands on the line of the time, for systems that sign a comment at its foot: "Posted by: Ann | 3 May"."""
    line = next((run.line for run in own if shows_time(run, unit, marks)), None)
    for run in own:
        if run.line == line and not shows_time(run, unit, marks):
            name = _stripped(BEFORE_A_TIME.sub("", " ".join(run.text.split())))
            if 1 < len(name) <= SHORT_NAME and not _is_no_name(name):
                return Author(name, run.element if run.element is not unit else None)
    return None


def _is_no_name(words: str) -> bool:
    return is_phrase("actions", words) or is_phrase("by", words) or looks_like_time(words) or heads_comments(words)
