"""The comment stage: from a page with its story on record to its thread with stances, cues and accounts at odds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from onrecord.comments.cues import harm, off_topic, shouting, spam
from onrecord.comments.named import ids_named, with_targets
from onrecord.comments.network import Network
from onrecord.comments.odds import LEAN, Sided, at_odds, candidates
from onrecord.comments.sequence import Room, reading
from onrecord.comments.settings import Settings
from onrecord.comments.stance import Held, held
from onrecord.comments.targets import Target, targets_of
from onrecord.copies import Kind, clusters
from onrecord.copies.pages import posts_of
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import AtOdds, Comment, Copies, CopyKind, Cue, Record, Stance

__all__ = ["CommentReader"]

ENGLISH = ("en", None)
NO_TARGET = "the article"  # what the network is asked for where a story has no target, so that cues are read all the same
HEADLINE = 240  # code points of the story's beginning that stand for a headline where there is none


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the reading of one comment depends on."""

    text: str
    parent: str


@dataclass(frozen=True, slots=True)
class _Found:
    held: tuple[Held, ...]
    cues: tuple[Cue, ...]


class CommentReader:
    """Reads the thread under a story with one network; the same page gives the same record whatever else is read."""

    def __init__(
        self,
        network: Network,
        pieces: WordPiece,
        settings: Settings,
        *,
        workers: Executor | None = None,
        room: Room | None = None,
    ) -> None:
        self.network = network
        self._pieces, self._settings = pieces, settings
        self._workers, self._room = workers, room or Room()

    def read(self, record: Record, *, toward: Sequence[str] = ()) -> Record:
        """The record with stances, cues, copies and accounts at odds; of a page in a language it does not know, copies alone.

        `toward` names targets beside the story's own.
        """
        if not record.comments:
            return record
        copies = _copies(record)
        if record.page.language in ENGLISH:
            record = self._english(record, toward)
        return _flagged(replace(record, copies=copies))

    def cues(self, text: str, *, parent: str = "", story: str = "") -> tuple[Cue, ...]:
        """What a moderator may want to look at in one comment, of which no page is known."""
        return self._found(_Asked(text, parent), (), story, with_story=bool(story)).cues

    def _english(self, record: Record, toward: Sequence[str]) -> Record:
        record = with_targets(record, toward)
        record, targets = targets_of(record, ids_named(record, toward))
        story = record.page.title or record.page.text[:HEADLINE]
        found = self._all(record.comments, targets, story)
        comments = tuple(
            replace(c, cues=f.cues, stances=tuple(_stance(h, targets) for h in f.held if h.speaks >= self._settings.speaks))
            for c, f in zip(record.comments, found, strict=True)
        )
        sided: dict[str | None, list[Sided]] = defaultdict(list)
        for comment, one, parent in zip(comments, found, _parents(comments), strict=True):
            sided[comment.account] += [Sided(comment, h, parent) for h in one.held]
        accounts = tuple(replace(a, at_odds=self._at_odds(sided.get(a.name, ()), targets, story)) for a in record.accounts)
        return replace(record, comments=comments, accounts=accounts)

    def _all(self, comments: Sequence[Comment], targets: Sequence[Target], story: str) -> list[_Found]:
        """What was found in each comment. The same words in answer to the same are read once."""
        asked = [_Asked(c.text, parent) for c, parent in zip(comments, _parents(comments), strict=True)]
        once = list(dict.fromkeys(asked))
        run = self._workers.map if self._workers else map
        found = dict(zip(once, run(lambda a: self._found(a, targets, story, with_story=True), once), strict=True))
        return [found[a] for a in asked]

    def _found(self, asked: _Asked, targets: Sequence[Target], story: str, *, with_story: bool) -> _Found:
        names = [t.text for t in targets] or [NO_TARGET]
        given = reading(asked.text, targets=names, parent=asked.parent, story=story, pieces=self._pieces, room=self._room)
        cues = [*shouting(asked.text), *spam(asked.text)]
        if not len(given.first):
            return _Found((), tuple(cues))
        scores = self.network(given)
        leaning = held(given, scores, asked.text, self._settings, least=min(LEAN, self._settings.speaks)) if targets else []
        leaning = _with_sides(leaning, targets)
        speaks = any(one.speaks >= self._settings.speaks for one in leaning)
        cues += harm(given, scores, asked.text, self._settings)
        if with_story:
            cues += off_topic(scores, asked.text, self._settings, speaks=speaks)
        return _Found(tuple(leaning), _in_order(cues))

    def _at_odds(self, sided: Sequence[Sided], targets: Sequence[Target], story: str) -> tuple[AtOdds, ...]:
        """At most one pair a target: the surest contradiction, or else the first that reads otherwise."""
        best: dict[str, AtOdds] = {}
        for candidate in candidates(sided, targets):
            found = at_odds(
                candidate, network=self.network, pieces=self._pieces, room=self._room, story=story, settings=self._settings
            )
            before = best.get(candidate.target.id)
            if found and (before is None or (found.confidence or 0) > (before.confidence or 0)):
                best[candidate.target.id] = found
        return tuple(best.values())


def _parents(comments: Sequence[Comment]) -> list[str]:
    """The texts that the comments answer; empty where that is no comment of the page."""
    texts = {c.id: c.text for c in comments}
    return [texts.get(c.parent or "", "") for c in comments]


def _with_sides(some: Sequence[Held], targets: Sequence[Target]) -> list[Held]:
    """What a comment holds of a person counts for the person's side, where it says less of the side itself."""
    found = {one.target: one for one in some}
    numbers = {target.id: number for number, target in enumerate(targets)}
    for one in sorted(some, key=lambda h: -h.speaks):
        side = numbers.get(targets[one.target].side or "")
        if side is not None and (side not in found or found[side].speaks < one.speaks):
            found[side] = replace(one, target=side)
    return [found[number] for number in sorted(found)]


def _stance(held: Held, targets: Sequence[Target]) -> Stance:
    return Stance(toward=targets[held.target].id, label=held.label, evidence=held.evidence, confidence=held.confidence)


def _in_order(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """By place; two of one kind that overlap are one, the longer."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.span.start, -c.span.end, c.kind)):
        if not any(k.kind == cue.kind and cue.span.start < k.span.end for k in kept):
            kept.append(cue)
    return tuple(kept)


KINDS: dict[Kind, CopyKind] = {"same text": "same", "disguised": "disguised", "reworded": "reworded"}


def _copies(record: Record) -> tuple[Copies, ...]:
    """The groups of comments of different accounts that are nearly the same text, in page order."""
    at = {comment.id: place for place, comment in enumerate(record.comments)}
    found = [
        Copies(
            comments=tuple(sorted((m.id for m in cluster.members), key=at.__getitem__)),
            kind=KINDS[cluster.kind],
            similarity=round(cluster.similarity, 3),
        )
        for cluster in clusters(posts_of(record))
    ]
    return tuple(sorted(found, key=lambda group: at[group.comments[0]]))


def _flagged(record: Record) -> Record:
    """The record whose comments say what else it holds of them."""
    odds = {id_ for a in record.accounts for o in a.at_odds if o.reads_as == "contradiction" for id_ in (o.a, o.b)}
    copied = {id_ for group in record.copies for id_ in group.comments}

    def flags(comment: Comment) -> tuple[str, ...]:
        own = {"at_odds": comment.id in odds, "copy": comment.id in copied}
        return (*(flag for flag in comment.flags if flag not in own), *(name for name, has in own.items() if has))

    return replace(record, comments=tuple(replace(c, flags=flags(c)) for c in record.comments))
