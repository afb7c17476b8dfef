"""The commands of the comment reader's training: `python -m training.comments --help`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import torch
import typer

from onrecord.comments.network import OnnxNetwork
from onrecord.comments.sequence import Room
from onrecord.reader import vocabulary as shipped_vocabulary
from training.comments.averaged import averaged
from training.comments.examples import Example
from training.comments.export import graph
from training.comments.model import CommentModel
from training.comments.open_data import arc, argkp, context_toxicity, held_out, nli, perspectrum, toxic_spans
from training.comments.pairs import pair_examples, single_examples
from training.comments.renamed import renamed
from training.comments.teacher import CONFIG as TEACHER
from training.comments.teacher import ask, new_teacher, restored_teacher
from training.comments.threads import (
    OWN,
    Thread,
    comment_examples,
    consistent_examples,
    listed_examples,
    matter,
    odds_examples,
    own_threads,
    read_story,
    strangers,
    target_texts,
)
from training.comments.train import fit
from training.comments.tune import tuned
from training.comments.unlabelled import named_comments
from training.config import Config
from training.data import vocabulary
from training.encoder import load_pretrained
from training.train import Diet

WEIGHTS = Path(__file__).parents[2] / "src/onrecord/comments/weights"
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)
PRE_EPOCHS, EPOCHS, TEACHER_EPOCHS = 1, 6, 3
# of the diets below; a teacher need not know what is toxic
TEACHER_SHARES = (1.0, 0.05, 0.3, 1.0, 0.5, 0.0, 0.0, 0.0, 0.2, 1.0, 0.5, 0.5)

Shared = Annotated[Path, typer.Argument(help="The folder with gold/ and data/.")]
Pretrained = Annotated[Path, typer.Argument(help="A folder with MiniLM's model.safetensors and vocab.txt.")]
Runs = Annotated[Path, typer.Option(help="Where checkpoints lie; a run that was stopped goes on from here.")]
Threads = Annotated[Path, typer.Option(help="Our own labelled threads.")]


@app.command()
def pre(shared: Shared, encoder: Pretrained, runs: Runs = Path("runs")) -> None:
    """Teach a pretrained encoder which texts follow from, contradict, support or oppose each other."""
    _pretrained(shared, encoder, runs)


@app.command()
def teach(
    shared: Shared,
    encoder: Pretrained,
    mpnet: Annotated[Path, typer.Argument(help="A folder with MPNet's model.safetensors.")],
    runs: Runs = Path("runs"),
    threads: Threads = OWN,
) -> None:
    """Train a larger network on the same examples, for `learn --taught` to copy. It does not ship."""
    torch.set_num_threads(2)
    torch.manual_seed(TEACHER.seed)
    runs.mkdir(parents=True, exist_ok=True)
    diets = [Diet(d.examples, t) for d, t in zip(_diets(shared, _known(threads)), TEACHER_SHARES, strict=True) if t]
    model, pieces = new_teacher(mpnet / "model.safetensors"), vocabulary(encoder / "vocab.txt")
    fit(model, diets, TEACHER, pieces=pieces, room=Room(), epochs=TEACHER_EPOCHS, into=runs / "teacher.pt")


@app.command()
def learn(
    shared: Shared,
    encoder: Pretrained,
    runs: Runs = Path("runs"),
    threads: Threads = OWN,
    epochs: int = EPOCHS,
    taught: Annotated[
        bool, typer.Option("--taught", help="Copy the teacher that `teach` left in the runs' folder as well.")
    ] = False,
) -> None:
    """Train on our threads and the open sets, and write the graph that ships. What benchmarks/stance measures on stays unseen."""
    model, pieces = _pretrained(shared, encoder, runs), vocabulary(encoder / "vocab.txt")
    diets = _diets(shared, _known(threads))
    if taught:
        teacher = restored_teacher(runs / "teacher.pt")
        diets = [
            Diet(ask(teacher, d.examples, pieces, Room()) if t else d.examples, d.times)
            for d, t in zip(diets, TEACHER_SHARES, strict=True)
        ]
        diets.append(Diet(ask(teacher, named_comments(shared), pieces, Room()), 0.6))
    fit(
        model,
        diets,
        Config(encoder_rate=8e-5, head_rate=5e-4),
        pieces=pieces,
        room=Room(),
        epochs=epochs,
        into=runs / "comments.pt",
    )
    graph(model, WEIGHTS / "comments.onnx")


@app.command()
def average(checkpoints: Annotated[list[Path], typer.Argument(help="Checkpoints of runs that went on from each other.")]) -> None:
    """Write the graph that ships from the mean of several checkpoints' weights."""
    graph(averaged(checkpoints), WEIGHTS / "comments.onnx")


@app.command()
def tune(shared: Shared) -> None:
    """Set thresholds and calibration of the graph that ships, by threads kept apart for it, and write its settings."""
    network = OnnxNetwork(WEIGHTS / "comments.onnx", threads=2)
    settings = tuned(shared, [t for t in own_threads() if t.kept_apart], network, shipped_vocabulary())
    (WEIGHTS / "comments.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", "utf-8")


def _known(threads: Path) -> list[Thread]:
    """The threads that may be learned from."""
    return [t for t in own_threads(threads) if not t.kept_apart]


def _pretrained(shared: Path, encoder: Path, runs: Path) -> CommentModel:
    torch.set_num_threads(2)
    config, pieces = Config(), vocabulary(encoder / "vocab.txt")
    torch.manual_seed(config.seed)
    runs.mkdir(parents=True, exist_ok=True)
    model = CommentModel(config)
    load_pretrained(model.encoder, encoder / "model.safetensors")
    diets = [Diet(nli(shared)), Diet(perspectrum(shared)), Diet(argkp(shared))]
    fit(model, diets, config, pieces=pieces, room=Room(), epochs=PRE_EPOCHS, into=runs / "comments-pre.pt")
    return model


def _diets(shared: Path, threads: Sequence[Thread]) -> list[Diet[Example]]:
    """Shares of an epoch: threads count most, since they are the task; the open sets bring breadth."""
    stories = [read_story(t) for t in threads]
    texts = [target_texts(t, r) for t, r in zip(threads, stories, strict=True)]
    comments = [
        e
        for t, r, named in zip(threads, stories, texts, strict=True)
        for e in comment_examples(t, named, strangers(t, r), matter(t, r))
    ]
    odds = [e for t, named in zip(threads, texts, strict=True) for e in odds_examples(t, named)]
    consistent = [e for t, named in zip(threads, texts, strict=True) for e in consistent_examples(t, named)]
    listed = [e for t, named in zip(threads, texts, strict=True) for e in listed_examples(t, named)]
    context = context_toxicity(shared)
    return [
        Diet(comments),
        Diet(odds, 0.08),
        Diet(consistent, 0.3),
        Diet(listed),
        Diet([e for debate, e in arc(shared) if not held_out(debate)], 0.25),
        Diet(toxic_spans(shared, "train"), 0.25),
        Diet([e for e in context if e.whole["toxic"]]),
        Diet([e for e in context if not e.whole["toxic"]], 0.03),
        Diet(perspectrum(shared) + argkp(shared), 0.05),
        Diet(pair_examples()),
        Diet(single_examples(), 0.5),
        Diet(renamed(single_examples(), 2)),
    ]


if __name__ == "__main__":
    app()
