"""A tour through a working group, as people do it in a browser: join, be seated, declare, meet, ballot, recommend."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from tests.e2e.desks import Clock, Desk, applies, choose_password, link_in, seats_applicant, undertakes, votes
from tests.web.people_at_work import NOON
from tests.web.recommendations_at_work import chair_of
from tests.web.scheme_at_work import FOUNDED, Scheme, accepts_all, person, sits

from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import publish_notice
from cupel_web.recommendations.models import Objective

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

GROUP = "/groups/working-group/"
NEWCOMER = "newcomer@example.org"


@dataclass(frozen=True)
class Cast:
    """Who plays: the secretariat, the three who sit already, and the chairs of the bodies above."""

    secretary: User
    chair: User
    member: User
    expert: User
    council: User
    board: User


@pytest.fixture
def cast(scheme: Scheme, secretary: User, chair: User, member: User, objective: Objective) -> Cast:
    """A notice is in force, and a mission objective is written down."""
    expert = person("expert@example.org")
    sits(expert, scheme.seats["expert"])
    accepts_all(expert)
    publish_notice("We speak of no prices.", in_force=FOUNDED, by=None, now=NOON)
    above = {role: chair_of(body, f"{role}@example.org") for role, body in bodies(scheme).items()}
    return Cast(secretary, chair, member, expert, **above)


def bodies(scheme: Scheme) -> dict[str, Group]:
    """The bodies above the working group."""
    return {"council": scheme.council, "board": scheme.board}


def test_join_meet_decide_recommend(cast: Cast, desk: Callable[[User | None], Desk], time: Clock) -> None:
    newcomer = joined(desk, cast.secretary)
    met(desk, cast.chair, newcomer, time)
    decided(desk, (cast.chair, cast.member, cast.expert), newcomer, time)
    recommended(desk, cast.chair, cast.council, cast.board)


def joined(desk: Callable[[User | None], Desk], secretary: User) -> User:
    """Apply without an account, be accepted and seated, choose a password, accept the undertakings."""
    visitor = desk(None)
    applies(
        visitor, f"{GROUP}apply/", email=NEWCOMER, name="A Newcomer", joins_as="=subject-matter experts",
        capacity="=in a personal capacity", category="=civil society", statement="Thirty years underground.",
    )  # fmt: skip
    desk(secretary).opens("/").follows("Decide on an application").reads("Thirty years underground.")
    seated = seats_applicant(desk(secretary), "Labour (civil society)")
    assert "from 2025-06-02" in seated
    choose_password(visitor, link_in(seated), email=NEWCOMER)
    user = User.objects.get(email=NEWCOMER)
    seat = undertakes(desk(user))
    seat.fills(text="I advise a recycler.").presses("Declare").reads("I advise a recycler.")
    seat.opens(GROUP).reads("4 votes. Balanced as the rules ask.")
    return user


def met(desk: Callable[[User | None], Desk], chair: User, newcomer: User, time: Clock) -> None:
    """Convene, declare an interest in an item, take attendance until the quorum is there, read out the notice."""
    lead = desk(chair).opens(f"{GROUP}meetings/new/").fills(title="June call", starts="2025-06-20T14:00")
    lead.presses("Convene and invite").follows("Add the first item")
    lead.fills(title="Recycled feed")
    lead.page.locator("main").get_by_role("button").last.click()
    lead.reads("Recycled feed")
    address = lead.page.url.removeprefix(lead.server)
    guest = desk(newcomer).opens("/").follows("Say whether you come")
    guest.fills(reply=":yes").page.get_by_role("button").last.click()
    guest.opens(address).follows("Declare an interest").fills(text="I advise a recycler.")
    guest.page.locator("main").get_by_role("button").last.click()
    time.moment = datetime.fromisoformat("2025-06-20T14:05+00:00")
    lead.opens(f"{address}attendance/").reads("not met")
    for seat in ("Chair", "Labour", "Village"):
        lead.presses(f"in person {seat}")
    lead.opens(address).reads("A Newcomer declared an interest")
    lead.opens(f"{address}attendance/").reads("Quorum met")


def decided(desk: Callable[[User | None], Desk], voters: tuple[User, ...], newcomer: User, time: Clock) -> None:
    """Open a ballot, object, propose a resolution, accept it, close: adopted by consensus."""
    lead = desk(voters[0]).opens(f"{GROUP}decisions/new/")
    lead.fills(title="Cover recycled feed", text="The group covers recycled feed.", closes_on="2025-07-04")
    lead.presses("Open the ballot").reads("voting")
    ballot = lead.page.url.removeprefix(lead.server)
    for user in voters:
        votes(desk(user), user, position=":support")
    other = desk(newcomer).opens("/").follows("Vote")
    other.fills(has_interest=":no", position=":object", objection="Sorters are left out.", wanted="Count them.")
    other.page.locator("main").get_by_role("button").last.click()
    lead.opens("/").follows("Answer an objection").follows("Propose a resolution")
    lead.fills(text="The first paid person counts.").page.locator("main").get_by_role("button").last.click()
    other.opens("/").follows("Accept the proposed resolution, or not").follows("Answer the proposed resolution")
    other.fills(accepted=":yes").page.locator("main").get_by_role("button").last.click()
    time.moment = datetime.fromisoformat("2025-07-06T09:00+00:00")
    lead.opens("/").follows("Close a ballot that is over").presses("Close the ballot").reads("adopted by consensus")
    desk(None).opens(ballot).reads("adopted by consensus")


def recommended(desk: Callable[[User | None], Desk], chair: User, council: User, board: User) -> None:
    """Recommend to the council, send on to the board, reply, follow up, conclude."""
    lead = desk(chair).opens(f"{GROUP}recommendations/new/")
    lead.fills(
        title="Train assessors on recycled feed", text="Two days a year.", reasons="Half the feed is recycled.",
        cycle="2025",
    )  # fmt: skip
    lead.page.locator('select[name="objective"]').select_option(index=1)
    lead.page.locator("main").get_by_role("button").last.click()
    lead.page.wait_for_load_state()
    address = lead.page.url.removeprefix(lead.server)
    lead.presses("Submit").reads("Council")
    for user in (council, board):
        body = (
            desk(user).opens("/").follows("Reply to a recommendation").fills(answer=":accept", reasons="It is needed.")
        )
        body.page.locator("main").get_by_role("button").last.click()
        body.page.wait_for_load_state()
        if user == council:
            body.opens(address).presses("Send on")
    lead.opens(address).follows("Add what follows").fills(
        group="=Working group", what="Write the course.", due_on="2025-12-01"
    )
    lead.page.locator("main").get_by_role("button").last.click()
    lead.opens(address).follows("It is done").fills(evidence="The course is written.")
    lead.page.locator("main").get_by_role("button").last.click()
    lead.opens(address).follows("Conclude").fills(note="Assessors are trained.")
    lead.page.locator("main").get_by_role("button").last.click()
    lead.opens(address).reads("concluded")
    desk(None).opens(address).reads("It is needed.")
