"""Examples under another name."""

from __future__ import annotations

from training.comments.examples import Aim, Example
from training.comments.renamed import COUNTRIES, renamed

TEXT = "Peru threatens its neighbours, and Peruvians know it. Shame on Peru!"
EVIDENCE = "Shame on Peru"


def example(target: str, text: str = TEXT) -> Example:
    start = text.find(EVIDENCE)
    aim = Aim(text=target, stance="against", evidence=(start, start + len(EVIDENCE)))
    return Example(text=text, story="Peru recalls its envoy", aims=(aim,))


def test_the_country_is_another_everywhere() -> None:
    """In the comment, the target, the evidence and the headline if there is one; the stance and other words stay."""
    for one in renamed([example("Peru (Lima, the army)")], 20):
        (aim,) = one.aims
        new = aim.text.partition(" (")[0]
        assert new in COUNTRIES
        assert new != "Peru"
        assert one.text == TEXT.replace("Peru ", f"{new} ").replace("Peru!", f"{new}!")
        assert aim.evidence is not None
        assert one.text[slice(*aim.evidence)] == f"Shame on {new}"
        assert aim.stance == "against"
        assert "Lima" not in aim.text
        assert one.story in ("", f"{new} recalls its envoy")


def test_what_has_no_country_is_left_out() -> None:
    """A target that is none, or that the comment calls otherwise."""
    assert renamed([example("the mayor"), example("Ghana"), example("Chile")], 3) == []


def test_same_input_same_output() -> None:
    """The countries are chosen by a fixed seed."""
    assert renamed([example("Peru")] * 3, 2) == renamed([example("Peru")] * 3, 2)
