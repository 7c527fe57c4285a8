"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_pages_of_groups(request: pytest.FixtureRequest, scheme: Scheme) -> None:
    group = "/groups/working-group/"
    (terms,) = scheme.group.terms.all()

    def grow(numbers: range) -> None:
        many_rows.more_seats(numbers, scheme.group)
        many_rows.more_of_groups(numbers, scheme.group)

    pages = {
        "visitor": [
            "/groups/",
            group,
            f"{group}rules/",
            f"{group}terms/{terms.public_id}/",
            f"{group}feed.atom",
        ],
        "chair": ["/", group],
        "secretary": ["/", "/groups/", f"{group}seats/", f"{group}applications/"],
    }
    many_rows.hold(request, pages, grow)
