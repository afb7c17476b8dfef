"""MinHash signatures, many at a time.

A signature has BANDS bands of ROWS bytes, each the lowest byte of the least hash among a text's stems (Broder 1997; only a
byte of it: Li and König, "b-Bit Minwise Hashing", 2010), and one band more of its letters as a whole. A stem of weight w
stands in for w stems, so that two signatures agree at a place about as often as their texts' weighted Jaccard says. Texts
are compared where a band agrees (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3).

No library: datasketch brings scipy (113 MB), and what rensa hashes to may change from version to version, while these
signatures are kept in stores. All is integer arithmetic, so every machine gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.content import CODE_BITS, HEAVIEST, Content

__all__ = ["BANDS", "ROWS", "SIZE", "codes", "crossed", "estimate", "keys", "letters_hash", "signatures"]

ROWS = 4  # swept on reworded comments: 3 rows compare fifteen times as many pairs, 5 lose three times as many copies
BANDS = 20  # at 40 % of words edited a band agrees for 99 of 100 pairs of 100 words, 96 of 100 of 25 words
PLACES = ROWS * BANDS
SIZE = PLACES + ROWS  # bytes
BATCH = 500_000  # stems hashed at a time: some 30 MB

Codes = NDArray[np.uint64]
Signatures = NDArray[np.uint8]

SPREAD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: sets the copies of a weighted stem apart


def _constants(name: bytes) -> Codes:
    digests = b"".join(blake2b(name + bytes([place]), digest_size=8).digest() for place in range(PLACES))
    return np.frombuffer(digests, "<u8").astype(np.uint64)


MULTIPLIERS, ADDENDS = _constants(b"multiplier") | np.uint64(1), _constants(b"addend")


def codes(content: Content) -> list[int]:
    """The stems of a text with their weights, each pair in 64 bits."""
    return [hashed << CODE_BITS | weight for hashed, weight in content.weights.items()]


def signatures(contents: Sequence[Content]) -> Signatures:
    """The signatures of texts, one a row, of SIZE bytes. Every text must have a stem."""
    found = np.empty((len(contents), SIZE), np.uint8)
    for start, end in _batches(contents):
        of_each = [codes(one) for one in contents[start:end]]
        starts = np.cumsum([0, *map(len, of_each[:-1])])
        found[start:end, :PLACES] = _minima(np.array([code for one in of_each for code in one], np.uint64), starts)
        letters = np.array([letters_hash(one) & 0xFFFFFFFF for one in contents[start:end]], "<u4")
        found[start:end, PLACES:] = letters.view(np.uint8).reshape(-1, ROWS)
    return found


def letters_hash(content: Content) -> int:
    """A hash of 64 bits of all the letters of a text: among a million texts two share one by chance once in 10^7 times."""
    return int.from_bytes(blake2b(content.letters.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def keys(found: Signatures) -> NDArray[np.uint32]:
    """The bands of signatures as numbers, one row a signature, BANDS + 1 columns."""
    return np.ascontiguousarray(found).view("<u4").astype(np.uint32, copy=False)


def crossed(found: Signatures) -> NDArray[np.uint32]:
    """The same places in BANDS other bands, every twentieth in one: they find more than half of what the first bands miss."""
    across = found[:, :PLACES].reshape(-1, ROWS, BANDS).transpose(0, 2, 1)
    return np.ascontiguousarray(across).reshape(-1, PLACES).view("<u4").astype(np.uint32, copy=False)


def estimate(one: Signatures, other: Signatures) -> NDArray[np.float64]:
    """The similarity that signatures, row by row, let expect; its standard error is below 0.06."""
    agree = np.count_nonzero(one[..., :PLACES] == other[..., :PLACES], axis=-1) / PLACES
    return np.asarray((agree - 1 / 256) / (1 - 1 / 256), np.float64)  # one byte in 256 agrees by chance


def _batches(contents: Sequence[Content]) -> Iterator[tuple[int, int]]:
    start = stems = 0
    for end, one in enumerate(contents):
        if stems and stems + len(one.weights) > BATCH:
            yield start, end
            start, stems = end, 0
        stems += len(one.weights)
    if start < len(contents):
        yield start, len(contents)


def _minima(stems: Codes, starts: NDArray[np.int64]) -> Signatures:
    known, places = np.unique(stems, return_inverse=True)
    order = np.argsort(known & np.uint64(HEAVIEST), kind="stable")[::-1]  # the heaviest first, so that copies are slices
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    places, hashes, weights = rank[places], known[order] >> np.uint64(CODE_BITS), known[order] & np.uint64(HEAVIEST)
    copies = [hashes[: np.count_nonzero(weights > copy)] + np.uint64(copy * SPREAD % 2**64) for copy in range(HEAVIEST)]
    least = np.empty((PLACES, len(starts)), np.uint8)
    for place, (multiplier, addend) in enumerate(zip(MULTIPLIERS, ADDENDS, strict=True)):
        table = _least_of_copies(copies, multiplier, addend)
        least[place] = np.minimum.reduceat(table[places], starts) & np.uint32(0xFF)
    return least.T


def _least_of_copies(copies: Sequence[Codes], multiplier: np.uint64, addend: np.uint64) -> NDArray[np.uint32]:
    """The least hash of each stem's copies: multiply-shift (Dietzfelbinger et al. 1997), the upper 32 bits of 64."""
    table = np.full(len(copies[0]), 0xFFFFFFFF, np.uint32)
    for those in copies:
        mixed = ((those * multiplier + addend) >> np.uint64(32)).astype(np.uint32)
        np.minimum(table[: len(those)], mixed, out=table[: len(those)])
    return table
