"""Tables of comments without a page: told by their header or keys, every row on record or counted."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from onrecord.capture import Options, capture, is_unreadable
from onrecord.capture.platforms import sniff
from onrecord.record import Record
from tests.capture.platforms.exports import gaps_of


def many(data: bytes | str, **options: object) -> list[Record]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(capture("-", stdin=stream, options=Options(**options)))  # type: ignore[arg-type]


def one(data: bytes | str, **options: object) -> Record:
    (record,) = many(data, **options)
    return record


def lines(*values: object) -> str:
    return "\n".join(json.dumps(value) for value in values)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("hint", [False, True])
def test_delimiters_and_encodings(mark: str, encoding: str, hint: bool) -> None:
    """Comma, semicolon or tab; with a byte-order mark or without; with Excel's first line or without."""
    rows = [
        ["ID", "User Name", "Comment", "Reply-To", "Likes"],
        ["7", "Åse", f'"one{mark}\r\n""two"""', "", "3"],
        ["8", "", "b", "7", "x"],
    ]
    text = (f"sep={mark}\r\n" if hint else "") + "".join(mark.join(row) + "\r\n" for row in rows)
    record = one(text.encode(encoding))
    assert [(c.id, c.account, c.text, c.parent, c.likes) for c in record.comments] == [
        ("7", "Åse", f'one{mark}\n"two"', None, 3), ("8", None, "b", "7", None),
    ]  # fmt: skip
    assert [(a.name, a.comments) for a in record.accounts] == [("Åse", ("7",))]


def test_an_older_encoding_is_told() -> None:
    """As for any page, what was guessed is a gap."""
    text = "author;comment\n" + "Zoé;C’est la même chose : été, forêt, français, déjà vu à Nîmes\n" * 20
    record = one(text.encode("windows-1252"))
    assert record.comments[0].text.startswith("C’est la même chose : été, forêt")
    assert "encoding" in {gap.what for gap in record.gaps}


@pytest.mark.parametrize(
    "data",
    [
        '{"account": "a", "text": "x", "parent": null}\n{"text": "y"}\n',
        '{"text": "x"}\n{"author": "a", "text": "y"}\n',
        '[{"user": "a", "comment": "x"}, {"user": "b", "comment": "y"}]',
        '[\n{"user": "a", "comment": "x"},\n{"user": "b", "comment": "y"},\n',
        '[\n {\n  "posted": "2025",\n  "text": "x"\n },\n {\n  "text": "y"\n }\n]',
    ],
)
def test_json(data: str) -> None:
    """Lines, also where the first has no account; a list; a list that breaks off."""
    assert [comment.text for comment in one(data).comments] == ["x", "y"]


@pytest.mark.parametrize(
    "line",
    [
        {"id": "a", "title": "T", "published": "2025-03-03", "text": "x", "url": "https://e.org"},
        {"id": "a", "text": "x", "url": "https://e.org", "date": "2025-03-03"},
        {"id": "a", "title": "T", "text": "x", "author": "Ola"},
        {"page": {"id": "a", "text": "x"}},
    ],
)
def test_lines_of_pages_stay_pages(line: dict[str, object]) -> None:
    """Also where they name an address, a date or an author."""
    record = one(lines(line))
    assert (record.page.id, record.page.text, record.comments) == ("a", "x", ())


@pytest.mark.parametrize(
    "text", ["Comment, like and share.\nText follows.", "text\nA story.", "title,text,author\nT,x,a\n", "a,b\n1,2\n"]
)
def test_what_is_no_table_of_comments(text: str) -> None:
    """A text with commas, a column alone, a table of pages."""
    assert sniff(text.encode()) is None


def test_a_record_a_page() -> None:
    """An address is the URL, another word the title, and rows without any are one page named after the file."""
    first, second, third = many("page,account,text\nhttps://e.org/a,K,x\nFerry,K,y\n,K,z\nhttps://e.org/a,M,w\nhttps://[e,K,v\n")[
        :3
    ]
    assert (first.page.url, first.page.title, [c.text for c in first.comments]) == ("https://e.org/a", None, ["x", "w"])
    assert (second.page.url, second.page.title, second.page.source) == (None, "Ferry", "-#Ferry")
    assert (third.page.url, third.page.title, third.page.text) == (None, None, "")
    assert third.page.id.startswith("stdin-")
    assert len({first.page.id, second.page.id, third.page.id}) == 3
    assert all("text" in {gap.what for gap in record.gaps} for record in (first, second, third))


def test_an_address_that_is_none_is_a_title() -> None:
    """No host, no URL; nothing later chokes on it."""
    assert one("page,text\nhttps://[e,v\n").page.title == "https://[e"


def test_two_tables_through_a_pipe_are_two_pages() -> None:
    """And the same one twice is one."""
    a, b, again = (one(f"account,text\nK,{text}\n").page.id for text in ("x", "y", "x"))
    assert a == again != b


def test_a_page_without_a_name_is_named_after_its_file(tmp_path: Path) -> None:
    """Packed or not; its capture is the file's."""
    for name, data in (("thread.csv", b"account,text\nK,x\n"), ("other.tsv.gz", gzip.compress(b"account\ttext\nK\tx\n"))):
        (tmp_path / name).write_bytes(data)
        (record,) = capture(str(tmp_path / name))
        assert (record.page.id.startswith(name[:5]), record.page.source) == (True, str(tmp_path / name))
        assert record.page.evidence["captured"].exact == record.page.captured
    assert one("account,text\nK,x\n", captured="2025-03-03").page.captured == "2025-03-03"


@pytest.mark.parametrize(
    ("shown", "posted"),
    [
        ("1741021320", "2025-03-03T17:02:00Z"), (1741021320123, "2025-03-03T17:02:00Z"), (1741021320.5, "2025-03-03T17:02:00Z"),
        ("2025-03-03", "2025-03-03"), ("2025-03-03 18:02", "2025-03-03T18:02:00"), ("2025-03-03T18:02:00.12+01:00", "2025-03-03T17:02:00Z"),
        ("2025-03-03 17:02:00 UTC", "2025-03-03T17:02:00Z"), ("3 hours ago", None), ("03/04/25", None), ("2025-02-31", None), ("", None),
    ],
)  # fmt: skip
def test_times(shown: object, posted: str | None) -> None:
    """ISO 8601 with the zone that is stated, seconds or milliseconds since 1970; all else stays as shown, and is counted."""
    record = one(lines({"account": "K", "text": "x", "posted": shown}))
    assert (record.comments[0].posted, record.comments[0].posted_shown) == (posted, str(shown) or None)
    assert any("stand as they were shown" in gap.why for gap in record.gaps) is (posted is None and shown != "")


def test_ids_parents_and_circles() -> None:
    """A doubled id gets a number, an unknown parent and a circle are cut, and each is counted."""
    record = one("id,parent,account,text\n1,,K,a\n1,1,K,b\n,99,K,c\nx,y,K,d\ny,x,K,e\nz,z,K,f\n1-2,0,K,g\nc3,,K,h\n4.0,1.0,K,i\n")
    assert [(c.id, c.parent) for c in record.comments] == [
        ("1", None), ("1-3", "1"), ("c3-2", None), ("x", "y"), ("y", None), ("z", None), ("1-2", None), ("c3", None), ("4", "1"),
    ]  # fmt: skip
    assert {
        ("comments", "ids that an earlier comment of the page has: 1; a number stands behind them"),
        ("comments", "answers to a comment that is not in the table: 1; their parent is null"),
        ("comments", "answers that lead back to themselves: 2; there their parent is null"),
    } <= gaps_of(record)


def test_rows_without_text_are_counted_and_empty_texts_kept() -> None:
    """Nothing is passed over in silence; what is not JSON is told by its line."""
    table = one("account,text\nK,\nM,?!\nx\n,,\n\n")
    assert [c.text for c in table.comments] == ["", "?!"]
    assert ("comments", "1 left out: rows without a text") in gaps_of(table)
    record = one(lines({"account": "K", "text": ""}, {"account": "K"}, {"account": ["K"], "text": 7}, [1]) + "\n{broken")
    assert [(c.account, c.text) for c in record.comments] == [("K", ""), (None, "7")]
    assert record.gaps[0].why.startswith("-: line 4: no comment and 1 more;")


@pytest.mark.parametrize("account", ["", "[deleted]"])
def test_nobody_is_no_account(account: str) -> None:
    """Deleted accounts are not one person."""
    assert one(f"account,text\n{account},x\n").comments[0].account is None


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    """With its line; all behind it is kept."""
    record = one('account,text\nK,a\nM,"b\nO,c\n')
    assert [c.text for c in record.comments] == ["a", "b\nO,c\n"]
    assert "line 3: a quotation mark is opened" in record.gaps[0].why


@pytest.mark.parametrize(
    ("data", "told"), [(b"account,text\n", "no comments are in this"), (b'{"account": "K", "text": "x"', "no JSON")]
)
def test_a_table_without_a_row_is_unreadable(data: bytes, told: str) -> None:
    """In one sentence."""
    record = one(data)
    assert is_unreadable(record)
    assert told.removeprefix("no JSON") in record.gaps[0].why
