"""What comments may stand for or against: the sides, persons and matters of the story's own record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from onrecord.comments.targets import ASSOCIATES, MOST, described, sides_of, targets_of
from onrecord.record import Comment, Entity, EntityKind, Event, Page, Participant, Record, Statement, span
from tests.strategies import records


def entity(number: int, kind: EntityKind, name: str, **more: object) -> Entity:
    return Entity(id=f"e{number}", kind=kind, name=name, **more)  # type: ignore[arg-type]


def sides(*some: Entity) -> dict[str, list[str]]:
    return {id_: [e.name for e in others] for id_, others in sides_of(some).items()}


def page(some: tuple[Entity, ...], *texts: str, **more: object) -> Record:
    comments = tuple(Comment(id=f"c{i}", account="a", text=text) for i, text in enumerate(texts, 1))
    return Record(page=Page(id="p", text="The board met.", language="en"), entities=some, comments=comments, **more)  # type: ignore[arg-type]


def names(record: Record) -> list[str]:
    return [target.name for target in targets_of(record)[1]]


DENMARK, BERG, BOARD = entity(1, "place", "Denmark"), entity(2, "person", "Ann Berg"), entity(3, "organisation", "Harbour Board")


def test_a_side_is_asked_for_with_those_of_its_side() -> None:
    """Each once, not its own name again, a few at most."""
    assert described("Denmark", []) == "Denmark"
    assert described("Denmark", ["Danish police", "denmark", "Danish police"]) == "Denmark (Danish police)"
    assert described("Denmark", [f"Mayor {n}" for n in range(20)]).count("Mayor") == ASSOCIATES


def test_a_country_has_its_people_its_government_and_its_seat() -> None:
    """Those who act for it, by their affiliation or their name, the most spoken of first."""
    police = entity(4, "organisation", "Danish police", mentions=(span("xx", 0, 1), span("xx", 1, 2)))
    of_it = (entity(5, "place", "Copenhagen"), police, entity(6, "person", "Ann Berg", of="Denmark"))
    found = sides(DENMARK, *of_it)
    assert found["e1"][0] == "Danish police"
    assert set(found["e1"]) == {"Danish police", "Copenhagen", "Ann Berg"}
    assert "e4" not in found
    assert found["e6"] == []


def test_bodies_of_a_country_that_is_not_named_stand_alone() -> None:
    """They are sides themselves; its places are none."""
    assert sides(entity(1, "organisation", "Danish police"), entity(2, "place", "Copenhagen")) == {"e1": []}


def test_places_that_are_no_countries_are_no_sides() -> None:
    """Nor is what nobody is by name: "his", "both sides", "two people"."""
    nobody = [entity(n, "group", name) for n, name in enumerate(["his", "both sides", "two people", "they", "", "men"], 10)]
    assert sides(entity(1, "place", "Gudhjem"), *nobody) == {}
    assert set(sides(entity(1, "group", "residents"), entity(2, "group", "Both Houses"), entity(3, "group", "ferry crews"))) == {
        "e1",
        "e2",
        "e3",
    }


def test_a_person_is_a_target_where_comments_name_them() -> None:
    """By the whole name or the surname; a story's part alone is not enough for a person."""
    said = tuple(Statement(id=f"s{n}", speaker="e2", form="direct", act="assert") for n in range(5))
    assert "Ann Berg" in names(page((BERG,), "Berg is right.", statements=said))
    assert "Ann Berg" not in names(page((BERG,), "She is right.", statements=said))


def test_a_side_is_a_target_where_the_story_gives_it_a_part() -> None:
    """Since comments say "they"; a side with one part or none, and that nobody names, is not."""
    who = Participant(span=span("The board met.", 4, 9), entity="e3")
    acts = tuple(
        Event(id=f"v{n}", trigger=span("The board met.", 10, 13), type="CONSULT", actors=(who,), modality="happened")
        for n in range(2)
    )
    assert "Harbour Board" in names(page((BOARD,), "They would.", events=acts))
    assert "Harbour Board" not in names(page((BOARD,), "They would.", events=acts[:1]))
    assert "Harbour Board" in names(page((BOARD,), "The harbour board is wrong."))


def test_the_most_spoken_of_come_first() -> None:
    """Named in more comments, with those of its side; the same whatever the order of comments."""
    texts = ("Denmark pays.", "Denmark always pays.", "Danish police paid.", "Berg pays.")
    record = page((BERG, DENMARK, entity(4, "organisation", "Danish police")), *texts)
    found = names(record)
    assert found.index("Denmark") < found.index("Ann Berg")
    assert names(replace(record, comments=record.comments[::-1])) == found


def test_targets_are_few() -> None:
    """However many are named; the matters of the story among them."""
    people = tuple(entity(n, "person", f"Ann Berg{'a' * n}") for n in range(1, 30))
    record = page(people, *(p.name for p in people))
    record = replace(record, page=replace(record.page, title="Board meets"))
    found, targets = targets_of(record)
    assert len(targets) == MOST
    assert targets[-1].name == "Board meets"
    assert found.entities[:-1] == people


def test_a_record_of_nothing_has_no_targets() -> None:
    """No title, no entities."""
    bare = page(())
    assert targets_of(bare) == (bare, ())


@settings(max_examples=80, deadline=None)
@given(records())
def test_any_record_has_targets_or_none(record: Record) -> None:
    """Each an entity of the record that comes back, few enough; the record is the same but for matters at its end; the same again."""
    found, targets = targets_of(record)
    assert len(targets) <= MOST
    assert {t.id for t in targets} <= {e.id for e in found.entities}
    assert all(t.text.startswith(t.name) for t in targets)
    assert found.entities[: len(record.entities)] == record.entities
    assert {e.kind for e in found.entities[len(record.entities) :]} <= {"other"}
    assert replace(found, entities=record.entities) == record
    assert targets_of(record) == (found, targets)


@pytest.mark.parametrize("name", ["", " ", "\u2028", "'s", "🚢", "the ", "The", "船", "\ud800"])
@pytest.mark.parametrize("kind", ["person", "organisation", "place", "group", "other"])
def test_odd_names_are_survived(kind: EntityKind, name: str) -> None:
    """Empty, marks, emoji, an article alone."""
    some = (entity(1, kind, name, of=name, mentions=(span(name, 0, len(name)),)), DENMARK)
    assert len(targets_of(page(some, name, f"the {name}"))[1]) <= 2
