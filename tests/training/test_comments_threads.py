"""Labelled threads become examples with the labels, evidence and pairs that they hold."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from training.comments.threads import (
    OWN,
    Thread,
    comment_examples,
    gold_threads,
    listed_examples,
    matter,
    odds_examples,
    own_threads,
    read_story,
    strangers,
    target_texts,
)

from onrecord.comments.labels import READINGS, STANCES
from onrecord.record import CueKind, Entity, Page, Record, span

STORY = "Denmark will close the night ferry, Mayor Ann Berg said."
LINES = [
    {
        "thread": "quay-6",
        "title": "Night ferry to close",
        "story": STORY,
        "date": "2026-03-01",
        "targets": ["Denmark", "the ferry", "closure"],
    },
    {
        "id": "c1",
        "by": "ola",
        "min": 0,
        "text": "Keep the ferry, you oaf.",
        "st": [[1, "favour", "Keep the ferry"]],
        "cues": [["insult", "oaf"]],
    },
    {
        "id": "c2",
        "by": "pia",
        "min": 5,
        "re": "c1",
        "text": "Good riddance.",
        "st": [[1, "against", "Good riddance"], [0, "favour", None]],
    },
    {"id": "c3", "by": "ola", "min": 9, "text": "Scrap the ferry.", "st": [[1, "against", "Scrap the ferry"]]},
    {"id": "c4", "by": "rut", "min": 11, "text": "My cat has fleas.", "cues": [["off_topic", "My cat"]]},
    {"id": "c5", "by": "sten", "min": 12, "text": "Save it!", "st": [[1, "favour", "Save it"]]},
    {"accounts": [{"name": "ola", "target": 1, "pair": ["c1", "c3"], "reads_as": "changed_mind"}], "copies": [["c1", "c2"]]},
    {"thread": "quay-7", "title": "T", "story": "S", "date": "2026-03-02", "targets": ["x"]},
    {"id": "c1", "by": "ola", "min": 0, "text": "x"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.jsonl").write_text("\n\n".join(map(json.dumps, LINES)) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def thread(folder: Path) -> Thread:
    return own_threads(folder)[0]


def texts(thread: Thread) -> dict[str, str]:
    return {target: f"{target}!" for target in thread.targets}


def test_a_file_holds_threads_in_lines(folder: Path) -> None:
    """A header, a line a comment, a line of accounts; targets by number become their names; blank lines are none."""
    first, second = own_threads(folder)
    assert (first.id, first.title, first.date, len(first.comments)) == ("quay-6", "Night ferry to close", "2026-03-01", 5)
    assert first.accounts == ({"name": "ola", "target": "the ferry", "pair": ["c1", "c3"], "reads_as": "changed_mind"},)
    assert first.copies == (("c1", "c2"),)
    assert first.by_id()["c2"]["parent"] == "c1"
    assert first.by_id()["c1"]["stances"] == [{"toward": "the ferry", "label": "favour", "evidence": "Keep the ferry"}]
    assert (second.id, second.accounts, second.copies, len(second.comments)) == ("quay-7", (), (), 1)


def test_one_in_six_is_kept_apart(folder: Path) -> None:
    """By its number."""
    assert [t.kept_apart for t in own_threads(folder)] == [True, False]


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    """Nor has one of other files."""
    assert own_threads(tmp_path) == own_threads(tmp_path / "none") == []


def test_gold_is_one_object_a_line(tmp_path: Path, thread: Thread) -> None:
    """In the same form."""
    held = {name: getattr(thread, name) for name in Thread.__slots__}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/threads.jsonl").write_text(json.dumps(held) + "\n")
    assert gold_threads(tmp_path) == [thread]


def test_a_comment_is_an_example_of_all_targets(thread: Thread) -> None:
    """With its evidence by place, what it answers, its harms; a target that it does not speak to is none."""
    found = comment_examples(thread, texts(thread))
    assert len(found) == len(thread.comments)
    first, second, _, fourth, _ = found
    assert [(a.text, a.stance) for a in first.aims] == [("Denmark!", "none"), ("the ferry!", "favour"), ("closure!", "none")]
    assert first.aims[1].evidence == (0, len("Keep the ferry"))
    assert first.harms == (("insult", 20, 23),)
    assert (second.parent, first.parent, first.story) == (first.text, "", "Night ferry to close")
    assert second.aims[0].evidence is None
    assert (fourth.harms, fourth.whole, first.whole) == ((), {"off_topic": 1}, {"off_topic": 0})
    assert not any(a.alias for e in found for a in e.aims)


def test_the_matter_has_the_headline_for_another_name(thread: Thread) -> None:
    """And no other target has one."""
    found = comment_examples(thread, texts(thread), headlined="closure")
    assert {a.text: a.alias for a in found[0].aims} == {"Denmark!": "", "the ferry!": "", "closure!": "Night ferry to close"}


def test_strangers_are_unknown_where_they_may_be_meant(thread: Thread) -> None:
    """By their last word, in the comment or in what it answers; else the comment does not speak to them."""
    found = comment_examples(thread, texts(thread), ["Bornholm Ferry (crew)", "Poland"])
    assert [[a.stance for a in e.strangers] for e in found[:4]] == [
        [None, "none"],
        [None, "none"],
        [None, "none"],
        ["none", "none"],
    ]


def test_pairs_of_comments_toward_one_target(thread: Thread) -> None:
    """Those that are listed as listed; others on one side are the same, of two accounts on two sides a contradiction."""
    found = [*listed_examples(thread, texts(thread)), *odds_examples(thread, texts(thread))]
    read = {(e.text, e.other): e.aims[0].odds for e in found}
    assert read["Keep the ferry, you oaf.", "Scrap the ferry."] == "changed_mind"
    assert ("Keep the ferry, you oaf.", "Good riddance.") not in read  # an answer reads as one
    assert set(read.values()) <= set(READINGS)
    assert all(e.aims[0].text in texts(thread).values() and len(e.aims) == 1 for e in found)
    many = replace(
        thread,
        accounts=(),
        comments=tuple({**thread.comments[n % 2 * 4 or 2], "id": f"c{n}", "account": f"a{n}"} for n in range(12)),
    )
    assert {e.aims[0].odds for e in odds_examples(many, texts(many))} == {"same", "contradiction"}


def test_a_pair_has_what_its_comments_answer(thread: Thread) -> None:
    """Each its own; nothing where one answers nobody."""
    answers = replace(
        thread,
        comments=tuple({**c, "parent": {"c1": "c4", "c3": "c2"}.get(c["id"])} for c in thread.comments),
    )
    (found,) = listed_examples(answers, texts(thread))
    assert (found.text, found.parent) == ("Keep the ferry, you oaf.", "My cat has fleas.")
    assert (found.other, found.other_parent) == ("Scrap the ferry.", "Good riddance.")
    (alone,) = listed_examples(thread, texts(thread))
    assert (alone.parent, alone.other_parent) == ("", "")


RECORD = Record(
    page=Page(id="p", text=STORY),
    entities=(
        Entity(id="e1", kind="place", name="Denmark", mentions=(span(STORY, 0, 7),)),
        Entity(id="e2", kind="person", name="Ann Berg", of="Denmark"),
        Entity(id="e3", kind="organisation", name="Night Ferry Line", mentions=(span(STORY, 19, 34),)),
    ),
)


def test_targets_strangers_and_matter_by_the_storys_record(thread: Thread) -> None:
    """A target with those of its side; who else is named; the one target that the record has no entity for."""
    named = replace(thread, targets=("Denmark", "the night ferry", "closure"))
    assert target_texts(named, RECORD) == {
        "Denmark": "Denmark (Ann Berg)",
        "the night ferry": "the night ferry",
        "closure": "closure",
    }
    assert strangers(named, RECORD) == ["Ann Berg"]
    assert matter(named, RECORD) == "closure"
    assert matter(replace(thread, targets=("closure", "toll")), RECORD) is None
    assert matter(replace(thread, targets=("Denmark", "Poland")), RECORD) is None


def test_the_story_is_put_on_record(thread: Thread) -> None:
    """As any page is."""
    record = read_story(thread)
    assert (record.page.id, record.page.title, record.page.text) == ("quay-6", thread.title, STORY)
    assert any("Berg" in entity.name for entity in record.entities)


def test_our_own_threads_hold_what_they_say() -> None:
    """Evidence stands in its comment, labels are the network's, ids are unique, parents and pairs are there."""
    found = own_threads()
    if not found:
        pytest.skip(f"no threads in {OWN}")
    assert [i for i, n in Counter(t.id for t in found).items() if n > 1] == []
    for thread in found:
        ids = [c["id"] for c in thread.comments]
        assert len(ids) == len(set(ids)), thread.id
        for comment in thread.comments:
            assert comment["parent"] is None or comment["parent"] in ids, (thread.id, comment["id"])
            assert {s["label"] for s in comment["stances"]} <= set(STANCES), (thread.id, comment["id"])
            assert {c["kind"] for c in comment["cues"]} <= set(CueKind.__args__), (thread.id, comment["id"])
            parts = [s["evidence"] for s in (*comment["stances"], *comment["cues"]) if s["evidence"]]
            assert [p for p in parts if p not in comment["text"]] == [], (thread.id, comment["id"])
        for account in thread.accounts:
            assert set(account["pair"]) <= set(ids), thread.id
            assert account["reads_as"] in {*READINGS, "unclear"}, thread.id
