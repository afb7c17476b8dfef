"""Exports of comment platforms are told by their content, and every thread in them is read or accounted for."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.capture import capture, is_unreadable
from onrecord.capture.platforms import FORMATS, sniff
from onrecord.record import Record

Post = tuple[str, str, int | None]  # account, text, parent (index)
THREAD: list[Post] = [
    ("Marit", "At last! <3 & more", None),
    ("old_sailor", "Wait.\nThen it stays.", 0),
    ("Kim", "Who pays? \U0001f6a2", None),
    ("Marit", "We all do.", 2),
]
URL = "https://paper.example/2025/03/ferry"


def disqus(thread: list[Post], path: Path) -> None:
    def post(
        i: int, name: str, text: str, parent: int | None, flags: str = "<isDeleted>false</isDeleted><isSpam>false</isSpam>"
    ) -> str:
        above = f'<parent dsq:id="{900 + parent}"/>' if parent is not None else ""
        html = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        return (
            f'<post dsq:id="{900 + i}"><id/><message><![CDATA[{html}]]></message><createdAt>2025-03-03T18:0{i % 10}:00Z</createdAt>{flags}'
            f'<author><name>{escape(name)}</name><isAnonymous>false</isAnonymous><username>u_{escape(name)}</username></author><thread dsq:id="1"/>{above}</post>'
        )

    posts = "".join(post(i, *one) for i, one in enumerate(thread))
    posts += post(70, "x", "gone", None, "<isDeleted>true</isDeleted><isSpam>false</isSpam>") + post(
        71, "x", "buy", None, "<isDeleted>false</isDeleted><isSpam>true</isSpam>"
    )
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
        f'<category dsq:id="5"><forum>paper</forum></category><thread dsq:id="1"><id/><link>{URL}</link><title>Night ferry</title><createdAt>2025-03-03T10:00:00Z</createdAt></thread>'
        f'<thread dsq:id="2"><link>https://paper.example/empty</link><title>Empty</title></thread>{posts}</disqus>'
    )


def wordpress(thread: list[Post], path: Path) -> None:
    def comment(key: int, name: str, text: str, parent: int, approved: str = "1", kind: str = "comment") -> str:
        return (
            f"<wp:comment><wp:comment_id>{key}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author><wp:comment_author_email>{len(name)}@e.org</wp:comment_author_email>"
            f"<wp:comment_date_gmt>2025-03-03 18:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[{escape(text)}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
            f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )

    comments = "".join(
        comment(i + 1, name, text, 0 if parent is None else parent + 1) for i, (name, text, parent) in enumerate(thread)
    )
    comments += (
        comment(90, "x", "no", 0, "0") + comment(91, "x", "buy", 0, "spam") + comment(92, "Blog", "link", 0, "1", "pingback")
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Paper</title>'
        f"<item><title>Night ferry</title><link>{URL}</link><dc:creator>Ola Berg</dc:creator><content:encoded><![CDATA[<p>The board decided.</p><p>It runs.</p>]]></content:encoded>"
        f"<wp:post_id>7</wp:post_id><wp:post_date_gmt>2025-03-03 10:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{comments}</item>"
        "<item><title>Draft</title><wp:post_id>8</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>"
        "<item><title>Picture</title><wp:post_id>9</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item></channel></rss>"
    )


def remark42(thread: list[Post], path: Path) -> None:
    lines = [json.dumps({"version": 1, "users": [], "posts": []})]
    for i, (name, text, parent) in enumerate(thread):
        html = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        user = {"name": name, "id": f"anonymous_{name}"}
        lines.append(
            json.dumps(
                {
                    "id": f"k{i}",
                    "pid": "" if parent is None else f"k{parent}",
                    "text": html,
                    "user": user,
                    "locator": {"site": "p", "url": URL},
                    "score": i,
                    "time": f"2025-03-03T18:0{i % 10}:00Z",
                    "title": "Night ferry",
                }
            )
        )
    lines.append(
        json.dumps(
            {
                "id": "gone",
                "pid": "",
                "text": "",
                "user": {"name": "x", "id": "x"},
                "locator": {"site": "p", "url": URL},
                "time": "2025-03-03T18:00:00Z",
                "delete": True,
            }
        )
    )
    path.write_text("\n".join(lines) + "\n")


def isso(thread: list[Post], path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));"
        "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, "
        "text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB);"
    )
    connection.execute("INSERT INTO threads VALUES (1, '/ferry', 'Night ferry')")
    rows = [
        (1, i + 1, None if parent is None else parent + 1, 1741021320.5 + i, 1, text, name, i)
        for i, (name, text, parent) in enumerate(thread)
    ]
    rows += [(1, 90, None, 1.0, 2, "wait", "x", 0), (1, 91, None, 1.0, 4, "", "x", 0)]
    connection.executemany(
        "INSERT INTO comments (tid, id, parent, created, mode, text, author, likes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
    )
    connection.commit()
    connection.close()


def discourse(thread: list[Post], path: Path) -> None:
    def post(number: int, name: str, text: str, answers: int | None, **more: object) -> dict[str, object]:
        html = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        return {
            "id": 100 + number,
            "post_number": number,
            "username": f"u{name}",
            "name": name,
            "cooked": html,
            "created_at": f"2025-03-03T18:0{number % 10}:00.000Z",
            "reply_to_post_number": answers,
            "actions_summary": [{"id": 2, "count": number}],
            "post_type": 1,
            **more,
        }

    posts = [post(1, "Ola Berg", "The board decided.\nIt runs.", None)]
    posts += [post(i + 2, name, text, 1 if parent is None else parent + 2) for i, (name, text, parent) in enumerate(thread)]
    posts += [post(90, "x", "closed", None, post_type=3), post(91, "x", "gone", None, user_deleted=True)]
    path.write_text(
        json.dumps(
            {
                "post_stream": {"posts": posts, "stream": []},
                "id": 55,
                "title": "Night ferry",
                "posts_count": len(thread) + 1,
                "created_at": "2025-03-03T10:00:00.000Z",
            }
        )
    )


WRITERS: dict[str, Callable[[list[Post], Path], None]] = {
    "disqus": disqus,
    "wordpress": wordpress,
    "remark42": remark42,
    "isso": isso,
    "discourse": discourse,
}


def threads(record: Record) -> list[Post]:
    index = {c.id: i for i, c in enumerate(record.comments)}
    return [(str(c.account), c.text, None if c.parent is None else index[c.parent]) for c in record.comments]


@pytest.mark.parametrize("name", FORMATS)
def test_a_thread_is_read_whole(tmp_path: Path, name: str) -> None:
    """Accounts, texts, parents and times; what was deleted, spam or not approved is left out and counted."""
    path = tmp_path / "export"
    WRITERS[name](THREAD, path)
    assert sniff(path.read_bytes()[:65536], path) == name
    (record,) = capture(str(path))
    assert threads(record) == THREAD
    assert record.page.title == "Night ferry"
    assert [a.name for a in record.accounts] == ["Marit", "old_sailor", "Kim"]
    assert all((c.posted or "").startswith("2025-03-03T1") for c in record.comments)
    assert any("left out" in gap.why for gap in record.gaps)


@pytest.mark.parametrize(
    ("name", "text"),
    [("wordpress", "The board decided.\n\nIt runs."), ("discourse", "The board decided.\n\nIt runs."), ("disqus", "")],
)
def test_the_story_comes_along_where_the_export_has_it(tmp_path: Path, name: str, text: str) -> None:
    """Where it has not, that is a gap."""
    path = tmp_path / "export"
    WRITERS[name](THREAD, path)
    (record,) = capture(str(path))
    assert record.page.text == text
    assert ("text" in {gap.what for gap in record.gaps}) is (text == "")


@pytest.mark.parametrize("name", ["disqus", "wordpress", "remark42", "discourse"])
def test_packed_exports_are_read(tmp_path: Path, name: str) -> None:
    """As gzip, which Remark42 writes."""
    plain, packed = tmp_path / "export", tmp_path / "export.gz"
    WRITERS[name](THREAD, plain)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    (record,) = capture(str(packed))
    assert threads(record) == THREAD


@pytest.mark.parametrize("name", ["disqus", "wordpress", "remark42", "discourse"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_file_that_breaks_off_is_told(tmp_path: Path, name: str, share: float) -> None:
    """What was whole is read; the break is a gap."""
    path = tmp_path / "export"
    WRITERS[name](THREAD * 20, path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    records = list(capture(str(path)))
    assert any(gap.what in ("source", "line", "comments") for record in records for gap in record.gaps)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """A billion laughs stay unlaughed, and no file is read through an entity."""
    path = tmp_path / "export.xml"
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
    disqus(THREAD, path)
    body = path.read_text().replace(
        "<disqus ", f'<!DOCTYPE d [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{laughs}]><disqus ', 1
    )
    path.write_text(body.replace("<name>Kim</name>", "<name>Kim&l8;&f;</name>"))
    records = list(capture(str(path)))
    assert sum(len(c.account or "") for r in records for c in r.comments) < 100


def test_two_accounts_of_one_name_stay_two(tmp_path: Path) -> None:
    """A number behind the second's name keeps them apart."""
    path = tmp_path / "export"
    remark42(THREAD, path)
    path.write_text(path.read_text().replace('"name": "Kim"', '"name": "Marit"'))
    (record,) = capture(str(path))
    assert [a.name for a in record.accounts] == ["Marit", "old_sailor", "Marit (2)"]


def test_orphans_and_broken_lines_are_gaps(tmp_path: Path) -> None:
    """A reply to a comment that is not there has no parent; a line that is no JSON is told; the rest is read."""
    path = tmp_path / "export"
    remark42([("Marit", "At last.", None), ("Kim", "Yes.", 0)], path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "{broken", *lines[2:]]))
    (record,) = capture(str(path))
    assert [(c.account, c.parent) for c in record.comments] == [("Kim", None)]
    assert {"line", "comments"} <= {gap.what for gap in record.gaps}


def test_missing_posts_of_a_topic_are_a_gap(tmp_path: Path) -> None:
    """Discourse sends twenty posts at a time and says how many there are."""
    path = tmp_path / "export"
    discourse(THREAD, path)
    topic = json.loads(path.read_text())
    topic["posts_count"] = 120
    path.write_text(json.dumps(topic))
    (record,) = capture(str(path))
    assert record.page.stated_comment_count == 119
    assert "the export states 119 comments and 4 are in it" in {gap.why for gap in record.gaps}


def test_another_database_is_no_export(tmp_path: Path) -> None:
    """A SQLite file without Isso's tables is refused in a sentence."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE comments (x)")
    connection.close()
    (record,) = capture(str(path))
    assert is_unreadable(record)


NAMES = st.text("abcdefghijklmno", min_size=1, max_size=8)
TEXTS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12), min_size=1, max_size=3).map("\n".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, TEXTS, st.integers(0, 20)), min_size=1, max_size=8), st.sampled_from(sorted(FORMATS)))
def test_any_thread_is_read_back(tmp_path: Path, posts: list[tuple[str, str, int]], name: str) -> None:
    """Written in a format and read again, accounts, texts and parents are the same."""
    thread = [(who, text, parent if parent < i else None) for i, (who, text, parent) in enumerate(posts)]
    path = tmp_path / "export"
    path.unlink(missing_ok=True)
    WRITERS[name](thread, path)
    (record,) = capture(str(path))
    assert threads(record) == thread
