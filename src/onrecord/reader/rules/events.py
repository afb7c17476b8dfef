"""Events: each trigger with its type, who did it to whom, where, when, how many, and whether it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reader.lexicon import event_forms, words
from onrecord.reader.rules.names import Name
from onrecord.reader.rules.phrases import Range, object_after, skip_auxiliaries, subject_before
from onrecord.reader.rules.sentences import Sentence, Word
from onrecord.reader.rules.statements import Draft
from onrecord.record import Act, Count, Dated, EventType, Modality, Span, span

__all__ = ["EventDraft", "events_in", "is_located"]

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|"
    r"Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DATE = re.compile(
    rf"\b(?:(?:(?:on|in|by|since|until|from|late|early|last|next|this|as early as|the end of)\s+)*(?:{DAY},?\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?|{MONTH}\s+\d{{4}}|{DAY}(?:\s+(?:morning|evening|night|afternoon))?"
    rf"|(?<=in ){MONTH}(?!\w)|(?<=since ){MONTH}(?!\w)|(?<=by ){MONTH}(?!\w))"
    r"|(?:in|since|until|by|of)\s+(?:19|20)\d{2}\b|yesterday|today|tomorrow|(?:last|next|this)\s+(?:week|month|year|night)|\d{1,3}-(?:day|week|month|year)\b"
    r"|(?:\w+|\d+)\s+(?:days|weeks|months|years)\s+ago)"
)
NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|(?:(?:a|half a|several|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|dozens of|scores of|hundreds of|thousands of|tens of thousands of|"
    r"hundreds of thousands of|a dozen|two dozen|hundred|thousand|million|billion)[\s-]?){1,4})"
)
FIGURE = re.compile(
    rf"(?:\b(?:up to|at least|more than|over|nearly|almost|about|around|some|fewer than|less than|"
    rf"between)\s+)?(?:(?:US)?[$£€]\s?)?(?<![\w.]){NUMBER}"
    rf"(?:\s+(?:and|to)\s+\d[\d,]*)?(?:\s?(?:million|billion|trillion|thousand|bn|m|percent|per cent|"
    rf"%)(?!\w))?(?:\s+(?!(?:and|in|on|at|of|to|from|were|was|are|is|had|have|for|by|after|or|as|who|that|which|with)\b)[a-z][\w-]+){{0,2}}",
)
MONEY = re.compile(r"[$£€]|\b(?:dollars|euros|pounds|rubles|yuan|yen)\b")
PAST = frozenset("met held struck shot sold bought won sought withdrew withdrawn sank sunk laid retook called".split())
FROM_ACT: dict[Act, Modality] = {
    "demand": "demanded", "propose": "proposed", "threaten": "threatened", "promise": "planned",
    "predict": "possible", "warn": "possible",
    "deny": "denied", "believe": "possible",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event before its actors are resolved to entities; `said_in` is an index into the drafts of statements."""

    sentence: int
    trigger: Span
    type: EventType
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    place: Span | None
    date: Dated | None
    modality: Modality
    counts: tuple[Count, ...]
    said_in: int | None


def events_in(
    text: str, sentences: Sequence[Sentence], names: Sequence[Sequence[Name]], statements: Sequence[Draft]
) -> list[EventDraft]:
    """The events of a text in the order of their triggers; what is told again without anything new is left out."""
    found: list[EventDraft] = []
    told: set[tuple[EventType, str]] = set()
    for index, sentence in enumerate(sentences):
        for at, length, kind, verb in _triggers(sentence.words):
            draft = _event(text, index, sentence, names[index], (at, at + length), kind, verb, statements)
            key = (kind, draft.trigger.exact.lower())
            bare = not (draft.actors or draft.recipients or draft.place or draft.date or draft.counts)
            if not (bare and (key in told or not verb)):
                found.append(draft)
            told.add(key)
    return _with_counts(text, sentences, found)


def _triggers(some: Sequence[Word]) -> list[tuple[int, int, EventType, bool]]:
    found = []
    at = 0
    while at < len(some):
        length = 1
        for phrase, (kind, verb) in event_forms().get(some[at].low, ()):
            if tuple(w.low for w in some[at : at + len(phrase)]) == phrase and (
                _is_verb(some, at) if verb else not some[at].capital or at == 0
            ):
                found.append((at, len(phrase), kind, verb))
                length = len(phrase)
                break
        at += length
    return found


def _is_verb(some: Sequence[Word], at: int) -> bool:
    word, before = some[at], some[at - 1] if at else None
    if before is None or word.capital:
        return before is None and word.low.endswith("ing")
    if before.low in words("classes", "determiners") or before.low in ("'s", "of", "no") or before.text == "-":
        return False
    if word.low.endswith("ing"):
        return (
            before.text == ","
            or before.low in ("is", "are", "was", "were", "been", "by", "for", "of", "and", "imposing")
            or not before.is_word
            or before.low in ("suggested", "considered", "began", "started", "stopped", "from", "without")
        )
    if word.low.endswith("ed") or word.low in PAST:
        return not _is_adjective(some, at)
    if before.low in (
        "to",
        "will",
        "would",
        "could",
        "may",
        "might",
        "should",
        "can",
        "must",
        "not",
        "and",
        "they",
        "we",
        "or",
        "soon",
    ):
        return True
    following = some[at + 1].low if at + 1 < len(some) else ""
    if word.low.endswith("s"):
        return before.capital and following != "of" and following not in ("in", "on", "and", "between", ",", ".")
    return before.low in words("groups") or before.capital and following in words("classes", "determiners")


def _is_adjective(some: Sequence[Word], at: int) -> bool:
    """A participle between a preposition and a noun: "of occupied areas"."""
    if some[at - 1].low not in words("classes", "prepositions") or at + 1 >= len(some):
        return False
    thing = some[at + 1]
    return (
        thing.is_word
        and not thing.capital
        and thing.low not in words("classes", "determiners") | words("classes", "prepositions")
    )


def _event(
    text: str,
    index: int,
    sentence: Sentence,
    names: Sequence[Name],
    there: Range,
    kind: EventType,
    verb: bool,
    statements: Sequence[Draft],
) -> EventDraft:
    some = sentence.words
    trigger = span(text, some[there[0]].start, some[there[1] - 1].end)
    actors, recipients = (_verb_roles if verb else _noun_roles)(some, there)
    said_in = _said_in(trigger, statements)
    act = statements[said_in].act if said_in is not None else None
    return EventDraft(
        sentence=index, trigger=trigger, type=kind,
        actors=tuple(span(text, some[a].start, some[b - 1].end) for a, b in actors),
        recipients=tuple(span(text, some[a].start, some[b - 1].end) for a, b in recipients),
        place=_place(text, some, names, there),
        date=_date(text, sentence, trigger),
        modality=_modality(some, there, kind, verb, act),
        counts=(), said_in=said_in,
    )  # fmt: skip


def _said_in(trigger: Span, statements: Sequence[Draft]) -> int | None:
    holding = [
        (sum(p.end - p.start for p in s.content), i)
        for i, s in enumerate(statements)
        if any(p.start <= trigger.start and trigger.end <= p.end for p in s.content)
        and not (s.cue.start <= trigger.start < s.cue.end)
    ]
    return min(holding)[1] if holding else None


def _verb_roles(some: Sequence[Word], there: Range) -> tuple[list[Range], list[Range]]:
    at, end = there
    passive = (
        at > 0
        and any(w.low in ("is", "was", "are", "were", "been", "being", "be") for w in some[max(0, at - 2) : at])
        and not some[at].low.endswith("ing")
    )
    participle = some[at].low.endswith("ing") and at > 0 and not passive and some[at - 1].low not in ("is", "are", "was", "were")
    infinitive = at > 0 and some[at - 1].low == "to"
    subject = _main_subject(some, at) if participle or infinitive else subject_before(some, at)
    if passive:
        by = end if end < len(some) and some[end].low == "by" else None
        agent = object_after(some, by + 1) if by is not None else None
        return [agent] if agent else [], [subject] if subject else []
    thing = object_after(some, end)
    whole = [thing] if thing and not _is_date(some[thing[0]]) else []
    return [subject] if subject else [], whole


def _is_date(word: Word) -> bool:
    return word.low in words("classes", "days") | words("classes", "months") | {"last", "next", "yesterday", "today"}


def _main_subject(some: Sequence[Word], before: int) -> Range | None:
    """The subject of the verb that an infinitive or participle hangs on."""
    at = skip_auxiliaries(some, before)
    while at > 0:
        low = some[at].low
        if low in words("classes", "auxiliaries") or (
            low.endswith(("ed", "s")) and at > 0 and not some[at].capital and subject_before(some, at)
        ):
            return subject_before(some, at)
        at -= 1
    return None


def _noun_roles(some: Sequence[Word], there: Range) -> tuple[list[Range], list[Range]]:
    at, end = there
    actors: list[Range] = []
    owner = at - 1
    while (
        owner > 0
        and some[owner].is_word
        and not some[owner].capital
        and some[owner].low != "'s"
        and at - owner < 4
        and some[owner].low not in words("classes", "determiners")
    ):
        owner -= 1
    if owner > 0 and some[owner].low == "'s":
        start = owner - 1
        while start > 0 and some[start - 1].capital and some[start - 1].is_word:
            start -= 1
        actors.append((start, owner))
    recipients: list[Range] = []
    if end < len(some) and some[end].low in ("by", "against", "on", "with", "between"):
        thing = object_after(some, end + 1)
        if (
            thing
            and not _is_date(some[thing[0]])
            and any(w.capital or w.low in words("groups") for w in some[thing[0] : thing[1]])
        ):
            (actors if some[end].low in ("by", "between", "with") else recipients).append(thing)
    return actors, recipients


def _place(text: str, some: Sequence[Word], names: Sequence[Name], there: Range) -> Span | None:
    """The place behind a preposition that stands nearest to the trigger, those behind it first."""
    found = [n for n in names if n.kind == "place" and n.start > 0 and is_located(some, n.start)]
    if not found:
        return None
    nearest = min(found, key=lambda n: (n.start < there[0], abs(n.start - there[0])))
    return span(text, some[nearest.start].start, some[nearest.end - 1].end)


def is_located(some: Sequence[Word], start: int) -> bool:
    """Whether a preposition of place stands before a name, so that a capital there is the city and not its government."""
    before = [w.low for w in some[max(0, start - 2) : start] if w.low != "the"]
    return bool(before) and before[-1] in LOCATING


LOCATING = frozenset("in at near off outside around into to across throughout from inside over".split())


def _date(text: str, sentence: Sentence, trigger: Span) -> Dated | None:
    found = list(DATE.finditer(text, sentence.start, sentence.end))
    if not found:
        return None
    near = min(found, key=lambda m: (m.start() < trigger.start and "-" not in m.group(), abs(m.start() - trigger.start)))
    if re.match(r"\d+-", near.group()) and abs(near.end() - trigger.start) > 2:
        others = [m for m in found if not re.match(r"\d+-", m.group())]
        return Dated(span=span(text, others[0].start(), others[0].end())) if others else None
    return Dated(span=span(text, near.start(), near.end()))


def _modality(some: Sequence[Word], there: Range, kind: EventType, verb: bool, act: Act | None) -> Modality:
    at = there[0]
    near = [w.low for w in some[max(0, at - 5) : at]]
    close = near[-3:]
    if not verb:
        return _noun_modality(near, act)
    if act == "deny":
        return "denied"
    if "not" in close or "never" in close or "n't" in close:
        return "negated"
    if _conditional(some, at) or {"could", "may", "might", "potentially", "possibly"} & set(near):
        return "threatened" if act == "threaten" else "possible"
    unreal = {"would", "should"} & set(close) or some[at - 1].low == "to" if at else False
    if act in FROM_ACT and (unreal or "will" in close or some[at].low.endswith("ing") or _is_bare(some[at])):
        return FROM_ACT[act]
    if (
        "will" in close
        or (close[-2:] == ["going", "to"])
        or {"plans", "planned", "intends", "expected", "scheduled"} & set(close)
    ):
        return "planned"
    if {"would", "should"} & set(close):
        return "proposed" if act is None else "possible"
    if some[at].low.endswith("ing") and {"is", "are", "remain", "remains", "continue", "continues"} & set(close):
        return "ongoing"
    return "happened"


def _is_bare(word: Word) -> bool:
    return not word.low.endswith(("ed", "s", "ing")) and word.low not in PAST


CLAUSE = 40  # words; longer clauses are no prose


def _conditional(some: Sequence[Word], at: int) -> bool:
    """Whether the trigger's clause begins with "if", "unless", or an inverted "should"."""
    i = at
    while i >= max(0, at - CLAUSE) and some[i].text not in (",", ";"):
        if some[i].low in ("if", "unless", "should") and i < at - (some[i].low == "should"):
            return some[i].low != "should" or (i + 1 < len(some) and some[i + 1].capital)
        i -= 1
    return False


def _noun_modality(near: Sequence[str], act: Act | None) -> Modality:
    said = set(near)
    if {"proposed", "suggested"} & said:
        return "proposed"
    if {"planned", "upcoming", "scheduled", "announced"} & said:
        return "planned"
    if {"possible", "potential", "if", "could", "would", "may", "might", "once", "potentially"} & said:
        return "possible"
    if {"no", "without", "never"} & said:
        return "negated"
    if {"ongoing", "continuing", "during"} & said:
        return "ongoing"
    return FROM_ACT.get(act, "happened") if act else "happened"


def _with_counts(text: str, sentences: Sequence[Sentence], events: Sequence[EventDraft]) -> list[EventDraft]:
    """Each figure goes to the event of its sentence whose trigger is nearest."""
    given: dict[int, list[Count]] = {}
    for index, sentence in enumerate(sentences):
        here = [i for i, e in enumerate(events) if e.sentence == index]
        dates = [d.span for i in here if (d := events[i].date)]
        for match in FIGURE.finditer(text, sentence.start, sentence.end) if here else ():
            start, end = match.start(), match.start() + len(match.group().rstrip())
            if not _is_figure(match.group()) or any(d.start < end and start < d.end for d in dates):
                continue
            nearest = min(here, key=lambda i: (abs(events[i].trigger.start - start), i))
            given.setdefault(nearest, []).append(Count(span=span(text, start, end), what=_what(text[start:end], events[nearest])))
    return [_counted(e, tuple(given.get(i, ()))) for i, e in enumerate(events)]


def _counted(event: EventDraft, counts: tuple[Count, ...]) -> EventDraft:
    return EventDraft(**{name: getattr(event, name) for name in EventDraft.__slots__ if name != "counts"}, counts=counts)


def _is_figure(found: str) -> bool:
    """A figure counts something: "a" alone, a year, or a lone number without a thing does not."""
    bare = found.strip()
    if re.fullmatch(r"(?:19|20)\d{2}.*", bare) or re.match(
        r"(?:a|half a|some)\s+(?!dozen|hundred|thousand|million|billion)", bare
    ):
        return False
    return len(bare.split()) > 1 or MONEY.search(bare) is not None or "%" in bare


def _what(found: str, event: EventDraft) -> str:
    low, trigger = found.lower(), event.trigger.exact.lower()
    if MONEY.search(low):
        return "money"
    if any(word in low for word in ("troops", "soldiers", "personnel")):
        return "troops"
    if trigger.startswith(("kill", "die", "dead", "assassin")) or "dead" in low:
        return "killed"
    if trigger.startswith(("injur", "wound")):
        return "injured"
    return "arrested" if trigger.startswith(("arrest", "detain", "jail")) else "other"
