"""Coral's shapes: the example of its guide is read, its odd cases too, and answers have the names that it checks for."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.moderate.protocol import MOST_TEXT, NOTHING, Answer, Comment, Flag, decoded, encoded, text_of
from tests.moderate.fakes import posted


def test_the_request_of_the_guide_is_read() -> None:
    """What is used of it, by the names that Coral gives it."""
    request = decoded(posted("Here's a reply!", parentID="d79b787f"))
    assert (request.action, request.comment.body, request.comment.parent) == ("NEW", "Here's a reply!", "d79b787f")
    assert (request.story.id, request.comment.id) == ("story-1", None)


def test_a_rating_without_words_is_read() -> None:
    """Where the comment has no body, JSON leaves the field out."""
    assert decoded(b'{"action": "EDIT", "comment": {}, "story": {"id": "s"}}').comment.body == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"action": "NEW"}',
        posted("a").replace(b"NEW", b"OLD"),
        posted("a").replace(b'"story-1"', b"1"),
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_request_is_refused(body: bytes) -> None:
    """With a reason on one line."""
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z"):
        decoded(body)


def test_the_reason_quotes_nothing_of_the_comment() -> None:
    """A body that breaks off in the middle of what someone wrote."""
    with pytest.raises(ValueError, match="not JSON in UTF-8"):
        decoded(posted("my secret thought")[:70])


def test_answers_have_the_names_that_coral_checks() -> None:
    """`actionType`, which is required, and nothing at all where there is nothing to say."""
    answer = json.loads(encoded(Answer(actions=(Flag(reason="COMMENT_DETECTED_SPAM"),), status="SYSTEM_WITHHELD")))
    assert answer == {"actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}], "status": "SYSTEM_WITHHELD"}
    assert encoded(NOTHING) == b"{}"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<div>You <b>fool</b></div><div>Go &amp; hide</div>", "You fool\nGo & hide"),
        ("a<br>b", "a\nb"),
        ("5 < 7 and 9 > 8, said AT&T", "5 < 7 and 9 > 8, said AT&T"),
        ("I <3 you", "I <3 you"),
        ("NUL \0 here", "NUL \ufffd here"),
    ],
)
def test_html_becomes_text_and_text_stays(body: str, text: str) -> None:
    """A phase sends either, as it was set up."""
    assert text_of(Comment(body=body)) == text


@given(st.text(alphabet=st.sampled_from("<>&;#abBx1/ !-\"'=\n\0é")) | st.text())
def test_any_body_has_a_text(body: str) -> None:
    """Whatever readers type."""
    assert len(text_of(Comment(body=body))) <= MOST_TEXT


def test_a_very_long_body_is_cut() -> None:
    """Nobody reads it, and the service must not be kept busy by it."""
    assert len(text_of(Comment(body="<p>" + "a" * 1_000_000))) == MOST_TEXT
    assert text_of(Comment(body="<div>" * 5_000 + "<" * 500_000)) is not None
