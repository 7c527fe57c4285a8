"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.decisions_at_work import AFTER, MOTION, WINDOW, Voters
from tests.web.people_at_work import NOON

from cupel.governance import Position
from cupel_web.decisions.actions import close_ballot, open_ballot
from cupel_web.decisions.models import Ballot
from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_pages_of_decisions(request: pytest.FixtureRequest, voters: Voters, ballot: Ballot) -> None:
    for seat in ("chair", "expert", "village", "labour"):
        voters.votes(ballot, seat, Position.SUPPORT)
    chair = voters.people["chair"]
    closed = close_ballot(ballot, by=None, now=AFTER).ballot
    running = open_ballot(voters.scheme.group, MOTION, WINDOW, by=chair, now=NOON)
    group = "/groups/working-group/"
    room = f"{group}decisions/"
    shown = [group, room, f"{room}{closed.public_id}/", f"{group}feed.atom", "/search/?q=many&kind=ballots"]
    pages = {
        "visitor": shown,
        "chair": ["/", *shown, f"{room}{running.public_id}/"],
        "member": ["/", f"{room}{running.public_id}/"],
        "council_chair": ["/"],
        "secretary": ["/", "/approvals/"],
    }
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_decisions(numbers, closed, running, chair))
