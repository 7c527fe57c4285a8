"""Convene, move, cancel, answer: what is told to whom, and what stays on record."""

from email.message import Message
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from icalendar import Calendar
from tests.web.meetings_at_work import AFTER, BEGINS, DAY, HOUR, at, convened, fresh
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import Scheme, person, signed_in

from cupel.errors import ProcedureError
from cupel_web.groups.actions import Filling, end_access, seat_person
from cupel_web.groups.models import Access, Part
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import NewMeeting, answer, cancel_meeting, convene, move_meeting, remind
from cupel_web.meetings.models import Answer, Meeting, Reply
from cupel_web.meetings.states import MeetingState, meeting_state
from cupel_web.people.actions import AboutMe, change_profile

pytestmark = pytest.mark.django_db


def acts(user: User, *, on: object = NOON) -> list[str]:
    return [duty.act for duty in duties_of(user, on=on.date())]  # type: ignore[attr-defined]


def files() -> list[Any]:
    found: list[Any] = []
    for message in mail.outbox:
        (attached,) = message.attachments
        assert not isinstance(attached, Message)
        content = attached[1]
        found.append(Calendar.from_ical(content))
    return found


def test_states_follow_from_the_clock() -> None:
    def state(now: object, *, cancelled: bool = False) -> MeetingState:
        return meeting_state(starts_at=BEGINS, duration=60, cancelled=cancelled, now=now)  # type: ignore[arg-type]

    assert state(BEGINS - DAY) is MeetingState.COMING
    assert state(BEGINS) is MeetingState.GOING_ON
    assert state(BEGINS + HOUR) is MeetingState.HELD
    assert state(BEGINS, cancelled=True) is MeetingState.CANCELLED


def test_everybody_who_sits_and_may_enter_is_invited_with_one_link_and_a_calendar_file(
    meeting: Meeting, scheme: Scheme, observer: User
) -> None:
    texts = delivered()
    assert sorted(message.to[0] for message in mail.outbox) == ["chair@example.org", "member@example.org"]
    assert all(f"/groups/working-group/meetings/{meeting.public_id}/answer/" in text for text in texts)
    assert all(text.count("http") == 1 for text in texts)
    (event,) = files()[0].walk("VEVENT")
    assert event["UID"] == meeting.public_id


def test_an_alternate_is_invited_too_and_who_has_no_access_is_not(scheme: Scheme, alternate: User) -> None:
    outside = person("outside@example.org")
    filling = Filling(person=outside, part=Part.HOLDER, first=NOON.date(), last=AFTER.date())
    seat_person(scheme.seats["labour"], filling, by=None, now=NOON)
    convened(scheme.group)
    delivered()
    assert sorted(message.to[0] for message in mail.outbox) == ["alternate@example.org", "member@example.org"]


def test_the_mail_shows_the_time_in_one_s_own_zone_and_the_meeting_s(scheme: Scheme, chair: User) -> None:
    change_profile(chair, about=AboutMe(name="Chair", zone="America/Santiago"), now=NOON)
    convened(scheme.group)
    (text,) = delivered()
    assert "2025-06-16 08:00 America/Santiago" in text
    assert "2025-06-16 13:00 Europe/London" in text


def test_a_move_keeps_what_was_before_tells_everybody_and_is_answered_anew(meeting: Meeting, chair: User) -> None:
    answer(meeting, Reply.YES, by=chair, now=NOON)
    assert acts(chair) == []
    moved = move_meeting(meeting, at(begins=BEGINS + DAY), reason="A holiday.", by=chair, now=NOON + HOUR)
    assert [each.number for each in meeting.appointments.all()] == [0, 1]
    assert (moved.replaces_id, moved.reason) == (meeting.appointments.get(number=0).pk, "A holiday.")
    assert acts(chair) == ["Say whether you come"]
    assert "A holiday." in delivered()[-1]
    (event,) = files()[-1].walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == (meeting.public_id, 1)


def test_a_cancelled_meeting_says_so_and_does_not_move_any_more(meeting: Meeting, chair: User) -> None:
    cancel_meeting(meeting, reason="Too few.", by=chair, now=NOON)
    assert fresh(meeting).appointment.state(now=BEGINS) is MeetingState.CANCELLED
    assert "Too few." in delivered()[-1]
    (event,) = files()[-1].walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert acts(chair) == []
    with pytest.raises(ProcedureError) as refused:
        move_meeting(fresh(meeting), at(begins=BEGINS + DAY), reason="Again.", by=chair, now=NOON)
    assert refused.value.code == "not-to-come"


def test_a_meeting_that_began_is_neither_moved_nor_answered(meeting: Meeting, chair: User) -> None:
    for act in (
        lambda: move_meeting(meeting, at(begins=AFTER + DAY), reason="x", by=chair, now=BEGINS),
        lambda: answer(meeting, Reply.YES, by=chair, now=BEGINS),
    ):
        with pytest.raises(ProcedureError) as refused:
            act()
        assert refused.value.code == "not-to-come"


def test_nobody_convenes_for_a_time_that_is_over(scheme: Scheme) -> None:
    with pytest.raises(ProcedureError) as refused:
        convened(scheme.group, begins=NOON)
    assert refused.value.code == "meeting-past"


def test_a_group_that_is_not_at_work_does_not_meet(scheme: Scheme) -> None:
    from cupel_web.groups.actions import Step, move_group
    from cupel_web.groups.states import GroupState

    step = Step(to=GroupState.DORMANT, on=NOON.date(), reason="Done for now.")
    move_group(scheme.group, step, by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        convened(scheme.group)
    assert refused.value.code == "not-at-work"


def test_members_convene_nothing(scheme: Scheme, member: User) -> None:
    with pytest.raises(PermissionDenied):
        convene(scheme.group, NewMeeting(title="Mine"), at(), by=member, now=NOON)


def test_notice_counts_days_where_the_meeting_is(meeting: Meeting) -> None:
    assert meeting.appointment.days_of_notice == 14
    late = move_meeting(meeting, at("Asia/Shanghai", begins=NOON + DAY), reason="Urgent.", by=None, now=NOON + 5 * HOUR)
    assert (late.day.isoformat(), late.days_of_notice) == ("2025-06-03", 0)


def test_an_appointment_names_the_rules_of_its_day(meeting: Meeting) -> None:
    assert str(meeting.appointment.procedure) == "two-sides 1"


def test_answers_are_kept_and_the_newest_holds(meeting: Meeting, member: User) -> None:
    answer(meeting, Reply.NO, by=member, now=NOON)
    answer(meeting, Reply.YES, by=member, now=NOON + HOUR)
    assert [row.reply for row in Answer.objects.all()] == ["no", "yes"]


def test_an_alternate_is_asked_once_the_holder_sends_them(meeting: Meeting, member: User, alternate: User) -> None:
    assert acts(alternate) == []
    answer(meeting, Reply.ALTERNATE, by=member, now=NOON)
    assert acts(alternate) == ["Say whether you come"]
    answer(meeting, Reply.YES, by=alternate, now=NOON)
    assert acts(alternate) == []


def test_who_does_not_sit_answers_nothing(meeting: Meeting, observer: User) -> None:
    with pytest.raises(PermissionDenied):
        answer(meeting, Reply.YES, by=observer, now=NOON)


def test_who_lost_access_is_asked_and_told_nothing(meeting: Meeting, member: User) -> None:
    end_access(Access.objects.get(person=member), by=None, now=NOON)
    assert acts(member) == []
    assert remind(now=BEGINS - HOUR) == 1


def test_everybody_is_reminded_once_the_day_before(meeting: Meeting) -> None:
    assert remind(now=BEGINS - 2 * DAY) == 0
    assert remind(now=BEGINS - DAY - 10 * HOUR) == 2
    assert remind(now=BEGINS - HOUR) == 0
    delivered()
    assert [str(message.subject)[:5] for message in mail.outbox].count("Soon:") == 2


def test_the_command_reminds_at_the_moment_it_is_given(meeting: Meeting) -> None:
    for text in ("2 people were reminded.", "0 people were reminded."):
        said = StringIO()
        call_command("remind", "--at", "2025-06-15T12:00:00", stdout=said)
        assert text in said.getvalue()


def test_of_a_cancelled_meeting_nobody_is_reminded(meeting: Meeting) -> None:
    cancel_meeting(meeting, reason="x", by=None, now=NOON)
    assert remind(now=BEGINS - HOUR) == 0


def test_acts_stand_in_the_log_without_names_or_texts(meeting: Meeting, chair: User) -> None:
    from cupel_web.kernel.models import Event

    move_meeting(meeting, at(begins=BEGINS + DAY), reason="A holiday.", by=chair, now=NOON)
    facts = str(list(Event.objects.filter(action__startswith="meetings.").values("facts")))
    assert first_broken_event() is None
    assert "meetings.moved" in Event.objects.values_list("action", flat=True)
    assert not any(text in facts for text in ("holiday", "June", "example.org", "Room 4"))


def test_the_duty_leads_to_a_page_that_does_the_act(meeting: Meeting, chair: User) -> None:
    (duty,) = duties_of(chair, on=NOON.date())
    assert duty.due == BEGINS.date()
    from cupel_web.kernel import clock

    with clock.clock_set_to(lambda: NOON):
        assert signed_in(chair).post(duty.path, {"reply": "yes"}).status_code == 302
    assert duties_of(chair, on=NOON.date()) == []
