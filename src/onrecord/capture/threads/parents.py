"""Which comment a comment replies to: a named reference, nesting, or a stated or drawn depth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from onrecord.capture.threads.parts import runs
from onrecord.capture.threads.vocabulary import names, phrases, words_of

__all__ = ["parents_of"]

LEVEL = re.compile(r"(?:depth|level|lvl|indent|nesting|niveau|tier)[-_]?(\d{1,3})(?!\d)", re.IGNORECASE)
REFERENCE = (
    "data-parent-id",
    "data-parentid",
    "data-parent",
    "data-reply-to",
    "data-in-reply-to",
    "data-comment-parent",
    "parentid",
    "parent-id",
)
OWN_ID = ("id", "data-id", "data-comment-id", "data-commentid", "data-post-id", "data-testid", "thingid")
STEP = re.compile(r"(?:margin|padding)(?:-left|-inline-start)\s*:\s*([\d.]+)", re.IGNORECASE)


def parents_of(units: Sequence[HtmlElement], accounts: Sequence[str | None]) -> list[int | None]:
    """For each unit the index of the unit that it answers, or None. Units and accounts are in page order."""
    known = {unit: i for i, unit in enumerate(units)}
    by_id = _identities(units)
    nested = _by_nesting(units, known)
    levels = _levels(units)
    stacked = _by_level(levels) if levels else [None] * len(units)
    found: list[int | None] = []
    for i, unit in enumerate(units):
        named = _by_reference(unit, i, by_id, known, accounts)
        best = next((p for p in (named, nested[i], stacked[i]) if p is not None), None)
        found.append(best if best is not None and best != i and not _loops(found, best, i) else None)
    return found


def _loops(found: Sequence[int | None], parent: int, child: int) -> bool:
    step: int | None = parent
    while step is not None and step < len(found):
        step = found[step]
        if step == child:
            return True
    return False


def _identities(units: Sequence[HtmlElement]) -> dict[str, int]:
    """Numbers and names by which units can be referred to; those that two units share are left out."""
    found: dict[str, int | None] = {}
    for i, unit in enumerate(units):
        own = {unit.get(key) for key in OWN_ID} | {unit.getparent().get("id") if unit.getparent() is not None else None}
        own |= {e.get("id") or e.get("name") for e in list(unit.iterchildren())[:3] if isinstance(e.tag, str)}
        for name in filter(None, own):
            for key in {name, _number(name)} - {""}:
                found[key] = i if found.get(key, i) == i else None
    return {key: i for key, i in found.items() if i is not None}


def _number(name: str) -> str:
    digits = re.findall(r"\d{2,}", name)
    return digits[0] if len(digits) == 1 else ""


def _by_reference(
    unit: HtmlElement, own: int, by_id: dict[str, int], known: dict[HtmlElement, int], accounts: Sequence[str | None]
) -> int | None:
    for element in (unit, unit.getparent()):
        for key in REFERENCE if element is not None else ():
            value = (element.get(key) or "").lstrip("#")
            target = by_id.get(value, by_id.get(_number(value)))
            if target is not None and target != own:
                return target
    return _by_mark(unit, own, by_id, known, accounts)


def _by_mark(
    unit: HtmlElement, own: int, by_id: dict[str, int], known: dict[HtmlElement, int], accounts: Sequence[str | None]
) -> int | None:
    """An "in reply to" mark: its link's target, else the nearest earlier comment of the account that it names."""
    own_runs = runs(unit, known)[:12]
    for at, run in enumerate(own_runs):
        text = " ".join(run.text.split()).casefold()
        phrase = next((p for p in phrases("in_reply_to") if text.startswith(p)), None)
        if phrase is None or len(text) > 120:
            continue
        around = [run.element, *run.element.iter("a"), *[r.element for r in own_runs[at + 1 : at + 2]]]
        for element in around:
            target = by_id.get(_anchor(element), by_id.get(_number(_anchor(element))))
            if target is not None and target != own:
                return target
        rest = text.removeprefix(phrase) + " " + " ".join(" ".join(r.text.split()).casefold() for r in own_runs[at + 1 : at + 2])
        return _latest_named(rest, own, accounts)
    return None


def _anchor(element: HtmlElement) -> str:
    href = element.get("href") or ""
    return href.rpartition("#")[2] if "#" in href else ""


def _latest_named(rest: str, own: int, accounts: Sequence[str | None]) -> int | None:
    for i in range(own - 1, -1, -1):
        name = accounts[i]
        if name and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", rest):
            return i
    return None


def _by_nesting(units: Sequence[HtmlElement], known: dict[HtmlElement, int]) -> list[int | None]:
    """A unit inside another, or inside a wrapper for replies that stands behind another."""
    found: list[int | None] = []
    for unit in units:
        parent, element = None, unit.getparent()
        while element is not None and parent is None:
            if element in known:
                parent = known[element]
            elif _wraps_replies(element):
                parent = _unit_before(element, known)
            element = element.getparent()
        found.append(parent)
    return found


def _wraps_replies(element: HtmlElement) -> bool:
    words = words_of(element)
    return bool(words & (names("nested") - {"thread", "reply", "level", "depth"})) or element.tag == "blockquote"


def _unit_before(wrapper: HtmlElement, known: dict[HtmlElement, int]) -> int | None:
    sibling = wrapper.getprevious()
    while sibling is not None:
        if sibling in known:
            return known[sibling]
        inner = [known[e] for e in sibling.iter() if e in known] if isinstance(sibling.tag, str) else []
        if inner:
            return inner[0]
        sibling = sibling.getprevious()
    return None


def _levels(units: Sequence[HtmlElement]) -> list[float] | None:
    """How deep each unit says or is drawn to be; None where all are the same or nothing says so."""
    for measure in (_stated_level, _drawn_level, _indent_class):
        levels = [measure(unit) for unit in units]
        known = [level for level in levels if level is not None]
        if known and len(set(known)) > 1 and len(known) >= len(units) / 2:
            return [0.0 if level is None else level for level in levels]
    return None


def _stated_level(unit: HtmlElement) -> float | None:
    for key in ("aria-level", "data-depth", "data-level", "data-indent", "indent", "depth"):
        if (unit.get(key) or "").isdigit():
            return float(unit.get(key, "0"))
    near = [unit, *[e for e in unit.iterchildren() if isinstance(e.tag, str)][:2]]
    parent = unit.getparent()
    for element in near if parent is None else [*near, parent]:
        found = LEVEL.search(element.get("class") or "")
        if found:
            return float(found.group(1))
    inner = next((e for e in unit.iter("td", "div") if (e.get("indent") or "").isdigit()), None)
    return float(inner.get("indent", "0")) if inner is not None else None


def _drawn_level(unit: HtmlElement) -> float | None:
    """An indent in the style of the unit or of what holds it alone, or the width of a spacer picture."""
    parent = unit.getparent()
    children = [e for e in unit.iterchildren() if isinstance(e.tag, str)][:2]
    for element in [unit, *children, *([parent] if parent is not None and len(parent) == 1 else [])]:
        found = STEP.search(element.get("style") or "")
        if found:
            return float(found.group(1))
    for picture in unit.iter("img"):
        if (picture.get("width") or "").isdigit() and (picture.get("height") or "1") in ("0", "1"):
            return float(picture.get("width", "0"))
    return 0.0 if unit.get("style") is None else None


def _indent_class(unit: HtmlElement) -> float:
    """One level: the unit's own class says indented, child or reply."""
    own = " ".join((unit.get("class") or "").split()).lower()
    return float(bool(re.search(r"(?:indent|nested|child|is-?reply|comment[-_]*reply|reply[-_]*comment|sub-?comment)", own)))


def _by_level(levels: Sequence[float]) -> list[int | None]:
    found: list[int | None] = []
    stack: list[tuple[float, int]] = []
    for i, level in enumerate(levels):
        while stack and stack[-1][0] >= level:
            stack.pop()
        found.append(stack[-1][1] if stack else None)
        stack.append((level, i))
    return found
