"""Lists take as many queries with few rows as with many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.consultations_at_work import Round, author, counted, opened, written
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme

from cupel_web.consultations.actions import save_comment, take_step
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock_set_to(lambda: NOON):
        yield


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def test_pages_take_as_many_queries_whatever_the_number_of_rows(
    held: Round, scheme: Scheme, member_client: Client, secretary: User
) -> None:
    base = f"/consultations/{held.consultation.public_id}/"
    mine = f"/consultations/mine/{held.secret}/"
    pages = [
        "/consultations/", "/groups/working-group/consultations/", base, f"{base}text/", f"{base}comments/",
        f"{base}clauses/{held.clause}/", mine, f"{mine}send/", f"{mine}export/", f"{mine}place/",
    ]  # fmt: skip

    def grow(number: int) -> None:
        other = author(f"other{number}@example.org")
        counted(held.consultation, f"More {number}.", f"And {number}.", clause=held.clause, by=other)
        save_comment(held.submission, written(held.clause, f"Draft {number}."), by=None, now=NOON)
        unplaced = save_comment(held.submission, written(held.clause, f"Where {number}?"), by=None, now=NOON)
        held.submission.drafts.filter(pk=unplaced.pk).update(clause="")
        opened(scheme.group, f"More {number}")

    grow(0)
    # from here on the browser remembers the submission
    queries(member_client, mine)
    few = [queries(member_client, path) for path in pages]
    with CaptureQueriesContext(connection) as captured:
        duties_of(secretary, on=TODAY)
    for number in range(1, 5):
        grow(number)
    assert dict(zip(pages, [queries(member_client, path) for path in pages], strict=True)) == dict(
        zip(pages, few, strict=True)
    )
    with CaptureQueriesContext(connection) as again:
        duties_of(secretary, on=TODAY)
    assert len(again) == len(captured)
    assert max(few) < 40


def test_feedback_takes_as_many_queries_whatever_the_number_of_comments(held: Round, visitor: Client) -> None:
    from tests.web.consultations_at_work import CLOSES, DAY

    counted(held.consultation, "One.", by=author("one@example.org"))
    take_step(held.consultation, Step.FEEDBACK, by=None, now=CLOSES + DAY)
    path = f"/consultations/{held.consultation.public_id}/feedback/"
    with clock_set_to(lambda: CLOSES + DAY):
        few = queries(visitor, path)
        with clock_set_to(lambda: NOON):
            for number in range(5):
                counted(held.consultation, f"More {number}.", by=author(f"more{number}@example.org"))
        assert queries(visitor, path) == few
