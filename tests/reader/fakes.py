"""What the reader's tests share: odd texts, an invented vocabulary, settings, and a network that says anything at all."""

from __future__ import annotations

import zlib
from string import ascii_lowercase, digits

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.reader.labels import ACTS, KINDS, MODALITIES, RELATIONS, TYPES
from onrecord.reader.scores import Scores, softmax
from onrecord.reader.settings import Settings
from onrecord.reader.wordpiece import WordPiece

LETTERS = ascii_lowercase + digits + ".,\"'“”-_船"
VOCABULARY = {
    piece: i
    for i, piece in enumerate(
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"the ferry fer ##ry sail ##ed said minister ##s berg".split(), *LETTERS, *(f"##{c}" for c in LETTERS)]
    )
}  # fmt: skip

SETTINGS = Settings(
    room=40, before=12, behind=6, statement=0.5, event=0.5, mention=0.6, argument={"content": -2.0, "source": 1.0}, pronoun=0.0, description=0.5,
    tension=0.6, coref_weights=(0.1,) * 17, tension_weights=((0.1,) * 7,) * 4, calibration={"statement": (0.8, -0.1), "tension": (1.0, 0.0)},
)  # fmt: skip

PARTS = st.sampled_from(
    ['"', "“", "”", ". ", ", ", "\n\n", " ", " said ", "Ann Berg", " that ", "the Foreign Minister ", " accused ", " of ", "Denmark's ", " 30,000 troops", "U.S. ",
     "Baltic Union", " on Monday", " He ", " they ", "(EU)", "'", "’s ", "—", "é", "e\u0301", "\u0301", "\u200b", "\u202e", "\u00a0", "\0", "\x1c", "ש\u05c1לום", "船", "İ", "ß", "\U0001f6a2", "___"]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=40).map("".join) | st.text(max_size=80)

ODD = {
    "empty": "", "spaces": " \n\t\u00a0\u2003\n\n ", "marks": '.,;:!?"“”’()[]—…' * 40, "dots": "." * 3000 + "a", "one long word": "a" * 10_000, "one long line": "_" * 10_000,
    "one long word in Chinese": "船" * 10_000, "emoji": "\U0001f6a2\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 50, "right to left": "\u202bאמר השר כי המעבורת תפליג. قال الوزير.\u202c " * 10,
    "zero width": "\u200b\u200c\u200d\ufeff" * 50, "zero width within": "Ann\u200b Berg sa\u00adid that\ufeff it ran. " * 10, "combining": "Z\u0301\u0302\u0303a\u0300l\u0316go " * 50,
    "only combining": "\u0301" * 200, "NUL": "Ann Berg said\0 that \0 it ran.\0" * 10, "surrogates": "\ud800Ann Berg\udfff said \ud83d that it ran.", "cases": "İSTANBUL ǅ ß ﬁ Σς " * 20,
}  # fmt: skip


def pieces() -> WordPiece:
    """A WordPiece over the invented vocabulary."""
    return WordPiece(VOCABULARY)


class Noise:
    """A network whose scores are random, but the same for the same window, seed and loudness."""

    def __init__(self, seed: int = 0, loud: float = 3.0, candidates: int = 1_000) -> None:
        self._seed, self._loud, self._candidates = seed, loud, candidates
        self.windows: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []

    def __call__(self, pieces: NDArray[np.int64], marks: NDArray[np.int64], first: NDArray[np.int64]) -> Scores:
        """Scores of the right shapes."""
        self.windows.append((pieces, marks, first))
        rng = np.random.default_rng([self._seed, *(zlib.crc32(part.tobytes()) for part in (pieces, marks, first))])
        n = len(first)

        def some(*shape: int) -> NDArray[np.float32]:
            return (rng.standard_normal(shape) * self._loud).astype(np.float32)

        def anchors() -> NDArray[np.int64]:
            return np.sort(rng.permutation(n)[: self._candidates]).astype(np.int64)

        cues, triggers = anchors(), anchors()
        return Scores(
            tags=np.concatenate([softmax(some(n, 4)), softmax(some(n, 3))], 1), cues=cues, acts=softmax(some(len(cues), len(ACTS))),
            said=some(len(cues), n, 4, 3), triggers=triggers, types=softmax(some(len(triggers), len(TYPES))),
            modalities=softmax(some(len(triggers), len(MODALITIES))), done=some(len(triggers), n, 5, 3), mentions=softmax(some(n, 6, 1 + len(KINDS))),
            anaphor=some(n, 8), antecedent=some(n, 8), claim=some(n, 4 * (1 + len(RELATIONS))),
        )  # fmt: skip
