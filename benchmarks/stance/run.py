"""How well the shipped comment reader reads: stances, two-sided debates, toxic words, accounts at odds; beside plain baselines.

    python -m benchmarks.stance.run SHARED [--check]

Everything is measured with the weights of the package on what training kept apart: the gold threads (all twelve), one in four
of ARC's debates, the test part of toxic-spans, one in six of our own threads. Baselines in the same run: the most frequent
label, and words alone (TF-IDF with logistic regression, scikit-learn, where the `benchmark` extra is installed). --check exits
with 1 where a figure is below floor.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from training.calibrate import calibration_error
from training.comments.measure import (
    Judged,
    character_f1,
    macro_f1,
    marked,
    odds_pairs,
    side_accuracy,
    stances,
    toxic_characters,
    toxic_scores,
    two_sided,
)
from training.comments.open_data import arc, held_out, toxic_spans
from training.comments.threads import Thread, gold_threads, own_threads
from training.comments.tune import fit_odds, flagged, said, surest

from onrecord.comments import load
from onrecord.comments.labels import STANCES
from onrecord.comments.network import Network
from onrecord.comments.settings import Settings
from onrecord.reader import vocabulary
from onrecord.reader.wordpiece import WordPiece

FLOORS = Path(__file__).with_name("floor.json")
MEASURED = Path(__file__).with_name("measured.json")
Figures = dict[str, float]


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    weights = files("onrecord.comments") / "weights"
    settings = Settings.from_json((weights / "comments.json").read_text("utf-8"))
    network, pieces = load().network, vocabulary()
    gold, own = gold_threads(asked.shared), own_threads()
    apart = [t for t in own if t.kept_apart]
    figures = stance_figures(gold, [t for t in own if not t.kept_apart], network, pieces, settings)
    figures |= debate_figures(asked.shared, network, pieces)
    figures |= toxic_figures(asked.shared, network, pieces, settings)
    figures |= odds_figures(apart, gold, network, pieces, settings)
    for name, value in figures.items():
        print(f"{name:58}{value:8.1f}")
    if asked.check:
        return check(figures)
    MEASURED.write_text(json.dumps({k: round(v, 1) for k, v in figures.items()}, indent=1) + "\n", "utf-8")
    return 0


def check(figures: Figures) -> int:
    """1 where a figure is below its floor."""
    low = {name: floor for name, floor in json.loads(FLOORS.read_text("utf-8")).items() if figures[name] < floor}
    for name, floor in low.items():
        print(f"{name}: {figures[name]:.1f} is below the floor of {floor}", file=sys.stderr)
    return int(bool(low))


def stance_figures(
    gold: Sequence[Thread], known: Sequence[Thread], network: Network, pieces: WordPiece, settings: Settings
) -> Figures:
    """On gold threads: the right side, labels where the comment speaks to the target, labels where that must be found too."""
    judged = stances(gold, network, pieces)
    right, sided = side_accuracy(judged)
    spoken = [j for j in judged if j.label != "none"]
    true, read = [j.label for j in spoken], [said(j, settings, given=True) for j in spoken]
    found = [said(j, settings, given=False) for j in judged]
    figures = {
        "stance: side accuracy": 100 * right / sided,
        "stance: macro-F1, target known to be spoken of": 100 * macro_f1(true, read),
        "stance: macro-F1, that to be found too": 100 * macro_f1([j.label for j in judged], found),
        "stance: expected calibration error": 100 * _stance_error(judged, settings),
    }
    often = Counter(true).most_common(1)[0][0]
    figures["stance: side accuracy, majority"] = (
        100 * max(Counter(t for t in true if t in ("favour", "against")).values()) / sided
    )
    figures["stance: macro-F1, majority"] = 100 * macro_f1(true, [often] * len(true))
    return figures | (_words_alone(gold, known) if find_spec("sklearn") else {})


def _stance_error(judged: Sequence[Judged], settings: Settings) -> float:
    chances = [settings.calibrated(j.chances) for j in judged]
    best = [int(c.argmax()) for c in chances]
    return calibration_error(
        [float(c.max()) for c in chances], [STANCES[b] == j.label for b, j in zip(best, judged, strict=True)]
    )


def _words_alone(gold: Sequence[Thread], known: Sequence[Thread]) -> Figures:
    """TF-IDF of the comment, and of the target, with logistic regression, learnt from the same threads."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - an extra
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    def rows(threads: Sequence[Thread]) -> tuple[list[str], list[str]]:
        found = [(f"{c['text']} TARGET {s['toward']}", s["label"]) for t in threads for c in t.comments for s in c["stances"]]
        return [text for text, _ in found], [label for _, label in found]

    texts, labels = rows(known)
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=1000))
    model.fit(texts, labels)
    texts, true = rows(gold)
    classes = list(model.classes_)
    chances = model.predict_proba(texts)
    sided = [
        (t, c[classes.index("favour")] > c[classes.index("against")])
        for t, c in zip(true, chances, strict=True)
        if t in ("favour", "against")
    ]
    read = [classes[int(c.argmax())] for c in chances]
    return {
        "stance: side accuracy, words alone": 100 * float(np.mean([(t == "favour") == f for t, f in sided])),
        "stance: macro-F1, words alone": 100 * macro_f1(true, read),
    }


def debate_figures(shared: Path, network: Network, pieces: WordPiece) -> Figures:
    """ARC, debates kept apart: which of the two sentences a comment takes the side of."""
    found = two_sided(shared, network, pieces)
    right = [(chance > 0.5) == (side == "favour") for side, chance in found]
    sure = [max(chance, 1 - chance) for _, chance in found]
    sides = Counter(side for side, _ in found)
    figures = {
        "debates: side accuracy": 100 * float(np.mean(right)),
        "debates: expected calibration error": 100 * calibration_error(sure, right),
        "debates: side accuracy, majority": 100 * max(sides.values()) / len(found),
    }
    return figures | (_debates_by_words(shared) if find_spec("sklearn") else {})


def _debates_by_words(shared: Path) -> Figures:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - an extra
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    rows = [(held_out(d), f"{e.text} FIRST {e.aims[0].text} SECOND {e.aims[1].text}", e.aims[0].stance) for d, e in arc(shared)]
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), LogisticRegression(C=10, max_iter=1000)
    )
    model.fit([t for h, t, _ in rows if not h], [s for h, _, s in rows if not h])
    return {"debates: side accuracy, words alone": 100 * model.score([t for h, t, _ in rows if h], [s for h, _, s in rows if h])}


def toxic_figures(shared: Path, network: Network, pieces: WordPiece, settings: Settings) -> Figures:
    """Toxic words on the test part of toxic-spans, by characters; the baseline marks words that were mostly toxic in training."""
    scored = toxic_scores(shared, "test", network, pieces)
    true = [toxic_characters(e) for e, _, _ in scored]
    read = [marked(given, chances, settings.harm["toxic"]) for _, given, chances in scored]
    sure = [float(c) for _, _, chances in scored for c in chances]
    right = [
        any(given.text_words.start[w] < b and given.text_words.end[w] > a for _, a, b in e.harms or ())
        for e, given, _ in scored
        for w in given.words
    ]
    listed = _toxic_words(shared)
    plain = [marked(given, np.array([_word(given, w) in listed for w in given.words], float), 0.5) for _, given, _ in scored]
    return {
        "toxic words: character F1": 100 * character_f1(zip(true, read, strict=True)),
        "toxic words: expected calibration error": 100 * calibration_error(sure, right),
        "toxic words: character F1, none marked": 100 * character_f1((t, set()) for t in true),
        "toxic words: character F1, words alone": 100 * character_f1(zip(true, plain, strict=True)),
    }


def _word(given: object, number: int) -> str:
    return given.text_words.exact(number, number).lower()  # type: ignore[attr-defined, no-any-return]


def _toxic_words(shared: Path) -> set[str]:
    """Words that are toxic in more than half of the training comments that hold them, twice at least."""
    inside: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for example in toxic_spans(shared, "train"):
        all_.update(example.text.lower().split())
        for _, a, b in example.harms or ():
            inside.update(example.text[a:b].lower().split())
    return {w for w, n in inside.items() if n > 1 and n > all_[w] / 2}


def odds_figures(
    apart: Sequence[Thread], gold: Sequence[Thread], network: Network, pieces: WordPiece, settings: Settings
) -> Figures:
    """Contradictions among planted changes of mind, irony, devil's advocates and quotations.

    On our threads, weights and threshold are fitted anew without the thread that is judged; gold has the settings that ship.
    A naive rule flags every account with a comment on each side.
    """
    own = list(odds_pairs(apart, network, pieces, settings))
    found: set[tuple[str, str, str, str]] = set()
    for fold in range(6):
        ids = {t.id for i, t in enumerate(apart) if i % 6 == fold}
        others = [p for p in own if p.thread not in ids]
        weights = fit_odds(others)
        found |= flagged([p for p in own if p.thread in ids], weights, surest(others, weights))
    on_gold = list(odds_pairs(gold, network, pieces, settings))
    figures = _odds("at odds, our threads", found, apart)
    figures |= _odds("at odds, gold threads", flagged(on_gold, settings.odds_weights, settings.odds), gold)
    figures |= _odds("at odds, both", found | flagged(on_gold, settings.odds_weights, settings.odds), [*apart, *gold])
    naive = {(p.thread, p.account, p.target, p.true) for p in [*own, *on_gold] if p.naive}
    return figures | _odds("at odds, both, naive rule", naive, [*apart, *gold])


def _odds(name: str, found: set[tuple[str, str, str, str]], threads: Sequence[Thread]) -> Figures:
    planted = {(t.id, a["name"], a["target"]) for t in threads for a in t.accounts if a["reads_as"] == "contradiction"}
    right = sum(f[3] == "contradiction" for f in found)
    return {
        f"{name}: precision": 100 * right / len(found) if found else 0.0,
        f"{name}: recall": 100 * right / len(planted),
        f"{name}: flagged": float(len(found)),
        f"{name}: planted": float(len(planted)),
    }


if __name__ == "__main__":
    sys.exit(main())
