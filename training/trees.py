"""CoNLL-U files as examples: syntactic heads, and in GUM the coreference of mentions. They teach arcs what syntax knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.reader.wordpiece import WordPiece
from onrecord.reader.words import words_of
from training.examples import Example, Mention

__all__ = ["DEPENDENCIES", "read_trees"]

DEPENDENCIES = (
    "root nsubj obj iobj obl nmod amod advmod det case mark aux cop cc conj punct ccomp xcomp advcl acl acl:relcl appos nummod "
    "compound flat nsubj:pass aux:pass csubj expl parataxis nmod:poss vocative discourse fixed other"
).split()
LONGEST = 900  # words of an example: a longer document is parted between sentences
OPEN = re.compile(r"\((\d+)-")


def read_trees(path: Path, pieces: WordPiece, *, coref: bool) -> list[Example]:
    """The documents of a file, each parted into examples of at most LONGEST words."""
    found: list[Example] = []
    part: list[list[list[str]]] = []
    for sentence in _sentences(path):
        part.append(sentence)
        if sum(map(len, part)) > LONGEST:
            found.append(_example(f"{path.stem}-{len(found)}", part, pieces, coref))
            part = []
    return [*found, _example(f"{path.stem}-{len(found)}", part, pieces, coref)] if part else found


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield rows
            rows = []


@dataclass(slots=True)
class _Token:
    """A syntactic word: where it stands, the token that it hangs on (None: a root), its relation, the Entity marks."""

    start: int
    end: int
    head: int | None
    relation: str
    marks: str


def _tokens(sentences: list[list[list[str]]]) -> tuple[str, list[_Token]]:
    """The text of some sentences, and their tokens in it. The parts of a contraction all stand where the contraction stands."""
    text, tokens = "", []
    for rows in sentences:
        numbers: dict[str, int] = {}
        heads: list[str] = []
        until, whole = 0, (0, 0)
        for row in (r for r in rows if "." not in r[0]):
            within = row[0].isdigit() and int(row[0]) <= until
            if not within:
                whole = len(text), len(text) + len(row[1])
                text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
            if "-" in row[0]:
                until = int(row[0].split("-")[1])
                continue
            numbers[row[0]] = len(tokens)
            heads.append(row[6])
            marks = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
            tokens.append(_Token(*whole, None, row[7], marks))
        for token, head in zip(tokens[len(tokens) - len(heads) :], heads, strict=True):
            token.head = numbers.get(head)
    return text, tokens


def _example(name: str, sentences: list[list[list[str]]], pieces: WordPiece, coref: bool) -> Example:
    text, tokens = _tokens(sentences)
    words = words_of(text)
    at = {p: i for i, (a, b) in enumerate(zip(words.start, words.end, strict=True)) for p in range(a, b)}
    example = Example(
        name,
        words,
        [pieces.pieces(text[a:b]) for a, b in zip(words.start, words.end, strict=True)],
        frozenset({"tree", "coref"} if coref else {"tree"}),
        mentions=_mentions(tokens, at) if coref else [],
        heads=[-1] * len(words),
        relations=[-1] * len(words),
    )
    for token in tokens:
        _hang(example, at, token, tokens)
    return example


def _hang(example: Example, at: dict[int, int], token: _Token, tokens: list[_Token]) -> None:
    """A token's first word hangs on its head's first word; marks and parts within the token hang on its own first word."""
    own = at.get(token.start)
    target = own if token.head is None else at.get(tokens[token.head].start)
    if own is None or target is None or example.heads[own] != -1:
        return
    plain = token.relation if token.relation in DEPENDENCIES else token.relation.split(":")[0]
    example.heads[own] = target
    example.relations[own] = DEPENDENCIES.index(plain if plain in DEPENDENCIES else "other")
    for rest in range(own + 1, len(example.words)):
        if example.words.start[rest] >= token.end:
            break
        example.heads[rest], example.relations[rest] = own, DEPENDENCIES.index("fixed")


def _mentions(tokens: list[_Token], at: dict[int, int]) -> list[Mention]:
    """Mentions from GUM's Entity column: a bracket opens with the entity's number, and closes with it or at once."""
    found: list[Mention] = []
    opened: list[tuple[str, int]] = []
    for token in tokens:
        for mark in re.findall(r"\([^()]+\)?|\d+\)", token.marks):
            number = OPEN.match(mark)
            if number:
                opened.append((number.group(1), token.start))
            if mark.endswith(")"):
                found += _closed(opened, number.group(1) if number else mark[:-1], token.end, at)
    return found


def _closed(opened: list[tuple[str, int]], number: str, end: int, at: dict[int, int]) -> list[Mention]:
    """The mention of an entity that was opened last, taken off the list."""
    for i in range(len(opened) - 1, -1, -1):
        if opened[i][0] == number:
            first, last = at.get(opened.pop(i)[1]), at.get(end - 1)
            return [Mention(first, last, -1, number)] if first is not None and last is not None and first <= last else []
    return []
