"""Minutes: drafted, written, circulated for comments, approved; what is approved never changes."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.meetings_at_work import AFTER, BEGINS, DAY, convened, fresh, fresh_minutes, item, notice_given, there
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import Scheme

from cupel.errors import ProcedureError
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import AppendOnlyError, User
from cupel_web.meetings.actions import (
    Seen,
    Statement,
    Term,
    Wording,
    approve_minutes,
    cancel_meeting,
    circulate,
    comment,
    declare,
    draft_minutes,
    record_attendance,
    record_decision,
    take_up,
    write_minutes,
)
from cupel_web.meetings.models import AgendaItem, Meeting, Minutes, MinutesApproval, MinutesWay
from cupel_web.meetings.queries.minutes import content_of, digest_of, readable, text_for
from cupel_web.meetings.states import MinutesState, Presence, minutes_state

pytestmark = pytest.mark.django_db
UNTIL = AFTER.date() + timedelta(days=10)
LATER = AFTER + 11 * DAY


def written(meeting: Meeting, about: AgendaItem, text: str) -> Minutes:
    """A draft that says something on an item."""
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    write_minutes(text_for(minutes, about), text, revision=1, by=None, now=AFTER)
    return minutes


def circulated(meeting: Meeting, *, tacit: bool = False, text: str = "All agreed.") -> Minutes:
    """Minutes that wait for comments until :data:`UNTIL`."""
    about = item(meeting)
    notice_given(meeting)
    minutes = written(meeting, about, text)
    circulate(minutes, Term(comments_until=UNTIL, tacit=tacit), by=None, now=AFTER)
    return fresh_minutes(minutes)


def refusal(act: object) -> str:
    with pytest.raises(ProcedureError) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def test_states_follow_from_days() -> None:
    def state(on: date, **facts: bool) -> MinutesState:
        return minutes_state(comments_until=UNTIL, on=on, **{"approved": False, "superseded": False, **facts})

    assert state(UNTIL) is MinutesState.CIRCULATED
    assert state(UNTIL + DAY) is MinutesState.COMMENTED
    assert state(UNTIL, superseded=True) is MinutesState.SUPERSEDED
    assert state(UNTIL, superseded=True, approved=True) is MinutesState.APPROVED
    assert minutes_state(comments_until=None, approved=False, superseded=False, on=UNTIL) is MinutesState.DRAFT


def test_minutes_of_a_meeting_that_has_not_begun_or_is_cancelled_are_not_written(meeting: Meeting) -> None:
    assert refusal(lambda: draft_minutes(meeting, by=None, now=NOON)) == "minutes-early"
    cancel_meeting(meeting, reason="x", by=None, now=NOON)
    assert refusal(lambda: draft_minutes(fresh(meeting), by=None, now=AFTER)) == "meeting-cancelled"


def test_one_draft_at_a_time(meeting: Meeting) -> None:
    draft_minutes(meeting, by=None, now=AFTER)
    assert refusal(lambda: draft_minutes(meeting, by=None, now=AFTER)) == "draft-open"


def test_of_two_who_write_on_an_item_the_second_is_told(meeting: Meeting) -> None:
    about = item(meeting)
    minutes = written(meeting, about, "First.")
    assert refusal(lambda: write_minutes(text_for(minutes, about), "x", revision=1, by=None, now=AFTER)) == "stale"
    assert text_for(minutes, about).text == "First."


def test_an_item_that_came_up_at_the_meeting_is_minuted_too(meeting: Meeting) -> None:
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    late = item(meeting, "Any other business")
    write_minutes(text_for(minutes, late), "Nothing.", revision=1, by=None, now=AFTER)
    assert [each["text"] for each in content_of(minutes)["items"]] == ["Nothing."]


def test_minutes_are_not_closed_before_the_competition_law_notice_is_on_record(meeting: Meeting) -> None:
    minutes = written(meeting, item(meeting), "All agreed.")
    term = Term(comments_until=UNTIL)
    assert refusal(lambda: circulate(minutes, term, by=None, now=AFTER)) == "notice-not-given"
    notice_given(meeting)
    circulate(minutes, term, by=None, now=AFTER)
    assert fresh_minutes(minutes).circulation.content["notice"][0]["seat"] == ""


def test_there_is_time_to_comment(meeting: Meeting) -> None:
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    notice_given(meeting)
    term = Term(comments_until=AFTER.date())
    assert refusal(lambda: circulate(minutes, term, by=None, now=AFTER)) == "comments-over"


def test_circulated_minutes_go_to_everybody_and_do_not_change(meeting: Meeting) -> None:
    minutes = circulated(meeting)
    told = [text for text in delivered() if minutes.public_id in text]
    assert len(told) == 2
    text = text_for(minutes, meeting.items.get())
    assert refusal(lambda: write_minutes(text, "x", revision=text.revision, by=None, now=AFTER)) == "minutes-state"
    item(meeting, "Slipped in")
    assert len(fresh_minutes(minutes).circulation.content["items"]) == 1


def test_they_say_who_was_there_what_was_decided_and_hold_no_name(
    meeting: Meeting, scheme: Scheme, member: User
) -> None:
    about = item(meeting)
    there(meeting, scheme, "chair", "village")
    take_up(about, at=BEGINS, by=None, now=AFTER)
    record_decision(about, Wording(text="Adopted.", at=BEGINS), by=None, now=AFTER)
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=AFTER)
    notice_given(meeting)
    content = content_of(written(meeting, about, "All agreed."))
    (entry,) = content["items"]
    assert [row["seat"] for row in content["attendance"]] == ["Chair", "Village"]
    assert (entry["decisions"][0]["text"], entry["recused"]) == ("Adopted.", ["Village"])
    assert [rule["met"] for rule in entry["quorum"]] == [True, True, False]
    text = json.dumps(content)
    assert not any(word in text for word in ("Member", "example.org", "We sell it."))


def test_comments_come_until_the_day_is_over(meeting: Meeting, member: User) -> None:
    minutes = circulated(meeting)
    comment(minutes, "A comma.", asks_change=True, by=member, now=AFTER)
    assert refusal(lambda: comment(minutes, "x", asks_change=False, by=member, now=LATER)) == "minutes-state"
    assert refusal(lambda: approve_minutes(minutes, MinutesWay.TACIT, by=None, now=AFTER)) == "minutes-state"


def test_observers_do_not_comment(meeting: Meeting, observer: User) -> None:
    with pytest.raises(PermissionDenied):
        comment(circulated(meeting), "x", asks_change=False, by=observer, now=AFTER)


def test_silence_approves_where_it_was_announced(meeting: Meeting, member: User) -> None:
    minutes = circulated(meeting, tacit=True)
    comment(minutes, "", asks_change=False, by=member, now=AFTER)
    approval = approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)
    assert approval.sha256 == minutes.circulation.sha256 == digest_of(minutes.circulation.content)
    assert fresh_minutes(minutes).state(on=LATER.date()) is MinutesState.APPROVED


def test_silence_does_not_where_it_was_not_announced(meeting: Meeting) -> None:
    minutes = circulated(meeting)
    assert refusal(lambda: approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)) == "not-tacit"


def test_a_wanted_change_stops_a_tacit_approval_and_goes_into_the_next_version(meeting: Meeting, member: User) -> None:
    minutes = circulated(meeting, tacit=True)
    comment(minutes, "A comma.", asks_change=True, by=member, now=AFTER)
    assert refusal(lambda: approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)) == "change-asked"
    following = draft_minutes(meeting, by=None, now=LATER)
    assert (following.number, text_for(following, meeting.items.get()).text) == (2, "All agreed.")
    assert fresh_minutes(minutes).state(on=LATER.date()) is MinutesState.SUPERSEDED


def test_a_later_meeting_of_the_group_approves_them(meeting: Meeting, scheme: Scheme) -> None:
    minutes = circulated(meeting)
    following = convened(scheme.group, "July call", begins=LATER)

    def approve(at: Meeting | None, now: datetime) -> MinutesApproval:
        return approve_minutes(minutes, MinutesWay.MEETING, at=at, by=None, now=now)

    assert refusal(lambda: approve(None, LATER)) == "not-later"
    assert refusal(lambda: approve(meeting, LATER)) == "not-later"
    assert refusal(lambda: approve(following, LATER - timedelta(minutes=1))) == "not-later"
    assert approve(following, LATER).at == following


def test_after_the_approval_nothing_of_the_meeting_changes(meeting: Meeting, scheme: Scheme, member: User) -> None:
    minutes = circulated(meeting, tacit=True)
    approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)
    about = meeting.items.get()
    acts = [
        lambda: draft_minutes(meeting, by=None, now=LATER),
        lambda: record_attendance(
            meeting, Seen(seat=scheme.seats["chair"], presence=Presence.REMOTE, since=BEGINS), by=None, now=LATER
        ),
        lambda: record_decision(about, Wording(text="x", at=BEGINS), by=None, now=LATER),
        lambda: item(meeting, "Slipped in"),
        lambda: take_up(about, at=BEGINS, by=None, now=LATER),
        lambda: declare(about, Statement(text="x"), by=member, now=LATER),
    ]
    assert {refusal(act) for act in acts} == {"minutes-approved"}


def test_what_is_on_record_is_neither_saved_again_nor_removed(meeting: Meeting) -> None:
    minutes = circulated(meeting, tacit=True)
    approval = approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)
    for row in (minutes.circulation, approval, meeting.appointment, meeting.notices_given.get()):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()


def test_the_digest_is_that_of_the_content(meeting: Meeting) -> None:
    content = circulated(meeting).circulation.content
    assert digest_of(content) == digest_of(json.loads(json.dumps(content)))
    assert digest_of({**content, "title": "Another"}) != digest_of(content)


def test_outside_there_are_no_items_in_camera(meeting: Meeting) -> None:
    item(meeting, "Secret matter", in_camera=True)
    shown = item(meeting, "Known matter")
    content = content_of(draft_minutes(meeting, by=None, now=AFTER))
    assert [each["id"] for each in readable(content, closed=None)["items"]] == [shown.public_id]
    closed = content["items"][0]["id"]
    assert "Secret matter" not in json.dumps(readable(content, closed=[closed]))


def test_duties_follow_the_minutes_from_meeting_to_approval(meeting: Meeting, chair: User, member: User) -> None:
    def waits(user: User, on: date) -> list[tuple[str, date | None]]:
        return [(duty.act, duty.due) for duty in duties_of(user, on=on)]

    assert waits(chair, AFTER.date()) == [("Write and circulate the minutes", BEGINS.date() + 14 * DAY)]
    assert waits(member, AFTER.date()) == []
    minutes = circulated(meeting, tacit=True)
    assert waits(member, UNTIL) == [("Comment on minutes", UNTIL)]
    comment(minutes, "", asks_change=False, by=member, now=AFTER)
    assert waits(member, UNTIL) == []
    assert [act for act, _due in waits(chair, UNTIL + DAY)] == ["Approve the minutes, or write the next version"]
    approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)
    assert waits(chair, LATER.date()) == []


def test_a_next_version_is_to_be_circulated_in_its_turn(meeting: Meeting, chair: User) -> None:
    circulated(meeting)
    draft_minutes(meeting, by=None, now=LATER)
    assert [duty.act for duty in duties_of(chair, on=LATER.date())] == ["Write and circulate the minutes"]
