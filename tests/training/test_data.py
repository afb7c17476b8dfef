"""Training data: annotated pages and trees become examples whose words and labels are those of the file. No torch is needed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from training.calibrate import calibration_error, platt
from training.data import STORIES, folds, stories
from training.examples import Example, cut
from training.trees import DEPENDENCIES, read_trees

from onrecord import from_json
from onrecord.reader.labels import ACTS, KINDS, ROLES, TYPES
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import spans_of

LETTERS = {
    piece: i
    for i, piece in enumerate(
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")]
    )
}
PIECES = WordPiece(LETTERS)
TREE = """# newdoc id = t
# text = Ann can't sail.
1\tAnn\tAnn\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new)
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsail\tsail\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = She swims.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj:outer\t_\tEntity=(1-person-giv)
2\tswims\tswim\tVERB\tVBZ\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


@pytest.fixture(scope="module")
def written() -> list[Example]:
    return stories(PIECES)


def test_every_story_is_a_record_whose_spans_hold() -> None:
    """text[start:end] == exact in all of them, and no id stands twice."""
    ids = []
    for file in sorted(STORIES.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            record = from_json(line)
            assert all(text[s.start : s.end] == s.exact for text, s in spans_of(record)), record.page.id
            ids.append(record.page.id)
    assert len(ids) == len(set(ids)) > 200


def test_labels_stand_on_the_annotated_words(written: list[Example]) -> None:
    """For each story, the words of each anchor and argument are those of the annotation."""
    records = {r["page"]["id"]: r for f in STORIES.glob("*.jsonl") for r in map(json.loads, f.read_text("utf-8").splitlines())}
    for example in written:
        record = records[example.id]
        said = [a for a in example.anchors if a.kind != "trigger"]
        assert [ACTS[a.act] for a in said] == [s["act"] for s in record["statements"]]
        done = [a for a in example.anchors if a.kind == "trigger"]
        assert [(TYPES[a.type], example.words.exact(a.first, a.last)) for a in done] == [
            (e["type"], e["trigger"]["exact"]) for e in record["events"]
        ]
        contents = {example.words.exact(a.first, a.last) for a in example.arcs if ROLES[a.role] == "content"}
        assert {c["exact"].strip(" .") for s in record["statements"] for c in s["content"]} <= {c.strip(" .") for c in contents}
        assert all(-1 <= m.kind < len(KINDS) for m in example.mentions)


def test_windows_cover_a_page(written: list[Example]) -> None:
    """Every word is in one at least, and none holds more pieces than there is room."""
    rng = np.random.default_rng(1)
    for example in written[:20]:
        windows = cut(example, 400, rng)
        assert {w for p in windows for w in range(p.start, p.end)} == set(range(len(example.words)))
        assert all(p.size <= 402 for p in windows)


def test_trees_hang_on_words(tmp_path: Path) -> None:
    """Heads are words, roots hang on themselves, a contraction's words hang together, mentions share a cluster."""
    file = tmp_path / "t.conllu"
    file.write_text(TREE, "utf-8")
    (example,) = read_trees(file, PIECES, coref=True)
    words = [example.words.exact(i, i) for i in range(len(example.words))]
    assert words == ["Ann", "can", "'", "t", "sail", ".", "She", "swims", "."]
    assert [words[h] for h in example.heads] == ["sail", "sail", "can", "can", "sail", "sail", "swims", "swims", "swims"]
    assert [DEPENDENCIES[r] for r in example.relations][:2] == ["nsubj", "aux"]
    assert {(example.words.exact(m.first, m.last), m.cluster) for m in example.mentions} == {("Ann", "1"), ("She", "1")}


def test_folds_hold_pages_of_all_kinds(tmp_path: Path) -> None:
    """The same pages always, in parts of one size."""
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps({"page": {"id": f"{kind}-{n}"}}) + "\n" for kind in "ab" for n in range(8)), "utf-8")
    found = folds(file)
    assert [list(found.values()).count(n) for n in range(4)] == [4, 4, 4, 4]
    assert {page[0] for page, fold in found.items() if fold == 0} == {"a", "b"}


def test_calibration_brings_confidence_to_the_share() -> None:
    """An over-confident head is brought down, and the error measures how far it was off."""
    rng = np.random.default_rng(2)
    sure = rng.uniform(0.5, 1, 4000)
    right = (rng.random(4000) < sure - 0.2).astype(float)
    a, b = platt(sure, right)
    mended = 1 / (1 + np.exp(-(a * np.log(sure / (1 - sure)) + b)))
    assert calibration_error(sure, right) > 0.15
    assert calibration_error(mended, right) < 0.05
