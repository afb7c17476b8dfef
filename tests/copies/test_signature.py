"""Signatures say about how alike texts are, and are the same everywhere and always."""

from random import Random

import numpy as np

from onrecord.copies.content import content, similarity
from onrecord.copies.signature import BANDS, SIZE, crossed, estimate, keys, letters_hash, signatures
from tests.copies.sample import DISGUISED, OTHER, SLOGAN, edited, sentence


def test_signatures_never_change() -> None:
    """They are kept in stores: other bytes for the same text would lose what was stored before."""
    assert signatures([content(SLOGAN)]).tobytes().hex()[:32] == "6dd839e6424184d27594f21312c8c2a9"


def test_a_signature_does_not_depend_on_what_else_is_signed() -> None:
    """Alone or among others, in any order."""
    contents = [content(text) for text in (SLOGAN, OTHER, sentence(Random(1), 300))]
    together = signatures(contents)
    assert together.shape == (3, SIZE)
    for at, one in enumerate(contents):
        assert np.array_equal(signatures([one])[0], together[at])
    assert np.array_equal(signatures(contents[::-1])[::-1], together)


def test_the_estimate_is_near_the_similarity() -> None:
    """On average; of one pair its standard error is below 0.06."""
    chance = Random(2)
    texts = [sentence(chance, 60) for _ in range(200)]
    ones, others = ([content(text) for text in of] for of in (texts, [edited(text, 0.2, chance) for text in texts]))
    errors = estimate(signatures(ones), signatures(others)) - [similarity(a, b) for a, b in zip(ones, others, strict=True)]
    assert abs(errors.mean()) < 0.02
    assert errors.std() < 0.07


def test_disguised_texts_share_every_band() -> None:
    """The bands are those of what is read, the last is that of all letters."""
    ones, others = keys(signatures([content(SLOGAN)])), keys(signatures([content(DISGUISED)]))
    assert ones.shape == (1, BANDS + 1)
    assert np.array_equal(ones, others)
    assert letters_hash(content(SLOGAN)) == letters_hash(content(DISGUISED))


def test_other_bands_of_the_same_places() -> None:
    """Each place is in one of them, with three that are in none of its first band."""
    places = np.arange(SIZE, dtype=np.uint8)[None]
    again = np.sort(crossed(places).view(np.uint8).ravel())
    assert np.array_equal(again, np.arange(4 * BANDS))
    assert not np.intersect1d(crossed(places), keys(places)).size


def test_no_texts_have_no_signatures() -> None:
    """An empty batch is no error."""
    assert signatures([]).shape == (0, SIZE)
