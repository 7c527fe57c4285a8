"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel import clock
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_pages_of_people(request: pytest.FixtureRequest, scheme: Scheme, company: Organisation) -> None:
    members = f"/organisations/{company.public_id}/people/"
    pages = {
        "officer": ["/", members],
        "secretary": ["/", "/organisations/", "/organisations/?q=many", members, "/events/"],
    }
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_people(numbers, company))
