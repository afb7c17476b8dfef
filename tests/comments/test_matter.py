"""The matter of a story: a noun of it that its readers take up, and what its headline announces."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.comments.matter import MOST, matters
from onrecord.record import Comment, Entity, Page, Record, span, spans_of
from tests.reader.fakes import TEXTS
from tests.strategies import records

STORY = "The harbour council voted for a bridge toll. The bridge toll begins in May. Ferries and cycles pay no toll."
TALK = ("The bridge toll is a disgrace.", "I like the bridge toll.", "Scrap this toll at once.")


def page(*texts: str, story: str = STORY, title: str | None = None, entities: tuple[Entity, ...] = ()) -> Record:
    comments = tuple(Comment(id=f"c{i}", account="a", text=text) for i, text in enumerate(texts, 1))
    return Record(page=Page(id="p", text=story, title=title, language="en"), entities=entities, comments=comments)


def names(record: Record) -> list[str]:
    return [matter.name for matter in matters(record)]


def test_a_noun_that_readers_take_up_is_the_matter() -> None:
    """With the word before it where readers use both; mentions are its places in the story."""
    (found,) = matters(page(*TALK))
    assert (found.id, found.kind, found.name) == ("e1", "other", "bridge toll")
    assert [STORY[m.start : m.end] for m in found.mentions] == ["bridge toll", "bridge toll"]


def test_the_word_before_belongs_to_it_only_where_readers_say_so() -> None:
    """Else the noun stands alone."""
    assert names(page("The toll is a disgrace.", "I like the toll.", "Scrap this toll.")) == ["toll"]


def test_what_one_reader_says_is_no_matter() -> None:
    """Nor is a word that the story lacks, or that no one puts behind "the" or "a"."""
    assert names(page(TALK[0], "Nonsense.")) == []
    assert names(page("The weather!", "The weather, as ever.", "This weather.")) == []
    assert names(page("Tolls toll!", "toll toll", "Pay toll")) == []


def test_what_is_an_entity_already_is_no_matter() -> None:
    """By the last word of its name."""
    assert names(page(*TALK, entities=(Entity(id="e1", kind="other", name="bridge toll"),))) == []


def test_the_headline_comes_last() -> None:
    """Also without comments; its id follows those of the record and of the other matter."""
    found = matters(page(*TALK, title="Council votes for toll", entities=(Entity(id="e1", kind="person", name="Ann Berg"),)))
    assert [(m.id, m.name) for m in found] == [("e2", found[0].name), ("e3", "Council votes for toll")]
    assert names(page(title="Council votes for toll")) == ["Council votes for toll"]
    assert names(page(title="")) == names(page()) == []


def test_the_order_of_comments_does_not_matter() -> None:
    """Nor their ids or accounts."""
    record = page(*TALK, "A disgrace, this council.", "The council again.")
    turned = replace(record, comments=tuple(replace(c, id=f"x{n}", account=None) for n, c in enumerate(record.comments[::-1])))
    assert names(turned) == names(record)


@settings(max_examples=60, deadline=None)
@given(records())
def test_any_record_has_matters_or_none(record: Record) -> None:
    """A noun and the headline at most; their ids are the next that no entity has; spans hold; the same again."""
    found = matters(record)
    assert len(found) <= MOST + 1
    taken = {e.id for e in record.entities}
    free = [id_ for n in range(1, len(taken) + MOST + 2) if (id_ := f"e{len(taken) + n}") not in taken]
    assert [m.id for m in found] == free[: len(found)]
    assert found == matters(record)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=4), st.sampled_from(["", " the toll", " The  toll, the\ttoll"]))
def test_mentions_lie_in_the_story(text: str, comments: list[str], ending: str) -> None:
    """text[start:end] == exact, whatever the scripts."""
    record = page(*(c + " the toll" for c in comments), story=text + ending)
    record = replace(record, entities=matters(record))
    assert all(held[s.start : s.end] == s.exact != "" for held, s in spans_of(record))
    assert all(span(m.name, 0, len(m.name)).exact for m in record.entities)
