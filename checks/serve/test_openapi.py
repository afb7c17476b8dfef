"""The JSON interface does what its OpenAPI document says, whatever schemathesis asks of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.schemas import BaseSchema
from tests.serve.sample import records, store_in

from onrecord.serve import Guard, Shelf, site

DOCUMENT = "/api/openapi.json"  # schemathesis leaves out of its run what it reads the document from
CONFIG = {
    "seed": 1,
    "generation": {"max-examples": 30, "deterministic": True, "database": "none"},
    "operations": [
        {  # it needs q or page, and OpenAPI 3.1 cannot say "one of the two" of a query
            "include-path": "/api/comments",
            "checks": {"positive_data_acceptance": {"expected-statuses": [200, 304, 400]}},
        }
    ],
}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The document of the site over the sample pages."""
    shelf = Shelf(store_in(tmp_path_factory.mktemp("asked")))
    asked_by = Guard(hosts=frozenset({"testserver"}))  # the name that schemathesis calls an application by
    yield schemathesis.openapi.from_asgi(DOCUMENT, site(shelf, asked_by), config=SchemathesisConfig.from_dict(CONFIG))
    shelf.close()


def test_answers_are_as_described(described: BaseSchema) -> None:
    """Every operation was asked; status, headers, media type and schema of each answer stand in the document."""
    wrong, asked = [], dict[str, int]()
    for event in from_schema(described).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(str(event))
        elif isinstance(event, events.ScenarioFinished):
            asked[event.label] = asked.get(event.label, 0) + len(event.recorder.interactions)
            wrong += _failures(event)
    assert not wrong, "\n\n".join(wrong)
    assert {f"GET {path}" for path in described.raw_schema["paths"] if path != DOCUMENT} <= asked.keys()


def test_the_document_is_as_described(described: BaseSchema) -> None:
    """It describes the address that it is at, too."""
    assert described[DOCUMENT]["GET"].Case().call_and_validate().status_code == 200


@pytest.mark.parametrize("page", [record.page.id for record in records()])
def test_records_are_as_described(described: BaseSchema, page: str) -> None:
    """The whole record of a page that is there fits the record's schema."""
    answer = described["/api/pages/{page}"]["GET"].Case(path_parameters={"page": page}).call_and_validate()
    assert answer.status_code == 200


def _failures(event: events.ScenarioFinished) -> list[str]:
    """What the checks said of one scenario, with the request."""
    return [
        f"{check.name}: {event.recorder.interactions[case].request.uri}\n{check.failure_info.failure if check.failure_info else ''}"
        for case, checks in event.recorder.checks.items()
        for check in checks
        if check.status == Status.FAILURE
    ]
