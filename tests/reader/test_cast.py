"""The cast of a page: one entity for each that is meant, found by name, by pronoun, by what a stretch ends with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.cast import Cast
from onrecord.reader.findings import Done, Found, Mention, Said
from onrecord.reader.labels import KINDS
from onrecord.reader.words import Words, words_of
from tests.reader.fakes import SETTINGS, TEXTS

NEUTRAL = replace(SETTINGS, coref_weights=(0.0,) * 17, pronoun=0.0, description=0.5)
Place = tuple[int, int]


def place_of(words: Words, text: str, nth: int = 0) -> Place:
    """The words of the nth time that a text stands there."""
    at = -1
    for _ in range(nth + 1):
        at = words.text.index(text, at + 1)
    return words.start.index(at), words.end.index(at + len(text))


def found_in(words: Words, *mentions: tuple[Place, str]) -> Found:
    """Findings with these mentions, and pair scores of nought."""
    n = len(words)
    return Found(
        mentions=[Mention(a, b, kind, 0.9) for (a, b), kind in mentions],
        anaphor=np.zeros((n, 4), np.float32), antecedent=np.zeros((n, 4), np.float32), mention_scores=np.zeros((n, 6, 1 + len(KINDS)), np.float32),
    )  # fmt: skip


def meant(text: str, wanted: str) -> list[str | None]:
    """Whom mentions in a text mean, by name: "person: Ann Berg | person: Berg", each sought behind the one before it."""
    words = words_of(text)
    mentions: list[tuple[Place, str]] = []
    at = 0
    for kind, one in (part.strip().split(": ") for part in wanted.split("|")):
        at = text.index(one, at)
        mentions.append(((words.start.index(at), words.end.index(at + len(one))), kind))
        at += len(one)
    cast = Cast(words, found_in(words, *mentions), NEUTRAL)
    names = {e.id: e.name for e in cast.entities()}
    return [names.get(cast.who(place) or "") for place, _ in mentions]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("Ann Berg spoke. Ann Berg left.", "person: Ann Berg | person: Ann Berg", ["Ann Berg", "Ann Berg"]), ("Ann Berg spoke. Then Berg left.", "person: Ann Berg | person: Berg", ["Ann Berg", "Ann Berg"]),
        ("Berg spoke. Mayor Ann Berg left.", "person: Berg | person: Mayor Ann Berg", ["Ann Berg", "Ann Berg"]), ("Ann Berg spoke. Ann left.", "person: Ann Berg | person: Ann", ["Ann Berg", "Ann Berg"]),
        ("Jan Nowak spoke. Ann Berg left.", "person: Jan Nowak | person: Ann Berg", ["Jan Nowak", "Ann Berg"]), ("Ann Berg met Jan Berg.", "person: Ann Berg | person: Jan Berg", ["Ann Berg", "Jan Berg"]),
        ("The Baltic Sea Union met. BSU left.", "organisation: The Baltic Sea Union | organisation: BSU", ["Baltic Sea Union"] * 2),
        ("The Baltic Union met. The Baltic Union Council left.", "organisation: The Baltic Union | organisation: The Baltic Union Council", ["Baltic Union"] * 2),
        ("The Baltic Union met. The Arctic Union left.", "organisation: The Baltic Union | organisation: The Arctic Union", ["Baltic Union", "Arctic Union"]),
        ("Denmark won. Denmark's ship sank.", "place: Denmark | place: Denmark's", ["Denmark", "Denmark"]), ("The UK won. Britain lost.", "place: The UK | place: Britain", ["United Kingdom"] * 2),
        ("The mayor spoke. The mayor left.", "person: The mayor | person: The mayor", ["The mayor", "The mayor"]), ("The ferry sank.", "role: ferry", [None]), ("He left.", "person: He", [None]),
    ],
)  # fmt: skip
def test_names_that_mean_the_same(text: str, wanted: str, expected: list[str | None]) -> None:
    """Same words, surname, initials, first words; not another first name; a pronoun alone and a role mean nobody."""
    assert meant(text, wanted) == expected


@pytest.mark.parametrize(
    ("text", "roles", "role", "of"),
    [
        ("Denmark's Foreign Minister Ann Berg spoke.", "", "Foreign Minister", "Denmark"), ("Danish Foreign Minister Ann Berg spoke.", "Foreign Minister", "Foreign Minister", "Denmark"),
        ("Ann Berg, chairwoman of the Baltic Union, spoke.", "chairwoman", "chairwoman", "Baltic Union"), ("The minister, Ann Berg, spoke.", "", None, None), ("Ann Berg spoke to the minister.", "minister", None, None),
    ],
)  # fmt: skip
def test_roles_within_and_beside_a_name(text: str, roles: str, role: str | None, of: str | None) -> None:
    """Of the list or marked by the network; whose it is stands before it or behind "of"; one elsewhere is not the person's."""
    words = words_of(text)
    start = 0 if "Foreign" in text else words.start.index(text.index("Ann"))
    mentions: list[tuple[Place, str]] = [((start, place_of(words, "Berg")[1]), "person")]
    mentions += [(place_of(words, roles), "role")] if roles else []
    mentions += [(place_of(words, "the Baltic Union"), "organisation")] if "Baltic" in text else []
    person = Cast(words, found_in(words, *mentions), NEUTRAL).entities()[0]
    assert (person.name, person.role, person.of) == ("Ann Berg", role, of)


def point(found: Found, anaphor: Place, antecedent: Place) -> None:
    found.anaphor[anaphor[0], 0] = 4.0
    found.antecedent[antecedent[0], 0] = 4.0


@pytest.mark.parametrize("name", ["Ann Berg", "Jan Nowak"])
def test_a_pronoun_means_whom_the_pair_scores_say(name: str) -> None:
    """The antecedent that scores highest, wherever it stands; below the threshold nobody is meant."""
    words = words_of("Ann Berg met Jan Nowak. He left.")
    he = place_of(words, "He")
    found = found_in(words, (place_of(words, "Ann Berg"), "person"), (place_of(words, "Jan Nowak"), "person"), (he, "person"))
    assert Cast(words, found, NEUTRAL).who(he) is None
    point(found, he, place_of(words, name))
    cast = Cast(words, found, NEUTRAL)
    assert {e.id: e.name for e in cast.entities()}[cast.who(he) or ""] == name
    assert Cast(words, found, replace(NEUTRAL, pronoun=1e6)).who(he) is None


def test_who_a_longer_stretch_means() -> None:
    """The mention that it is, else the longest that it ends with, else that it begins with, else nobody."""
    words = words_of("The tall mayor Ann Berg of Gdynia sailed home")
    found = found_in(words, (place_of(words, "Ann Berg"), "person"), (place_of(words, "Gdynia"), "place"))
    cast = Cast(words, found, NEUTRAL)
    person, place = cast.entities()
    assert cast.who(place_of(words, "Ann Berg")) == person.id
    assert cast.who(place_of(words, "mayor Ann Berg")) == person.id
    assert cast.who(place_of(words, "Ann Berg of Gdynia")) == place.id
    assert cast.who(place_of(words, "Ann Berg of")) == person.id
    assert cast.who(place_of(words, "sailed home")) is None
    assert cast.who(place_of(words, "tall mayor Ann Berg of")) is None


def test_a_source_speaks_even_where_no_mention_was_seen() -> None:
    """It joins the cast with its likeliest kind."""
    words = words_of("The crew said that it ran.")
    found = found_in(words)
    found.mention_scores[0, 1, 1 + KINDS.index("group")] = 0.3
    found.said = [Said(2, (2, 2), {"source": [(0, 1)], "content": [(3, 5)], "addressee": [], "venue": []}, "assert", 0.9)]
    (crew,) = Cast(words, found, NEUTRAL).entities()
    assert (crew.kind, crew.name, [m.exact for m in crew.mentions]) == ("group", "crew", ["The crew"])


def test_a_capital_that_speaks_is_its_country() -> None:
    """What Copenhagen says is said by Denmark; a Copenhagen that does nothing stays a place."""
    words = words_of("Denmark voted. Copenhagen said so.")
    denmark, capital = place_of(words, "Denmark"), place_of(words, "Copenhagen")
    found = found_in(words, (denmark, "place"), (capital, "place"))
    assert [e.name for e in Cast(words, found, NEUTRAL).entities()] == ["Denmark", "Copenhagen"]
    found.said = [Said(4, (4, 4), {"source": [capital], "content": [(5, 5)], "addressee": [], "venue": []}, "assert", 0.9)]
    cast = Cast(words, found, NEUTRAL)
    assert [e.name for e in cast.entities()] == ["Denmark"]
    assert cast.who(capital) == cast.who(denmark) == "e1"


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 2**32 - 1), st.data())
def test_any_mentions_make_a_cast_that_holds(text: str, seed: int, data: st.DataObject) -> None:
    """Ids count from e1, mentions lie in the text, nobody is without name or mention, and `who` names only them."""
    words = words_of(text)
    if not len(words):
        return
    first = st.integers(0, len(words) - 1)
    places = st.tuples(first, st.integers(0, 8)).map(lambda p: (p[0], min(len(words) - 1, sum(p))))
    mentions = data.draw(st.lists(st.tuples(places, st.sampled_from(KINDS)), max_size=12))
    found = found_in(words, *mentions)
    rng = np.random.default_rng(seed)
    found.anaphor, found.antecedent = (rng.standard_normal((2, len(words), 4)) * 3).astype(np.float32)
    found.mention_scores = rng.random(found.mention_scores.shape, np.float32)
    actors = data.draw(st.lists(places, max_size=4))
    found.done = [Done((0, 0), {"actor": actors, "recipient": []}, "ASSAULT", "happened", 0.9)]
    cast = Cast(words, found, SETTINGS)
    entities = cast.entities()
    assert [e.id for e in entities] == [f"e{i + 1}" for i in range(len(entities))]
    for entity in entities:
        assert entity.name
        assert entity.kind in KINDS[:-1]
        assert entity.mentions
        assert all(text[m.start : m.end] == m.exact for m in entity.mentions)
    for place in [*actors, *data.draw(st.lists(places, max_size=6))]:
        assert cast.who(place) in {None, *(e.id for e in entities)}
    assert Cast(words, found, SETTINGS).entities() == entities
