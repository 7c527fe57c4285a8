"""Pages of meetings: what each reader sees, what forms do, two chairs at once, and rows that grow."""

import re
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from tests.web.meetings_at_work import AFTER, BEGINS, DAY, LINK, convened, item, notice_given, paper, there
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import Scheme, signed_in

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import (
    Statement,
    Term,
    approve_minutes,
    circulate,
    comment,
    declare,
    draft_minutes,
    write_minutes,
)
from cupel_web.meetings.models import (
    AgendaItem,
    Attendance,
    CompetitionNotice,
    DecisionTaken,
    Declaration,
    Meeting,
    Minutes,
    MinutesWay,
    NoticeGiven,
)
from cupel_web.meetings.queries.agenda import items_of
from cupel_web.meetings.queries.minutes import text_for
from cupel_web.people.actions import AboutMe, change_profile
from cupel_web.work.actions.papers import recuse_from_paper
from cupel_web.work.models import ActionItem, Visibility

pytestmark = pytest.mark.django_db
LATER = AFTER + 11 * DAY
CONVENE = {
    "title": "Spring call",
    "starts": "2026-03-29T15:00",
    "zone": "Europe/London",
    "duration": "90",
    "place": "Room 4",
    "link": LINK,
    "is_public": "on",
    "notice_days": "14",
    "minutes_days": "14",
}
ITEM = {"title": "The draft", "kind": "decision", "duration": "20", "revision": "0"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def path(meeting: Meeting, rest: str = "") -> str:
    return f"/groups/working-group/meetings/{meeting.public_id}/{rest}"


def after(client: Client, address: str, form: dict[str, Any] | None = None) -> Any:
    """Post, or get, once the meeting is over."""
    with clock.clock_set_to(lambda: AFTER):
        return client.post(address, form) if form is not None else client.get(address)


def approved(meeting: Meeting) -> Minutes:
    """Minutes that nobody objected to."""
    notice_given(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    for text in minutes.texts.all():
        write_minutes(text, f"Said on {text.item.title}.", revision=1, by=None, now=AFTER)
    circulate(minutes, Term(comments_until=(AFTER + 10 * DAY).date(), tacit=True), by=None, now=AFTER)
    approve_minutes(minutes, MinutesWay.TACIT, by=None, now=LATER)
    return minutes


def test_a_chair_convenes_in_the_clocks_of_a_place(scheme: Scheme, chair: User, chair_client: Client) -> None:
    response = chair_client.post("/groups/working-group/meetings/new/", CONVENE)
    assert response.status_code == 302
    appointment = Meeting.objects.get().appointment
    assert appointment.starts_at.isoformat() == "2026-03-29T14:00:00+00:00"
    assert (appointment.zone, appointment.duration) == ("Europe/London", 90)


def test_short_notice_is_said(scheme: Scheme, chair: User, chair_client: Client) -> None:
    form = {**CONVENE, "starts": "2025-06-05T15:00"}
    response = chair_client.post("/groups/working-group/meetings/new/", form, follow=True)
    text = response.content.decode()
    assert "That is 3 days of notice; 14 are asked for." in text
    assert "short notice" in text


def test_each_reads_the_time_in_their_own_zone_beside_the_meeting_s(
    meeting: Meeting, member: User, member_client: Client
) -> None:
    change_profile(member, about=AboutMe(name="Member", zone="America/Santiago"), now=NOON)
    text = page(member_client, path(meeting))
    assert "2025-06-16 08:00 (UTC-04:00)</time> America/Santiago" in text
    assert "2025-06-16 13:00 (UTC+01:00)</time> Europe/London" in text


def test_visitors_learn_when_and_what_about_but_not_where(meeting: Meeting, scheme: Scheme, visitor: Client) -> None:
    item(meeting, "Known matter")
    item(meeting, "Secret matter", in_camera=True)
    convened(scheme.group, "Closed call", is_public=False)
    for text in (page(visitor, path(meeting)), page(visitor, "/groups/working-group/meetings/")):
        assert "June call" in text
        assert not any(word in text for word in ("Room 4", LINK, "Secret matter", "Closed call"))
    assert "Known matter" in page(visitor, path(meeting))


def test_those_inside_read_where_it_is(meeting: Meeting, observer_client: Client) -> None:
    text = page(observer_client, path(meeting))
    assert "Room 4" in text
    assert LINK in text


def test_the_notice_stands_at_the_top_of_the_page(meeting: Meeting, visitor: Client) -> None:
    text = page(visitor, path(meeting))
    assert 0 < text.index("We speak of no prices.") < text.index("Agenda")


def test_lists_hold_meetings_to_come_or_those_that_are_over(meeting: Meeting, visitor: Client) -> None:
    coming, past = "/groups/working-group/meetings/", "/groups/working-group/meetings/?show=past"
    for moment, where in ((NOON, coming), (BEGINS, coming), (BEGINS + timedelta(minutes=90), past), (LATER, past)):
        with clock.clock_set_to(partial(datetime.fromisoformat, moment.isoformat())):
            found = [("June call" in page(visitor, address)) for address in (coming, past)]
        assert found == [where == coming, where == past], moment


def test_the_group_s_page_names_the_next_meeting(meeting: Meeting, visitor: Client) -> None:
    text = page(visitor, "/groups/working-group/")
    assert path(meeting) in text
    assert "/groups/working-group/feed.atom" in text


def test_moving_and_cancelling_need_a_reason_and_stay_on_the_page(
    meeting: Meeting, chair_client: Client, visitor: Client
) -> None:
    form = {"starts": "2025-06-17T15:00", "zone": "Asia/Shanghai", "duration": "60"}
    assert chair_client.post(path(meeting, "move/"), form).status_code == 422
    assert chair_client.post(path(meeting, "move/"), {**form, "reason": "A holiday."}).status_code == 302
    assert chair_client.post(path(meeting, "cancel/"), {"reason": ""}).status_code == 422
    assert chair_client.post(path(meeting, "cancel/"), {"reason": "Too few."}).status_code == 302
    text = page(visitor, path(meeting))
    assert "A holiday." in text
    assert "Too few." in text
    assert len(delivered()) == 6


def test_an_answer_is_given_on_one_page(meeting: Meeting, member_client: Client, chair_client: Client) -> None:
    assert member_client.post(path(meeting, "answer/"), {"reply": "alternate"}).status_code == 302
    assert "my alternate comes" in page(chair_client, path(meeting))


def test_an_item_is_added_and_edited_with_papers_of_the_group(
    meeting: Meeting, scheme: Scheme, chair_client: Client, member_client: Client
) -> None:
    known = paper(scheme.group, "Draft two", Visibility.GROUP)
    form = {**ITEM, "papers": [known.public_id], "text": "Read it first."}
    assert chair_client.post(path(meeting, "items/new/"), form).status_code == 302
    added = AgendaItem.objects.get()
    text = page(member_client, path(meeting))
    assert "Draft two" in text
    assert "Read it first." in text
    edited = {**ITEM, "title": "The second draft", "revision": "1", "in_camera": "on"}
    assert chair_client.post(path(meeting, f"items/{added.public_id}/edit/"), edited).status_code == 302
    added.refresh_from_db()
    assert (added.title, added.in_camera, added.papers.count()) == ("The second draft", True, 0)


def test_an_item_is_about_a_clause_of_the_standard(
    meeting: Meeting, chair_client: Client, member_client: Client
) -> None:
    form_page = page(chair_client, path(meeting, "items/new/"))
    found = re.search(r'value="(clause:[0-9A-Z]{26})"', form_page)
    assert found
    chair_client.post(path(meeting, "items/new/"), {**ITEM, "subject": found[1]})
    assert f"/clauses/{found[1].removeprefix('clause:')}/" in page(member_client, path(meeting))


def test_papers_that_the_editor_may_not_read_stay_with_the_item(
    meeting: Meeting, scheme: Scheme, chair: User, chair_client: Client
) -> None:
    secret = paper(scheme.group, "Secret paper")
    about = item(meeting, in_camera=True, papers=(secret,))
    recuse_from_paper(secret, person=chair, by=chair, now=NOON)
    address = path(meeting, f"items/{about.public_id}/edit/")
    assert "Secret paper" not in page(chair_client, address)
    chair_client.post(address, {**ITEM, "revision": "1", "in_camera": "on"})
    assert list(about.papers.all()) == [secret]


def test_who_stands_back_from_an_item_in_camera_does_not_word_it(
    meeting: Meeting, chair: User, chair_client: Client, secretary_client: Client
) -> None:
    about = item(meeting, "Secret matter", in_camera=True)
    address = path(meeting, f"items/{about.public_id}/edit/")
    assert address in page(chair_client, path(meeting))
    declare(about, Statement(text="We sell it.", recuses=True), by=chair, now=NOON)
    assert address not in page(chair_client, path(meeting))
    assert chair_client.get(address).status_code == 403
    assert chair_client.post(address, {**ITEM, "revision": "1"}).status_code == 403
    assert secretary_client.get(address).status_code == 200
    AgendaItem.objects.filter(pk=about.pk).update(in_camera=False)
    assert chair_client.get(address).status_code == 200


def test_two_chairs_who_edit_an_item_at_once_lose_nothing(
    meeting: Meeting, chair_client: Client, secretary_client: Client
) -> None:
    about = item(meeting)
    address = path(meeting, f"items/{about.public_id}/edit/")
    first, second = (
        {**ITEM, "title": "As the first", "revision": "1"},
        {**ITEM, "title": "As the other", "revision": "1"},
    )
    assert chair_client.post(address, first).status_code == 302
    refused = secretary_client.post(address, second)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "As the first" in text
    assert "As the other" in text
    again = re.search(r'name="revision" value="(\d+)"', text)
    assert again
    assert secretary_client.post(address, {**second, "revision": again[1]}).status_code == 302
    about.refresh_from_db()
    assert about.title == "As the other"


def test_two_chairs_who_order_the_agenda_at_once_lose_nothing(
    meeting: Meeting, chair_client: Client, secretary_client: Client
) -> None:
    first, second = item(meeting, "First"), item(meeting, "Second")
    revision = Meeting.objects.get().revision
    form = {first.public_id: "2", second.public_id: "1", "revision": revision}
    assert chair_client.post(path(meeting, "agenda/"), form).status_code == 302
    refused = secretary_client.post(path(meeting, "agenda/"), form)
    assert refused.status_code == 409
    assert "What was saved meanwhile" in refused.content.decode()
    assert [each.title for each in items_of(meeting)] == ["Second", "First"]


def test_two_writers_of_minutes_lose_nothing(meeting: Meeting, chair_client: Client, secretary_client: Client) -> None:
    about = item(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    address = path(meeting, f"minutes/{minutes.public_id}/items/{about.public_id}/")
    assert after(chair_client, address, {"text": "As the first heard it.", "revision": "1"}).status_code == 302
    refused = after(secretary_client, address, {"text": "As the second heard it.", "revision": "1"})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "As the first heard it." in text
    assert "As the second heard it." in text


def test_an_interest_is_declared_where_the_item_stands(
    meeting: Meeting, member_client: Client, chair_client: Client, visitor: Client
) -> None:
    about = item(meeting)
    address = path(meeting, f"items/{about.public_id}/declare/")
    assert member_client.post(address, {"recuses": "on"}).status_code == 422
    assert member_client.post(address, {"text": "We sell it.", "recuses": "on"}).status_code == 302
    text = page(chair_client, path(meeting))
    assert "We sell it." in text
    assert "stands back" in text
    assert "We sell it." not in page(visitor, path(meeting))
    member_client.post(address, {"withdrawn": "on"})
    assert "We sell it." not in page(chair_client, path(meeting))
    assert Declaration.objects.count() == 2


def test_what_an_item_in_camera_says_is_for_those_who_sit_and_do_not_stand_back(
    meeting: Meeting, member: User, member_client: Client, observer_client: Client
) -> None:
    about = item(meeting, "Secret matter", in_camera=True)
    AgendaItem.objects.filter(pk=about.pk).update(text="The offer is low.")
    assert "The offer is low." in page(member_client, path(meeting))
    assert "Secret matter" not in page(observer_client, path(meeting))
    declare(about, Statement(text="It is ours.", recuses=True), by=member, now=NOON)
    text = page(member_client, path(meeting))
    assert "Secret matter" in text
    assert "The offer is low." not in text


def test_attendance_is_taken_with_one_press_per_seat(meeting: Meeting, scheme: Scheme, chair_client: Client) -> None:
    seat = scheme.seats["village"].public_id
    text = after(chair_client, path(meeting, "attendance/")).content.decode()
    assert f'value="{seat}:remote"' in text
    assert f'value="{seat}:by alternate"' not in text
    response = after(chair_client, path(meeting, "attendance/"), {"seen": f"{seat}:remote", "at": "2025-06-16T13:10"})
    assert response.status_code == 302
    assert Attendance.objects.get().since == BEGINS + timedelta(minutes=10)
    assert after(chair_client, path(meeting, "attendance/"), {"seen": f"{seat}:in person", "at": ""}).status_code == 302
    assert [row.since for row in Attendance.objects.all()] == [BEGINS + timedelta(minutes=10), AFTER]


def test_quorum_stands_rule_by_rule(meeting: Meeting, scheme: Scheme, member_client: Client) -> None:
    there(meeting, scheme, "chair")
    text = after(member_client, path(meeting)).content.decode()
    assert "quorum in each category" in text
    assert text.count("state not met") == 2


def test_a_meeting_from_the_notice_to_approved_minutes(
    meeting: Meeting, scheme: Scheme, chair: User, member_client: Client, visitor: Client
) -> None:
    chair_client = signed_in(chair)
    about = item(meeting)
    there(meeting, scheme, "chair", "village")
    assert after(chair_client, path(meeting, "notice/"), {"seat": "", "at": "2025-06-16T13:00"}).status_code == 302
    assert NoticeGiven.objects.get().given_at == BEGINS
    assert after(chair_client, path(meeting, f"items/{about.public_id}/take-up/"), {}).status_code == 302
    decided = {"text": "The draft is adopted.", "at": "2025-06-16T13:30"}
    assert after(chair_client, path(meeting, f"items/{about.public_id}/decide/"), decided).status_code == 302
    todo = {"title": "Publish it.", "owner": chair.public_id, "due_on": "2025-07-01"}
    assert after(chair_client, path(meeting, f"items/{about.public_id}/take-on/"), todo).status_code == 302
    assert (DecisionTaken.objects.count(), ActionItem.objects.get().origin) == (1, about.public_id)
    assert after(chair_client, path(meeting, "minutes/new/"), {}).status_code == 302
    minutes = Minutes.objects.get()
    address = path(meeting, f"minutes/{minutes.public_id}/")
    after(chair_client, f"{address}items/{about.public_id}/", {"text": "We read it.", "revision": "1"})
    assert (
        after(chair_client, f"{address}circulate/", {"comments_until": "2025-06-27", "tacit": "on"}).status_code == 302
    )
    assert after(member_client, f"{address}comment/", {"text": ""}).status_code == 302
    assert after(visitor, address).status_code == 404
    with clock.clock_set_to(lambda: LATER):
        assert chair_client.post(f"{address}approve/", {"way": "tacit"}).status_code == 302
        text = page(visitor, address)
    for said in ("We read it.", "The draft is adopted.", "Publish it.", "version 1 read out by the secretariat"):
        assert said in text, said
    assert "Member" not in text


def test_public_minutes_leave_out_items_in_camera(
    meeting: Meeting, member: User, member_client: Client, observer_client: Client, visitor: Client
) -> None:
    item(meeting, "Known matter")
    secret = item(meeting, "Secret matter", in_camera=True)
    minutes = approved(meeting)
    address = path(meeting, f"minutes/{minutes.public_id}/")
    assert "Said on Known matter." in page(visitor, address)
    assert "Secret matter" not in page(visitor, address)
    assert "Secret matter" not in page(observer_client, address)
    assert "Said on Secret matter." in page(member_client, address)
    Declaration.objects.create(item=secret, person=member, recuses=True, text="x", declared_at=AFTER)
    assert "Said on Secret matter." not in page(member_client, address)


def test_minutes_of_a_meeting_that_only_the_group_knows_of_are_not_public(
    notice: CompetitionNotice, scheme: Scheme, chair: User, chair_client: Client, visitor: Client
) -> None:
    closed = convened(scheme.group, "Closed call", is_public=False)
    minutes = approved(closed)
    address = path(closed, f"minutes/{minutes.public_id}/")
    assert chair_client.get(address).status_code == 200
    assert visitor.get(address).status_code == 404


def test_the_notice_has_versions_that_anybody_reads(
    notice: CompetitionNotice, secretary_client: Client, visitor: Client
) -> None:
    form = {"text": "Nor of shares.", "in_force": "2025-07-01"}
    assert secretary_client.post("/competition-notice/new/", form).status_code == 302
    text = page(visitor, "/competition-notice/")
    assert "We speak of no prices." in text
    assert "Nor of shares." in text


@pytest.mark.parametrize(
    ("rest", "form"),
    [
        ("meetings/new/", {"title": ""}),
        ("meetings/new/", {**CONVENE, "starts": "2035-01-01T10:00"}),
        ("meetings/new/", {**CONVENE, "starts": "2026-03-29T01:30"}),
        ("meetings/new/", {**CONVENE, "starts": "2020-01-01T10:00"}),
        ("meetings/new/", {**CONVENE, "starts": "9999-12-31T23:59", "zone": "America/Santiago"}),
        ("meetings/new/", {**CONVENE, "starts": "0001-01-01T00:01", "zone": "Asia/Shanghai"}),
        ("meetings/new/", {**CONVENE, "zone": "Mars/Olympus"}),
        ("meetings/new/", {**CONVENE, "duration": "100000"}),
        ("meetings/new/", {**CONVENE, "link": "javascript:alert(1)"}),
        ("meetings/new/", {**CONVENE, "title": "x\x00"}),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_with_the_reason(
    rest: str, form: dict[str, str], scheme: Scheme, chair: User, chair_client: Client
) -> None:
    assert chair_client.post(f"/groups/working-group/{rest}", form).status_code == 422
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("rest", "form"),
    [
        ("answer/", {"reply": "perhaps"}),
        ("attendance/", {"seen": "nobody:remote"}),
        ("attendance/", {"seen": "", "at": "soon"}),
        ("notice/", {"at": "2030-01-01T10:00"}),
        ("items/new/", {**ITEM, "kind": "party"}),
        ("items/new/", {**ITEM, "papers": ["99999"]}),
        ("items/new/", {**ITEM, "subject": "clause:nothing"}),
        ("agenda/", {"revision": "x"}),
    ],
)
def test_wrong_input_is_refused_with_the_reason(
    rest: str, form: dict[str, Any], meeting: Meeting, chair_client: Client
) -> None:
    assert chair_client.post(path(meeting, rest), form).status_code == 422


def queries(client: Client, address: str, django_assert_max_num_queries: Any) -> int:
    with django_assert_max_num_queries(200) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("rest", ["", "attendance/", "minutes"])
def test_pages_of_a_meeting_take_as_many_queries_whatever_the_number_of_rows(
    rest: str, meeting: Meeting, scheme: Scheme, chair_client: Client, django_assert_max_num_queries: Any
) -> None:
    member = User.objects.get(email="member@example.org")

    def grow(number: int) -> None:
        for each in range(number):
            known = paper(scheme.group, f"Paper {each}", Visibility.GROUP)
            about = item(meeting, f"Item {each}", papers=(known,), in_camera=bool(each % 2))
            declare(about, Statement(text="x"), by=member, now=NOON)
            there(meeting, scheme, "chair", "village")
            about.openings.create(began_at=BEGINS)
            about.decisions.create(text="x", taken_at=BEGINS, recorded_at=AFTER)

    grow(3)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    address = path(meeting, f"minutes/{minutes.public_id}/" if rest == "minutes" else rest)
    with clock.clock_set_to(lambda: AFTER):
        few = queries(chair_client, address, django_assert_max_num_queries)
    grow(20)
    with clock.clock_set_to(lambda: AFTER):
        assert queries(chair_client, address, django_assert_max_num_queries) == few


@pytest.mark.parametrize("address", ["/groups/working-group/meetings/", "/groups/working-group/meetings.ics",
    "/groups/working-group/feed.atom", "/"])  # fmt: skip
def test_lists_take_as_many_queries_whatever_the_number_of_meetings(
    address: str, meeting: Meeting, scheme: Scheme, chair_client: Client, django_assert_max_num_queries: Any
) -> None:
    few = queries(chair_client, address, django_assert_max_num_queries)
    for each in range(20):
        convened(scheme.group, f"Call {each}", begins=BEGINS + each * DAY)
    assert queries(chair_client, address, django_assert_max_num_queries) == few


def test_comments_that_may_tell_of_items_in_camera_are_for_those_who_follow_them(
    meeting: Meeting, member: User, member_client: Client, observer_client: Client
) -> None:
    item(meeting, "Secret matter", in_camera=True)
    notice_given(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    circulate(minutes, Term(comments_until=LATER.date()), by=None, now=AFTER)
    comment(minutes, "The offer was lower.", asks_change=True, by=member, now=AFTER)
    address = path(meeting, f"minutes/{minutes.public_id}/")
    assert "The offer was lower." in after(member_client, address).content.decode()
    assert "The offer was lower." not in after(observer_client, address).content.decode()


def test_comments_of_others_stand_below_circulated_minutes(
    meeting: Meeting, member: User, member_client: Client
) -> None:
    item(meeting)
    notice_given(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    circulate(minutes, Term(comments_until=LATER.date()), by=None, now=AFTER)
    comment(minutes, "A comma.", asks_change=True, by=member, now=AFTER)
    text = after(member_client, path(meeting, f"minutes/{minutes.public_id}/")).content.decode()
    assert "A comma." in text
    assert "asks for a change" in text
    assert text_for(minutes, meeting.items.get()).text == ""
