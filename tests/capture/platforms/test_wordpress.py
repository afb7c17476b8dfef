"""WordPress: the story comes along, its text is made as WordPress makes it, and each post is a page."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest

from onrecord.capture.platforms import read, sniff
from onrecord.errors import BadSource
from onrecord.record import Record
from tests.capture.platforms.exports import URL, gaps_of, wxr, wxr_comment, wxr_item


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.xml"


def records(path: Path, *items: str) -> list[Record]:
    path.write_text(wxr(*items), encoding="utf-8")
    return list(read(path, "wordpress"))


def test_the_page_is_whole(path: Path) -> None:
    """Address, title, the name that the author signs with, the site, publication in UTC and text, each with its evidence."""
    (record,) = records(path, wxr_item(title="Ferries &amp; <em>fares</em>"))
    page = record.page
    assert (page.url, page.title, page.byline, page.outlet) == (URL, "Ferries & fares", ("Ola Berg",), "The Paper")
    assert (page.published, page.text) == ("2025-03-03T10:00:00Z", "The board decided.\n\nIt runs.")
    assert sorted(page.evidence) == ["byline", "outlet", "published", "title", "url"]
    assert record.gaps == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("One.\n\nTwo\r\nthree.", "One.\n\nTwo\n\nthree."),
        ("<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->\n\n<p>Three.</p>", "One two.\n\nThree."),
        ('[caption id="a"]<img src="x"> The quay[/caption]\nOne.[gallery ids="1,2"]', "The quay\n\nOne."),
        ('Good <img class="emoji" alt="\U0001f600"> day', "Good \U0001f600 day"),
        ("[sic] stays", "[sic] stays"),
    ],
)
def test_paragraphs_are_made_of_what_was_typed(path: Path, content: str, text: str) -> None:
    """Blank lines and line ends of the classic editor, blocks of the new one; pictures' shortcodes are no text."""
    (record,) = records(path, wxr_item(content=content))
    assert record.page.text == text


def test_only_public_pages_are_read(path: Path) -> None:
    """Of any type that a site may add; WordPress's own inner types only where readers commented on them."""
    found = records(
        path,
        wxr_item(title="News", kind="article", key=1),
        wxr_item(title="Draft", status="draft", key=2),
        wxr_item(title="Private", status="private", key=3),
        wxr_item(title="Menu", kind="nav_menu_item", key=4),
        wxr_item(title="Photo", kind="attachment", status="inherit", key=5),
        wxr_item(wxr_comment(1, "Kim", "Nice."), title="Seen photo", kind="attachment", status="inherit", key=6),
    )
    assert [record.page.title for record in found] == ["News", "Seen photo"]


def test_comments_are_read_as_they_are_shown(path: Path) -> None:
    """Lines as typed, entities resolved, markup taken out; an emoji stays one."""
    (record,) = records(path, wxr_item(wxr_comment(1, "O&#8217;Brien", 'Line &lt;1&gt;\r\n\r\n<a href="x">two</a> \U0001f6a2')))
    (comment,) = record.comments
    assert (comment.account, comment.text) == ("O’Brien", "Line <1>\ntwo \U0001f6a2")


def test_pingbacks_and_the_unapproved_are_counted(path: Path) -> None:
    """Each kind in a gap."""
    kinds = [{"kind": "pingback"}, {"kind": "trackback"}, {"approved": "0"}, {"approved": "spam"}, {"approved": "trash"}]
    (record,) = records(path, wxr_item("".join(wxr_comment(i, "x", "y", **kind) for i, kind in enumerate(kinds, 1))))
    told = {f"{count} left out: {kind}" for count, kind in [(2, "pingbacks and trackbacks"), (1, "spam"), (1, "deleted")]}
    assert told | {"1 left out: not approved"} == {why for _, why in gaps_of(record)}


def test_users_are_told_apart_through_the_whole_file(path: Path) -> None:
    """By user number, or else by address: users 1 and 10 are two, and so on the next page too, for pseudonyms go by site."""
    first, second = records(
        path,
        wxr_item(wxr_comment(1, "Kim", "a", user=1) + wxr_comment(2, "Kim", "b", user=10), key=1, url="https://p.example/1"),
        wxr_item(
            wxr_comment(3, "Kim", "c", user=10) + wxr_comment(4, "Kim", "d", email="k@e.org"), key=2, url="https://p.example/2"
        ),
    )
    assert [c.account for c in first.comments] == ["Kim", "Kim (2)"]
    assert [c.account for c in second.comments] == ["Kim (2)", "Kim (3)"]


def test_a_moment_without_utc_is_the_sites_own(path: Path) -> None:
    """And says no zone; the publication is then read from pubDate."""
    zero = "0000-00-00 00:00:00"
    more = "<pubDate>Mon, 03 Mar 2025 10:00:00 +0000</pubDate>"
    (record,) = records(path, wxr_item(wxr_comment(1, "Kim", "a", gmt=zero), gmt=zero, more=more))
    assert (record.comments[0].posted, record.comments[0].posted_shown) == ("2025-03-03T19:00:00", "2025-03-03 19:00:00")
    assert record.page.published == "2025-03-03T10:00:00Z"
    (record,) = records(path, wxr_item(gmt=zero))
    assert record.page.published == "2025-03-03T11:00:00"


def test_parents_never_run_in_a_ring(path: Path) -> None:
    """A comment that answers itself, or its own answer, loses its parent."""
    ring = wxr_comment(1, "a", "1", 2) + wxr_comment(2, "b", "2", 3) + wxr_comment(3, "c", "3", 1) + wxr_comment(4, "d", "4", 4)
    (record,) = records(path, wxr_item(ring + wxr_comment(5, "e", "5", 2)))
    parents = {c.id: c.parent for c in record.comments}
    for comment in record.comments:
        at, steps = comment.id, 0
        while (above := parents[at]) is not None:
            at, steps = above, steps + 1
            assert steps < len(parents)
    assert parents["c5"] == "c2"
    assert parents["c4"] is None


def test_faults_of_the_xml_cost_no_more_than_themselves(path: Path) -> None:
    """Control characters are white space, an undeclared entity is resolved; it is told once."""
    first = wxr_item(wxr_comment(1, "Kim", "a\x0bb\x00c"), key=1, url="https://p.example/1", title="x&y")
    second = re.sub("<title>.*?</title>", "<title>Caf&eacute;&nbsp;open</title>", wxr_item(key=2, url="https://p.example/2"))
    third = wxr_item(wxr_comment(3, "Ida", "fine"), key=3, url="https://p.example/3")
    one, two, three = records(path, first, second, third)
    assert one.comments[0].text == "a b c"
    assert two.page.title == "Café open"
    assert three.comments[0].text == "fine"
    assert [gap.what for record in (one, two, three) for gap in record.gaps] == ["source"]


def test_blank_lines_before_the_declaration_are_no_fault(path: Path) -> None:
    """Plugins put them there."""
    path.write_text("\n\n" + wxr(wxr_item()), encoding="utf-8")
    assert sniff(path.read_bytes(), path) == "wordpress"
    (record,) = read(path, "wordpress")
    assert record.gaps == ()


@pytest.mark.parametrize("cut", ["</item></channel>", "<wp:comment_user_id>", "</channel>"])
def test_a_break_is_told_once_wherever_it_is(path: Path, cut: str) -> None:
    """As a gap of a record, or behind the last one as an error; an item that breaks off is given as far as it goes."""
    items = [wxr_item(wxr_comment(k, "Kim", "Some words. " * 50), key=k, url=f"https://p.example/{k}") for k in range(1, 200)]
    text = wxr(*items)
    path.write_text(text[: text.rindex(cut)], encoding="utf-8")
    found: list[Record] = []
    told = 0
    try:
        for record in read(path, "wordpress"):
            found.append(record)
    except BadSource as error:
        told += "not well-formed" in str(error)
    assert [len(record.comments) for record in found] == [1] * 199
    assert told + sum(gap.what == "source" for record in found for gap in record.gaps) == 1


def test_memory_does_not_grow_with_the_file(path: Path) -> None:
    """Ten times the posts take no more than twice the memory."""

    def peak(posts: int) -> int:
        comments = "".join(wxr_comment(i, f"name{i}", "Some words of a comment. " * 20) for i in range(20))
        path.write_text(wxr(*[wxr_item(comments, key=k, url=f"https://p.example/{k}") for k in range(posts)]), encoding="utf-8")
        tracemalloc.start()
        assert sum(1 for _ in read(path, "wordpress")) == posts
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)  # what is loaded once
    assert peak(100) < 2 * peak(10)
