"""The reader finds who said what and what happened, and every span of it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader import load
from onrecord.record import Page, Record, spans_of


def read(text: str, language: str | None = "en") -> Record:
    return load().read(Record(page=Page(id="p", text=text, language=language)))


def said(record: Record) -> list[tuple[str | None, str | None, str, str, str]]:
    names = {e.id: e.name for e in record.entities}
    return [
        (names.get(s.speaker or ""), s.cue.exact if s.cue else None, " … ".join(c.exact for c in s.content), s.act, s.form)
        for s in record.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ann Berg said that the ferry would run.", ("Ann Berg", "said", "that the ferry would run", "assert", "indirect")),
        ('"It runs all winter," said Ann Berg.', ("Ann Berg", "said", '"It runs all winter,"', "assert", "direct")),
        ("“We will not pay,” Ann Berg said.", ("Ann Berg", "said", "“We will not pay,”", "assert", "direct")),
        ("According to Ann Berg, the ferry has sunk.", ("Ann Berg", "According to", "the ferry has sunk", "assert", "indirect")),
        ("Poland's Maritime Minister Jan Nowak denied that the boats had left.", ("Jan Nowak", "denied", "that the boats had left", "deny", "indirect")),
        ("Denmark plans to close the port.", ("Denmark", "plans", "to close the port", "promise", "indirect")),
        ("Warsaw threatened to leave the talks.", ("Poland", "threatened", "to leave the talks", "threaten", "indirect")),
        ("Ann Berg expressed confidence that a deal was near.", ("Ann Berg", "expressed confidence", "that a deal was near", "believe", "indirect")),
        ("The ministry called for an inquiry.", ("ministry", "called for", "an inquiry", "demand", "indirect")),
    ],
)  # fmt: skip
def test_statements_of_many_kinds(text: str, expected: tuple[str, ...]) -> None:
    """Clauses, quotations before and behind, attributions, plans, threats, nouns of belief."""
    found = said(read(text))
    assert len(found) == 1
    assert found[0][1:] == expected[1:]
    assert found[0][0] is not None
    assert expected[0].lower() in found[0][0].lower()


def test_roles_and_affiliations() -> None:
    """Before the name, before a comma, behind it; later mentions by surname, description and pronoun are the same person."""
    record = read(
        "Ukraine's Army Chief of Staff, General Petro Danko, said that troops had left. Danko added that they were safe. "
        "He warned of losses. Rita Lund, chairwoman of the Baltic Union, agreed to meet. U.S. Secretary of State Bo Hill stressed that it was late."
    )
    people = {e.name: (e.role, e.of) for e in record.entities if e.kind == "person"}
    assert people["Petro Danko"] == ("Chief of Staff", "Ukraine") or people["Petro Danko"][1] == "Ukraine"
    assert people["Rita Lund"] == ("chairwoman", "Baltic Union")
    assert people["Bo Hill"] == ("Secretary of State", "United States")
    speakers = [name for name, *_ in said(record)]
    assert speakers[:3] == ["Petro Danko"] * 3


def test_events_with_their_modality() -> None:
    """Happened, planned, threatened, proposed, denied: by auxiliaries and by who says it how."""
    record = read(
        "Police arrested 12 people in Gdynia on Monday. Germany will send troops and plans to deploy ships. Ann Berg threatened to close the port. "
        "The council proposed a 30-day ceasefire. Jan Nowak denied that soldiers attacked the village."
    )
    found = {(e.trigger.exact, e.type): e for e in record.events}
    arrested = found["arrested", "COERCE"]
    assert arrested.modality == "happened"
    assert [c.span.exact for c in arrested.counts] == ["12 people"]
    assert arrested.place
    assert arrested.place.span.exact == "Gdynia"
    assert arrested.date
    assert arrested.date.span.exact == "on Monday"
    assert found["close", "COERCE"].modality == "threatened"
    assert found["ceasefire", "RETREAT"].modality == "proposed"
    assert found["attacked", "ASSAULT"].modality == "denied"
    assert found["attacked", "ASSAULT"].said_in is not None


def test_another_language_is_left_alone() -> None:
    """The record says which reader saw it, and has no findings."""
    record = read("Der Minister sagte, dass die Fähre fährt.", language="de")
    assert (record.entities, record.statements, record.events) == ((), (), ())
    assert record.reader == load().info


def test_references_hold() -> None:
    """Every speaker, actor, place and said_in names something that is in the record."""
    record = read("Mayor Ann Berg said that Polish police arrested her. She blamed Warsaw for the arrest in Gdynia.")
    entities, statements = {e.id for e in record.entities}, {s.id for s in record.statements}
    assert {s.speaker for s in record.statements} <= entities | {None}
    assert {p.entity for e in record.events for p in (*e.actors, *e.recipients)} <= entities | {None}
    assert {e.said_in for e in record.events} <= statements | {None}


PIECES = st.sampled_from(
    ['"', "“", "”", ". ", ", ", "\n\n", " said ", "Ann Berg", " that ", "the minister", " accused ", " of ", "Denmark's ", " 30,000 troops", " attacked ", "in Gdynia",
     " on Monday", " if ", " would ", "(EU)", "U.S. ", "é", "\U0001f6a2", "\u00a0", "’s ", "according to ", "—", " He "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=120))
def test_any_text_is_read_with_true_spans_and_alike_each_time(text: str) -> None:
    """text[start:end] == exact for every span; the same text gives the same record."""
    record = read(text)
    assert all(source[s.start : s.end] == s.exact for source, s in spans_of(record))
    assert record == read(text)


@pytest.mark.parametrize(
    "text", ['"' * 200_000, "A" * 200_000, "said " * 40_000, "Ann Berg, " * 30_000, "1 " * 100_000, '"a. ' * 50_000]
)
def test_pathological_texts_end(text: str) -> None:
    """Nothing backtracks without end."""
    read(text[:60_000])
