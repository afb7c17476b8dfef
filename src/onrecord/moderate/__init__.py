"""A moderation phase inside a comment system: reads each new comment and may hold it for a person to look at. Never rejects."""

from __future__ import annotations

from onrecord.moderate.desk import CueReader, Desk
from onrecord.moderate.log import Log
from onrecord.moderate.service import service
from onrecord.moderate.settings import Settings
from onrecord.moderate.signature import Secrets

__all__ = ["CueReader", "Desk", "Log", "Secrets", "Settings", "service"]
