"""Noun phrases beside a predicate, by word classes and marks alone."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reader.lexicon import cue_forms, event_forms, words
from onrecord.reader.rules.sentences import Word

__all__ = ["Range", "clause_end", "is_verb_like", "object_after", "skip_auxiliaries", "subject_before"]

Range = tuple[int, int]  # indices of words, the end excluded
LONGEST = 16  # words of a noun phrase with its apposition


def skip_auxiliaries(some: Sequence[Word], at: int) -> int:
    """The index of the last word before `at` that is no auxiliary or adverb; -1 if there is none."""
    at -= 1
    while at >= 0 and (some[at].low in words("classes", "auxiliaries") or _is_adverb(some[at])):
        at -= 1
    return at


def _is_adverb(word: Word) -> bool:
    return word.low.endswith("ly") and len(word.low) > 4 and not word.capital and word.low not in ("family", "july", "italy")


def subject_before(some: Sequence[Word], verb: int) -> Range | None:
    """The noun phrase that is the subject of the verb at this index; None if none stands before it."""
    last = skip_auxiliaries(some, verb)
    if last < 0:
        return None
    if some[last].low in ("who", "which", "that") and last > 0:  # a relative clause speaks of the phrase before it
        last -= 1
        last -= some[last].text == ","
        if last < 0:
            return None
    if some[last].low in words("classes", "pronouns"):
        return (last, last + 1)
    apposed = some[last].text == ","
    end = last if apposed else last + 1
    start = _phrase_start(some, end - 1)
    if apposed and (wider := _before_apposition(some, start)) is not None:
        start = wider
    elif not apposed and start > 1 and some[start - 1].text == "," and some[start].capital:
        start = _role_before(some, start)
    return (start, end) if start < end and any(w.is_word for w in some[start:end]) else None


def _phrase_start(some: Sequence[Word], last: int) -> int:
    """Walk back over one noun phrase."""
    at = last
    while at >= 0 and last - at < LONGEST and _continues(some, at):
        at -= 1
    start = at + 1
    while start < last and (some[start].low in ("and", "of", "for", "'s", "in", "the-") or not some[start].is_word):
        start += 1
    return start


def _continues(some: Sequence[Word], at: int) -> bool:
    word = some[at]
    if word.low in ("of", "'s", "&", "-", ".") or word.text in ("(", ")"):
        return True
    if word.low == "and":
        return at + 1 < len(some) and some[at + 1].capital and at > 0 and some[at - 1].capital
    if word.low in ("for", "in", "from", "at") and at + 1 < len(some):
        return at > 0 and some[at - 1].is_word and not some[at - 1].capital and _noun_before(some, at)
    if not word.is_word or word.low in words("classes", "prepositions") | words("classes", "boundaries") | {"and"}:
        return False
    if word.low in words("classes", "auxiliaries") or _is_adverb(word):
        return False
    return not is_verb_like(some, at)


def _noun_before(some: Sequence[Word], at: int) -> bool:
    """Whether the word before a preposition is a role or a group, so that "minister for trade" is one phrase."""
    return some[at - 1].low in words("groups") | {
        "minister",
        "head",
        "secretary",
        "director",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "ambassador",
        "council",
        "ministry",
    }


def is_verb_like(some: Sequence[Word], at: int) -> bool:
    """Whether a lower-case word is a cue or event verb in this place, rather than a noun or a participle before one."""
    word = some[at]
    if word.capital or word.low not in cue_forms() and not _is_event_verb(word.low):
        return False
    before = some[at - 1].low if at else ""
    if before in words("classes", "determiners") or before in ("'s", "of"):
        return False
    return word.low.endswith(("ed", "s")) or word.low in ("said", "told", "wrote", "say", "met", "struck")


def _is_event_verb(low: str) -> bool:
    return any(verb for _, (_, verb) in event_forms().get(low, ()))


def _before_apposition(some: Sequence[Word], start: int) -> int | None:
    """For "Denmark's Fisheries Minister, Karen Holmgaard," or "Marek Zielony, the captain,": where the whole begins."""
    if start < 2 or some[start - 1].text != ",":
        return None
    wider = _phrase_start(some, start - 2)
    return wider if wider < start - 1 and any(w.capital for w in some[wider : start - 1]) else None


def _role_before(some: Sequence[Word], start: int) -> int:
    """For "Ukraine's Army Commander-in-Chief, General Oleksandr Syrskyi" without a comma behind."""
    wider = _phrase_start(some, start - 2)
    held = some[wider : start - 1]
    return wider if held and held[-1].capital and any(w.low == "'s" for w in held) else start


def object_after(some: Sequence[Word], at: int) -> Range | None:
    """The noun phrase that begins at this index or right behind an adverb; None if something else stands there."""
    start = at
    while start < len(some) and (some[start].low in ("also", "both", "again", "not") or _is_adverb(some[start])):
        start += 1
    end = start
    while end < len(some) and end - start < LONGEST and _goes_on(some, start, end):
        end += 1
    while end > start and (some[end - 1].low in ("of", "and", "'s", "the", "a") or not some[end - 1].is_word):
        end -= 1
    return (start, end) if end > start else None


def _goes_on(some: Sequence[Word], start: int, at: int) -> bool:
    word = some[at]
    if word.low in ("of", "'s"):
        return at > start
    if word.low == "and":
        return at > start and at + 1 < len(some) and (some[at + 1].capital == some[start].capital)
    if not word.is_word:
        return word.text == "-"
    small = words("classes", "prepositions") | words("classes", "boundaries") | words("classes", "auxiliaries")
    if word.low in small or word.low in words("classes", "pronouns") and at > start:
        return False
    return at == start or not (is_verb_like(some, at) and not some[at - 1].low.endswith("s'"))


def clause_end(some: Sequence[Word], start: int) -> int:
    """The index behind the last word of the clause that begins at `start`: the sentence's end, or a break in it.

    A comma ends it where a participle of saying or an attribution follows ("..., adding that", "..., according to").
    """
    at = start
    while at < len(some):
        word = some[at]
        if word.text in (";", "—") and at > start:
            break
        if word.text == "," and at + 1 < len(some) and _new_attribution(some, at + 1):
            break
        if word.low == "and" and at + 1 < len(some) and _new_predicate(some, at + 1):
            break
        at += 1
    while at > start and not some[at - 1].is_word and some[at - 1].text not in ("”", '"', ")", "%"):
        at -= 1
    return at


def _new_attribution(some: Sequence[Word], at: int) -> bool:
    low = some[at].low
    if low == "according" or (low.endswith("ing") and low in cue_forms()):
        return True
    following = some[at + 1 : at + 3]
    pronoun = low in words("classes", "pronouns") and bool(following) and following[0].low in cue_forms()
    return pronoun or (low == "and" and at + 1 < len(some) and _new_predicate(some, at + 1))


def _new_predicate(some: Sequence[Word], at: int) -> bool:
    """Whether a second verb of the same subject begins here: "... and demanded", "... and has warned"."""
    while at < len(some) and (some[at].low in ("has", "had", "have", "also", "then") or _is_adverb(some[at])):
        at += 1
    return at < len(some) and some[at].low in cue_forms() and some[at].low.endswith("ed") and not some[at].capital
