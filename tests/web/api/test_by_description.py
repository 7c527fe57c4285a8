"""Calls that a tool makes up from the description: none breaks the server, every answer is as described."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.api.callers import Caller
from tests.web.api.test_access import at_noon, known_in  # noqa: F401
from tests.web.consultations.test_doors import pages as consultations_pages  # noqa: F401
from tests.web.decisions.test_doors import pages as decisions_pages  # noqa: F401
from tests.web.drafting.test_doors import pages as drafts_pages  # noqa: F401
from tests.web.groups.test_doors import pages as groups_pages  # noqa: F401
from tests.web.meetings.test_doors import pages as meetings_pages  # noqa: F401
from tests.web.recommendations.test_doors import pages as recommendations_pages  # noqa: F401
from tests.web.regulations.test_doors import pages as regulations_pages  # noqa: F401
from tests.web.standards.test_doors import pages as standards_pages  # noqa: F401
from tests.web.test_access import rest_pages  # noqa: F401
from tests.web.work.test_doors import pages as work_pages  # noqa: F401

from cupel_web.conf.wsgi import application
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db

ROOMS = {
    "rest": "me|people|records|events", "groups": "groups|clocks", "work": "work",
    "meetings": "meetings|agenda|minutes", "consultations": "consultations", "decisions": "decisions",
    "drafts": "drafts", "recommendations": "recommendations", "regulations": "regulations", "standards": "standards",
}  # fmt: skip
"""Rooms of the interface by the pages that know their records."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 3


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server keeps the test's own connection open between requests, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# schemathesis does not close the files that it is sent
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("room", ROOMS)
def test_every_answer_is_as_described(
    room: str,
    at_noon: object,  # noqa: F811
    one_connection: None,
    secretary: User,
    request: pytest.FixtureRequest,
) -> None:
    """In the addresses stand records that are there."""
    known = known_in(request.getfixturevalue(f"{room}_pages"))
    headers = {"Authorization": f"Bearer {Caller(secretary).secret}"}

    def hold(operation: Any) -> None:
        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            case.path_parameters = {name: known.get(name, "") for name in case.path_parameters}
            with transaction.atomic():
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS)

        answered()

    whole = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    described = whole.include(operation_id_regex=f"^({ROOMS[room]})_")
    found: Any = described.get_all_operations()
    operations = [each.ok() for each in found]
    assert operations
    for operation in operations:
        hold(operation)
