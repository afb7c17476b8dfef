"""What markup says of a page, each with the tag that says it; null rather than a guess."""

from __future__ import annotations

import json

import lxml.html
import pytest

from onrecord.capture.bylines import clean_names
from onrecord.capture.metadata import Metadata, metadata_of
from onrecord.capture.saved import saved_date, saved_url
from onrecord.record import Evidence


def read(head: str = "", body: str = "", url: str | None = None) -> Metadata:
    tree = lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}<p>text</p></body></html>")
    return metadata_of(tree, url=url, language="en")


def ld(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


ARTICLE = {
    "@type": "NewsArticle", "headline": "Night ferry", "datePublished": "2025-03-03T18:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ola Berg"}, {"@type": "Person", "name": "Kim Strand"}], "publisher": {"name": "The Paper"},
}  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Article", "NewsArticle"]},
    ],
)
def test_json_ld_is_read_wherever_the_article_stands(value: object) -> None:
    """Alone, in a list, in a graph, as a page's main entity, with several types."""
    meta = read(ld(value))
    assert (meta.title, meta.byline, meta.outlet, meta.published) == (
        "Night ferry",
        ("Ola Berg", "Kim Strand"),
        "The Paper",
        "2025-03-03T18:00:00+01:00",
    )
    assert "datePublished" in str(meta.evidence["published"].tag)


def test_meta_tags_microdata_and_headings() -> None:
    """Without JSON-LD: OpenGraph, author tags, itemprop, the one h1; each evidence names its tag."""
    meta = read(
        "<meta property='og:site_name' content='The Paper'><meta name='author' content='By Ola Berg, Staff Writer'><link rel='canonical' href='https://e.org/a'>",
        "<h1>Night ferry</h1><time itemprop='datePublished' datetime='2025-03-03'>3 March</time>",
    )
    assert (meta.title, meta.byline, meta.outlet, meta.published, meta.url) == (
        "Night ferry",
        ("Ola Berg",),
        "The Paper",
        "2025-03-03",
        "https://e.org/a",
    )
    assert meta.evidence["byline"].tag == 'meta[name="author"]'
    assert meta.evidence["title"].tag == "h1"


def test_nothing_is_guessed() -> None:
    """A copyright year, a date of a comment and a relative time are no date of publication."""
    meta = read(
        body="<footer>© 2024 The Paper</footer><div class='comments'><time itemprop='datePublished' datetime='2025-03-04'>x</time></div><time class='published' datetime='today'>today</time>"
    )
    assert (meta.published, meta.byline, meta.outlet, meta.title) == (None, (), None, None)


def test_a_date_in_the_address_counts() -> None:
    """A full day in the path is evidence; a year and month are not."""
    assert read(url="https://e.org/2025/03/12/ferry").published == "2025-03-12"
    assert read(url="https://e.org/2025/03/ferry").published is None


def test_broken_json_ld_is_passed_over() -> None:
    """A script that is no JSON hides nothing else."""
    assert read("<script type='application/ld+json'>{broken</script>" + ld(ARTICLE)).title == "Night ferry"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Ola Berg", ("Ola Berg",)), ("Ola Berg and Kim Strand", ("Ola Berg", "Kim Strand")), ("Ola Berg, Kim Strand & Jo Å", ("Ola Berg", "Kim Strand", "Jo Å")),
        ("By Ola Berg, Political Editor", ("Ola Berg",)), ("https://facebook.com/thepaper", None), ("desk@paper.example", None), ("Reuters Staff", None), ("", None),
        ("Written by Ludovica van der Berg", ("Ludovica van der Berg",)), ("the newsroom", None), ("Von Marta Klein", ("Marta Klein",)),
    ],
)  # fmt: skip
def test_names_out_of_bylines(words: str, names: tuple[str, ...] | None) -> None:
    """People's names, without roles, agencies and addresses."""
    assert clean_names(words) == names


def test_what_saving_a_page_notes() -> None:
    """Browsers note the URL, SingleFile the moment too."""
    assert saved_url("<!-- saved from url=(0021)https://e.org/story -->\n<html>") == "https://e.org/story"
    single = "<!--\n Page saved with SingleFile \n url: https://e.org/story \n saved date: Tue Mar 18 2025 10:11:12 GMT+0100 (CET)\n-->"
    assert saved_url(single) == "https://e.org/story"
    assert saved_date(single) == Evidence(tag="saved date", exact="2025-03-18T10:11:12+01:00")
    assert saved_date("<html>") is None


def test_tags_in_the_spellings_of_many_systems() -> None:
    """Names of meta tags with any sign between their words, and their words in "value" too."""
    meta = read("<meta name='publish_date' content='Mon, 03 Mar 2025 18:00:00 GMT'><meta value='The Paper' name='og:site_name'>")
    assert (meta.published, meta.outlet) == ("2025-03-03T18:00:00Z", "The Paper")
    assert meta.evidence["published"].tag == 'meta[name="publish_date"]'
    assert read("<meta name='DC.date.issued' content='2025-03'>").published == "2025-03"
    assert read("<meta name='citation_publication_date' content='20250303'>").published == "2025-03-03"


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "soon", "12/03/2025"])
def test_dates_that_say_nothing(date: str) -> None:
    """What systems print where no date was set, and what could be two dates."""
    assert read(f"<meta property='article:published_time' content='{date}'>").published is None


def test_a_title_goes_without_the_papers_name() -> None:
    """Where the page names the paper; its evidence holds the words as found."""
    site = "<meta property='og:site_name' content='The Paper'>"
    meta = read(f"{site}<meta property='og:title' content='Night ferry to run - The Paper'>")
    assert meta.title == "Night ferry to run"
    assert meta.evidence["title"].exact == "Night ferry to run - The Paper"
    assert read(f"{site}<title>The Paper</title>").title == "The Paper"


def test_the_heading_that_the_page_is_named_for() -> None:
    """Not the name of the site in the only h1."""
    meta = read("<title>Island Log: Night ferry to run</title>", "<h1>Island Log</h1><h3>Night ferry to run</h3><h2>Log</h2>")
    assert (meta.title, meta.evidence["title"].tag) == ("Night ferry to run", "h3")


def test_addresses() -> None:
    """Relative and archived ones are made whole; one that names the whole site is none of the page's."""
    assert read("<link rel='canonical' href='/a'>", url="https://e.org/b?x=1").url == "https://e.org/a"
    archived = "https://web.archive.org/web/20250318101112/https://e.org/a"
    assert read(f"<link rel='canonical' href='{archived}'>").url == "https://e.org/a"
    home = "<link rel='canonical' href='https://e.org/'>"
    assert read(home).url is None
    assert read(home, url="https://e.org/a").url == "https://e.org/a"
    assert read(home, url="https://e.org/").url == "https://e.org/"
