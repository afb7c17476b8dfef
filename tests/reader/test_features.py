"""Features of pairs: always as many as the weights, always small numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.features import COREF_FEATURES, TENSION_FEATURES, Phrase, coref_features, pronoun_of, tension_features
from onrecord.reader.labels import KINDS

LOWS = st.sampled_from("the a ann berg he she it they minister of 's union".split())
PHRASES = st.builds(
    Phrase,
    low=st.lists(LOWS, min_size=1, max_size=4).map(tuple),
    kind=st.integers(-1, len(KINDS) - 1),
    sentence=st.integers(0, 60),
    first=st.integers(0, 2000),
    name=st.booleans(),
)
SETS = st.frozensets(LOWS)
NAMES = (
    "same_sentence", "one_apart", "two_apart", "far", "apart", "same_pronoun", "other_pronoun", "behind_pronoun", "same_kind", "other_kind", "same_words",
    "shared", "within", "same_last", "antecedent_named", "other_name",
)  # fmt: skip


def of(low: str, *, kind: int = 0, sentence: int = 0, name: bool = False) -> Phrase:
    return Phrase(tuple(low.split()), kind, sentence, 0, name)


def holding(anaphor: Phrase, antecedent: Phrase) -> set[str]:
    return {name for name, value in zip(NAMES, coref_features(anaphor, antecedent), strict=True) if value}


@settings(max_examples=60, deadline=None)
@given(st.tuples(PHRASES, PHRASES).map(lambda pair: sorted(pair, key=lambda phrase: phrase.sentence)))
def test_pair_features_are_small_and_complete(pair: list[Phrase]) -> None:
    """COREF_FEATURES of them; none beyond two; sameness of words, kind and pronoun exclude their opposites."""
    antecedent, anaphor = pair
    found = coref_features(anaphor, antecedent)
    assert len(found) == COREF_FEATURES == len(NAMES)
    assert all(0 <= value <= 2 for value in found)
    assert not {"same_pronoun", "other_pronoun"} <= holding(anaphor, antecedent)
    assert not {"same_kind", "other_kind"} <= holding(anaphor, antecedent)
    assert not {"shared", "other_name"} <= holding(anaphor, antecedent)


@settings(max_examples=60, deadline=None)
@given(SETS, SETS, st.booleans(), st.integers(0, 300), st.booleans())
def test_tension_features_do_not_mind_the_order(
    a: frozenset[str], b: frozenset[str], same: bool, apart: int, denies: bool
) -> None:
    """TENSION_FEATURES of them, small, the same for (a, b) as for (b, a)."""
    found = tension_features(a, b, same_speaker=same, apart=apart, denies=denies)
    assert len(found) == TENSION_FEATURES
    assert all(0 <= value <= 2 for value in found)
    assert found == tension_features(b, a, same_speaker=same, apart=apart, denies=denies)


def test_what_tension_features_say() -> None:
    """Shared words by number and by share, speaker, nearness, distance, denial."""
    a, b = frozenset(["ferry", "winter", "runs"]), frozenset(["ferry", "winter"])
    assert tension_features(a, b, same_speaker=True, apart=1, denies=True) == (0.4, 1.0, 1.0, 1.0, 0.1, 1.0)
    assert tension_features(frozenset(), a, same_speaker=False, apart=40, denies=False) == (0.0, 0.0, 0.0, 0.0, 2.0, 0.0)


@pytest.mark.parametrize(
    ("low", "expected"), [("he", "m"), ("her", "f"), ("it", "n"), ("themselves", "p"), ("i", "1"), ("us", "w"), ("who", "r"), ("these", "d"), ("berg", None), ("he said", None), ("", None)]
)  # fmt: skip
def test_pronouns_by_class(low: str, expected: str | None) -> None:
    """One word alone; a longer phrase is no pronoun."""
    assert pronoun_of(low.split()) == expected


def test_what_pair_features_say() -> None:
    """Distance, pronouns, kinds, words in common, names."""
    berg = of("mayor ann berg", name=True)
    assert holding(of("berg", sentence=1, name=True), berg) == {
        "one_apart",
        "apart",
        "same_kind",
        "shared",
        "within",
        "same_last",
        "antecedent_named",
    }
    assert holding(of("the ferry", kind=4, sentence=9), berg) == {"far", "apart", "other_kind", "antecedent_named"}
    assert holding(of("jan nowak", name=True), berg) == {"same_sentence", "same_kind", "antecedent_named", "other_name"}
    assert holding(of("he", kind=-1), of("him")) == {"same_sentence", "same_pronoun"}
    assert holding(of("he"), of("she", kind=-1)) == {"same_sentence", "other_pronoun"}
    assert holding(of("the mayor", sentence=2), of("he", kind=-1)) == {"two_apart", "apart", "behind_pronoun"}


def test_articles_and_possessives_are_no_content() -> None:
    """What two phrases share is more than "the"."""
    assert of("the mayor of their town").content == {"mayor", "of", "town"}
    assert "shared" not in holding(of("the mayor"), of("the ferry"))
