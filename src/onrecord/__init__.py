"""onrecord: news pages on record. Who said what, what happened or is only planned, and the comments under it."""

from onrecord.capture import Options, capture
from onrecord.errors import OnrecordError
from onrecord.pipeline import run, stages
from onrecord.record import Record, from_json, to_json
from onrecord.store import Store

__all__ = ["OnrecordError", "Options", "Record", "Store", "capture", "from_json", "run", "stages", "to_json"]
