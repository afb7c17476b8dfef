"""The reader's word lists, read from `data/*.toml` and inflected."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast

from onrecord.record import Act, EventType

__all__ = ["cue_forms", "event_forms", "roles", "titles", "words"]

VOWELS = "aeiou"


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def words(table: str, key: str = "words") -> frozenset[str]:
    """A class of words, in lower case, from words.toml: `words("classes", "pronouns")`, `words("groups")`."""
    return frozenset(word.lower() for word in _data("words")[table][key])


@cache
def roles() -> tuple[str, ...]:
    """Roles of persons, longest first."""
    return tuple(sorted(_data("roles")["roles"], key=lambda role: (-len(role), role)))


@cache
def titles() -> frozenset[str]:
    """Titles that stand before a name and are no part of it."""
    return frozenset(_data("roles")["titles"])


def _forms(base: str, irregular: dict[str, list[str]]) -> set[tuple[str, ...]]:
    """A verb phrase in all its forms, as words: only the first word inflects."""
    first, *rest = base.split()
    return {(form, *rest) for form in {first, *irregular.get(first, _regular(first))}}


def _regular(verb: str) -> set[str]:
    stem, double = verb, verb
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    if len(verb) <= 4 and verb[-1] not in "aeiouwxy" and verb[-2] in VOWELS and verb[-3:-2] not in tuple(VOWELS):
        double = verb + verb[-1]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return {third, stem + "ed", double + "ed", stem + "ing", double + "ing"}


Phrases = dict[tuple[str, ...], Any]


@cache
def cue_forms() -> dict[str, list[tuple[tuple[str, ...], dict[str, Act]]]]:
    """First word -> the cue phrases that begin with it, longest first, each with its frames and their acts."""
    data = _data("cues")
    phrases: dict[tuple[str, ...], dict[str, Act]] = {}
    for frame, acts in data.items():
        if frame == "irregular":
            continue
        for act, bases in acts.items():
            for base in bases:
                for form in _forms(base, data["irregular"]):
                    phrases.setdefault(form, {}).setdefault(frame, cast("Act", act))
    return _by_first_word(phrases)


@cache
def event_forms() -> dict[str, list[tuple[tuple[str, ...], tuple[EventType, bool]]]]:
    """First word -> the event phrases that begin with it, longest first, each with its type and whether it is a verb."""
    data = _data("events")
    phrases: dict[tuple[str, ...], tuple[EventType, bool]] = {}
    for kind, bases in data["nouns"].items():
        for base in bases:
            phrases.setdefault(tuple(base.split()), (kind, False))
    for kind, bases in data["verbs"].items():
        for base in bases:
            for form in _forms(base, data["irregular"]):
                phrases.setdefault(form, (kind, True))
    return _by_first_word(phrases)


def _by_first_word(phrases: Phrases) -> dict[str, list[tuple[tuple[str, ...], Any]]]:
    found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        found.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return found
