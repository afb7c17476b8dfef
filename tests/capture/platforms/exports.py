"""Writers of one thread in each format, the way the platforms write it, with what is to be left out beside it."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import escape

from onrecord.record import Record

Post = tuple[str, str, int | None]  # account, text, parent (index)

URL = "https://paper.example/2025/03/ferry"
TITLE = "Night ferry"
THREAD: list[Post] = [
    ("Marit", "At last! <3 & more", None),
    ("old_sailor", "Wait.\nThen it stays.", 0),
    ("Kim", "Who pays? \U0001f6a2", None),
    ("Marit", "We all do.", 2),
]

DISQUS_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<category dsq:id="5"><forum>paper</forum><title>General</title></category>'
)
WXR_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- This file holds posts, comments and more. -->\n'
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Paper</title><wp:wxr_version>1.2</wp:wxr_version>'
    "<wp:author><wp:author_login><![CDATA[ola]]></wp:author_login>"
    "<wp:author_display_name><![CDATA[Ola Berg]]></wp:author_display_name></wp:author>"
)
ISSO_TABLES = (
    "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));"
    "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,"
    " modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,"
    " likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB, notification INTEGER DEFAULT 0);"
)


def paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))


def disqus_thread(key: str, url: str = URL, *, deleted: str = "false", title: str = TITLE) -> str:
    return (
        f'<thread dsq:id="{key}"><id/><forum>paper</forum><category dsq:id="5"/><link>{escape(url)}</link>'
        f"<title>{escape(title)}</title><message/><createdAt>2025-03-05T10:00:00Z</createdAt>"
        f"<author><name>Ola</name></author><isClosed>false</isClosed><isDeleted>{deleted}</isDeleted></thread>"
    )


def disqus_post(
    key: str, name: str, text: str, parent: str = "", *, thread: str = "1", login: str | None = None, email: str = "",
    deleted: str = "false", spam: str = "false", at: str = "2025-03-03T18:00:00Z",
) -> str:  # fmt: skip
    own = f' dsq:id="{key}"' if key else ""
    above = f'<parent dsq:id="{parent}"/>' if parent else ""
    user = f"<username>{escape(login)}</username>" if login else ""
    return (
        f"<post{own}><id/><message>\n<![CDATA[{paragraphs(text)}]]>\n</message><createdAt>{at}</createdAt>"
        f"<isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam><author><email>{email}</email><name>{escape(name)}</name>"
        f"<isAnonymous>{'false' if login else 'true'}</isAnonymous>{user}</author>"
        f'<thread dsq:id="{thread}"/>{above}</post>'
    )


def disqus(thread: list[Post], path: Path) -> None:
    posts = "".join(
        disqus_post(f"{900 + i}", name, text, "" if parent is None else f"{900 + parent}", login=f"u_{name}")
        for i, (name, text, parent) in enumerate(thread)
    )
    posts += disqus_post("70", "x", "gone", deleted="true") + disqus_post("71", "x", "buy", spam="true")
    empty = disqus_thread("2", "https://paper.example/empty")
    path.write_text(f"{DISQUS_HEAD}{disqus_thread('1')}{empty}{posts}</disqus>", encoding="utf-8")


def wxr_comment(
    key: int, name: str, text: str, parent: int = 0, *, approved: str = "1", kind: str = "comment", email: str = "",
    user: int = 0, gmt: str = "2025-03-03 18:00:00",
) -> str:  # fmt: skip
    return (
        f"<wp:comment><wp:comment_id>{key}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author>"
        f"<wp:comment_author_email><![CDATA[{email}]]></wp:comment_author_email>"
        f"<wp:comment_date><![CDATA[2025-03-03 19:00:00]]></wp:comment_date>"
        f"<wp:comment_date_gmt><![CDATA[{gmt}]]></wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>"
        f"<wp:comment_user_id>{user}</wp:comment_user_id></wp:comment>"
    )


def wxr_item(
    comments: str = "", *, title: str = TITLE, url: str = URL, content: str = "<p>The board decided.</p><p>It runs.</p>",
    key: int = 7, status: str = "publish", kind: str = "post", gmt: str = "2025-03-03 10:00:00", more: str = "",
) -> str:  # fmt: skip
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{escape(url)}</link><dc:creator><![CDATA[ola]]></dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{key}</wp:post_id>"
        f"<wp:post_date><![CDATA[2025-03-03 11:00:00]]></wp:post_date><wp:post_date_gmt><![CDATA[{gmt}]]></wp:post_date_gmt>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}{comments}</item>"
    )


def wxr(*items: str) -> str:
    return f"{WXR_HEAD}{''.join(items)}</channel></rss>\n"


def wordpress(thread: list[Post], path: Path) -> None:
    comments = "".join(
        wxr_comment(i + 1, name, escape(text), 0 if parent is None else parent + 1, email=f"{name}@example.org")
        for i, (name, text, parent) in enumerate(thread)
    )
    comments += wxr_comment(9001, "x", "no", approved="0") + wxr_comment(9002, "x", "buy", approved="spam")
    comments += wxr_comment(9003, "Blog", "link", kind="pingback")
    path.write_text(wxr(wxr_item(comments), wxr_item(title="Draft", key=8, status="draft")), encoding="utf-8")


def remark42_line(key: str, name: str, text: str, parent: str = "", **more: object) -> str:
    user = {"name": name, "id": f"anonymous_{name}", "picture": "", "admin": False}
    value = {
        "id": key, "pid": parent, "text": paragraphs(text), "orig": text, "user": user, "locator": {"site": "p", "url": URL},
        "score": 0, "votes": {}, "vote": 0, "time": "2025-03-03T18:00:00Z", "title": TITLE,
    }  # fmt: skip
    return json.dumps(value | more, ensure_ascii=False)


REMARK42_HEAD = json.dumps({"version": 1, "users": [], "posts": []})


def remark42(thread: list[Post], path: Path) -> None:
    lines = [REMARK42_HEAD]
    for i, (name, text, parent) in enumerate(thread):
        lines.append(remark42_line(f"k{i}", name, text, "" if parent is None else f"k{parent}"))
    lines.append(remark42_line("gone", "deleted", "", delete=True))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def isso_rows(
    path: Path, rows: list[dict[str, object]], threads: tuple[tuple[object, ...], ...] = ((1, "/ferry", TITLE),)
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(ISSO_TABLES)
        connection.executemany("INSERT INTO threads VALUES (?, ?, ?)", threads)
        for row in rows:
            values = {"tid": 1, "created": 1741021320.5, "mode": 1, "text": "", "voters": b""} | row
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO comments ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def isso(thread: list[Post], path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": i + 1, "parent": None if parent is None else parent + 1, "text": text, "author": name}
        for i, (name, text, parent) in enumerate(thread)
    ]
    isso_rows(path, [*rows, {"id": 9001, "mode": 2, "text": "wait"}, {"id": 9002, "mode": 4}])


def discourse_post(number: int, name: str, text: str, answers: int | None = None, **more: object) -> dict[str, object]:
    return {
        "id": 100 + number, "name": f"{name} Lang", "username": name, "created_at": "2025-03-03T18:00:00.000Z",
        "cooked": paragraphs(text), "post_number": number, "post_type": 1, "reply_to_post_number": answers, "topic_id": 55,
        "actions_summary": [{"id": 2, "count": number}], "hidden": False, "user_deleted": False, "deleted_at": None,
    } | more  # fmt: skip


def discourse_topic(posts: list[dict[str, object]], **more: object) -> dict[str, object]:
    topic = {
        "post_stream": {"posts": posts, "stream": [post["id"] for post in posts]}, "id": 55, "title": TITLE,
        "posts_count": len(posts), "created_at": "2025-03-03T10:00:00.000Z",
    }  # fmt: skip
    return topic | more


def discourse(thread: list[Post], path: Path) -> None:
    posts = [discourse_post(1, "ola", "The board decided.\nIt runs.")]
    posts += [discourse_post(i + 2, name, text, 1 if p is None else p + 2) for i, (name, text, p) in enumerate(thread)]
    notice = discourse_post(90, "x", "closed", post_type=3, action_code="closed.enabled")
    posts += [notice, discourse_post(91, "x", "gone", user_deleted=True)]
    path.write_text(json.dumps(discourse_topic(posts, posts_count=len(thread) + 1)), encoding="utf-8")


def comments_table(thread: list[Post], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        rows.writerow(["Story", "ID", "Author", "Date", "Reply to", "Comment"])
        for i, (name, text, parent) in enumerate(thread, 1):
            rows.writerow([TITLE, f"c{i}", name, "2025-03-03T18:00:00Z", "" if parent is None else f"c{parent + 1}", text])
        rows.writerow([TITLE, "gone", "x"])


WRITERS: dict[str, Callable[[list[Post], Path], None]] = {
    "disqus": disqus,
    "wordpress": wordpress,
    "remark42": remark42,
    "isso": isso,
    "discourse": discourse,
    "comments": comments_table,
}


def posts_of(record: Record) -> list[Post]:
    """The thread of a record as it was written."""
    index = {c.id: i for i, c in enumerate(record.comments)}
    return [(str(c.account), c.text, None if c.parent is None else index[c.parent]) for c in record.comments]


def gaps_of(record: Record) -> set[tuple[str, str]]:
    return {(gap.what, gap.why) for gap in record.gaps}
