"""The name within a mention: "Iraqi Prime Minister Haider al-Abadi" names Haider al-Abadi."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.gazetteer import country_named, people_named
from onrecord.reader.arcs import Stretch
from onrecord.reader.features import pronoun_of
from onrecord.reader.lexicon import roles, titles, words
from onrecord.reader.words import CAPITAL, LOWER, Words

__all__ = ["Naming", "affiliation_before", "key_of", "naming_of", "role_within"]

PARTICLES = frozenset("de del der van von bin al la le da di el ben abu ibn ul st".split())
ARTICLES = frozenset("the a an".split())
RELATIVE = frozenset("who whose whom which where a".split())
PREPOSITIONS = frozenset("of for from at with in on near by to".split())
JOINING = frozenset("of and for the de del di da la & on in at to".split())
NAMED = ("organisation", "place", "other")


@dataclass(frozen=True, slots=True)
class Naming:
    """How a mention refers: `sort` is pronoun, name or description; `also` are shorter stretches of it that mean the same."""

    sort: str
    text: str
    also: tuple[Stretch, ...] = ()


def key_of(name: str) -> str:
    """What two spellings of one name share: lower case, plain apostrophes, no article before and no 's behind."""
    bare = " ".join(name.lower().replace("’", "'").split())
    for article in ("the ", "a ", "an "):
        bare = bare.removeprefix(article)
    return bare.removesuffix("'s").removesuffix("'")


def naming_of(some: Words, first: int, last: int, kind: str, marked: frozenset[int]) -> Naming:
    """How words first to last refer; `marked` are words that the network takes for words of a role."""
    low = some.low(first, last)
    if pronoun_of(low):
        return Naming("pronoun", some.exact(first, last))
    end = _before_clause(some, first, last)
    shorter = ((first, end),) if end < last else ()
    if kind == "person":
        run = _person(some, first, end, marked)
        return (
            Naming("name", some.exact(*run), (run, *shorter)) if run else Naming("description", some.exact(first, end), shorter)
        )
    start = first + (low[0] in ARTICLES and first < end)
    end = _before_possessive(some, start, end)
    if kind in NAMED and any(
        some.shape[w] in CAPITAL and (w > first or not some.opens[w] or kind != "other") for w in range(start, end + 1)
    ):
        core = _core(some, start, end, kind)
        return Naming(
            "name", some.exact(*core), (core, *shorter, *(_apposition(some, first, end) if kind == "organisation" else ()))
        )
    return Naming("description", some.exact(start, end), shorter)


def _before_clause(some: Words, first: int, last: int) -> int:
    """The last word before a relative clause behind a comma ("a doctor, who asked not to be named"), or the last word."""
    for w in range(first + 1, last):
        if some.exact(w, w) == "," and some.exact(w + 1, w + 1).lower() in RELATIVE:
            return w - 1
    return last


def _before_possessive(some: Words, first: int, last: int) -> int:
    return last - 2 if last - 2 >= first and some.exact(last - 1, last).lower() in ("'s", "’s") else last


def _core(some: Words, first: int, last: int, kind: str) -> Stretch:
    """The name within a description: "city of Mosul in Iraq" names Mosul, "US car maker Ford" Ford."""
    for w in range(first + 1, last + 1):
        if some.exact(w, w) == "(":
            return first, w - 1
    capital = [some.shape[w] in CAPITAL for w in range(first, last + 1)]
    lower = [w for w in range(first, last + 1) if some.shape[w] == LOWER]
    if kind == "place" and lower:
        of = next((w for w in lower if some.exact(w, w) == "of" and w > first and some.shape[w - 1] == LOWER), None)
        return _run(some, of + 1, last) if of is not None and of < last and some.shape[of + 1] in CAPITAL else (first, last)
    if kind == "organisation" and lower and capital[-1] and some.exact(lower[-1], lower[-1]) not in JOINING:
        return lower[-1] + 1, last
    return first, last


def _run(some: Words, first: int, last: int) -> Stretch:
    """Capitalised words from `first` on, with what joins them."""
    end = first
    while end < last and (
        some.shape[end + 1] in CAPITAL or some.exact(end + 1, end + 1) in ("-", "'", "’") and some.start[end + 1] == some.end[end]
    ):
        end += 1
    return first, end


def _apposition(some: Words, first: int, last: int) -> tuple[Stretch, ...]:
    """Both sides of one comma: "A second group, the Sons of the Pass"."""
    commas = [w for w in range(first + 1, last) if some.exact(w, w) == ","]
    return ((first, commas[0] - 1), (commas[0] + 1, last)) if len(commas) == 1 else ()


def _person(some: Words, first: int, last: int, marked: frozenset[int]) -> Stretch | None:
    """The first run of capitalised words that is no role, title, people or body, and stands behind no preposition."""
    taken = set(marked) | _roles(some, first, last)
    begin, behind = None, False
    for w in range(first, last + 2):
        inside = w <= last and w not in taken and _in_name(some, w, begin is not None, last)
        if inside and begin is None and some.shape[w] in CAPITAL:
            begin = w
        elif not inside:
            if begin is not None:
                run = begin, _trim(some, begin, w - 1)
                if not (behind or _nationality(some, run) or _organisation(some, run)):
                    return run
                begin = None
            text = some.exact(w, w).lower() if w <= last else ""
            behind = w not in taken and (text in PREPOSITIONS or behind and text != ",")
    return None


def _in_name(some: Words, w: int, going: bool, last: int) -> bool:
    if some.shape[w] in CAPITAL:
        low = some.exact(w, w).lower()
        return going or (low not in titles() and low not in ARTICLES)
    if not going or w == last:
        return False
    text = some.exact(w, w)
    return text in ("-", "'", "’", ".") and (text == "." or some.start[w + 1] == some.end[w]) or text.lower() in PARTICLES


def _trim(some: Words, first: int, last: int) -> int:
    """A name ends before its possessive and before a full stop, unless that belongs to an initial."""
    while last > first and (
        some.shape[last] not in CAPITAL and not (some.exact(last, last) == "." and some.end[last - 1] - some.start[last - 1] <= 2)
    ):
        last -= 1
    return last


def _nationality(some: Words, run: Stretch) -> bool:
    text = some.exact(*run)
    return country_named(text) is not None or people_named(text) is not None


def _organisation(some: Words, run: Stretch) -> bool:
    return some.exact(run[1], run[1]).lower() in words("organisations")


def _roles(some: Words, first: int, last: int) -> set[int]:
    """Words of a role of the list, with the words before it that name its field or people ("Rural Affairs Minister")."""
    found = role_within(some, first, last)
    if found is None:
        return set()
    return set(range(first, found[1] + 1)) if some.exact(found[1], found[1])[0].isupper() else set(range(found[0], found[1] + 1))


def role_within(some: Words, first: int, last: int) -> Stretch | None:
    """The first role of the list among words first to last, the longest that fits."""
    lows = some.low(first, last)
    joined = " " + " ".join(lows) + " "
    for role in roles():
        if role in titles():
            continue
        parts = tuple(role.replace("-", " - ").split())
        if " " + " ".join(parts) + " " not in joined:
            continue
        for i in range(len(lows) - len(parts) + 1):
            if lows[i : i + len(parts)] == parts:
                return first + i, first + i + len(parts) - 1
    return None


def affiliation_before(some: Words, role: int, first: int) -> str | None:
    """The country whose adjective or possessive stands before a role ("Ukraine's Army Commander", "Iraqi Prime Minister")."""
    for end in range(role, first, -1):
        for start in range(max(first, end - 4), end):
            if some.shape[start] in CAPITAL:
                text = some.exact(start, end - 1)
                country = country_named(text.removesuffix("'s").removesuffix("’s")) or people_named(text)
                if country:
                    return country.name
    return None
