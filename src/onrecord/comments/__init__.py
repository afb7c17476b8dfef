"""The thread under a story: where each comment stands toward the story's sides, and what a moderator may want to look at."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import as_file, files

from onrecord.comments.network import OnnxNetwork
from onrecord.comments.reader import CommentReader
from onrecord.comments.settings import Settings
from onrecord.reader import vocabulary

__all__ = ["CommentReader", "load"]


@cache
def load() -> CommentReader:
    """The comment reader that ships with this version; its weights are read once a process."""
    weights = files(__package__) / "weights"
    settings = Settings.from_json((weights / "comments.json").read_text("utf-8"))
    with as_file(weights / "comments.onnx") as graph:
        network = OnnxNetwork(graph)
    return CommentReader(network, vocabulary(), settings, workers=ThreadPoolExecutor(os.cpu_count()))
