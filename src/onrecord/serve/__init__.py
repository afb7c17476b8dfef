"""A local web page and JSON interface over a store, for people who would rather look than read JSON."""

from onrecord.serve.app import site
from onrecord.serve.guard import Guard
from onrecord.serve.shelf import Shelf

__all__ = ["Guard", "Shelf", "site"]
