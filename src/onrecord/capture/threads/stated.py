"""How many comments a page says that it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from onrecord.capture.threads.vocabulary import names, words_of

__all__ = ["heads_comments", "read_count", "stated_count"]

NOUN = (
    r"(?:reader |user |public )?(?:comments?|replies|responses?|thoughts?|reactions|leserkommentare?|"
    r"kommentare?|commentaires?|réactions|"
    r"comentarios?|comentários?|commenti|commento|reacties|komentarzy|komentarze|komentarz|kommentarer|комментари\w*|коментар\w*)"
)
NUMBER = r"(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,7})"
BEFORE = re.compile(rf"^\W*(?:[^\W\d]+\W+){{0,3}}?{NUMBER}\s+{NOUN}\b", re.I)  # "View all 9 comments"
BEHIND = re.compile(rf"^\W*{NOUN}\W{{0,4}}{NUMBER}\W*$", re.I)
LONGEST = 100  # code points; "14 thoughts on “(the story's whole title)”" is told by its beginning
SHORT = 60  # code points of a heading
HEADING = re.compile(
    rf"\W*(?:(?:\w+\W+){{0,3}}?(?:{NOUN}|discussion|conversation|forum)\W*|leave a (?:comment|reply))", re.IGNORECASE
)
WRITTEN = {"one": 1, "ein": 1, "un": 1, "una": 1, "uno": 1, "two": 2, "three": 3}
ONE_WORD = re.compile(rf"^\W*({'|'.join(WRITTEN)})\s+{NOUN}\b", re.I)


def read_count(text: str) -> int | None:
    """The number in a heading such as "9 Comments", "Comments (9)" or "1.234 Kommentare"; None if it is none."""
    folded = " ".join(text.split())
    found = BEFORE.search(folded) or BEHIND.search(folded)
    if found:
        return int(re.sub(r"\D", "", found.group(1)))
    written = ONE_WORD.search(folded)
    return WRITTEN[written.group(1).lower()] if written else None


def heads_comments(text: str) -> bool:
    """Whether a short text is the heading of a thread: it counts comments, or names them and little else."""
    folded = " ".join(text.split())
    return len(folded) <= SHORT and (read_count(folded) is not None or HEADING.fullmatch(folded) is not None)


def stated_count(tree: HtmlElement, units: Sequence[HtmlElement]) -> int | None:
    """The count printed nearest before the thread, else elsewhere in a part named for comments, else in its metadata."""
    return next(_printed(tree, units), None) or next(_in_metadata(tree), None) or _zero(tree, units)


def _zero(tree: HtmlElement, units: Sequence[HtmlElement]) -> int | None:
    return 0 if not units and any(text == 0 for text in _printed(tree, units, zero=True)) else None


def _printed(tree: HtmlElement, units: Sequence[HtmlElement], *, zero: bool = False) -> Iterator[int]:
    """Counts in headings and short texts: those before the thread first, the nearest of them first."""
    order = {element: i for i, element in enumerate(tree.iter())}
    first = order[units[0]] if units else len(order)
    inside = set(units)
    found: list[tuple[bool, bool, int, int]] = []
    for element, at in order.items():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "body", "html"):
            continue
        count = _count_of(element)
        if count is None or (count == 0) != zero or any(a in inside for a in element.iterancestors()):
            continue
        heading = element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        found.append((not (heading or bool(words_of(element) & names("comment"))), at > first, abs(first - at), count))
    yield from (count for *_, count in sorted(found))


def _count_of(element: HtmlElement) -> int | None:
    """Of an element whose own words hold it, or whose children split it ("<span>9</span> Comments")."""
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    if not own.strip() or len(element) > 4:
        return None
    text = "".join(element.itertext())
    return read_count(text) if len(text.strip()) <= LONGEST or BEFORE.search(" ".join(own.split())) else None


def _in_metadata(tree: HtmlElement) -> Iterator[int]:
    for element in tree.iterfind(".//*[@itemprop]"):
        if element.get("itemprop") == "commentCount":
            value = (element.get("content") or element.text or "").strip()
            if value.isdigit():
                yield int(value)
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        found = re.search(r'"commentCount"\s*:\s*"?(\d{1,7})\b', script.text or "")
        if found:
            yield int(json.loads(found.group(1)))
