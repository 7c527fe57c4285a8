"""Search and threads: agenda items are talked about, decisions are found by those who may read them."""

import pytest
from django.test import Client
from tests.web.meetings_at_work import AFTER, BEGINS, convened, item, there
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import Statement, Wording, declare, record_decision
from cupel_web.meetings.models import Meeting
from cupel_web.meetings.queries.finding import decisions, look_for_item, meetings
from cupel_web.work.boards import Asked
from cupel_web.work.models import Thread
from cupel_web.work.queries.reading import reader_of

pytestmark = pytest.mark.django_db


def found(user: User | None, text: str) -> list[str]:
    asked = Asked(text=text, reader=reader_of(user, on=AFTER.date()))
    both = (meetings(asked), decisions(asked))
    assert all(each.number == len(each.hits) for each in both)
    return [hit.title for each in both for hit in each.hits]


def test_meetings_are_found_by_those_who_may_know_of_them(meeting: Meeting, scheme: Scheme, member: User) -> None:
    convened(scheme.group, "Closed call", is_public=False)
    assert found(member, "call") == ["Closed call", "June call"]
    assert found(None, "call") == ["June call"]


def test_decisions_are_found_inside_and_never_what_was_decided_in_camera(
    meeting: Meeting, scheme: Scheme, member: User, secretary: User
) -> None:
    there(meeting, scheme, "chair", "village")
    for about in (item(meeting, "Known matter"), item(meeting, "Secret matter", in_camera=True)):
        record_decision(about, Wording(text="We adopt it.", at=BEGINS), by=None, now=AFTER)
    assert found(member, "adopt") == found(secretary, "adopt") == ["Known matter"]
    assert found(None, "adopt") == []


def test_threads_are_about_items_that_one_may_follow(meeting: Meeting, member: User, observer: User) -> None:
    known, secret = item(meeting, "Known"), item(meeting, "Secret", in_camera=True)

    def seen(user: User | None) -> list[bool]:
        who = reader_of(user, on=NOON.date())
        return [look_for_item(who, about.public_id) is not None for about in (known, secret)]

    assert (seen(member), seen(observer), seen(None)) == ([True, True], [True, False], [False, False])
    declare(secret, Statement(text="x", recuses=True), by=member, now=NOON)
    assert seen(member) == [True, False]


def test_a_thread_begins_at_its_item_and_stands_there(meeting: Meeting, member_client: Client) -> None:
    about = item(meeting)
    with clock.clock_set_to(lambda: NOON):
        address = f"/groups/working-group/threads/new/?about=meetings.agendaitem:{about.public_id}"
        form = {"title": "Before we meet", "text": "Read page two.", "visibility": "group"}
        assert member_client.post(address, form).status_code == 302
        text = member_client.get(f"/groups/working-group/meetings/{meeting.public_id}/").content.decode()
    assert Thread.objects.get().subject == about.public_id
    assert "Before we meet" in text
