"""Comments by the template that repeats: the group of like elements that best reads as name, time and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from onrecord.capture.threads.fields import Fields, fields_of
from onrecord.capture.threads.groups import Group, candidates, says_comment
from onrecord.capture.threads.parents import parents_of
from onrecord.capture.threads.parts import runs
from onrecord.capture.threads.stated import heads_comments
from onrecord.capture.threads.thread import Found
from onrecord.capture.threads.vocabulary import names, shown_words, words_of

__all__ = ["Reading", "read_structure"]

ONE = 1.0  # a comment with name and text
TIMED = 0.5  # more for a time: a name and a text alone are also a teaser or an author's box
NAMED = 2.0  # times as good where names say "comment": a thread beats an equally long list of teasers
PARENT = 0.01  # settles between equal groups for the one that shows who answers whom


@dataclass(frozen=True, slots=True)
class Reading:
    """The comments that one strategy reads, the elements they stand in, and how well they read."""

    comments: tuple[Found, ...] = ()
    units: tuple[HtmlElement, ...] = ()
    score: float = 0.0


def read_structure(tree: HtmlElement, marks: Mapping[HtmlElement, bool]) -> Reading:
    """The best reading over the candidate groups; an empty one where no group reads as a thread."""
    best = Reading()
    for group in candidates(tree, marks):
        if _at_best(group) <= best.score or not _seems_a_thread(group, marks):
            continue
        reading = _read(group, marks)
        if reading.score > best.score:
            best = reading
    return best


def _at_best(group: Group) -> float:
    """The score of a group if all of its units read as comments with a time and a parent."""
    return len(group.units) * ((ONE + TIMED) * NAMED + PARENT)


def _seems_a_thread(group: Group, marks: Mapping[HtmlElement, bool]) -> bool:
    """Whether half of a sample of a large group reads as comments; reading all of one that is none takes long."""
    if len(group.units) <= 2 * SAMPLE:
        return True
    sample = group.units[:: len(group.units) // SAMPLE]
    others = set(group.units)
    return 2 * sum(_reads_as_comment(fields_of(unit, others, marks)) for unit in sample) >= len(sample)


SAMPLE = 12  # units


def _read(group: Group, marks: Mapping[HtmlElement, bool]) -> Reading:
    units = [unit for unit in group.units if not _is_pingback(unit)]
    if group.named:  # a class that is shared with the rest of the page must not bring its other bearers in
        units = [unit for unit in units if says_comment(unit) or _in_a_thread(unit)]
    others = set(units)
    fields = [fields_of(unit, others, marks) for unit in units]
    template = _common_template(fields)
    if template is not None:
        fields = [
            one if one.template == template else fields_of(unit, others, marks, template)
            for unit, one in zip(units, fields, strict=True)
        ]
    good = [i for i, one in enumerate(fields) if _reads_as_comment(one)]
    if not good or not _is_thread(group, units, good, len(fields)):
        return Reading()
    if not any(fields[i].times or fields[i].marked for i in good):  # a form, a notice: words under a heading
        return Reading()
    crowded = sum(1 for i in good if fields[i].times > 2)
    if 2 * crowded > len(good):
        return Reading()
    units, fields = [units[i] for i in good], [fields[i] for i in good]
    parents = parents_of(units, [one.account for one in fields])
    labels = _labels(fields)
    comments = tuple(_found(one, parent, labels) for one, parent in zip(fields, parents, strict=True))
    timed = sum(TIMED for one in fields if one.times)
    score = (ONE * len(good) + timed) * (NAMED if group.named or _in_a_thread(units[0]) else 1.0)
    return Reading(comments, tuple(units), score - crowded + PARENT * sum(p is not None for p in parents))


def _common_template(fields: Sequence[Fields]) -> tuple[str, str] | None:
    """Where most units keep their text, if that place has a name."""
    counts = Counter(one.template for one in fields if one.text and one.template[1])
    template, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return template if 2 * times > len(fields) else None


def _labels(fields: Sequence[Fields]) -> frozenset[str]:
    """Short lines that begin or end most texts of the thread, headings left aside: a rank, a button of the system."""
    ends = Counter(line for one in fields for line in set(_ends(one)))
    return frozenset(line for line, times in ends.items() if times >= OFTEN and 2 * times > len(fields) and len(line) <= LABEL)


OFTEN = 3  # comments; two may well say the same
LABEL = 40  # code points


def _ends(one: Fields) -> tuple[str, ...]:
    lines = one.text.split("\n")[one.heading_lines :]
    return (lines[0], lines[-1]) if len(lines) > 1 else ()


def _without(labels: frozenset[str], one: Fields) -> str:
    lines = one.text.split("\n")
    head, body = lines[: one.heading_lines], lines[one.heading_lines :]
    while len(body) > 1 and body[-1] in labels:
        body.pop()
    while len(body) > 1 and body[0] in labels:
        body.pop(0)
    return "\n".join(head + body)


def _found(one: Fields, parent: int | None, labels: frozenset[str]) -> Found:
    return Found(
        account=one.account,
        text=_without(labels, one),
        posted_shown=one.stated_time or one.posted_shown,
        parent=parent,
        likes=one.likes,
    )


def _reads_as_comment(one: Fields) -> bool:
    """A name, and words that are not all links unless a time stands by: a teaser is a link, a comment is not."""
    return bool(one.account and one.text) and (one.times > 0 or one.prose >= 0.4 * len(one.text))


def _is_thread(group: Group, units: Sequence[HtmlElement], good: Sequence[int], of: int) -> bool:
    """Whether the group is a thread and not teasers, blog entries or author boxes.

    Names must say so, of the units or of what holds them; or, where names are hashed, most units offer a reply.
    """
    if 2 * len(good) < of:
        return False
    if _elsewhere(units[good[0]], group.named):
        return False
    if group.named or _in_a_thread(units[good[0]]):
        return True
    others = set(units)
    return len(good) > 1 and sum(_offers_reply(units[i], others) for i in good) * 2 > len(good)


def _offers_reply(unit: HtmlElement, others: set[HtmlElement]) -> bool:
    buttons = (" ".join("".join(e.itertext()).split()) for e in unit.iter("button", "a") if e not in others)
    return any(text and len(text) <= 20 and _is_reply(text) for text in buttons)


def _is_reply(text: str) -> bool:
    first = text.casefold().split()[0].strip(":")
    return first in REPLY


REPLY = frozenset(
    "reply antworten antwort répondre responder rispondi odpowiedz ответить svara svar reageer vastaa odpovědět".split()
)


def _in_a_thread(unit: HtmlElement) -> bool:
    element = unit.getparent()
    for climbed in range(DEEPEST):
        if element is None or element.tag in ("body", "html", "main"):
            return False
        if says_comment(element) or (element.get("aria-label") or "").casefold().startswith("comment"):
            return True
        if climbed < HEADED and _headed(element):
            return True
        element = element.getparent()
    return False


DEEPEST = 200  # parts up; trees that are deeper are no pages that people wrote
HEADED = 2  # parts up from a comment; a heading further off heads more than the thread
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _headed(element: HtmlElement) -> bool:
    """Whether a heading of comments stands right before an element or is its first child."""
    before = element.getprevious()
    found = [e for e in (before, element[0] if len(element) else None) if e is not None and e.tag in HEADINGS]
    texts = (" ".join("".join(e.itertext()).split()) for e in found)
    return any(map(heads_comments, texts))


def _elsewhere(unit: HtmlElement, named: bool) -> bool:
    """Whether the group stands in a side column of teasers or newest comments."""
    element: HtmlElement | None = unit
    while element is not None and element.tag not in ("body", "html"):
        words = shown_words(element)
        if element.tag in ("aside", "nav") and not says_comment(element):
            return True
        if not named and words & names("article") and not words & names("comment"):
            return True
        if {"recent", "comments"} <= words_of(element) or {"recentcomments"} & words_of(element):
            return True
        element = element.getparent()
    return False


def _is_pingback(unit: HtmlElement) -> bool:
    if words_of(unit) & names("pingback"):
        return True
    first = next(iter(runs(unit)), None)
    return first is not None and first.text.strip().casefold().rstrip(":") in names("pingback")
