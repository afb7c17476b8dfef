"""The fields of one comment, out of its own part of the tree: account, time, likes, text."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from onrecord.capture.threads.authors import LONGEST_NAME, author_of, naming
from onrecord.capture.threads.parts import Run, inside, joined, runs
from onrecord.capture.threads.timemarks import shows_time, time_of
from onrecord.capture.threads.vocabulary import is_phrase, names, phrases, shown_words

__all__ = ["Fields", "fields_of"]

CHROME_AT_MOST = 160  # a part that is named like a button bar but says more than this is text after all
MOSTLY = 0.85  # share of a comment's words that its innermost text element holds; the rest are stray labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What one comment shows; `stated_time` is machine-readable, `prose` the characters of its text outside links.

    `marked` is whether the markup names the account; `template` the tag and class of the element that held the text;
    the first `heading_lines` lines of the text are its own heading.
    """

    account: str | None
    marked: bool
    posted_shown: str | None
    stated_time: str | None
    likes: int | None
    text: str
    heading_lines: int
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
    author = author_of(unit, own, elements, marks)
    named = naming(elements, own, unit, author) if author else set()
    untimed = [run for run in own if not shows_time(run, unit, marks)]
    prose = _prose(unit, _without_head(untimed, own, named, unit), named)
    body = _templated(elements, prose, unit, template)
    body = _body(unit, elements, prose) if body is None else body
    heading, text = _text(unit, prose, body)
    shown, stated = time_of(times[0], marks[times[0]]) if times else (None, None)
    linked = sum(len(r.text) for r in prose if any(e.tag == "a" for e in inside(r.element, unit)))
    return Fields(
        account=author.name if author else None,
        marked=author.marked if author else False,
        posted_shown=shown,
        stated_time=stated,
        likes=_likes(elements),
        text="\n".join(filter(None, (heading, text))),
        heading_lines=len(heading.splitlines()),
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


def _without_head(untimed: list[Run], own: list[Run], named: set[HtmlElement], unit: HtmlElement) -> list[Run]:
    """The runs without what else stands on the line of the name: a place, "wrote on", where a time or a comma says so."""
    lines = {run.line for run in own if any(e in named for e in inside(run.element, unit))}
    kept = {id(run) for run in untimed}
    timed = {run.line for run in own if id(run) not in kept}
    heads = set()
    for line in lines:
        rest = joined([r for r in untimed if r.line == line and not any(e in named for e in inside(r.element, unit))])
        if len(rest) <= LONGEST_NAME and (line in timed or rest.startswith((",", "(", "|", "·", "•"))):
            heads.add(line)
    return [r for r in untimed if r.line not in heads or any(e in named for e in inside(r.element, unit))]


def _prose(unit: HtmlElement, own: list[Run], author: set[HtmlElement]) -> list[Run]:
    """The runs that are the comment's words: not its name, its buttons, its votes, nor what is left of such a line."""
    chrome: dict[HtmlElement, int] = {}
    for run in own:
        for element in inside(run.element, unit):
            if _is_chrome(element):
                chrome[element] = chrome.get(element, 0) + len(run.text.strip())

    def counts(run: Run) -> bool:
        around = list(inside(run.element, unit))
        if any(e in author for e in around):
            return False
        return not any(0 < chrome.get(e, 0) <= CHROME_AT_MOST for e in around) and not _is_label(run, unit)

    found = [run for run in own if counts(run)]
    kept = {id(run) for run in found}
    cleared = {run.line for run in own if id(run) not in kept}
    return [run for run in found if run.line not in cleared or _says_something(run.line, found)]


def _says_something(line: int, some: list[Run]) -> bool:
    """Whether more than brackets and bars is left of a line whose buttons were taken out."""
    return any(c.isalnum() for run in some if run.line == line for c in run.text)


LABELS = frozenset("a button span small label strong b li div abbr em i u font".split())


def _is_label(run: Run, unit: HtmlElement) -> bool:
    """Whether a short text is a button's."""
    if run.element.tag not in LABELS or len(run.text) >= 40:
        return False
    text = " ".join("".join(run.element.itertext()).split()) if len(run.element) <= 2 else run.text
    if any(e.tag == "p" for e in inside(run.element, unit)):
        return any(e.tag in ("a", "button") for e in inside(run.element, unit)) and is_phrase("actions", text) and len(text) > 1
    return is_phrase("actions", text) or is_phrase("says", run.text)


def _is_chrome(element: HtmlElement) -> bool:
    words = shown_words(element)
    if element.tag in ("nav", "label", "button") or element.get("role") in ("button", "toolbar", "menu", "menuitem"):
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
    if element.tag in ("a", "b", "strong", "time", "button"):
        return False
    words = shown_words(element)
    return bool(words & names("body")) or any(word.endswith(("text", "body", "content", "message")) for word in words)


def _text(unit: HtmlElement, prose: list[Run], body: HtmlElement) -> tuple[str, str]:
    """The comment's own heading, if it has one, and its text."""

    def within(run: Run) -> bool:
        return body is unit or any(e is body for e in inside(run.element, unit))

    heading = [run for run in prose if not within(run) and _in_heading(run, unit)]
    return joined(heading), joined([run for run in prose if within(run)])


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
