"""Whatever the OpenAPI document allows is answered as it says; whatever it forbids is refused without a fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.seed import Request, ticket
from tests.web.serving import served
from triage.desk.indexing import index_new
from triage.desk.tokens import issue
from triage.office import Office

NOTHING_TO_SEND = ("/me", "/counts", "/mine", "/views")  # of GET operations: they take nothing
CHECKS: list[CheckFunction] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip


@pytest.fixture
def described(office: Office) -> Iterator[schemathesis.BaseSchema]:
    """The document of a desk with tickets, and a token that may do everything."""
    for at in range(3):
        ticket(office, Request(subject=f"Frage {at}"))
    index_new(office)
    token = issue(office, "weber", "schemathesis", ["read", "write", "calls"])
    with served(office) as url:
        found = schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")
        found.config.update(base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"})
        yield found


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_request_is_answered_as_the_document_says(
    described: schemathesis.BaseSchema, mode: GenerationMode
) -> None:
    """Positive: what it allows; negative: what it forbids."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 34
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and operation.method == "get" and operation.path in NOTHING_TO_SEND:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
