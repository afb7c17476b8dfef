"""The record reads back what it wrote, and its shipped schema is the one that the code gives."""

import json
from dataclasses import fields, is_dataclass
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given

from onrecord import record as rec
from onrecord.errors import BadRecord
from tests.strategies import records


@given(records())
def test_a_record_reads_back_as_it_was_written(record: rec.Record) -> None:
    """from_json(to_json(x)) == x, for text in any script."""
    assert rec.from_json(rec.to_json(record)) == record


@given(records())
def test_every_span_reproduces_its_text(record: rec.Record) -> None:
    """text[start:end] == exact for every span that a record holds."""
    assert all(text[s.start : s.end] == s.exact for text, s in rec.spans_of(record))


@given(records())
def test_what_is_written_fits_the_shipped_schema(record: rec.Record) -> None:
    """Whoever validates against the shipped schema accepts our output."""
    schema = json.loads(files("onrecord").joinpath("schema/record.schema.json").read_bytes())
    jsonschema.validate(json.loads(rec.to_json(record)), schema)


def test_the_shipped_schema_is_current() -> None:
    """`onrecord schema --write` was run after the last change of the record."""
    shipped = files("onrecord").joinpath("schema/record.schema.json").read_text("utf-8")
    assert shipped == rec.schema_text()


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'{"page": {}}', b'{"page": {"id": 3}}', b"\xff", b'{"entities": []}'])
def test_a_line_that_is_no_record_is_told_apart(line: bytes) -> None:
    """A broken line raises BadRecord with a reason."""
    with pytest.raises(BadRecord, match=r"\w"):
        rec.from_json(line)


def test_unknown_fields_are_let_pass() -> None:
    """A record of a later version, or a gold record with notes, is read without what this version does not know."""
    line = b'{"page": {"id": "p", "text": "Hi", "licence": "CC BY"}, "notes": 1}'
    assert rec.from_json(line) == rec.Record(page=rec.Page(id="p", text="Hi"))


def test_spans_count_code_points() -> None:
    """An emoji or a letter outside the BMP counts as one."""
    text = "\U0001f642 said Ünal"
    assert rec.span(text, 2, 6) == rec.Span(start=2, end=6, exact="said")


def test_spans_of_sees_every_span() -> None:
    """No field that holds spans is forgotten: each Span in the JSON form is among spans_of."""
    assert _count_spans(FULL) == len(list(rec.spans_of(FULL)))


def _count_spans(value: object) -> int:
    if isinstance(value, rec.Span):
        return 1
    if is_dataclass(value):
        return sum(_count_spans(getattr(value, f.name)) for f in fields(value))
    if isinstance(value, dict):
        return sum(map(_count_spans, value.values()))
    return sum(map(_count_spans, value)) if isinstance(value, tuple) else 0


_S = rec.Span(start=0, end=1, exact="x")
_P = rec.Participant(span=_S)
FULL = rec.Record(
    page=rec.Page(id="p", text="x", evidence={"published": rec.Evidence(span=_S)}),
    entities=(rec.Entity(id="e1", kind="place", name="x", mentions=(_S, _S)),),
    statements=(
        rec.Statement(
            id="s1", source=_S, cue=_S, content=(_S, _S), addressee=_S, venue=_S, form="direct", act="assert"
        ),
    ),
    events=(
        rec.Event(
            id="v1", trigger=_S, type="AID", actors=(_P,), recipients=(_P,), place=_P, date=rec.Dated(span=_S),
            modality="happened", counts=(rec.Count(span=_S, what="other"),),
        ),
    ),
    comments=(rec.Comment(id="c1", text="x", stances=(rec.Stance(toward="e1", label="favour", evidence=_S),)),),
)  # fmt: skip
