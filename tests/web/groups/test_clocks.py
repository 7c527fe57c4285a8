"""Clocks of a group on one page: who waits for whom, since when, due, paused why, what happens then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.web.api.callers import Caller
from tests.web.decisions_at_work import COMPLAINT, MOTION, WINDOW, Voters, with_overruling
from tests.web.meetings_at_work import AFTER, BEGINS, notice_given
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.recommendations_at_work import Way, wording
from tests.web.scheme_at_work import FOUNDED, RULES, TERM_ENDS, TODAY, Scheme, person, seat, sits
from tests.web.work_at_work import Work, planned

from cupel.errors import ProcedureError
from cupel.governance import Answer, ClockState, Pause, Position, Term, Unit
from cupel_web.decisions.actions import (
    answer_resolution,
    open_ballot,
    overrule,
    pause_objection,
    propose_resolution,
    resume_objection,
)
from cupel_web.decisions.models import Ballot, Objection, ObjectionPause
from cupel_web.groups.actions import Mandate, adopt_procedure, approve_terms, propose_terms
from cupel_web.groups.charts import FULL, timeline
from cupel_web.groups.clocks import RunningClock, clocks_of
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import Event, User
from cupel_web.meetings.actions import Term as CommentTerm
from cupel_web.meetings.actions import circulate, draft_minutes
from cupel_web.meetings.models import Meeting
from cupel_web.recommendations.actions import Task, add_follow_up, draft, submit
from cupel_web.recommendations.actions import pause as pause_reply
from cupel_web.recommendations.models import Objective
from cupel_web.work.actions import NewActionItem, NewMilestone, add_action_item, add_milestone

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def one(group: Group, act: str, *, days: int = 0) -> RunningClock:
    """The only clock of this act, so many days from today."""
    (found,) = [each for each in clocks_of([group], on=TODAY + days * DAY) if each.act == act]
    return found


def acts(group: Group, *, days: int = 0) -> set[str]:
    return {each.act for each in clocks_of([group], on=TODAY + days * DAY)}


def answer(objection: Objection, *, days: int) -> Answer:
    return Objection.objects.get(pk=objection.pk).answer_on(TODAY + days * DAY)


WRITE, APPROVE = "Write and circulate the minutes", "Approve the minutes, or write the next version"
REPLY, VOTE = "Reply to a recommendation", "Vote, then close the ballot"
RESOLUTION, OFFICE = "Accept the proposed resolution, or not", "Renew a term of office, or fill the seat"


def test_a_reply_clock_runs_in_the_group_that_waits_and_in_the_body_asked(way: Way) -> None:
    for group in (way.scheme.group, way.scheme.council):
        found = one(group, REPLY)
        assert (found.waiting, found.awaited) == ("Working group", "Council")
        assert (found.started, found.due, found.term) == (TODAY, date(2025, 8, 1), "60 days")
    assert REPLY not in acts(way.scheme.board)
    assert found.state(on=date(2025, 8, 1)) is ClockState.RUNNING
    assert found.state(on=date(2025, 8, 2)) is ClockState.OVERDUE


def test_a_paused_reply_says_why(way: Way) -> None:
    pause_reply(way.leg, reason="The council waits for a legal opinion.", by=None, now=NOON)
    found = one(way.scheme.group, REPLY)
    assert (found.due, found.state(on=TODAY)) == (None, ClockState.PAUSED)
    assert [pause.reason for pause in found.pauses] == ["The council waits for a legal opinion."]


def test_a_reply_in_working_days_does_not_count_the_holidays_of_the_body(scheme: Scheme, objective: Objective) -> None:
    """From Monday on Tuesday, Friday and the Tuesday after are counted: a weekend and three holidays are not."""
    holidays = ["2025-06-04", "2025-06-05", "2025-06-09"]
    changed = {**RULES, "version": "2", "in_force": "2025-02-01", "holidays": holidays}
    adopt_procedure(changed, by=None, now=NOON)
    term = Term(length=3, unit=Unit.WORKING_DAYS)
    recommendation = draft(scheme.group, replace(wording(objective), advice=term), by=None, now=NOON)
    submit(recommendation, by=None, now=NOON)
    assert one(scheme.group, REPLY).due == date(2025, 6, 10)


def test_a_vote_ends_and_then_the_chair_closes(ballot: Ballot) -> None:
    found = one(ballot.group, VOTE)
    assert (found.started, found.due, found.term) == (TODAY, ballot.closes_on, "14 days, which end in UTC")
    assert one(ballot.group, VOTE, days=15).state(on=TODAY + 15 * DAY) is ClockState.OVERDUE


def test_an_objection_has_its_clock_at_each_step(voters: Voters, objection: Objection, ballot: Ballot) -> None:
    assert one(ballot.group, "Answer an objection").due is None
    propose_resolution(objection, text="Covered.", by=None, now=NOON)
    found = one(ballot.group, RESOLUTION, days=7)
    assert (found.due, found.awaited) == (TODAY + 7 * DAY, "the objector")
    assert RESOLUTION not in acts(ballot.group, days=8)


def test_an_appeal_runs_out_and_is_never_paused(voters: Voters) -> None:
    with_overruling(voters.scheme)
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    objection = Objection.objects.get()
    overrule(objection, reason="Out of scope.", by=voters.people["chair"], now=NOON)
    assert one(ballot.group, "Appeal, or let it be", days=10).due == TODAY + 10 * DAY
    assert "Appeal, or let it be" not in acts(ballot.group, days=11)
    with pytest.raises(ProcedureError):
        pause_objection(objection, reason="A holiday.", by=None, now=NOON)


def test_a_pause_of_an_objector_s_clock_adds_its_days_and_tells_the_objector(
    voters: Voters, objection: Objection, secretary: User
) -> None:
    propose_resolution(objection, text="Covered.", by=None, now=NOON)
    delivered()
    pause_objection(objection, reason="The village meets only in July.", by=secretary, now=NOON + 2 * DAY)
    assert answer(objection, days=300) is Answer.PROPOSED
    found = one(voters.scheme.group, RESOLUTION, days=20)
    assert (found.due, found.state(on=TODAY + 20 * DAY)) == (None, ClockState.PAUSED)
    assert "The village meets only in July." in delivered()[-1]
    resume_objection(objection, by=secretary, now=NOON + 12 * DAY)
    assert f"until the end of {TODAY + 17 * DAY}" in delivered()[-1]
    assert answer(objection, days=17) is Answer.PROPOSED
    assert answer(objection, days=18) is Answer.TIMED_OUT
    assert "village meets" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_paused_objection_may_be_answered_and_its_pause_ends(voters: Voters, objection: Objection) -> None:
    propose_resolution(objection, text="Covered.", by=None, now=NOON)
    pause_objection(objection, reason="A feast.", by=None, now=NOON)
    answer_resolution(objection, position=None, text="No.", by=voters.people["village"], now=NOON + 30 * DAY)
    assert ObjectionPause.objects.get().last == TODAY + 29 * DAY
    propose_resolution(objection, text="Really covered.", by=None, now=NOON + 31 * DAY)
    assert answer(objection, days=38) is Answer.PROPOSED
    assert answer(objection, days=39) is Answer.TIMED_OUT


def test_a_pause_needs_a_reason_and_a_clock_that_runs(objection: Objection) -> None:
    with pytest.raises(ProcedureError):
        pause_objection(objection, reason="Why.", by=None, now=NOON)
    propose_resolution(objection, text="Covered.", by=None, now=NOON)
    with pytest.raises(ProcedureError):
        pause_objection(objection, reason=" ", by=None, now=NOON)
    with pytest.raises(ProcedureError):
        resume_objection(objection, by=None, now=NOON)
    pause_objection(objection, reason="Why.", by=None, now=NOON)
    with pytest.raises(ProcedureError):
        pause_objection(objection, reason="Again.", by=None, now=NOON)


@pytest.mark.parametrize("who", ["chair", "member", "observer", "officer", "operator", "council_chair"])
def test_the_secretariat_alone_pauses_an_objection(
    who: str, objection: Objection, request: pytest.FixtureRequest
) -> None:
    propose_resolution(objection, text="Covered.", by=None, now=NOON)
    user: User = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        pause_objection(objection, reason="Why.", by=user, now=NOON)
    with pytest.raises(PermissionDenied):
        resume_objection(objection, by=user, now=NOON)


def test_a_term_of_office_runs_and_its_end_opens_the_seat(scheme: Scheme, chair: User) -> None:
    found = one(scheme.group, OFFICE)
    assert (found.about, found.started, found.due) == ("Chair", FOUNDED, TERM_ENDS)
    later = (TERM_ENDS - TODAY).days + 1
    assert one(scheme.group, OFFICE, days=later).state(on=TERM_ENDS + DAY) is ClockState.OVERDUE


def test_undertakings_wait_without_a_term(scheme: Scheme) -> None:
    sits(person("new@example.org"), scheme.seats["expert"])
    found = one(scheme.group, "Accept the undertakings")
    assert (found.about, found.due, found.started) == ("Expert", None, FOUNDED)


def test_a_mandate_runs_out(scheme: Scheme) -> None:
    mandate = Mandate(mandate="To draft.", in_force=TODAY, lasts_until=TODAY + 30 * DAY)
    approve_terms(propose_terms(scheme.group, mandate, by=None, now=NOON), on=TODAY, by=None, now=NOON)
    assert one(scheme.group, "Renew the terms of reference").due == TODAY + 30 * DAY


def test_a_follow_up_is_awaited_from_the_group_that_does_it(way: Way) -> None:
    way.decided()
    task = Task(what="Write it.", group=way.scheme.group, due_on=TODAY + 9 * DAY)
    add_follow_up(way.recommendation, task, by=None, now=NOON)
    assert one(way.scheme.group, "Follow up a recommendation").due == TODAY + 9 * DAY


def test_a_deliverable_and_its_milestone_are_awaited_from_its_owner(work: Work, member_client: Client) -> None:
    due = TODAY + 20 * DAY
    deliverable = planned(work.workstream, work.deliverable.owner, "Guide", due)
    add_milestone(deliverable, NewMilestone(title="First draft", due_on=due - 10 * DAY), by=None, now=NOON)
    for act, last in (("Finish a deliverable", due), ("First draft", due - 10 * DAY)):
        found = one(work.group, act)
        assert (found.awaited, found.started, found.due) == ("the owner of the deliverable", TODAY, last)
        assert found.state(on=last + DAY) is ClockState.OVERDUE
        assert member_client.get(found.path).status_code == 200


def test_minutes_are_awaited_written_then_commented_then_approved(meeting: Meeting, member_client: Client) -> None:
    held = BEGINS.date()
    found = one(meeting.group, WRITE, days=(held - TODAY).days + 1)
    assert (found.started, found.due) == (held, held + meeting.minutes_days * DAY)
    notice_given(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    until = held + 14 * DAY
    circulate(minutes, CommentTerm(comments_until=until, tacit=True), by=None, now=AFTER)
    found = one(meeting.group, "Comment on minutes", days=(until - TODAY).days)
    assert (found.due, "tacitly" in found.then) == (until, True)
    found = one(meeting.group, APPROVE, days=(until - TODAY).days + 1)
    assert (found.started, found.due) == (until + DAY, until + meeting.minutes_days * DAY)
    assert member_client.get(found.path).status_code == 200


def test_every_link_leads_somewhere(way: Way, ballot: Ballot, objection: Objection, chair_client: Client) -> None:
    propose_resolution(objection, text="Covered.", by=None, now=NOON)
    for each in clocks_of([way.scheme.group], on=TODAY):
        assert chair_client.get(each.path).status_code == 200, each.act


def test_what_is_overdue_comes_first(way: Way, chair: User) -> None:
    for days in (30, 5):
        item = NewActionItem(title=f"In {days}", owner=chair, due_on=TODAY + days * DAY)
        add_action_item(way.scheme.group, item, by=chair, now=NOON)
    found = clocks_of([way.scheme.group], on=TODAY + 10 * DAY)
    assert [each.due for each in found] == sorted([each.due for each in found], key=lambda day: day or date.max)
    assert found[0].about == "In 5"


@pytest.mark.parametrize(
    ("who", "status"),
    [("chair_client", 200), ("member_client", 200), ("observer_client", 200), ("secretary_client", 200),
     ("officer_client", 404), ("operator_client", 404), ("council_chair_client", 404)],
)  # fmt: skip
def test_who_may_enter_sees_the_clocks(who: str, status: int, way: Way, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    assert client.get("/groups/working-group/clocks/").status_code == status


def test_the_page_shows_who_waits_for_whom_and_why_it_is_paused(way: Way, member_client: Client) -> None:
    pause_reply(way.leg, reason="A legal opinion.", by=None, now=NOON)
    text = member_client.get("/groups/working-group/clocks/").content.decode()
    assert "A legal opinion." in text
    assert '<svg viewBox="0 0 1000 10"' in text
    assert "A late reply counts" in text
    assert REPLY not in member_client.get("/groups/working-group/clocks/?state=overdue").content.decode()
    assert REPLY in member_client.get("/groups/working-group/clocks/?state=paused").content.decode()


def test_programs_read_what_the_page_shows(way: Way, member: User, secretary: User) -> None:
    pause_reply(way.leg, reason="A legal opinion.", by=None, now=NOON)
    for path, reader in (("/groups/working-group/clocks", member), ("/clocks", secretary)):
        (found,) = [each for each in Caller(reader).get(path)["items"] if each["act"] == REPLY]
        assert (found["group"], found["state"], found["due"]) == ("working-group", "paused", None)
        assert [pause["reason"] for pause in found["pauses"]] == ["A legal opinion."]


def test_the_secretariat_sees_all_groups(way: Way, secretary_client: Client) -> None:
    with clock.clock_set_to(lambda: NOON + 200 * DAY):
        text = secretary_client.get("/clocks/?state=overdue").content.decode()
    assert REPLY in text
    assert "Working group" in text


def test_the_page_asks_as_many_questions_for_many_clocks(
    way: Way, ballot: Ballot, secretary_client: Client, objective: Objective, voters: Voters
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert secretary_client.get("/clocks/").status_code == 200
        return len(queries)

    def more(number: int) -> None:
        recommendation = draft(way.scheme.group, wording(objective), by=None, now=NOON)
        submit(recommendation, by=None, now=NOON)
        item = NewActionItem(title="Do", owner=voters.people["chair"], due_on=TODAY)
        add_action_item(way.scheme.group, item, by=voters.people["chair"], now=NOON)
        sits(person(f"x{number}@example.org"), seat(way.scheme.group, f"Seat {number}", category="industry"))

    more(0)
    before = asked()
    for number in range(1, 5):
        more(number)
    assert asked() == before


spans = st.integers(-900, 900).map(lambda days: TODAY + days * DAY)


@given(st.lists(st.tuples(spans, st.none() | spans, st.booleans()), max_size=6))
def test_every_bar_lies_on_the_axis(rows: list[tuple[date, date | None, bool]]) -> None:
    clocks = [
        RunningClock(
            group=Group(name="A"), act="x", about="y", path="/", waiting="a", awaited="b", started=started, due=due,
            term="", then="", pauses=(Pause(first=started, last=None, reason="Why."),) if rests else (),
        )
        for started, due, rests in rows
    ]  # fmt: skip
    drawn = timeline(clocks, on=TODAY)
    assert drawn.first < TODAY < drawn.last
    assert all(0 <= month <= FULL for month in drawn.months)
    for line in drawn.lines:
        for stretch in [line.gone, line.left, line.late, *line.rests]:
            assert stretch is None or (stretch.at >= 0 and stretch.at + stretch.length <= FULL + 4)
        assert (line.late is None) or (line.days is not None and line.days < 0)
