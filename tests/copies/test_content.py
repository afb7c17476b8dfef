"""How alike two texts are, and when that is evidence of copying."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.content import alike_from, content, enough, similarity
from tests.copies.sample import DISGUISED, OTHER, REWORDED, SLOGAN

TEXTS = st.lists(st.sampled_from("harbour pension families brewery council Friday morning a the of to".split()), max_size=30).map(
    " ".join
)


@pytest.mark.parametrize(
    "text", ["", "lol", "agreed", "Exactly this!", "I couldn't agree more", "and so it is as it was", "👍👍"]
)
def test_short_comments_are_no_evidence(text: str) -> None:
    """Two people write them without having met."""
    assert not enough(content(text).weights)


def test_copies_are_alike_and_others_are_not() -> None:
    """Disguised, a text is the same; reworded, it is alike; another text is not alike at all."""
    assert similarity(content(SLOGAN), content(DISGUISED)) == 1.0
    assert 0.6 < similarity(content(SLOGAN), content(REWORDED)) < 1.0
    assert similarity(content(SLOGAN), content(OTHER)) == 0.0


def test_spaces_put_anywhere_are_no_difference() -> None:
    """Letters in a row are compared, too."""
    assert (
        similarity(
            content(SLOGAN),
            content("Har bour work ers of Gull haven deserve a pen sion that fe eds a family, sign before Friday"),
        )
        == 1.0
    )


def test_few_shared_words_must_be_most_of_the_words() -> None:
    """The fewer words two texts share, the more alike they must be."""
    assert alike_from(6.0) > alike_from(20.0) > alike_from(100.0) > 0.4
    one, other = "that fool spews the usual stupidity and nothing else", "my neighbour with the hat spews the usual stupidity"
    assert similarity(content(one), content(other)) == 0.0


@given(TEXTS, TEXTS)
def test_similarity_is_the_same_both_ways(one: str, other: str) -> None:
    """Between 0 and 1; a text is wholly like itself."""
    found = similarity(content(one), content(other))
    assert 0.0 <= found <= 1.0
    assert found == similarity(content(other), content(one))
    assert similarity(content(one), content(one)) == 1.0
