"""Who is there, and whether that is enough: overall, in each category, at every moment, for every item."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.meetings_at_work import AFTER, BEGINS, DAY, HOUR, convened, item, there
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import INDUSTRY, Scheme, accepts_all, person, seat, sits

from cupel.errors import ProcedureError
from cupel_web.groups.actions import NewSeat, adopt_procedure, open_seat
from cupel_web.groups.models import Capacity
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import (
    Seen,
    Statement,
    Wording,
    declare,
    give_notice,
    record_attendance,
    record_decision,
)
from cupel_web.meetings.models import Attendance, DecisionTaken, Meeting
from cupel_web.meetings.queries.attending import recused_seats, room
from cupel_web.meetings.states import THERE, Presence
from cupel_web.work.actions import NewActionItem, add_action_item
from cupel_web.work.models import ActionItem

pytestmark = pytest.mark.django_db


def unmet(meeting: Meeting, moment: object = BEGINS, *, recused: Sequence[str] = ()) -> list[tuple[str, str | None]]:
    reached = room(meeting).quorum(moment, recused=recused)  # type: ignore[arg-type]
    assert reached is not None
    return [(rule.rule, rule.category) for rule in reached.rules if not rule.met]


def seen(meeting: Meeting, scheme: Scheme, name: str, presence: Presence, since: object = BEGINS) -> None:
    about = Seen(seat=scheme.seats[name], presence=presence, since=since)  # type: ignore[arg-type]
    record_attendance(meeting, about, by=None, now=AFTER)


def test_nobody_is_there_before_somebody_is_written_down(meeting: Meeting) -> None:
    assert unmet(meeting) == [("quorum", None), ("quorum of each", INDUSTRY), ("quorum of each", "civil society")]


def test_quorum_is_asked_for_overall_and_in_each_category(meeting: Meeting, scheme: Scheme) -> None:
    there(meeting, scheme, "chair")
    assert unmet(meeting) == [("quorum of each", "civil society")]
    there(meeting, scheme, "village")
    assert unmet(meeting) == []


def test_it_is_computed_for_the_moment_people_come_and_go(meeting: Meeting, scheme: Scheme) -> None:
    there(meeting, scheme, "chair", "village")
    seen(meeting, scheme, "village", Presence.AWAY, BEGINS + HOUR)
    assert unmet(meeting, BEGINS + HOUR - timedelta(minutes=1)) == []
    assert unmet(meeting, BEGINS + HOUR) == [("quorum of each", "civil society")]


def test_of_two_rows_about_one_moment_the_later_holds(meeting: Meeting, scheme: Scheme) -> None:
    there(meeting, scheme, "chair", "village")
    seen(meeting, scheme, "village", Presence.APOLOGIES)
    assert unmet(meeting) == [("quorum of each", "civil society")]


def test_an_alternate_counts_for_the_seat(meeting: Meeting, scheme: Scheme, alternate: User) -> None:
    there(meeting, scheme, "chair")
    seen(meeting, scheme, "village", Presence.ALTERNATE)
    assert unmet(meeting) == []
    assert Attendance.objects.get(seat=scheme.seats["village"]).person == alternate


def test_an_alternate_that_there_is_none_of_is_refused(meeting: Meeting, scheme: Scheme) -> None:
    with pytest.raises(ProcedureError) as refused:
        seen(meeting, scheme, "village", Presence.ALTERNATE)
    assert refused.value.code == "nobody-there"


def test_a_seat_that_observes_never_counts(meeting: Meeting, scheme: Scheme) -> None:
    new = NewSeat(
        label="Watch", category="civil society", capacity=Capacity.PERSONAL, votes=False, opened_on=NOON.date()
    )
    scheme.seats["watch"] = open_seat(scheme.group, new, by=None, now=NOON)
    user = person("watch@example.org")
    sits(user, scheme.seats["watch"])
    accepts_all(user)
    there(meeting, scheme, "chair", "watch")
    assert unmet(meeting) == [("quorum of each", "civil society")]


def test_a_seat_whose_holder_has_not_accepted_the_undertakings_does_not_count(meeting: Meeting, scheme: Scheme) -> None:
    sits(person("new@example.org"), scheme.seats["labour"])
    there(meeting, scheme, "chair", "labour")
    assert unmet(meeting) == [("quorum of each", "civil society")]


def test_who_stands_back_is_left_out_of_the_item_s_quorum(meeting: Meeting, scheme: Scheme, member: User) -> None:
    about = item(meeting)
    there(meeting, scheme, "chair", "village")
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    recused = list(recused_seats(about))
    reached = room(meeting).quorum(BEGINS, recused=recused)
    assert reached is not None
    assert (reached.votes, unmet(meeting, recused=recused)) == (1, [("quorum of each", "civil society")])


def test_the_rules_of_the_meeting_s_day_hold(scheme: Scheme, chair: User, member: User) -> None:
    easier = {"uid": "two-sides", "version": "2", "in_force": (BEGINS + DAY).date().isoformat(),
        "categories": [], "quorum": {"share": "0"}, "majority": {"share": "1/2"}}  # fmt: skip
    before = convened(scheme.group)
    adopt_procedure(easier, by=None, now=NOON)
    after = convened(scheme.group, "Later", begins=BEGINS + 2 * DAY)
    assert (bool(unmet(before)), unmet(after)) == (True, [])


def test_what_is_still_to_come_is_not_written_down(meeting: Meeting, scheme: Scheme) -> None:
    about = Seen(seat=scheme.seats["chair"], presence=Presence.REMOTE, since=BEGINS)
    with pytest.raises(ProcedureError) as refused:
        record_attendance(meeting, about, by=None, now=NOON)
    assert refused.value.code == "to-come"


def test_a_decision_needs_a_quorum_at_its_moment(meeting: Meeting, scheme: Scheme) -> None:
    about = item(meeting)
    there(meeting, scheme, "chair", "village", since=BEGINS + HOUR)
    with pytest.raises(ProcedureError) as refused:
        record_decision(about, Wording(text="Adopted.", at=BEGINS), by=None, now=AFTER)
    assert refused.value.code == "no-quorum"
    record_decision(about, Wording(text="Adopted.", at=BEGINS + HOUR), by=None, now=AFTER)
    assert DecisionTaken.objects.get().text == "Adopted."


def test_a_decision_may_name_the_ballot_that_took_it(meeting: Meeting) -> None:
    ballot = item(meeting, "Stands for a ballot")
    decision = record_decision(item(meeting), Wording(text="Adopted.", at=BEGINS, ballot=ballot), by=None, now=AFTER)
    assert (decision.ballot_type, decision.ballot) == ("meetings.agendaitem", ballot.public_id)


def test_the_notice_given_names_its_version_and_who_read_it_out(meeting: Meeting, scheme: Scheme) -> None:
    given = give_notice(meeting, seat=scheme.seats["chair"], at=BEGINS, by=None, now=AFTER)
    assert (given.notice.number, given.seat, given.given_at) == (1, scheme.seats["chair"], BEGINS)


def test_without_a_notice_in_force_none_is_given(scheme: Scheme, chair: User) -> None:
    with pytest.raises(ProcedureError) as refused:
        give_notice(convened(scheme.group), seat=None, at=BEGINS, by=None, now=AFTER)
    assert refused.value.code == "no-notice"


def test_an_action_item_knows_the_agenda_item_it_comes_from(meeting: Meeting, chair: User) -> None:
    about = item(meeting)
    new = NewActionItem(title="Redraft.", owner=chair, due_on=AFTER.date(), origin=about)
    add_action_item(meeting.group, new, by=chair, now=AFTER)
    found = ActionItem.objects.get()
    assert (found.origin_type, found.origin) == ("meetings.agendaitem", about.public_id)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    log=st.lists(st.tuples(st.sampled_from(sorted(Presence)), st.integers(0, 90)), max_size=12),
    minute=st.integers(0, 90),
)
def test_who_is_there_is_what_the_last_row_up_to_the_moment_says(
    log: list[tuple[str, int]], minute: int, meeting: Meeting, scheme: Scheme
) -> None:
    Attendance._base_manager.all().delete()
    for presence, since in log:
        Attendance.objects.create(meeting=meeting, seat=scheme.seats["chair"], presence=presence, recorded_at=AFTER,
            since=BEGINS + timedelta(minutes=since))  # fmt: skip
    last: tuple[str, int] | None = None
    for row in log:
        if row[1] <= minute and (last is None or row[1] >= last[1]):
            last = row
    expected = {scheme.seats["chair"].public_id} if last and Presence(last[0]) in THERE else set()
    assert room(meeting).there(BEGINS + timedelta(minutes=minute)) == expected


@pytest.mark.parametrize("number", [3, 30])
def test_quorum_takes_as_many_queries_whatever_the_number_of_seats(
    number: int, scheme: Scheme, notice: object, django_assert_num_queries: object
) -> None:
    for each in range(number):
        user = person(f"member{each}@example.org")
        scheme.seats[str(each)] = seat(scheme.group, f"Seat {each}", category=INDUSTRY)
        sits(user, scheme.seats[str(each)])
        accepts_all(user)
    meeting = convened(scheme.group)
    there(meeting, scheme, *map(str, range(number)))
    with django_assert_num_queries(7):  # type: ignore[operator]
        reached = room(meeting).quorum(BEGINS)
    assert reached is not None
    assert reached.votes == number
