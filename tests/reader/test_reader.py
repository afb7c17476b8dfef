"""The reader finds who said what and what happened, and every span of it holds."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader import load
from onrecord.reader.network import OnnxNetwork
from onrecord.reader.trained import TrainedReader
from onrecord.record import Page, Record, spans_of, to_json


def page_of(text: str, language: str | None = "en") -> Record:
    return Record(page=Page(id="p", text=text, language=language))


def read(text: str, language: str | None = "en") -> Record:
    return load().read(page_of(text, language))


def said(record: Record) -> list[tuple[str | None, str | None, str, str, str]]:
    names = {e.id: e.name for e in record.entities}
    return [
        (names.get(s.speaker or ""), s.cue.exact if s.cue else None, " … ".join(c.exact for c in s.content), s.act, s.form)
        for s in record.statements
    ]


STORY = (
    "Coast guard boards trawler off Bornholm\n\n"
    "Denmark's coast guard boarded a Polish trawler near Bornholm on Monday and arrested three men, Justice Minister Ann Berg said. "
    "\u201cWe will not let anyone empty our waters,\u201d Berg told reporters in Copenhagen.\n\n"
    "Poland's Maritime Minister Jan Nowak denied that the crew had fished illegally and accused Denmark of piracy. "
    "He demanded the release of the men. According to the ministry, Warsaw plans to close its ports to Danish ships.\n\n"
    "The European Commission called on both sides to hold talks. It proposed a meeting in Brussels next week."
)


def test_who_said_what() -> None:
    """Sources before and behind, a quotation, an attribution, a pronoun: each statement with cue, content and speaker."""
    found = {(cue, name): content for name, cue, content, *_ in said(read(STORY))}
    assert found["told", "Ann Berg"] == "\u201cWe will not let anyone empty our waters,\u201d"
    assert found["denied", "Jan Nowak"] == "that the crew had fished illegally"
    assert found["accused", "Jan Nowak"] == "Denmark of piracy"
    assert found["demanded", "Jan Nowak"] == "the release of the men"
    assert "to hold talks" in found["called on", "European Commission"]
    assert "Warsaw plans to close its ports to Danish ships" in {
        content for (cue, _), content in found.items() if cue == "According to"
    }


def test_acts_and_forms() -> None:
    """What a speaker does by saying it, and whether the words are quoted."""
    found = {cue: (act, form) for _, cue, _, act, form in said(read(STORY))}
    assert found["denied"] == ("deny", "indirect")
    assert found["accused"] == ("accuse", "indirect")
    assert found["demanded"] == ("demand", "indirect")
    assert found["told"][1] == "direct"


def test_what_happened_and_what_did_not() -> None:
    """Types, participants, counts and modality; what a statement holds is said in it."""
    record = read(STORY)
    found = {e.type: e for e in record.events}
    arrested = next(e for e in record.events if e.trigger.exact == "arrested")
    assert (arrested.type, arrested.modality) == ("COERCE", "happened")
    assert [p.span.exact for p in arrested.recipients] == ["three men"]
    release = next(e for e in record.events if e.trigger.exact == "release")
    assert (release.type, release.modality) == ("RETREAT", "demanded")
    assert release.said_in is not None
    assert found["ACCUSE"].modality == "happened"
    assert next(e for e in record.events if e.trigger.exact in ("meeting", "talks")).type == "CONSULT"


def test_roles_and_affiliations() -> None:
    """Before a name and behind a country; later mentions by surname and pronoun are the same person."""
    people = {e.name: e for e in read(STORY).entities if e.kind == "person"}
    assert people["Ann Berg"].role == "Justice Minister"
    assert (people["Jan Nowak"].role, people["Jan Nowak"].of) == ("Maritime Minister", "Poland")
    assert "He" in {m.exact for m in people["Jan Nowak"].mentions}


def test_confidences_are_calibrated_shares() -> None:
    """Statements and events have one between 0 and 1."""
    record = read(STORY)
    assert all(0 < (x.confidence or 0) <= 1 for x in (*record.statements, *record.events))


def test_the_same_page_gives_the_same_bytes_whatever_else_is_read() -> None:
    """One thread or two, first or last, alone or between others."""
    weights = files("onrecord.reader") / "weights"
    reader = load()
    alone = to_json(reader.read(page_of(STORY)))
    long = " ".join(f"Mayor Ann Berg said on Monday that ferry number {n} had sunk." for n in range(120))
    with as_file(weights / "reader.onnx") as graph:
        for threads in (1, 2):
            other = TrainedReader(OnnxNetwork(graph, threads=threads), reader._pieces, reader._settings, reader.info)  # type: ignore[attr-defined]
            for text in (long, "", STORY[:80]):
                other.read(page_of(text))
            assert to_json(other.read(page_of(STORY))) == alone
            assert to_json(other.read(page_of(long))) == to_json(reader.read(page_of(long)))


def test_a_long_page_is_read_to_its_end() -> None:
    """Windows own every sentence, and what stands in the last is found."""
    text = "\n\n".join([STORY] * 12)
    last = text.rindex("Poland's Maritime Minister")
    assert any(s.cue and s.cue.exact == "denied" and s.cue.start > last for s in read(text).statements)


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


@settings(max_examples=100, deadline=None)
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
    """Nothing grows faster than the text."""
    read(text[:20_000])
