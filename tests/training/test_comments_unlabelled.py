"""Open comments with what they name."""

from __future__ import annotations

from pathlib import Path

from training.comments.unlabelled import NOUNS, named_comments

from tests.training.test_comments_open_data import table

TEXTS = ["I would not trust Ottersby with a wheelbarrow, let alone with a harbour."] * 4 + [
    "This one speaks of Ottersby and of the teachers, who have earned every bit of it.",
    "Once is not enough to be known, says Quillmark, or so it has been told to us.",
    "Ottersby!",
]


def written(shared: Path) -> None:
    table(
        shared / "data/comments/toxic-spans/tsd_train.csv",
        *[{"text": text, "spans": "[]"} for text in TEXTS],
    )
    for name in ("gc.csv", "gn.csv"):
        table(
            shared / "data/comments/context-toxicity/CAT_LARGE" / name,
            {"text": "As I said, we must thank Ottersby for all of this.", "parent": f"Why, in {name}?", "label": "0"},
        )


def test_names_become_targets(tmp_path: Path) -> None:
    """Names that several comments have, and nouns of public life; no stance is claimed, and what is answered stays."""
    written(tmp_path)
    found = named_comments(tmp_path)
    assert [e.text for e in found] == [*TEXTS[:5], "As I said, we must thank Ottersby for all of this."]
    assert all("Ottersby" in [a.text for a in e.aims] for e in found)
    assert "teachers" in [a.text for a in found[4].aims]
    assert [e.parent for e in found] == [""] * 5 + ["Why, in gc.csv?"]
    assert all(a.stance is None and a.taught is None for e in found for a in e.aims)


def test_one_target_may_be_a_stranger(tmp_path: Path) -> None:
    """At most one target is not named, so that a network learns to say none."""
    written(tmp_path)
    for one in named_comments(tmp_path):
        away = [a.text for a in one.aims if a.text.lower() not in one.text.lower()]
        assert len(away) <= 1
        assert set(away) <= set(NOUNS)


def test_same_input_same_output(tmp_path: Path) -> None:
    """Strangers and order are chosen by a fixed seed."""
    written(tmp_path)
    assert named_comments(tmp_path) == named_comments(tmp_path)
