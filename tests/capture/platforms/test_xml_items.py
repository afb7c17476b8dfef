"""XML from strangers: nothing is fetched or expanded, faults are kept, and the rest of the file is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.capture.platforms.xml_items import LOGGED, child_text, items


def texts(path: Path, data: bytes) -> tuple[list[str], list[str]]:
    path.write_bytes(data)
    faults: list[str] = []
    return ["".join(element.itertext()) for element in items(path, "post", faults=faults)], faults


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.xml"


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 9))


@pytest.mark.parametrize("place", [b"<post>&l8;</post>", b'<post id="&l8;">x</post>'])
def test_entities_do_not_multiply(path: Path, place: bytes) -> None:
    """Neither in a text nor in an attribute, where libxml2 would resolve them."""
    found, _ = texts(path, b'<!DOCTYPE d [<!ENTITY l0 "ha">' + LAUGHS + b"]><d>" + place + b"</d>")
    assert sum(map(len, found)) < 100


def test_no_file_is_read_through_an_entity(path: Path, tmp_path: Path) -> None:
    """Nor through a DTD."""
    secret = tmp_path / "secret"
    secret.write_text("password")
    doctype = f'<!DOCTYPE d SYSTEM "{secret.as_uri()}" [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    found, _ = texts(path, doctype.encode() + b"<d><post>a&f;b</post></d>")
    assert found == ["a&f;b"]


def test_each_kind_of_fault_is_told_and_passed(path: Path) -> None:
    """A loose ampersand, bytes of another encoding, a missing end."""
    found, faults = texts(path, b"<d><post>a & b</post><post>c\xffd</post><post><b>e</b>")
    assert (len(found), found[2]) == (3, "e")
    assert len(faults) >= 3
    assert all(fault.startswith("line 1: ") for fault in faults)


def test_what_is_no_xml_has_no_items(path: Path) -> None:
    """And a fault that says so."""
    for data in (b"", b"\x00\x01\x02", b"{}", b"<"):
        found, faults = texts(path, data)
        assert found == []
        assert faults


def test_of_many_faults_the_first_are_told(path: Path) -> None:
    """And at the end that there were more; the file is read to its end."""
    found, faults = texts(path, b"<d>" + b"<post>a & b</post>" * 2000)
    assert len(found) == 2000
    assert len(faults) == LOGGED + 1
    assert faults[-1].startswith("more than 100 faults")


def test_deep_nesting_is_a_fault(path: Path) -> None:
    """No crash."""
    found, faults = texts(path, b"<d><post>a</post>" + b"<x>" * 100_000)
    assert found == ["a"]
    assert faults


def test_only_the_outermost_items_are_given(path: Path) -> None:
    """A post inside a post is part of it."""
    found, faults = texts(path, b"<d><post>a<post>b</post></post><post>c</post></d>")
    assert (found, faults) == (["ab", "c"], [])


def test_a_childs_text_is_whole(path: Path) -> None:
    """With what stands behind an entity or a comment."""
    path.write_bytes(b"<d><post><t> a<!-- x --> b&amp;c <i>d</i> </t></post></d>")
    (element,) = items(path, "post", faults=[])
    path.write_bytes(b"<d><post><t> a<i>b</i>c </t></post></d>")
    for element in items(path, "post", faults=[]):
        assert child_text(element, "t") == "abc"
        assert child_text(element, "nothing") == ""
