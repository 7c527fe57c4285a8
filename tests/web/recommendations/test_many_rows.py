"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.people_at_work import NOON
from tests.web.recommendations_at_work import Way

from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_pages_of_recommendations(request: pytest.FixtureRequest, way: Way) -> None:
    one, room = way.recommendation, "/recommendations/"
    kinds = [f"/search/?q=many&kind={kind}" for kind in ("recommendations", "reviews")]
    shown = [
        "/groups/working-group/", room, f"{room}?state=overdue", f"{room}{one.public_id}/", f"{room}cycles/",
        f"{room}objectives/", "/groups/working-group/feed.atom", *kinds,
    ]  # fmt: skip
    pages = {
        "visitor": shown,
        "chair": ["/", *shown],
        "council_chair": ["/", f"{room}{one.public_id}/"],
        "secretary": ["/", f"{room}objectives/"],
    }
    council = way.scheme.council
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_recommendations(numbers, one, council))
