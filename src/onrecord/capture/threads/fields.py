"""The fields of one comment, out of its own part of the tree: account, time, likes, text."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from onrecord.capture.threads.parts import Run, inside, joined, runs
from onrecord.capture.threads.timemarks import before_time, looks_like_time, time_of
from onrecord.capture.threads.vocabulary import is_phrase, names, phrases, shown_words

__all__ = ["Fields", "fields_of"]

LONGEST_NAME = 80  # code points; the longest display name that the large platforms allow is 50 to 75
CHROME_AT_MOST = 160  # a part that is named like a button bar but says more than this is text after all
MOSTLY = 0.85  # share of a comment's words that its innermost text element holds; the rest are stray labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What one comment shows; `stated_time` is machine-readable, `prose` the characters of its text outside links.

    `marked` is whether the markup names the account; `template` the tag and class of the element that held the text.
    """

    account: str | None
    marked: bool
    posted_shown: str | None
    stated_time: str | None
    likes: int | None
    text: str
    template: tuple[str, str]
    prose: int
    times: int


def fields_of(
    unit: HtmlElement,
    others: Container[HtmlElement],
    marks: Mapping[HtmlElement, bool],
    template: tuple[str, str] | None = None,
) -> Fields:
    """Read a unit: `others` are units inside it that are comments of their own, `marks` the page's time marks.

    `template` is the tag and class of the element that holds the text in most units of the thread, once it is known.
    """
    own = _without_marks_of_reply(unit, runs(unit, others))
    elements = _elements(unit, others)
    times = [e for e in elements if e in marks]
    author = _author(unit, own, elements, marks)
    named = _naming(elements, own, unit, author) if author else set()
    untimed = [run for run in own if not _shows_time(run, unit, marks)]
    prose = _prose(unit, _without_head(untimed, own, named, unit), named)
    body = _templated(elements, prose, unit, template)
    body = _body(unit, elements, prose) if body is None else body
    text = _text(unit, prose, body)
    shown, stated = time_of(times[0], marks[times[0]]) if times else (None, None)
    linked = sum(len(r.text) for r in prose if any(e.tag == "a" for e in inside(r.element, unit)))
    return Fields(
        account=author.name if author else None,
        marked=author.marked if author else False,
        posted_shown=shown,
        stated_time=stated,
        likes=_likes(elements),
        text=text,
        template=(body.tag, body.get("class") or ""),
        prose=sum(len(r.text) for r in prose) - linked,
        times=len(times),
    )


def _without_marks_of_reply(unit: HtmlElement, own: list[Run]) -> list[Run]:
    """The runs without lines such as "In reply to Ann", which name another account and are no text."""
    lines: dict[int, list[Run]] = {}
    for run in own:
        lines.setdefault(run.line, []).append(run)
    marks = {line for line, some in lines.items() if _marks_a_reply(unit, some)}
    return [run for run in own if run.line not in marks]


def _marks_a_reply(unit: HtmlElement, line: list[Run]) -> bool:
    text = " ".join("".join(run.text for run in line).split()).casefold()
    if len(text) > 2 * LONGEST_NAME or not text.startswith(phrases("in_reply_to")):
        return False
    around = [e for run in line for e in inside(run.element, unit)]
    return any(e.tag == "a" or "reply" in shown_words(e) for e in around)


def _elements(unit: HtmlElement, others: Container[HtmlElement]) -> list[HtmlElement]:
    found, stack = [], [*reversed(unit)]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element not in others:
            found.append(element)
            stack.extend(reversed(element))
    return found


@dataclass(frozen=True, slots=True)
class Author:
    """A name, the element that shows it (none where it stands in an attribute), and whether markup says it is one."""

    name: str
    element: HtmlElement | None
    marked: bool = False


def _author(unit: HtmlElement, own: list[Run], elements: list[HtmlElement], marks: Mapping[HtmlElement, bool]) -> Author | None:
    text_of: dict[HtmlElement, list[Run]] = {}
    for run in own:
        if _shows_time(run, unit, marks):
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
    return _author_by_time(elements, marks) or _author_by_place(unit, own, marks) or _author_by_picture(elements)


STATED = ("author", "data-author", "data-comment-author", "data-author-name", "data-username", "data-user-name")


def _naming(elements: list[HtmlElement], own: list[Run], unit: HtmlElement, author: Author) -> set[HtmlElement]:
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
            if 0 < len(name) <= LONGEST_NAME and not (is_phrase("actions", name) or is_phrase("by", name)):
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
    usable = 0 < len(name) <= LONGEST_NAME and not is_phrase("actions", name) and not looks_like_time(name)
    return name if usable and len(lines) <= 3 else None


def _stripped(name: str) -> str:
    name = name.strip(" \u00a0:,|·•–—-")
    bare = name.rstrip(" .…:")
    for phrase in phrases("says"):
        if bare.casefold().endswith(" " + phrase):
            name = bare[: -len(phrase) - 1]
            break
    for phrase in phrases("by"):
        if name.casefold().startswith(phrase + " "):
            name = name[len(phrase) + 1 :]
            break
    return name.strip(" \u00a0:,|·•–—")


def _author_by_picture(elements: list[HtmlElement]) -> Author | None:
    for element in elements:
        alt = " ".join((element.get("alt") or "").split()) if element.tag == "img" else ""
        alt = re.sub(r"(?i)^(?:avatar|picture|photo|image)(?: (?:of|for))? |(?:'s|’s)? (?:avatar|picture|photo)$", "", alt)
        if 0 < len(alt) <= LONGEST_NAME and not is_phrase("pictures", alt):
            return Author(alt, None)
    return None


def _author_by_place(unit: HtmlElement, own: list[Run], marks: Mapping[HtmlElement, bool]) -> Author | None:
    """The first line of its own, times left out, if it is short and no sentence: "Posted by Ann on"."""
    for run in own[:4]:
        line = [r for r in own if r.line == run.line and not _shows_time(r, unit, marks)]
        text = _stripped(BEFORE_A_TIME.sub("", " ".join(joined(line).split())))
        if _shows_time(run, unit, marks) or not text or is_phrase("actions", text) or looks_like_time(text):
            continue
        if len(text) <= SHORT_NAME and not text.endswith((".", "!", "?")) and run.element is not unit:
            named = next((r.element for r in line if _stripped(" ".join(r.text.split())) == text), run.element.getparent())
            return Author(text, named if named is not unit else run.element)
        return None
    return None


BEFORE_A_TIME = re.compile(r"\s+(?:on|at|am|um|le|el|il|op|,|-|–|\||·|»)+$", re.IGNORECASE)
SHORT_NAME = 40  # code points; without markup that says so, a longer line is rather a text than a name


def _shows_time(run: Run, unit: HtmlElement, marks: Mapping[HtmlElement, bool]) -> bool:
    return run.element in marks or any(marks.get(e, False) for e in inside(run.element, unit))


def _without_head(untimed: list[Run], own: list[Run], named: set[HtmlElement], unit: HtmlElement) -> list[Run]:
    """The runs without what else stands on the line of the name: a place, "wrote on", where a time or a comma says so."""
    lines = {run.line for run in own if any(e in named for e in inside(run.element, unit))}
    timed = {run.line for run in own if run not in untimed}
    heads = set()
    for line in lines:
        rest = joined([r for r in untimed if r.line == line and not any(e in named for e in inside(r.element, unit))])
        if len(rest) <= LONGEST_NAME and (line in timed or rest.startswith((",", "(", "|", "·", "•"))):
            heads.add(line)
    return [r for r in untimed if r.line not in heads or any(e in named for e in inside(r.element, unit))]


def _prose(unit: HtmlElement, own: list[Run], author: set[HtmlElement]) -> list[Run]:
    chrome: dict[HtmlElement, int] = {}
    for run in own:
        for element in inside(run.element, unit):
            if _is_chrome(element):
                chrome[element] = chrome.get(element, 0) + len(run.text.strip())

    def counts(run: Run) -> bool:
        around = list(inside(run.element, unit))
        if any(e in author for e in around):
            return False
        if any(0 < chrome.get(e, 0) <= CHROME_AT_MOST for e in around):
            return False
        label = run.element.tag in ("a", "button", "span", "small", "label", "strong", "b", "li", "div", "abbr", "em", "i")
        return not (label and len(run.text) < 40 and _is_label(run, unit))

    return [run for run in own if counts(run)]


def _is_label(run: Run, unit: HtmlElement) -> bool:
    text = " ".join("".join(run.element.itertext()).split()) if len(run.element) <= 2 else run.text
    if any(e.tag == "p" for e in inside(run.element, unit)):
        return run.element.tag == "a" and is_phrase("actions", text) and len(text) > 1
    return is_phrase("actions", text) or is_phrase("says", run.text)


def _is_chrome(element: HtmlElement) -> bool:
    words = shown_words(element)
    if element.tag in ("nav", "label") or element.get("role") in ("button", "toolbar", "menu", "menuitem"):
        return True
    return bool(words & names("chrome")) and not words & names("keep")


def _body(unit: HtmlElement, elements: list[HtmlElement], prose: list[Run]) -> HtmlElement:
    """The element that holds the comment's text: named so, or the innermost with most of its words."""
    total = sum(len(r.text.strip()) for r in prose)
    share: dict[HtmlElement, int] = {}
    for run in prose:
        for element in inside(run.element, unit):
            share[element] = share.get(element, 0) + len(run.text.strip())
    named = [e for e in elements if 2 * share.get(e, 0) > total and _holds_text(e)]
    if named:
        most = max(share[e] for e in named)
        return [e for e in named if share[e] == most][-1]
    holding = [e for e in elements if share.get(e, 0) >= MOSTLY * total and total and e.tag not in INLINE]
    return holding[-1] if holding else unit


def _templated(
    elements: list[HtmlElement], prose: list[Run], unit: HtmlElement, template: tuple[str, str] | None
) -> HtmlElement | None:
    """The element that fits the thread's template and holds words, so that a one-word comment is read as well."""
    fitting = [e for e in elements if template == (e.tag, e.get("class") or "")]
    return next((e for e in fitting if any(e is around for r in prose for around in inside(r.element, unit))), None)


INLINE = frozenset("a b strong i em u span small font code q mark s del ins sub sup".split())


def _holds_text(element: HtmlElement) -> bool:
    if (element.get("itemprop") or "").lower() in ("text", "commenttext", "comment", "description", "articlebody"):
        return True
    return element.tag not in ("a", "b", "strong", "time") and bool(shown_words(element) & names("body"))


def _text(unit: HtmlElement, prose: list[Run], body: HtmlElement) -> str:
    def within(run: Run) -> bool:
        return body is unit or any(e is body for e in inside(run.element, unit))

    heading = [run for run in prose if not within(run) and _in_heading(run, unit)]
    return "\n".join(filter(None, (joined(heading), joined([run for run in prose if within(run)]))))


def _in_heading(run: Run, unit: HtmlElement) -> bool:
    around = list(inside(run.element, unit))
    if any(shown_words(e) & (names("author") | {"badge", "badges", "job"}) for e in around):
        return False
    return any(e.tag in HEADINGS or bool(shown_words(e) & names("title")) for e in around)


HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def _likes(elements: list[HtmlElement]) -> int | None:
    for element in elements:
        if not shown_words(element) & names("likes") and element.get("itemprop") != "upvoteCount":
            continue
        text = "".join(element.itertext()).strip() or element.get("content") or element.get("data-count") or ""
        number = re.search(r"(?<![\d.,])[+-]?\d{1,6}(?![\d.,])", text)
        if number and len(text) <= 30:
            return int(number.group())
    return None
