"""Pages with 10,000 comments, twice the largest real case, ask the database as often as with 10, and are not much
longer.
"""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.consultations_at_work import CLOSES, DAY, Round

from cupel_web.consultations.actions import take_step
from cupel_web.consultations.states import Step
from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    with clock.clock_set_to(lambda: AFTER):
        yield


def test_pages_of_disposition(request: pytest.FixtureRequest, held: Round) -> None:
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    one = f"/consultations/{held.consultation.public_id}/"
    inside = [
        f"{one}comments/", f"{one}comments/?text=dust&sort=clause", f"{one}comments/?state=proposed&cluster=yes",
        f"/consultations/comments/{held.comment.public_id}/?category=mining", f"{one}clusters/",
        f"{one}decide/agree/", f"{one}decide/?state=new", "/",
    ]  # fmt: skip
    pages = {
        "visitor": ["/consultations/", one, f"{one}text/", f"{one}feedback/", f"{one}feedback/1/", f"{one}files/"],
        "chair": inside,
    }
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_consultations(numbers, held))
