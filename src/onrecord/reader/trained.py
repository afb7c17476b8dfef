"""The trained reader: a page's words through the network once, and what it found as statements, events, entities and tensions."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np

from onrecord.reader.acts import act_named
from onrecord.reader.arcs import Stretch
from onrecord.reader.cast import Cast
from onrecord.reader.counting import counted, figures_in
from onrecord.reader.features import tension_features
from onrecord.reader.findings import Done, Found, Said, find
from onrecord.reader.labels import RELATIONS
from onrecord.reader.modes import mode_of
from onrecord.reader.scores import Network, log_odds, sigmoid, softmax
from onrecord.reader.settings import Settings
from onrecord.reader.wordpiece import WordPiece
from onrecord.reader.words import Words, words_of
from onrecord.record import Count, Dated, Event, Form, Participant, ReaderInfo, Record, Span, Statement, Tension, span

__all__ = ["TrainedReader"]

ENGLISH = ("en", None)
LONGEST = 400_000  # code points; a longer text is no news page, and is read up to here
MARKS = '"“”„'
NEAR = 40  # statements further apart than this are not compared


class TrainedReader:
    """Reads English news with one network; the same page gives the same record whatever else is read."""

    def __init__(
        self, network: Network, pieces: WordPiece, settings: Settings, info: ReaderInfo, workers: Executor | None = None
    ) -> None:
        self._network, self._pieces, self._settings, self._workers = network, pieces, settings, workers
        self.info = info

    def read(self, record: Record) -> Record:
        """The record with entities, statements, events and tensions; see `onrecord.reader.Reader`."""
        if record.page.language not in ENGLISH or not record.page.text.strip():
            return replace(record, reader=self.info)
        words = words_of(record.page.text[:LONGEST])
        if not len(words):
            return replace(record, reader=self.info)
        found = find(words, self._pieces, self._network, self._settings, self._workers)
        return replace(_Page(words, found, self._settings).written(record), reader=self.info)


class _Page:
    """One page's findings on their way into its record."""

    def __init__(self, words: Words, found: Found, settings: Settings) -> None:
        self._words, self._found, self._settings = words, found, settings
        self._cast = Cast(words, found, settings)

    def written(self, record: Record) -> Record:
        statements = tuple(self._statement(f"s{i + 1}", s) for i, s in enumerate(self._found.said))
        events = tuple(self._event(f"v{i + 1}", e, statements) for i, e in enumerate(self._found.done))
        return replace(
            record,
            entities=self._cast.entities(),
            statements=statements,
            events=events,
            tensions=tuple(self._tensions(statements)),
        )

    def _span(self, place: Stretch) -> Span:
        return span(self._words.text, self._words.start[place[0]], self._words.end[place[1]])

    def _one(self, spans: Sequence[Stretch]) -> Span | None:
        return self._span(spans[0]) if spans else None

    def _sure(self, head: str, probability: float) -> float | None:
        """The calibrated confidence, in hundredths; None for a head that was not calibrated."""
        if head not in self._settings.calibration:
            return None
        a, b = self._settings.calibration[head]
        return round(sigmoid(a * log_odds(probability) + b), 2)

    def _statement(self, id_: str, said: Said) -> Statement:
        content = tuple(map(self._span, said.spans["content"]))
        source, cue = said.spans["source"], self._span(said.cue) if said.cue else None
        return Statement(
            id=id_,
            source=self._one(source),
            speaker=self._cast.who(source[0]) if source else None,
            cue=cue,
            content=content,
            addressee=self._one(said.spans["addressee"]),
            venue=self._one(said.spans["venue"]),
            form=self._form(said.spans["content"]),
            act=(act_named(cue.exact) if cue else None) or said.act,
            confidence=self._sure("statement", said.probability),
        )

    def _form(self, content: Sequence[Stretch]) -> Form:
        """Direct where quotation marks hold all words of the content, or where a speech of several sentences stands without.

        Mixed where they hold some.
        """
        words, parts = self._words, [self._words.exact(*c) for c in content]
        quoted = [words.quoted[w] for a, b in content for w in range(a, b + 1) if any(map(str.isalnum, words.exact(w, w)))]
        marked = parts[0][0] in MARKS or parts[-1][-1] in MARKS
        if quoted and (all(quoted) or marked and not any(quoted) or len(parts) > 2 and all(p[0].isupper() for p in parts)):
            return "direct"
        return "mixed" if any(quoted) else "indirect"

    def _event(self, id_: str, done: Done, statements: Sequence[Statement]) -> Event:
        trigger = self._span(done.trigger)
        place, date = done.spans["place"], self._one(done.spans["date"])
        return Event(
            id=id_,
            trigger=trigger,
            type=done.type,
            mode=mode_of(trigger.exact, done.type),
            actors=self._people(done.spans["actor"]),
            recipients=self._people(done.spans["recipient"]),
            place=self._people(place)[0] if place else None,
            date=Dated(span=date) if date else None,
            modality=done.modality,
            counts=self._counts(done, trigger),
            said_in=_said_in(trigger, statements),
            confidence=self._sure("event", done.probability),
        )

    def _counts(self, done: Done, trigger: Span) -> tuple[Count, ...]:
        """The figures that the network found, or else those within the words for who acts and who is acted on."""
        spans = [self._span(c) for c in done.spans["count"]]
        if not spans:
            people = [self._span(p) for role in ("actor", "recipient") for p in done.spans[role]]
            spans = [span(self._words.text, p.start + a, p.start + b) for p in people for a, b in figures_in(p.exact)]
        return tuple(Count(span=s, what=counted(s.exact, trigger.exact, done.type)) for s in spans)

    def _people(self, places: Sequence[Stretch]) -> tuple[Participant, ...]:
        return tuple(Participant(span=self._span(p), entity=self._cast.who(p)) for p in places)

    def _tensions(self, statements: Sequence[Statement]) -> list[Tension]:
        """Pairs of statements whose pair score for some relation is high enough."""
        if len(statements) < 2:
            return []
        said = self._found.said
        inside = [[w for a, b in s.spans["content"] for w in range(a, b + 1)] for s in said]
        texts = [frozenset(t for a, b in s.spans["content"] for t in self._words.low(a, b) if len(t) > 3) for s in said]
        claims = np.stack([self._found.claim[ws].mean(0) for ws in inside])
        sides = claims.reshape(len(said), 1 + len(RELATIONS), -1)
        weights = np.array(self._settings.tension_weights, np.float32)
        found = []
        for i in range(len(said)):
            others = range(i + 1, min(len(said), i + NEAR))
            if not others:
                continue
            features = np.array([self._alike(statements, texts, i, j) for j in others], np.float32)
            products = (sides[i] * sides[list(others)]).sum(2) / sides.shape[2] ** 0.5
            chances = softmax((products + features @ weights[:, :-1].T + weights[:, -1]).astype(np.float32))
            for j, chance in zip(others, chances, strict=True):
                if 1 - chance[0] >= self._settings.tension:
                    relation = RELATIONS[int(chance[1:].argmax())]
                    sure = self._sure("tension", float(1 - chance[0]))
                    found.append(Tension(a=statements[i].id, b=statements[j].id, relation=relation, confidence=sure))
        return found

    def _alike(self, statements: Sequence[Statement], texts: Sequence[frozenset[str]], i: int, j: int) -> tuple[float, ...]:
        a, b = self._found.said[i], self._found.said[j]
        speaker = statements[i].speaker
        return tension_features(
            texts[i],
            texts[j],
            same_speaker=speaker is not None and speaker == statements[j].speaker,
            apart=abs(self._words.sentence[a.at] - self._words.sentence[b.at]),
            denies="deny" in (a.act, b.act),
        )


def _said_in(trigger: Span, statements: Sequence[Statement]) -> str | None:
    """The statement with the shortest content among those whose content holds the trigger; null is the reporter's own voice."""
    holding = [s for s in statements if any(c.start <= trigger.start and trigger.end <= c.end for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content)).id if holding else None
