"""What saving or archiving a page noted in it."""

from __future__ import annotations

import pytest

from onrecord.capture.article import read_html
from onrecord.capture.saved import saved_date, saved_url, unarchived
from onrecord.record import Evidence

SINGLE = (
    "<!--\n Page saved with SingleFile \n url: https://e.org/story \n saved date: Tue Mar 18 2025 10:11:12 GMT+0100 (CET)\n-->"
)
WAYBACK = "<html></html><!--\n     FILE ARCHIVED ON 10:11:12 Mar 18, 2025 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 1:2:3 Mar 19, 2026.\n-->"


def test_browsers_and_single_file() -> None:
    """The URL, and the moment where it is noted."""
    assert saved_url("<!-- saved from url=(0021)https://e.org/story -->\n<html>") == "https://e.org/story"
    assert saved_url(SINGLE) == "https://e.org/story"
    assert saved_date(SINGLE) == Evidence(tag="saved date", exact="2025-03-18T10:11:12+01:00")
    assert saved_date("<html>") is saved_url("<html>") is None


def test_the_wayback_machine() -> None:
    """Its note at the end of the page, and its addresses."""
    assert saved_date(WAYBACK) == Evidence(tag="archive note", exact="2025-03-18T10:11:12+00:00")
    for form in ("20250318101112", "20250318101112id_", "20250318101112if_"):
        url, captured = unarchived(f"https://web.archive.org/web/{form}/http:/e.org/story?a=1")
        assert (url, captured) == ("http://e.org/story?a=1", Evidence(tag="archive URL", exact="2025-03-18T10:11:12+00:00"))


@pytest.mark.parametrize(
    "url", ["https://e.org/web/20250318101112/x", "https://web.archive.org/web/20259999999999/http://e.org/x"]
)
def test_other_addresses_stay(url: str) -> None:
    """Also one with an impossible date."""
    assert unarchived(url) == (url, None)


def test_impossible_notes_are_passed_over() -> None:
    """A month that is none, a day that is none."""
    for words in ("saved date: Tue Foo 18 2025 10:11:12 GMT+0100", "saved date: Tue Feb 31 2025 10:11:12 GMT+0100"):
        assert saved_date(f"<!-- {words} -->") is None


def test_the_note_counts_more_than_the_file_and_less_than_the_user() -> None:
    """A file's modification time is the weakest word on when a page was captured."""
    html = f"{SINGLE}<html><body><p>The ferry runs.</p></body></html>"
    by_file = read_html(html, "x", captured=Evidence(tag="file modification time", exact="2026-01-01T00:00:00+00:00"))
    by_user = read_html(html, "x", captured=Evidence(tag="--captured", exact="2026-01-01"))
    assert (by_file.page.captured, by_user.page.captured) == ("2025-03-18T10:11:12+01:00", "2026-01-01")
    assert by_file.page.evidence["captured"].tag == "saved date"
