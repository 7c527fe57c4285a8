"""Who speaks for a seat, played in a browser: an expert for themselves, a person who changes employer, an alternate."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.e2e.desks import Clock, Desk, applies, choose_password, link_in, seats_applicant, undertakes
from tests.web.decisions_at_work import MOTION, WINDOW, Voters
from tests.web.meetings_at_work import AFTER, BEGINS, DAY
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import FOUNDED, Scheme, accepts_all, person, seat, sits

from cupel_web.decisions.actions import open_ballot
from cupel_web.decisions.models import Ballot
from cupel_web.kernel.models import User
from cupel_web.meetings.models import Meeting
from cupel_web.people.actions import Work, affiliate

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

GROUP = "/groups/working-group/"
EXPERT = "an-expert@example.org"
Desks = Callable[[User | None], Desk]


def address_of(ballot: Ballot) -> str:
    return f"{GROUP}decisions/{ballot.public_id}/"


def row(at: Desk, words: str) -> str:
    """The first row of a table whose head begins with these words."""
    head = at.page.locator("th", has_text=re.compile(rf"^\s*{words}"))
    return at.page.locator("main tr").filter(has=head).first.inner_text()


def takes(at: Desk, position: str) -> None:
    """Take a position for the seat that waits for one, from the list of what awaits."""
    at.fills(has_interest=":no", position=f":{position}").presses("Take this position").reads("is written down")


@pytest.mark.usefixtures("member")
def test_an_expert_without_organisation_joins_and_votes(
    scheme: Scheme, secretary: User, chair: User, desk: Desks, time: Clock
) -> None:
    sits(person("industry@example.org"), scheme.seats["expert"])
    accepts_all(User.objects.get(email="industry@example.org"))
    visitor = desk(None)
    applies(
        visitor, f"{GROUP}apply/", email=EXPERT, name="An Expert", joins_as="=subject-matter experts",
        capacity="=in a personal capacity", category="=civil society", statement="I wrote a book on slag.",
    )  # fmt: skip
    choose_password(visitor, link_in(seats_applicant(desk(secretary), "Labour (civil society)")), email=EXPERT)
    me = undertakes(desk(User.objects.get(email=EXPERT))).reads("Nowhere: you take part for yourself.")
    me.page.get_by_label("My name may stand on public pages").check()
    me.presses("Save").reads("Saved.")
    ballot = open_ballot(scheme.group, MOTION, WINDOW, by=chair, now=NOON)
    me.opens(GROUP).follows("Threads")
    takes(me.opens("/").follows("Vote as Labour"), "support")
    time.moment = NOON + 15 * DAY
    desk(chair).opens(address_of(ballot)).presses("Close the ballot")
    held = row(visitor.opens(GROUP), "Labour")
    assert "An Expert\nwithout affiliation" in held
    assert "in a personal capacity" in held
    voted = row(visitor.opens(address_of(ballot)), "in a personal capacity")
    assert voted.split()[-5:].count("1") == 1
    visitor.reads("An Expert")


@pytest.mark.usefixtures("meeting")
def test_who_changes_employer_speaks_no_longer_for_the_old_one(
    voters: Voters, ballot: Ballot, secretary: User, desk: Desks, time: Clock
) -> None:
    scheme, member, chair = voters.scheme, voters.people["village"], voters.people["chair"]
    old = scheme.seats["village"].organisation
    assert old is not None
    affiliate(member, work=Work(organisation=old, since=FOUNDED), by=member, now=NOON)
    sits(member, seat(scheme.council, "Wise person", category="civil society"))
    mine, visitor, lead = desk(member), desk(None), desk(chair)
    takes(mine.opens("/").follows("Vote as Village"), "support")
    time.moment = BEGINS
    attendance = f"{GROUP}meetings/{Meeting.objects.get().public_id}/attendance/"
    lead.opens(attendance).presses("in person Village")
    time.moment = AFTER
    lead.opens(address_of(ballot)).presses("Close the ballot")
    before = records(visitor, lead, ballot, attendance)

    mine.opens("/me/").presses("Ended today").fills(organisation="=Example Producer", since="2025-06-18").presses("Add")
    time.moment = AFTER + DAY
    held = row(visitor.opens(GROUP), "Village")
    assert "Example Producer (producer)" in held
    assert "left Example Village Council" in held
    visitor.reads("The vote of Village counts for civil society; its holder left Example Village Council")
    own = row(visitor.opens("/groups/council/"), "Wise person")
    assert "Example Producer (producer)" in own
    assert "left" not in own

    office = desk(secretary).opens("/").follows("Fill a seat whose holder left Example Village Council")
    office.reads("Ask the organisation whom it names now").presses("End the term on Village")
    office.opens(f"{GROUP}seats/{scheme.seats['village'].public_id}/fill/")
    office.fills(email="successor@example.org", name="A Successor").presses("Seat").reads("Seated.")
    expect(office.opens("/").page.locator("main")).not_to_contain_text("left Example Village Council")

    assert records(visitor, lead, ballot, attendance) == before
    assert "left" not in row(visitor.opens(GROUP), "Village")


def records(visitor: Desk, lead: Desk, ballot: Ballot, attendance: str) -> tuple[str, str]:
    """What the page of a closed ballot says to all, and the log of who was there to the chair."""
    result = visitor.opens(address_of(ballot)).page.locator("main").inner_text()
    return result, lead.opens(attendance).page.locator("main table").last.inner_text()


def test_an_alternate_votes_for_the_seat_and_it_counts_once(
    voters: Voters, ballot: Ballot, desk: Desks, time: Clock
) -> None:
    holder, alternate = desk(voters.people["village"]), desk(voters.people["alternate"])
    takes(alternate.opens("/").follows("Vote as Village").reads("You are the alternate."), "support")
    page = address_of(ballot)
    assert "support\nby the alternate" in row(holder.opens(page), "Village")
    holder.follows("Vote as Village").reads("The alternate took a position on 2025-06-02 12:00 UTC")
    takes(holder, "abstain")
    now = row(holder.opens(page), "Village")
    assert "abstain" in now
    assert "alternate" not in now
    alternate.opens(page).follows("Vote as Village").reads("The holder took a position on 2025-06-02 12:00 UTC")
    takes(alternate, "support")
    for name in ("chair", "expert", "labour"):
        takes(desk(voters.people[name]).opens("/").follows(f"Vote as {name.capitalize()}"), "support")
    time.moment = AFTER
    lead = desk(voters.people["chair"]).opens(page).presses("Close the ballot")
    lead.reads("adopted by consensus")
    visitor = desk(None).opens(page)
    assert "support\nby the alternate" in row(visitor, "Village")
    assert row(visitor, "all").split() == ["all", "4", "0", "0", "0", "0", "0", "4"]
