"""Coral's shapes: what it posts to an external moderation phase, and what it understands as an answer.

The names are those of Coral's own guide (https://docs.coralproject.net/external-moderation-phases, in its repository
coralproject/talk as EXTERNAL_MODERATION_PHASES.md) and of the code that sends and checks them
(server/src/core/server/services/comments/pipeline/phases/external.ts), read on 2026-11-24:

    {"action": "NEW" | "EDIT", "comment": {"body", "parentID"}, "author": {"id", "role"}, "story": {"id", "url"},
     "site": {"id"}, "tenantID", "tenantDomain"}

A comment comes without an id of its own, and its parent and its story without their text. The author, the site and the tenant
are not decoded: nothing here needs to know who writes. An answer of another status than 2xx, or one that does not fit the
shape, counts for Coral as none, and so do `{}`, an empty body and 204.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from onrecord.capture.platforms.plain import clean, plain

__all__ = ["NOTHING", "Answer", "Comment", "Flag", "Reason", "Request", "Story", "decoded", "encoded", "text_of"]

Reason = Literal["COMMENT_DETECTED_TOXIC", "COMMENT_DETECTED_SPAM"]  # Coral knows no others
Status = Literal["SYSTEM_WITHHELD"]  # of Coral's five; the others publish, approve or reject, which is for people to do

MOST_MARKUP = 40_000  # characters that are looked at; Coral's own limit is a site's choice and mostly below 5,000
MOST_TEXT = 10_000
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});")


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """The comment being written or edited. `id` is not in the protocol today; it is taken where a version sends it."""

    body: str = ""  # a rating without words has none
    parent: str | None = msgspec.field(name="parentID", default=None)
    id: str | None = None


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The story that is commented on."""

    id: str
    url: str | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What Coral posts, as far as it is used here."""

    action: Literal["NEW", "EDIT"]
    comment: Comment
    story: Story


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One flag on the comment. Coral refuses an answer whose flag lacks `actionType`."""

    reason: Reason
    action_type: Literal["FLAG"] = msgspec.field(name="actionType", default="FLAG")


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What Coral is told: flags, and whether the comment waits for a moderator. Without either it goes on as if unasked."""

    actions: tuple[Flag, ...] = ()
    status: Status | None = None


NOTHING = Answer()
_decoder = msgspec.json.Decoder(Request)


def decoded(body: bytes) -> Request:
    """The request in a body.

    Raises:
        ValueError: it is no JSON, or not of Coral's shape; the message quotes nothing of the comment.
    """
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(_why(error)) from None


def _why(error: Exception) -> str:
    """Where the shape is wrong, for msgspec names fields and types alone; nothing else that could hold what was sent."""
    return str(error) if isinstance(error, msgspec.ValidationError) else "not JSON in UTF-8"


def encoded(answer: Answer) -> bytes:
    """The answer as Coral reads it; `NOTHING` is `{}`."""
    return msgspec.json.encode(answer)


def text_of(comment: Comment) -> str:
    """The words of a comment. A phase sends HTML or plain text and does not say which: what has no tag and no entity is text."""
    body = comment.body[:MOST_MARKUP]
    return (plain(body) if MARKUP.search(body) else clean(body))[:MOST_TEXT]
