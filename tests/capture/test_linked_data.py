"""The object of JSON-LD that describes the story is found, and what it refers to is followed."""

from __future__ import annotations

import json

import lxml.html
import pytest

from onrecord.capture.linked_data import Described, described

STORY = {"@type": "NewsArticle", "headline": "Night ferry", "datePublished": "2025-03-03"}


def read(*scripts: object, kind: str = "application/ld+json") -> Described | None:
    written = "".join(
        f"<script type='{kind}'>{script if isinstance(script, str) else json.dumps(script)}</script>" for script in scripts
    )
    return described(lxml.html.document_fromstring(f"<html><body>{written}</body></html>"), {"NewsArticle"}, {"WebPage"})


def test_references_are_followed() -> None:
    """Author and publisher that are named elsewhere in the graph."""
    graph = [
        {**STORY, "author": {"@id": "#ola"}, "publisher": {"@id": "#paper"}},
        {"@type": "Person", "@id": "#ola", "name": "Ola Berg"},
        {"@type": "Organization", "@id": "#paper", "name": "The Paper"},
    ]
    found = read({"@graph": graph})
    assert found is not None
    assert (found.words("author"), found.words("publisher"), found.kind) == ("Ola Berg", "The Paper", "NewsArticle")


@pytest.mark.parametrize(
    "script",
    [
        f"<![CDATA[{json.dumps(STORY)}]]>",
        f"//<![CDATA[\n{json.dumps(STORY)}\n//]]>",
        json.dumps(STORY).replace("Night", "Night\t"),
    ],
)
def test_old_wrappings_are_taken_off(script: str) -> None:
    """CDATA marks and raw control characters hide nothing."""
    found = read(script)
    assert found is not None
    assert found.words("datePublished") == "2025-03-03"


def test_an_article_beats_a_page_and_what_tells_more_beats_the_rest() -> None:
    """A page's object serves where no article is described."""
    page = {"@type": "WebPage", "datePublished": "2024-01-01"}
    teaser = {"@type": "NewsArticle", "headline": "Other"}
    found, alone = read(page, teaser, STORY), read(page)
    assert found is not None
    assert alone is not None
    assert (found.words("headline"), alone.words("datePublished")) == ("Night ferry", "2024-01-01")


@pytest.mark.parametrize("script", ["", "{", "[" * 5000, "3", '{"@type": "Person", "name": "Ola"}', '{"@type": null}'])
def test_what_describes_no_story(script: str) -> None:
    """Broken, deep, or about something else."""
    assert read(script) is None


def test_objects_that_refer_to_themselves_end() -> None:
    """A circle of references gives no words."""
    looped = {"@id": "#a", "name": [{"@id": "#a"}]}
    found = read({"@graph": [{**STORY, "author": {"@id": "#a"}}, looped]})
    assert found is not None
    assert found.words("author") == ""


def test_only_json_ld_is_read() -> None:
    """Other scripts are left alone."""
    assert read(STORY, kind="application/json") is None
