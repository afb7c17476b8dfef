"""The name within a mention: titles, roles, nationalities and possessives are no part of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.labels import KINDS
from onrecord.reader.naming import affiliation_before, key_of, naming_of, role_within
from onrecord.reader.words import words_of
from tests.reader.fakes import TEXTS


@pytest.mark.parametrize(
    ("mention", "kind", "sort", "text"),
    [
        ("Ann Berg", "person", "name", "Ann Berg"), ("Mayor Ann Berg", "person", "name", "Ann Berg"), ("General Ann Berg", "person", "name", "Ann Berg"), ("Mr. Berg", "person", "name", "Berg"),
        ("Danish Prime Minister Ann Berg", "person", "name", "Ann Berg"), ("Ann Berg's", "person", "name", "Ann Berg"), ("Ann de la Berg", "person", "name", "Ann de la Berg"),
        ("Ann al-Berg", "person", "name", "Ann al-Berg"), ("Ann O'Berg", "person", "name", "Ann O'Berg"), ("Ann B. Berg", "person", "name", "Ann B. Berg"), ("the mayor", "person", "description", "the mayor"),
        ("Baltic Union chairwoman Rita Lund", "person", "name", "Rita Lund"), ("Rita Lund of the Baltic Union", "person", "name", "Rita Lund"), ("the Danish minister", "person", "description", "the Danish minister"),
        ("He", "person", "pronoun", "He"), ("their", "group", "pronoun", "their"), ("it", "organisation", "pronoun", "it"), ("the Baltic Union", "organisation", "name", "Baltic Union"),
        ("Denmark's", "place", "name", "Denmark"), ("the village", "place", "description", "village"), ("the soldiers", "group", "description", "soldiers"), ("Danish soldiers", "group", "description", "Danish soldiers"),
        ("the", "organisation", "description", "the"), ("the city of Gdynia in Poland", "place", "name", "Gdynia"), ("Danish ferry maker Berglund", "organisation", "name", "Berglund"),
        ("the Baltic Union (BU)", "organisation", "name", "Baltic Union"), ("the Council of the Sea", "organisation", "name", "Council of the Sea"),
    ],
)  # fmt: skip
def test_mentions_name_describe_or_stand_for(mention: str, kind: str, sort: str, text: str) -> None:
    """A person by a run of capitals; others by all but article, possessive and description; groups never by name."""
    words = words_of(f"They met {mention}")
    found = naming_of(words, 2, len(words) - 1, kind, frozenset())
    assert (found.sort, found.text) == (sort, text)
    assert sort != "name" or words.exact(*found.also[0]) == text


def test_words_of_a_role_are_no_name() -> None:
    """What the network marks as a role is left out, whether or not it is on the list."""
    words = words_of("Grand Sparkler Ann Berg")
    assert naming_of(words, 0, 3, "person", frozenset()).text == "Grand Sparkler Ann Berg"
    assert naming_of(words, 0, 3, "person", frozenset({0, 1})).text == "Ann Berg"


def test_a_relative_clause_is_no_part_of_a_mention() -> None:
    """What stands before it means the same, and is kept as a shorter stretch."""
    words = words_of("a sailor, who asked for water")
    found = naming_of(words, 0, len(words) - 1, "person", frozenset())
    assert (found.sort, found.text, found.also) == ("description", "a sailor", ((0, 1),))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_a_name_lies_within_its_mention(text: str, data: st.DataObject) -> None:
    """For any words, kind and marks: name and shorter stretches are words of the mention, the text what stands there."""
    words = words_of(text)
    if not len(words):
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 12)))
    marked = data.draw(st.frozensets(st.integers(first, last)))
    found = naming_of(words, first, last, data.draw(st.sampled_from(KINDS)), marked)
    assert found.sort in ("pronoun", "name", "description")
    assert found.text
    assert found.text in words.exact(first, last)
    assert all(first <= a <= b <= last for a, b in found.also)
    assert found.sort != "name" or found.text == words.exact(*found.also[0])
    role = role_within(words, first, last)
    assert role is None or first <= role[0] <= role[1] <= last


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Baltic Union", "Baltic Union"), ("Denmark’s", "denmark"), ("ANN  BERG", "Ann Berg"), ("the ministers'", "Ministers"), ("a mayor", "the mayor"), ("Ann\u00a0Berg", "Ann Berg")],
)  # fmt: skip
def test_spellings_that_share_a_key(one: str, other: str) -> None:
    """Case, article, spaces and possessive make no other name."""
    assert key_of(one) == key_of(other)


@given(st.text(max_size=30))
def test_a_key_is_in_lower_case_without_outer_spaces(name: str) -> None:
    """Any name has one, the same for the name with spaces around it."""
    assert key_of(name) == key_of(f"  {name} ")
    assert "  " not in key_of(name)


def role_of(text: str) -> str | None:
    words = words_of(text)
    found = role_within(words, 0, len(words) - 1)
    return words.exact(*found) if found else None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("the Foreign Minister of Denmark", "Foreign Minister"), ("Secretary-General Ann Berg", "Secretary-General"), ("chief of staff", "chief of staff"), ("head coach Ann Berg", "head coach"),
        ("Ann Berg", None), ("General Berg", None), ("administering", None),
    ],
)  # fmt: skip
def test_roles_of_the_list(text: str, role: str | None) -> None:
    """The longest that fits, as whole words; a title is no role."""
    assert role_of(text) == role


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Denmark's Foreign Minister", 3, "Denmark"), ("Denmark’s Foreign Minister", 3, "Denmark"), ("Danish Foreign Minister", 1, "Denmark"), ("New Zealand Foreign Minister", 2, "New Zealand"),
        ("Danish deputy Foreign Minister", 2, "Denmark"), ("Baltic Foreign Minister", 1, None), ("Foreign Minister", 0, None),
    ],
)  # fmt: skip
def test_affiliations_before_a_role(text: str, role: int, country: str | None) -> None:
    """A country's possessive, name or adjective, right before the role or further before."""
    assert affiliation_before(words_of(text), role, 0) == country
