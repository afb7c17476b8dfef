"""What the comment model learns from: labels stand on the pieces of the words that were labelled. No torch is needed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.comments.examples import NLI, UNKNOWN, Aim, Example, Written, written

from onrecord.comments.labels import HARMS, READINGS, STANCES, WHOLE
from onrecord.comments.sequence import Room
from tests.reader.fakes import TEXTS, pieces

TEXT = "the ferry said, berg the minister"


def arrays(example: Example, room: Room | None = None, aims: list[Aim] | None = None) -> Written:
    return written(example, pieces(), room or Room(), aims)


def words(found: Written, column: str, value: int = 1) -> list[str]:
    """The words whose harm of one kind has a value."""
    on = found.harm[found.input.first, HARMS.index(column)] == value
    return [found.input.text_words.exact(w, w) for w, is_on in zip(found.input.words, on, strict=True) if is_on]


def edge_words(found: Written) -> list[tuple[str, str]]:
    at = {int(piece): found.input.text_words.exact(w, w) for piece, w in zip(found.input.first, found.input.words, strict=True)}
    return [(at[a], at[b]) for a, b in found.edges.tolist() if a != UNKNOWN]


def test_labels_are_numbers_and_unknown_where_nobody_looked() -> None:
    """One a target, by the order of the network's classes."""
    aims = (
        Aim(text="the ferry", stance="against", evidence=(4, 14)),
        Aim(text="berg", stance="favour", sides=True),
        Aim(text="sail", nli="neutral"),
        Aim(text="said", odds="irony"),
    )
    found = arrays(Example(text=TEXT, aims=aims, whole={"toxic": 1}))
    assert found.stance.tolist() == [STANCES.index("against"), STANCES.index("favour"), UNKNOWN, UNKNOWN]
    assert found.sides.tolist() == [False, True, False, False]
    assert found.nli.tolist() == [UNKNOWN, UNKNOWN, NLI.index("neutral"), UNKNOWN]
    assert found.odds.tolist() == [UNKNOWN, UNKNOWN, UNKNOWN, READINGS.index("irony")]
    assert found.whole.tolist() == [1 if name == "toxic" else UNKNOWN for name in WHOLE]
    assert edge_words(found) == [("ferry", "said")]
    assert (found.harm == UNKNOWN).all()
    assert found.size == len(found.input.pieces)


def test_an_example_without_aims_has_arrays_all_the_same() -> None:
    """Of no rows."""
    found = arrays(Example(text=TEXT))
    assert (found.stance.shape, found.edges.shape) == ((0,), (0, 2))


def test_an_unknown_label_is_refused() -> None:
    """No class is made up."""
    with pytest.raises(ValueError, match="not in tuple"):
        arrays(Example(text=TEXT, aims=(Aim(text="berg", stance="lukewarm"),)))


def test_aims_may_come_in_another_order() -> None:
    """Labels go with them, and strangers may stand among them."""
    aims = [Aim(text="berg", stance="favour"), Aim(text="the ferry", stance="none")]
    found = arrays(Example(text=TEXT, aims=tuple(aims)), aims=aims[::-1])
    assert found.stance.tolist() == [STANCES.index("none"), STANCES.index("favour")]


@pytest.mark.parametrize(
    ("evidence", "edges"),
    [
        ((0, 3), [("the", "the")]),
        ((5, 6), [("ferry", "ferry")]),
        ((3, 4), []),
        ((0, len(TEXT)), [("the", "minister")]),
        ((14, 15), [(",", ",")]),
    ],
)
def test_evidence_is_the_words_that_it_touches(evidence: tuple[int, int], edges: list[tuple[str, str]]) -> None:
    """Also in part; a space alone is none."""
    assert edge_words(arrays(Example(text=TEXT, aims=(Aim(text="berg", stance="favour", evidence=evidence),)))) == edges


def test_evidence_that_the_room_leaves_out_is_unknown() -> None:
    """The middle of a long comment is not read."""
    text = "the " * 20 + "ferry " * 20 + "the " * 20
    aim = Aim(text="berg", stance="favour", evidence=(120, 125))
    assert edge_words(arrays(Example(text=text, aims=(aim,)), Room(comment=12))) == []


def test_harm_stands_on_the_words_of_its_spans() -> None:
    """Each kind that was looked for; toxic is any of them but spam; a kind that nobody looked for is unknown."""
    example = Example(text=TEXT, harms=(("insult", 4, 9), ("spam", 16, 20)), harm_kinds=("toxic", "insult", "spam"))
    found = arrays(example)
    assert words(found, "toxic") == words(found, "insult") == ["ferry"]
    assert words(found, "spam") == ["berg"]
    assert words(found, "insult", 0) == ["the", "said", ",", "berg", "the", "minister"]
    assert (found.harm[:, HARMS.index("threat")] == UNKNOWN).all()
    assert (found.harm[~np.isin(np.arange(found.size), found.input.first)] == UNKNOWN).all()


def test_a_comment_without_harm_is_labelled_as_such() -> None:
    """No spans are no unknowns."""
    found = arrays(Example(text=TEXT, harms=(), harm_kinds=("toxic",)))
    assert len(words(found, "toxic", 0)) == len(found.input.first)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 90)), max_size=4), st.integers(2, 60))
def test_any_text_and_spans_are_arrays(text: str, spans: list[tuple[int, int]], room: int) -> None:
    """Of the input's sizes; edges are first pieces of words, the first not behind the last."""
    aims = tuple(Aim(text="berg", stance="favour", evidence=(a, a + n)) for a, n in spans)
    harms = tuple(("insult", a, a + n) for a, n in spans)
    found = arrays(Example(text=text, aims=aims, harms=harms, harm_kinds=("toxic", "insult")), Room(comment=room))
    assert found.harm.shape == (found.size, len(HARMS))
    assert set(np.unique(found.harm)) <= {UNKNOWN, 0, 1}
    for begin, end in found.edges.tolist():
        assert (begin == UNKNOWN) == (end == UNKNOWN)
        assert begin == UNKNOWN or (begin <= end and {begin, end} <= set(found.input.first.tolist()))
