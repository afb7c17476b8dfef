"""What the comment reader's tests share: settings, a network that says anything at all, one that says what it is told, records."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.comments.labels import HARMS, READINGS, SEGMENTS, STANCES, WHOLE
from onrecord.comments.network import Scores
from onrecord.comments.reader import CommentReader
from onrecord.comments.sequence import Reading, Room, reading
from onrecord.comments.settings import Settings
from onrecord.reader.scores import softmax
from onrecord.record import Account, Comment, Entity, Page, Record, span
from tests.reader.fakes import pieces

SETTINGS = Settings(
    temperature=1.0, bias=(0.0,) * 5, speaks=0.5, apart=0.1, harm={"toxic": 0.5, "insult": 0.3, "threat": 0.3, "slur": 0.3, "spam": 0.5}, off_topic=0.7, odds=0.8,
    odds_weights=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
)  # fmt: skip
STORY = (
    "Denmark's harbour board will close the night ferry. Mayor Ann Berg said the ferry costs too much. Denmark's police agreed."
)
TITLE = "Night ferry to close"


def given(
    text: str, *targets: str, parent: str = "", story: str = TITLE, other: str = "", other_parent: str = "", room: Room | None = None
) -> Reading:  # fmt: skip
    """The input of one run, in the invented vocabulary."""
    return reading(
        text,
        targets=targets or ("the ferry",),
        parent=parent,
        story=story,
        other=other,
        other_parent=other_parent,
        pieces=pieces(),
        room=room or Room(),
    )


class Noise:
    """A network whose scores are random, but the same for the same input, seed and loudness; it keeps what it was asked."""

    def __init__(self, seed: int = 0, loud: float = 3.0) -> None:
        self._seed, self._loud = seed, loud
        self.asked: list[Reading] = []

    def __call__(self, reading: Reading) -> Scores:
        """Scores of the right shapes."""
        self.asked.append(reading)
        parts = (reading.pieces, reading.marks, reading.segments, reading.targets)
        rng = np.random.default_rng([self._seed, *(zlib.crc32(part.tobytes()) for part in parts)])
        count, size = len(reading.targets), len(reading.pieces)

        def some(*shape: int) -> NDArray[np.float32]:
            return (rng.standard_normal(shape) * self._loud).astype(np.float32)

        def chances(*shape: int) -> NDArray[np.float32]:
            return (1 / (1 + np.exp(-np.clip(some(*shape), -60, 60)))).astype(np.float32)

        return Scores(
            stance=softmax(some(count, len(STANCES))), odds=softmax(some(count, len(READINGS))), edges=some(count, size, 2),
            harm=chances(size, len(HARMS)), whole=chances(len(WHOLE)),
        )  # fmt: skip


class Told:
    """A network that says of a comment what it is told by its text: a label for all targets; of a pair, one reading."""

    def __init__(
        self, stances: Mapping[str, str] | None = None, *, pair: str = "same", sure: float = 0.9, harm: Mapping[str, str] | None = None,
        off_topic: float = 0.0,
    ) -> None:  # fmt: skip
        self._stances, self._pair, self._sure, self._harm, self._off_topic = stances or {}, pair, sure, harm or {}, off_topic
        self.asked: list[Reading] = []

    def __call__(self, reading: Reading) -> Scores:
        """The label or reading has `sure`, the others share the rest; evidence is the first to the last word."""
        self.asked.append(reading)
        count, size, words = len(reading.targets), len(reading.pieces), reading.text_words
        edges = np.zeros((count, size, 2), np.float32)
        harm = np.zeros((size, len(HARMS)), np.float32)
        if len(reading.first):
            edges[:, reading.first[0], 0] = edges[:, reading.first[-1], 1] = 9
        for place, word in zip(reading.first, reading.words, strict=True):
            kind = self._harm.get(words.exact(word, word))
            if kind:
                harm[place, HARMS.index("toxic")] = harm[place, HARMS.index(kind)] = self._sure
        return Scores(
            stance=np.tile(spread(STANCES, self._stances.get(words.text, "none"), self._sure), (count, 1)),
            odds=np.tile(spread(READINGS, self._pair, self._sure), (count, 1)),
            edges=edges,
            harm=harm,
            whole=np.array([self._off_topic, 0], np.float32),
        )

    def pairs(self) -> int:
        """How many times two comments were read together."""
        return sum(SEGMENTS.index("other") in one.segments for one in self.asked)


def spread(names: Sequence[str], name: str, sure: float = 0.9) -> NDArray[np.float32]:
    """Chances in which one name has `sure`."""
    found = np.full(len(names), (1 - sure) / (len(names) - 1), np.float32)
    found[names.index(name)] = sure
    return found


def record(*comments: Comment | tuple[str, str], language: str | None = "en", **more: object) -> Record:
    """A story with a country and its mayor; comments as they are, or as (account, text), with the accounts they have."""
    thread = tuple(
        c if isinstance(c, Comment) else Comment(id=f"c{i}", account=c[0], text=c[1]) for i, c in enumerate(comments, 1)
    )
    page = Page(id="p", title=TITLE, text=STORY, language=language)
    held: dict[str, object] = {"page": page, "entities": entities(), "comments": thread, "accounts": accounts(thread)}
    return Record(**{**held, **more})  # type: ignore[arg-type]


def entities() -> tuple[Entity, ...]:
    """Those of STORY."""
    return (
        Entity(id="e1", kind="place", name="Denmark", mentions=(span(STORY, 0, 7),)),
        Entity(id="e2", kind="person", name="Ann Berg", role="Mayor", mentions=(span(STORY, 57, 65),)),
    )


def accounts(comments: Iterable[Comment]) -> tuple[Account, ...]:
    """An account each name, in order."""
    names = dict.fromkeys(c.account for c in comments if c.account is not None)
    return tuple(Account(name=n, comments=tuple(c.id for c in comments if c.account == n)) for n in names)


def reader(network: object = None, settings: Settings = SETTINGS, **more: object) -> CommentReader:
    """A reader of the invented vocabulary."""
    return CommentReader(network or Noise(), pieces(), settings, **more)  # type: ignore[arg-type]
