"""What the user names is an entity of the record, once, whatever it is called there."""

from __future__ import annotations

from onrecord.comments.named import ids_named, with_targets
from onrecord.record import Entity, Page, Record, span, spans_of

TEXT = "Moscow rejected the ceasefire\nproposal. The Ceasefire Proposal is dead, Russian officials said; no Ceasefires."


def record(*entities: Entity) -> Record:
    return Record(page=Page(id="p", text=TEXT), entities=entities)


def test_a_name_that_the_story_lacks_is_added() -> None:
    """Of kind "other", its id behind those of the record, its mentions where the story has the words."""
    done = with_targets(record(Entity(id="e1", kind="place", name="Moscow")), ["the  ceasefire proposal", "Russia"])
    assert [(e.id, e.kind, e.name) for e in done.entities[1:]] == [
        ("e2", "other", "ceasefire proposal"),
        ("e3", "other", "Russia"),
    ]
    assert [s.exact for s in done.entities[1].mentions] == ["ceasefire\nproposal", "Ceasefire Proposal"]
    assert done.entities[2].mentions == ()
    assert all(text[s.start : s.end] == s.exact for text, s in spans_of(done))


def test_an_entity_of_that_name_or_mention_stays() -> None:
    """Compared without "the" and case; the name comes before the mention."""
    moscow = Entity(id="e1", kind="place", name="Russia's capital", mentions=(span(TEXT, 0, 6),))
    board = Entity(id="e2", kind="organisation", name="The Board")
    done = with_targets(record(moscow, board), ["MOSCOW", "board", "the board", "", "  "])
    assert done.entities == (moscow, board)
    assert ids_named(done, ["MOSCOW", "the Board", "board", "nobody"]) == ("e1", "e2")
    named = Entity(id="e3", kind="other", name="Moscow")
    assert ids_named(record(moscow, board, named), ["moscow"]) == ("e3",)


def test_twice_is_once_and_ids_are_free() -> None:
    """Also where the record's ids have holes."""
    once = with_targets(record(Entity(id="e2", kind="place", name="Oslo")), ["toll", "ferry"])
    assert [e.id for e in once.entities] == ["e2", "e3", "e4"]
    assert with_targets(once, ["Toll", "the ferry"]) == once
