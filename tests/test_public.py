"""The names that other programs may rely on."""

import onrecord
from onrecord import pipeline
from onrecord.record import Page, Record


def test_the_public_names_are_these() -> None:
    """A name that appears or goes here is a change for users, and stands in the changelog."""
    assert onrecord.__all__ == ["OnrecordError", "Options", "Record", "Store", "capture", "from_json", "run", "stages", "to_json"]
    assert all(hasattr(onrecord, name) for name in onrecord.__all__)


def test_stages_run_in_order() -> None:
    """Each gets what the one before it made."""

    def renamed(to: str) -> pipeline.Stage:
        return lambda record: Record(page=Page(id=record.page.id + to))

    assert pipeline.run(Record(page=Page(id="p")), [renamed("a"), renamed("b")]).page.id == "pab"


def test_a_page_goes_through_all_stages() -> None:
    """The documented way to use onrecord as a library."""
    text = "Mayor Ann Berg said on Monday that up to 300 people were arrested in Gdynia."
    record = onrecord.run(Record(page=Page(id="p", text=text, language="en", published="2026-02-11")), onrecord.stages())
    assert record.statements[0].act == "assert"
    assert record.events[0].counts[0].high == 300
