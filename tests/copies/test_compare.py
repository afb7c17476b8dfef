"""What copies have in common, in the words of one of them."""

from onrecord.copies.compare import shared_words
from onrecord.copies.content import content


def test_shared_words_are_those_of_most_texts() -> None:
    """In the core's order, each once, in whatever form the others have them; each text counts as often as it was posted."""
    core = content("the harbour and the worker")
    others = [(core, 1), (content("workers of harbours"), 1), (content("harbour and tram"), 1)]
    assert shared_words(core, others) == ("harbour", "and", "worker")
    assert shared_words(core, [*others, (content("the end"), 5)]) == ("the",)
