"""The store of records: one SQLite file, and the names that its pseudonyms stand for in a file of their own."""

from onrecord.store.names import Names
from onrecord.store.search import Hit
from onrecord.store.store import Store

__all__ = ["Hit", "Names", "Store"]
