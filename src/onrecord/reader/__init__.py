"""The reader: from a captured page to who said what and what happened. Whatever reads keeps to one interface."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Protocol

from onrecord.reader.network import OnnxNetwork
from onrecord.reader.settings import Settings
from onrecord.reader.trained import TrainedReader
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import ReaderInfo, Record

__all__ = ["Reader", "load", "vocabulary"]


class Reader(Protocol):
    """Adds entities, statements, events and tensions to a captured record, each with its spans, and says who it is.

    Dates keep a null value and places no coordinates: resolving them is the next stage's work. The same record gives the
    same result, whatever was read before.
    """

    info: ReaderInfo

    def read(self, record: Record) -> Record:
        """The record with what the reader found; a page in a language it does not know comes back without findings."""
        ...


@cache
def load() -> Reader:
    """The reader that ships with this version; its weights are read once a process."""
    weights = files(__package__) / "weights"
    settings = Settings.from_json((weights / "reader.json").read_text("utf-8"))
    with as_file(weights / "reader.onnx") as graph:
        digest = hashlib.sha256(graph.read_bytes()).hexdigest()
        network = OnnxNetwork(graph)
    info = ReaderInfo(name="onrecord-reader", version=version("onrecord"), model_sha256=digest)
    return TrainedReader(network, vocabulary(), settings, info, ThreadPoolExecutor(os.cpu_count()))


@cache
def vocabulary() -> WordPiece:
    """The word pieces that the shipped networks know."""
    lines = (files(__package__) / "weights" / "vocab.txt").read_text("utf-8").splitlines()
    return WordPiece({piece: i for i, piece in enumerate(lines)})
