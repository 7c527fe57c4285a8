"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.people_at_work import NOON

from cupel_web.kernel import clock
from cupel_web.standards.models import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_pages_of_cycles(request: pytest.FixtureRequest, cycle: Cycle) -> None:
    room, group = "/standards/cycles/", "/groups/working-group/"
    one = f"{room}{cycle.public_id}/"
    pages = {
        "visitor": [room, f"{room}?q=many", f"{room}?show=finished", one, group, f"{group}feed.atom"],
        "chair": ["/", one, group, f"{group}clocks/"],
    }
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_cycles(numbers, cycle))
