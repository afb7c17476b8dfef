"""Discourse: the first post is the story, and a file often holds only some of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.capture.platforms import read
from onrecord.errors import BadSource
from onrecord.record import Record
from tests.capture.platforms.exports import discourse_post, discourse_topic, gaps_of

STORY = discourse_post(1, "ola", "The board decided.\nIt runs.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "55.json"


def record_of(path: Path, *posts: dict[str, object], **more: object) -> Record:
    path.write_text(json.dumps(discourse_topic(list(posts), **more)), encoding="utf-8")
    (record,) = read(path, "discourse")
    return record


def test_the_first_post_is_the_page(path: Path) -> None:
    """With its author's full name; accounts are user names, as Discourse shows them."""
    record = record_of(path, STORY, discourse_post(2, "kim", "Good.", 1), discourse_post(3, "ida", "No.", 2))
    page = record.page
    assert (page.text, page.byline, page.published) == ("The board decided.\n\nIt runs.", ("ola Lang",), "2025-03-03T10:00:00Z")
    assert (page.stated_comment_count, record.gaps) == (2, ())
    assert [(c.account, c.parent, c.likes) for c in record.comments] == [("kim", None, 2), ("ida", "c1", 3)]


def test_likes_are_not_guessed(path: Path) -> None:
    """A list of actions without likes means none; without a list nobody knows."""
    record = record_of(
        path,
        STORY,
        discourse_post(2, "kim", "a", actions_summary=[{"id": 8, "count": 3}, 5]),
        discourse_post(3, "kim", "b", actions_summary=None),
        discourse_post(4, "kim", "c", actions_summary=[{"id": 2, "can_act": True}]),
    )
    assert [c.likes for c in record.comments] == [0, None, 0]


def test_notices_whispers_and_hidden_posts_are_counted(path: Path) -> None:
    """A moderator's post in the staff colour is a comment."""
    record = record_of(
        path,
        STORY,
        discourse_post(2, "mod", "Be kind.", post_type=2),
        discourse_post(3, "mod", "", post_type=3, action_code="closed.enabled"),
        discourse_post(4, "mod", "Watch him.", post_type=4),
        discourse_post(5, "kim", "rude", hidden=True),
        discourse_post(6, "kim", "gone", deleted_at="2025-03-04T00:00:00Z"),
        discourse_post(7, "ida", "To you.", 5),
    )
    assert [(c.text, c.parent) for c in record.comments] == [("Be kind.", None), ("To you.", None)]
    kinds = ["notices of the forum", "whispers of the staff", "hidden by moderators", "deleted"]
    assert {("comments", f"1 left out: {kind}") for kind in kinds} <= gaps_of(record)


def test_missing_posts_of_a_topic_are_a_gap(path: Path) -> None:
    """Discourse sends twenty posts at a time and lists them all."""
    stream = {"posts": [STORY, discourse_post(2, "kim", "Good.")], "stream": list(range(101, 221))}
    record = record_of(path, post_stream=stream, posts_count=120)
    assert record.page.stated_comment_count == 119
    whys = {why for what, why in gaps_of(record) if what == "comments"}
    assert "the export states 119 comments and 1 are on record" in whys
    assert "118 posts of the topic are not in the file; save it as /t/ID.json?print=true to have them all" in whys


def test_a_later_part_has_no_story(path: Path) -> None:
    """Answers to the story are not orphans for that."""
    record = record_of(path, discourse_post(21, "kim", "Good.", 1), discourse_post(22, "ida", "No.", 21))
    assert (record.page.text, [c.parent for c in record.comments]) == ("", [None, "c1"])
    assert not any("answer" in why for _, why in gaps_of(record))
    assert ("text", "the export holds the thread without the story") in gaps_of(record)


def test_the_posts_before_a_break_are_read(path: Path) -> None:
    """What the file says of the topic stands behind them."""
    posts = [STORY, *(discourse_post(n, "kim", f"Number {n}.") for n in range(2, 10))]
    text = json.dumps(discourse_topic(posts), indent=1)
    path.write_text(text[: text.index("Number 8.")])
    (record,) = read(path, "discourse")
    assert [c.text for c in record.comments] == [f"Number {n}." for n in range(2, 8)]
    assert ("source", f"{path}: not a whole Discourse topic; save it again as /t/ID.json") in gaps_of(record)


def test_fields_of_the_wrong_kind_are_empty(path: Path) -> None:
    """JSON may hold anything anywhere."""
    odd = discourse_post(2, "kim", "x", username=5, cooked=[], created_at=None, reply_to_post_number="x", post_type="y", id={})
    record = record_of(path, STORY, odd, title=7, posts_count="many", created_at=[], id=None)
    (comment,) = record.comments
    assert (comment.account, comment.text, comment.posted, comment.parent) == ("5", "", None, None)
    assert (record.page.title, record.page.stated_comment_count) == ("7", None)


def test_json_that_is_no_topic_is_refused(path: Path) -> None:
    """Whatever it holds."""
    for text in ('{"post_stream": []}', '{"post_stream": {"posts": 3}}', "[" * 100_000, '{"post_stream": {"posts": [5]}}'):
        path.write_text(text)
        with pytest.raises(BadSource):
            list(read(path, "discourse"))
