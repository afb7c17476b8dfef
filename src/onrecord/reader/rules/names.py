"""Proper names in a sentence, with the role and affiliation that stand before or behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.gazetteer import cities_named, country_named, government_named, people_named
from onrecord.reader.lexicon import roles, titles, words
from onrecord.reader.rules.sentences import Word
from onrecord.record import EntityKind

__all__ = ["Name", "names_in"]

JOINING = frozenset("of for and the de del der van von bin al la le da di & -".split())
PARTICLES = frozenset("de del der van von bin al la le da di el ben abu".split())
REGIONS = frozenset("region oblast province district governorate peninsula island islands county".split())
LARGE = 100_000  # people; a name that is also a word or surname is taken for a city only where the city is this large


@dataclass(frozen=True, slots=True)
class Name:
    """A name at words [start, end), the kind of thing it names, and for a person role and affiliation as stated."""

    start: int
    end: int
    kind: EntityKind
    role: str | None = None
    of: str | None = None


def names_in(some: Sequence[Word], text: str, lower_words: frozenset[str]) -> list[Name]:
    """The names of a sentence. `lower_words` are the words that the page also writes in lower case: no names."""
    found: list[Name] = []
    at = 0
    while at < len(some):
        if _begins_name(some, at, lower_words):
            end = _end_of_name(some, at)
            found += _read(some, at, end, text)
            at = end
        at += 1
    return found


def _begins_name(some: Sequence[Word], at: int, lower_words: frozenset[str]) -> bool:
    word = some[at]
    if not word.is_word or not word.capital or word.low in words("classes", "days") | words("classes", "months") | {"i"}:
        return False
    first = at == 0 or some[at - 1].text in ("“", '"', ":", "‘", "(", "-")
    if not first:
        return True
    if (
        at + 1 < len(some)
        and some[at + 1].capital
        and some[at + 1].is_word
        and word.low not in words("classes", "prepositions") | {"the", "a", "an"}
    ):
        return True
    return word.low not in words("classes", "common") and (word.low not in lower_words or _is_place(word.text))


def _end_of_name(some: Sequence[Word], start: int) -> int:
    at = start + 1
    while at < len(some):
        word = some[at]
        if (
            word.capital
            and word.is_word
            and word.low not in words("classes", "days")
            or word.low in JOINING
            and at + 1 < len(some)
            and some[at + 1].capital
            and _joins(some, start, at)
        ):
            at += 1
        else:
            break
    return at


def _joins(some: Sequence[Word], start: int, at: int) -> bool:
    low, before = some[at].low, some[at - 1].low
    if low in PARTICLES:
        return True
    organisation = before in words("organisations") or before in (
        "secretary",
        "department",
        "ministry",
        "minister",
        "state",
        "gulf",
        "republic",
    )
    if low == "of":
        return organisation
    if low in ("and", "for"):
        return any(
            w.low in ("ministry", "department", "minister", "committee", "office", "institute", "foundation", "centre", "center")
            for w in some[start:at]
        )
    return low in ("&", "-", "the") and at > start


def _read(some: Sequence[Word], start: int, end: int, text: str) -> list[Name]:
    """One run of capitals as names: "Ukrainian President Volodymyr Zelensky" names a person, his role and country."""
    role = _role_inside(some, start, end)
    if role is not None:
        role_start, role_end = role
        before = _plain(some, start, role_start, text)
        named = _past_titles(some, role_end, end)
        if named >= end:  # a role alone: what it is of may be named; who holds it stands behind a comma, or is not named
            return before
        of = _affiliation(some, role_start, start, text)
        return [*before, Name(named, end, "person", text[some[role_start].start : some[role_end - 1].end], of)]
    named = _past_titles(some, start, end)
    if named >= end:
        return []
    beside = _role_before(some, start, text) or _role_behind(some, end, text)
    if (named > start or beside) and _person_shaped(some, named, end):
        role_text, of = beside or (None, None)
        return [Name(named, end, "person", role_text, of)]
    return _plain(some, start, end, text)


def _role_inside(some: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    lows = [w.low for w in some[start:end]]
    for role in roles():
        parts = role.split()
        for i in range(len(lows) - len(parts) + 1 if role not in titles() else 0):
            if lows[i : i + len(parts)] == parts:
                return start + _with_field(some, start, start + i) - start, start + i + len(parts)
    return None


def _with_field(some: Sequence[Word], start: int, role: int) -> int:
    """Where a role begins with its field: "Rural Affairs Minister" is one role."""
    if some[role].low not in ("minister", "secretary", "commissioner", "director", "chief"):
        return role
    at = role
    while (
        at > start
        and people_named(some[at - 1].text) is None
        and country_named(some[at - 1].text) is None
        and some[at - 1].is_word
    ):
        at -= 1
    return at


def _past_titles(some: Sequence[Word], start: int, end: int) -> int:
    while start < end and (some[start].low in titles() or some[start].text in (".", ",")):
        start += 1
    return start


def _affiliation(some: Sequence[Word], role: int, start: int, text: str) -> str | None:
    """Whose president, minister ... : the name before the role, possessive or not."""
    last = role - 1
    if last >= 0 and some[last].low == "'s":
        last -= 1
        start = last
        while start > 0 and some[start - 1].capital and some[start - 1].is_word:
            start -= 1
    if last < start or last < 0 or not some[last].capital:
        return None
    return _canonical(text[some[start].start : some[last].end])


def _canonical(name: str) -> str:
    country = country_named(name) or people_named(name)
    return country.name if country else name


def _role_before(some: Sequence[Word], start: int, text: str) -> tuple[str, str | None] | None:
    """A role in small letters before a name ("GM's chief executive, Rick Wagoner"), or in capitals before a comma."""
    last = start - 1
    if last >= 0 and some[last].text == ",":
        last -= 1
    lows = [w.low for w in some[max(0, last - 4) : last + 1]]
    for role in roles():
        parts = role.split()
        if lows[-len(parts) :] == parts:
            first = _with_field(some, max(0, last - 4), last - len(parts) + 1)
            return text[some[first].start : some[last].end], _affiliation(some, first, max(0, first - 1), text)
    return None


def _role_behind(some: Sequence[Word], end: int, text: str) -> tuple[str, str | None] | None:
    """A role between commas behind a name: ", GM's chief executive,", ", chairman of the Baltic Cutter Association,"."""
    if end >= len(some) or some[end].text != ",":
        return None
    stop = end + 1
    while stop < len(some) and stop - end < 14 and some[stop].text not in (",", ";", ":"):
        stop += 1
    lows = [w.low for w in some[end + 1 : stop]]
    for role in roles():
        parts = role.split()
        for i in range(min(len(lows) - len(parts) + 1, 6)):
            if lows[i : i + len(parts)] == parts:
                first = end + 1 + i
                of = _affiliation(some, first, max(0, first - 1), text) or _of_behind(some, first + len(parts), stop, text)
                return text[some[first].start : some[first + len(parts) - 1].end], of
    return None


def _of_behind(some: Sequence[Word], at: int, stop: int, text: str) -> str | None:
    if at < stop and some[at].low in ("of", "at", "for", "with"):
        at += 1
        at += at < stop and some[at].low in ("the", "a", "an")
        last = at
        while last < stop and (some[last].capital or some[last].low in JOINING):
            last += 1
        if last > at:
            return _canonical(text[some[at].start : some[last - 1].end])
    return None


def _person_shaped(some: Sequence[Word], start: int, end: int) -> bool:
    named = [w for w in some[start:end] if w.is_word]
    return (
        0 < len(named) <= 5 and not any(w.low in words("organisations") for w in named) and country_named(named[0].text) is None
    )


def _plain(some: Sequence[Word], start: int, end: int, text: str) -> list[Name]:
    """A run of capitals without a role, as what it is by its words."""
    while start < end and (some[start].low in ("the", "a", "an", "'s") or not some[start].is_word):
        start += 1
    if start < end < len(some) and some[end].low in REGIONS and country_named(some[end - 1].text) is None:
        return [Name(start, end + 1, "place")]
    while end > start and not some[end - 1].is_word:
        end -= 1
    if start >= end:
        return []
    whole = text[some[start].start : some[end - 1].end]
    kind = _kind(whole, some[start:end], some[start - 1].low if start else "")
    return [Name(start, end, kind)] if kind != "other" else []


def _kind(whole: str, named: Sequence[Word], before: str) -> EntityKind:
    lows = {w.low for w in named}
    if _is_place(whole) or (named[-1].low in words("places") and lows & words("places") and not lows & words("organisations")):
        return "place"
    if whole.lower() in words("organisations", "known") or lows & words("organisations"):
        return "organisation"
    if before in words("organisations"):
        return "organisation"
    if people_named(whole) is not None or len(named) == 1 and people_named(named[0].text):
        return "other"
    if cities_named(whole) and (
        before in ("in", "at", "near", "from", "to", "of", "outside", "around", "off")
        or cities_named(whole)[0].population >= LARGE
    ):
        return "place"
    if whole.isupper() and 2 <= len(whole) <= 6 and whole.isalpha():
        return "organisation"
    if len(named) in (2, 3, 4) and people_named(named[0].text) is None and all(w.capital or w.low in PARTICLES for w in named):
        return "person"
    return "other"


def _is_place(name: str) -> bool:
    return country_named(name) is not None or government_named(name) is not None
