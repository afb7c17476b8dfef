"""What can go wrong: a small tree of errors, each told in one sentence that says what, where and what to do."""

__all__ = [
    "BadKey", "BadRecord", "BadSettings", "BadSource", "BadStore", "NotAllowed", "NotFound", "OnrecordError",
]  # fmt: skip


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose; the command line prints it in one line and exits with 2."""


class BadSource(OnrecordError):
    """A source cannot be opened, fetched or understood."""


class NotAllowed(BadSource):
    """A fetch was refused: a private address, robots.txt, or a scheme that is not http(s)."""


class BadRecord(OnrecordError):
    """A line is not a record in the public form."""


class BadStore(OnrecordError):
    """The store cannot be opened, read or written."""


class BadKey(OnrecordError):
    """The pseudonym key cannot be read or does not fit the store."""


class BadSettings(OnrecordError):
    """What a service needs to start is missing or does not fit: a secret, a settings file, the model, a free port."""


class NotFound(OnrecordError):
    """The store has no such page or account."""
