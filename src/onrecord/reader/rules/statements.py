"""Statements: each cue with its source, content, addressee, venue, form and act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reader.lexicon import cue_forms, words
from onrecord.reader.rules.phrases import Range, clause_end, object_after, subject_before
from onrecord.reader.rules.sentences import Sentence, Word
from onrecord.record import Act, Form, Span, span

__all__ = ["Draft", "drafts_in"]

VENUE = re.compile(
    r"\b(?:on (?:state |national |local )?(?:television|TV|radio|Twitter|X|Facebook|Telegram|social media)|"
    r"(?:at|during) an? (?:[\w-]+ ){0,2}(?:press conference|news conference|briefing|rally|meeting|hearing|"
    r"interview|summit|debate)|"
    r"in (?:an?|his|her|their|its) (?:[\w-]+ ){0,2}(?:statement|interview|speech|tweet|post|letter|address|"
    r"report|video|message|article|press release)|"
    r"in parliament|in court)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement before its source is resolved to an entity; `sentence` is its sentence's index."""

    sentence: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    addressee: Span | None
    venue: Span | None
    form: Form
    act: Act


class _Page:
    """A text with its sentences and quotations, as the rules see it."""

    def __init__(self, text: str, sentences: Sequence[Sentence], quotes: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.sentences = sentences
        self.quotes = quotes
        self._starts = [start for start, _ in quotes]

    def quote_at(self, at: int) -> tuple[int, int] | None:
        """The quotation that covers an offset."""
        i = bisect_right(self._starts, at) - 1
        return self.quotes[i] if i >= 0 and at < self.quotes[i][1] else None

    def quote_ending(self, at: int) -> tuple[int, int] | None:
        """The quotation that ends right before an offset, unless a full stop closed it: then another sentence began."""
        while at > 0 and self.text[at - 1].isspace():
            at -= 1
        found = self.quote_at(at - 1) if at > 0 else None
        return found if found and found[1] == at and self.text[at - 2] != "." else None

    def quote_from(self, at: int) -> tuple[int, int] | None:
        """The quotation that begins at an offset, white space and a comma or colon left aside."""
        while at < len(self.text) and (self.text[at].isspace() or self.text[at] in ",:"):
            at += 1
        found = self.quote_at(at)
        return found if found and found[0] == at else None


def drafts_in(text: str, sentences: Sequence[Sentence], quotes: Sequence[tuple[int, int]]) -> list[Draft]:
    """The statements of a text in the order of their cues."""
    page = _Page(text, sentences, quotes)
    found: list[Draft] = []
    for index, sentence in enumerate(sentences):
        taken_to = -1
        for at in range(len(sentence.words)):
            if at <= taken_to or page.quote_at(sentence.words[at].start) is not None:
                continue
            match = _cue_at(sentence.words, at)
            if match is None:
                continue
            length, frames = match
            draft = _draft(page, index, at, at + length, frames, found)
            if draft is not None:
                found.append(draft)
                taken_to = at + length - 1
    return _continued(page, found)


def _continued(page: _Page, drafts: Sequence[Draft]) -> list[Draft]:
    """A sentence that is all quotation right behind a quoting statement goes on with it."""
    speaking = {draft.sentence for draft in drafts}
    last: int | None = None
    found = list(drafts)
    for index, sentence in enumerate(page.sentences):
        if index in speaking:
            quoting = [i for i, d in enumerate(found) if d.sentence == index and d.form != "indirect"]
            last = quoting[-1] if quoting else None
            continue
        quote = page.quote_at(sentence.start)
        if last is None or quote is None or quote[1] < sentence.end - 1:
            last = None
            continue
        draft = found[last]
        if all(part.end <= sentence.start for part in draft.content):
            found[last] = replace(draft, content=(*draft.content, span(page.text, sentence.start, sentence.end)))
    return found


def _cue_at(some: Sequence[Word], at: int) -> tuple[int, dict[str, Act]] | None:
    for phrase, frames in cue_forms().get(some[at].low, ()):
        if tuple(w.low for w in some[at : at + len(phrase)]) == phrase:
            return (len(phrase), frames) if "source" in frames or _is_verb(some, at, len(phrase)) else None
    return None


def _is_verb(some: Sequence[Word], at: int, length: int) -> bool:
    before = some[at - 1].low if at else ""
    if before in words("classes", "determiners") or before in ("'s", "of", "by", "with", "no", "without"):
        return False
    if _in_noun_phrase(some, at) or _in_condition(some, at):
        return False
    if some[at].capital and at > 0 and some[at - 1].text not in ("“", '"'):
        return False
    bare = not some[at].low.endswith(("ed", "s", "ing")) and some[at].low not in PAST
    if (
        bare
        and length == 1
        and before not in ("to", "will", "would", "they", "we", "i", "who", "not", "also", "and")
        and not _plural(some, at)
    ):
        return False
    following = some[at + length].low if at + length < len(some) else ""
    return not (
        some[at].low.endswith("s")
        and following in ("of", "in", "on", "from", "by", "about")
        and length == 1
        and before
        and some[at - 1].is_word
        and not some[at - 1].capital
    )


def _in_noun_phrase(some: Sequence[Word], at: int) -> bool:
    """Whether a determiner or possessive stands up to three words before: "a recently proposed truce", "Ann's own claims"."""
    i = at - 1
    while (
        i >= 0
        and at - i <= 3
        and (some[i].is_word or some[i].low == "'s")
        and not some[i].capital
        and some[i].low not in STOPPING
    ):
        if some[i].low in ("a", "an", "the", "'s", "its", "his", "her", "their", "this", "these") and not _noun_between(
            some, i, at
        ):
            return True
        i -= 1
    return False


def _noun_between(some: Sequence[Word], i: int, at: int) -> bool:
    """Something that may be the subject stands between: all but adverbs and adjectives by their endings."""
    return any(
        not w.low.endswith(("ly", "ed", "al", "ous", "ive", "ic", "-old", "new", "own", "recent", "latest"))
        for w in some[i + 1 : at]
    )


CLAUSE = 40  # words; longer clauses are no prose


def _in_condition(some: Sequence[Word], at: int) -> bool:
    """Whether the cue is only supposed: "if Russia rejects ..." reports nothing."""
    i = at - 1
    while i >= max(0, at - CLAUSE) and some[i].text not in (",", ";", ":") and some[i].low != "that":
        if some[i].low in ("if", "unless", "whether"):
            return True
        i -= 1
    return False


STOPPING = frozenset("that which who and but or to".split())
PAST = frozenset("said told wrote thought felt found showed swore sought foresaw forecast made rule".split())


def _plural(some: Sequence[Word], at: int) -> bool:
    return at > 0 and (some[at - 1].low.endswith("s") or some[at - 1].low in words("groups"))


def _draft(page: _Page, index: int, at: int, end: int, frames: dict[str, Act], earlier: Sequence[Draft]) -> Draft | None:
    some = page.sentences[index].words
    if "source" in frames:
        return _according_to(page, index, at, end, frames["source"])
    source, inverted = _source(page, index, at, end, earlier)
    if source is None and not _passive(some, at):
        return None
    quoted = page.quote_ending(_left_edge(page, some, at, source, inverted))
    behind = max(end, _index_behind(some, source)) if inverted else end
    chosen = _frame(page, some, behind, frames)
    if chosen is None and not (inverted or quoted):
        return None
    frame, act, start, addressee = chosen or ("clause", next(iter(frames.values())), behind, None)
    if inverted or quoted:
        if "clause" not in frames:
            return None
        content = _said_around(page, index, at, behind, quoted, source)
        act = frames["clause"]
    else:
        content = _said_behind(page, index, start, frame)
    if not content:
        return None
    cue = span(page.text, some[at].start, some[end - 1].end)
    venue = _venue(page, index, content)
    return Draft(
        sentence=index, source=source, cue=cue, content=content, addressee=addressee, venue=venue,
        form=_form(page, content), act=act,
    )  # fmt: skip


def _span(page: _Page, some: Sequence[Word], there: Range) -> Span:
    return span(page.text, some[there[0]].start, some[there[1] - 1].end)


def _index_behind(some: Sequence[Word], source: Span | None) -> int:
    return next((i for i, w in enumerate(some) if source and w.start >= source.end), len(some))


def _source(page: _Page, index: int, at: int, end: int, earlier: Sequence[Draft]) -> tuple[Span | None, bool]:
    """The source and whether it stands behind the cue ("...", said the captain)."""
    some = page.sentences[index].words
    left = at - 1
    while left > 0 and some[left].low.endswith("ly"):
        left -= 1
    before = some[left] if at else None
    here = _unnested(earlier, index)
    if some[at].low.endswith("ing") and (before is None or before.text in (",", "and") or before.low in ("while",)):
        subject = subject_before(some, _first_verb(some, at)) if not here else None
        return (here[-1].source if here else _span(page, some, subject) if subject else None), False
    if before is not None and before.low in ("and", "but", "then") and here and at > 1:
        return here[-1].source, False
    if before is not None and before.low == "to":
        return (here[-1].source if here else None), False
    if before is not None and (before.text in (",", "”", '"', "'", "’") or page.quote_ending(some[at].start)):
        following = object_after(some, end)
        subject = subject_before(some, at) if before.text == "," and not page.quote_ending(some[at].start) else None
        if subject and not _starts_clause(some, subject):
            return _span(page, some, subject), False
        if following and (some[following[0]].low in words("classes", "pronouns") or following[0] == end):
            return _span(page, some, following), True
        return None, False
    subject = subject_before(some, at)
    if subject is None:
        return (here[-1].source if here else None), False
    return _span(page, some, subject), False


def _unnested(earlier: Sequence[Draft], index: int) -> list[Draft]:
    """The sentence's last statements with a source that are not inside one another's content, whose subject may go on."""
    near = [d for d in earlier[-NEAR:] if d.sentence == index and d.source is not None]
    return [d for d in near if not any(p.start <= d.cue.start < p.end for e in near if e is not d for p in e.content)]


NEAR = 8  # statements back; a sentence with more is no sentence


def _starts_clause(some: Sequence[Word], subject: Range) -> bool:
    """A phrase that begins the sentence and is no apposition cannot be told from a fronted clause."""
    return subject[0] == 0 and not any(w.capital for w in some[subject[0] : subject[1]])


def _first_verb(some: Sequence[Word], before: int) -> int:
    """The first finite verb of the sentence, for participles that hang on it."""
    for i in range(1, before):
        if some[i].low in ("is", "are", "was", "were", "has", "have", "had") or (
            some[i].low.endswith("ed") and not some[i].capital
        ):
            return i
    return before


def _passive(some: Sequence[Word], at: int) -> bool:
    return at > 1 and some[at - 1].low in ("is", "was", "are", "were", "been") and some[at - 2].low in ("it", "has", "have")


def _left_edge(page: _Page, some: Sequence[Word], at: int, source: Span | None, inverted: bool) -> int:
    """Where what stands before the cue and its source ends."""
    return some[at].start if inverted or source is None or source.start > some[at].start else source.start


_Frame = tuple[str, Act, int, Span | None]  # name, act, where the content begins, the addressee


def _frame(page: _Page, some: Sequence[Word], end: int, frames: dict[str, Act]) -> _Frame | None:
    """Which of a cue's frames stands here; None if none does."""
    low = some[end].low if end < len(some) else ""
    for name, stands in (("to", low == "to"), ("noun", True), ("for", True)):
        if name in frames and stands:
            return "clause" if name == "noun" else name, frames[name], end, None
    return _frame_with_object(page, some, end, frames) or _frame_alone(some, end, frames)


def _frame_with_object(page: _Page, some: Sequence[Word], end: int, frames: dict[str, Act]) -> _Frame | None:
    """A frame with an object: "urged Warsaw to ...", "accused Denmark of ...", "told reporters that ..."."""
    low = some[end].low if end < len(some) else ""
    whom = object_after(some, end)
    behind = some[whom[1]].low if whom and whom[1] < len(some) else ""
    if whom:
        to = _span(page, some, whom)
        for name, marks in (("obj_to", ("to", "not")), ("of", ("of", "for"))):
            if name in frames and behind in marks:
                return name, frames[name], whom[1], to
        reach = APART if "obj_to" in frames else 1  # verbs that take an addressee may have more between
        that = next((i for i in range(whom[1], min(whom[1] + reach, len(some))) if some[i].low == "that"), None)
        if "clause" in frames and low != "that" and that is not None and _is_between(some[whom[1] : that]):
            return "clause", frames["clause"], that, to
    if "as" in frames and (behind == "as" or {"“", '"'} & {low, behind}):
        return "as", frames["as"], end, None
    return None


APART = 7  # words that may stand between the addressee and "that": "told reporters in Copenhagen on Monday that"


def _is_between(some: Sequence[Word]) -> bool:
    """Whether words between an addressee and "that" are a place or a time and no predicate of their own."""
    return not any(
        w.low in words("classes", "auxiliaries") or w.low in words("classes", "pronouns") or not w.is_word for w in some
    )


def _frame_alone(some: Sequence[Word], end: int, frames: dict[str, Act]) -> _Frame | None:
    """A clause, or a thing: "announced that ...", "announced a plan"."""
    low = some[end].low if end < len(some) else ""
    clause = (
        "clause" in frames
        and (low == "that" or _has_verb(some, end))
        and (frames["clause"] == "assert" or "thing" not in frames or low == "that")
    )
    if clause:
        return "clause", frames["clause"], end, None
    name = next((name for name in ("thing", "clause") if name in frames), None)
    return (name, frames[name], end, None) if name else None


def _has_verb(some: Sequence[Word], start: int) -> bool:
    return any(w.low in words("classes", "auxiliaries") or w.low.endswith("ed") for w in some[start + 1 : start + 14])


def _said_behind(page: _Page, index: int, start: int, frame: str) -> tuple[Span, ...]:
    """The content behind the cue: the rest of the clause, and where it opens a quotation, all of its sentences."""
    some = page.sentences[index].words
    while start < len(some) and some[start].text in (",", ":"):
        start += 1
    if start >= len(some) or frame == "as" and start + 1 >= len(some):
        return ()
    quote = page.quote_from(some[start].start)
    end = clause_end(some, start)
    if quote and quote[1] >= some[-1].start:
        return tuple(_by_sentence(page, quote))
    if end <= start or (end - start == 1 and frame == "clause" and not quote):
        return ()
    first = span(page.text, some[start].start, some[end - 1].end)
    opened = page.quote_at(first.end - 1)
    if opened and opened[1] > first.end:
        tail = _by_sentence(page, (first.end, opened[1]))
        return (span(page.text, first.start, max(first.end, min(opened[1], page.sentences[index].end))), *tail[1:])
    return (first,)


def _said_around(
    page: _Page, index: int, at: int, behind: int, quoted: tuple[int, int] | None, source: Span | None
) -> tuple[Span, ...]:
    """The content before the cue (a quotation of one or more sentences, or a fronted clause), and what goes on behind it."""
    some = page.sentences[index].words
    parts: list[Span] = []
    if quoted:
        parts += _by_sentence(page, quoted)
    else:
        left = min(some[at].start, source.start if source else some[at].start)
        edge = next((i for i in range(len(some)) if some[i].start >= left), at)
        while edge > 0 and not some[edge - 1].is_word:
            edge -= 1
        if edge > 1:
            parts.append(span(page.text, some[0].start, some[edge - 1].end))
    rest = page.quote_from(some[behind].start) if behind < len(some) else None
    if rest:
        parts += _by_sentence(page, rest)
    return tuple(parts)


def _by_sentence(page: _Page, quote: tuple[int, int]) -> list[Span]:
    """A quotation parted where its sentences end."""
    parts, start = [], quote[0]
    for sentence in page.sentences:
        if sentence.end <= start:
            continue
        if sentence.start >= quote[1]:
            break
        end = min(sentence.end, quote[1])
        begin = max(start, sentence.start)
        if end - begin > 1:
            parts.append(span(page.text, begin, end))
        start = end
    return parts


def _according_to(page: _Page, index: int, at: int, end: int, act: Act) -> Draft | None:
    some = page.sentences[index].words
    source = object_after(some, end)
    if source is None:
        return None
    stop = source[1]
    if at == 0:
        while stop < len(some) and some[stop].text != ",":
            stop += 1
        first, last = stop + 1, clause_end(some, stop + 1) if stop + 1 < len(some) else stop
    else:
        first, last = 0, at
        while last > first and not some[last - 1].is_word:
            last -= 1
    if last <= first:
        return None
    content = (span(page.text, some[first].start, some[last - 1].end),)
    return Draft(
        sentence=index, source=_span(page, some, source), cue=span(page.text, some[at].start, some[end - 1].end), content=content,
        addressee=None, venue=_venue(page, index, content), form=_form(page, content), act=act,
    )  # fmt: skip


def _venue(page: _Page, index: int, content: tuple[Span, ...]) -> Span | None:
    sentence = page.sentences[index]
    for match in VENUE.finditer(page.text, sentence.start, sentence.end):
        if not any(part.start <= match.start() < part.end for part in content):
            return span(page.text, match.start(), match.end())
    return None


def _form(page: _Page, content: tuple[Span, ...]) -> Form:
    covered = [page.quote_at(part.start) is not None and page.quote_at(part.end - 1) is not None for part in content]
    if all(covered):
        return "direct"
    inside = any(start < part.end and end > part.start for part in content for start, end in page.quotes)
    return "mixed" if inside else "indirect"
