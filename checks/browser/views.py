"""The views, by name: the address, and some words that stand there."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["VIEWS", "View"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where a view is. `{story}` stands for the id of the bundled page, `{cell}` for a cell of the table of claims."""

    at: str
    words: str
    status: int = 200


VIEWS = {
    "home": View(at="/", words="Newest pages"),
    "search-empty": View(at="/search", words="Type words"),
    "search": View(at="/search?q=ferry", words="Statements"),
    "search-none": View(at="/search?q=zyzzyva", words="None fit"),
    "pages": View(at="/pages", words="Trawlers held off Bornholm"),
    "statements": View(at="/statements", words="harbour police"),
    "events": View(at="/events", words="walked out"),
    "comments-found": View(at="/comments?q=mayor", words="clown"),
    "page": View(at="/page/{story}", words="Karen Holmgaard"),
    "page-with-gap": View(at="/page/ferry", words="What could not be read"),
    "page-without-marks": View(at="/page/ferry?marks=off", words="Port workers in Gdynia walked out"),
    "timeline": View(at="/timeline", words="April 2026"),
    "claims": View(at="/claims", words="supports"),
    "claims-opened": View(at="{cell}", words="supports"),
    "disputes": View(at="/disputes", words="Not stated"),
    "disputes-of-a-page": View(at="/disputes?page={story}", words="Version 1"),
    "comments": View(at="/comments/{story}", words="The thread"),
    "comments-with-copies": View(at="/comments/ferry", words="Nearly the same text"),
    "comments-filtered": View(at="/comments/ferry?label=against", words="comments fit"),
    "comments-missing": View(at="/comments/resumed", words="No comments are on record"),
    "accounts": View(at="/accounts", words="both sides"),
    "concert": View(at="/concert", words="Evidence of coordination"),
    "names": View(at="/names", words="Ann Example"),
    "speakers": View(at="/speakers", words="Jan Sosna"),
    "person": View(at="/name/person/Ann%20Example", words="mayor"),
    "place": View(at="/name/place/R%C3%B8nne", words="Denmark"),
    "map": View(at="/map", words="Gdynia"),
    "world": View(at="/map?area=world", words="Gdynia"),
    "api": View(at="/api/", words="Endpoints"),
    "not-found": View(at="/page/nothing-of-this-id", words="The store has no such page", status=404),
    "no-address": View(at="/nowhere", words="nothing at this address", status=404),
    "bad-filter": View(at="/events?modality=certain", words="modality is one of", status=400),
}
