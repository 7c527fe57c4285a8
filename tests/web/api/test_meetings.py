"""Meetings through the interface: convened, answered, moved, kept; who sees what of them."""

import json

import pytest
from django.core import mail
from django.test import Client
from tests.web.api.callers import Caller, queries_of
from tests.web.meetings_at_work import AFTER, BEGINS, DAY, LINK, convened, fresh, item, paper, there
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import Scheme, signed_in

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import Statement, declare
from cupel_web.meetings.models import AgendaItem, DecisionTaken, Meeting
from cupel_web.work.actions.papers import recuse_from_paper
from cupel_web.work.models import ActionItem, Visibility

pytestmark = pytest.mark.django_db
PLACE = "/groups/working-group/meetings"
CALL = {
    "title": "July call", "starts": "2025-07-14T15:00", "zone": "Europe/London", "duration": 60, "place": "Room 4",
    "notice_days": 14, "minutes_days": 14,
}  # fmt: skip
ITEM = {"title": "The draft", "kind": "decision", "duration": 30, "revision": 0}
SECRET = "The offer is low."


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def place_of(meeting: Meeting) -> str:
    return f"{PLACE}/{meeting.public_id}"


def after(call: Caller, method: str, path: str, body: object = None) -> object:
    """What comes of an act on the day after the meeting."""
    with clock.clock_set_to(lambda: AFTER):
        return call.done(method, path, body)


def test_a_meeting_is_convened_and_everybody_is_invited(
    scheme: Scheme, chair: User, member: User, member_client: Client
) -> None:
    call = Caller(chair)
    told = call.done("POST", PLACE, {**CALL, "link": LINK})
    assert (told["starts_at"], told["state"]) == ("2025-07-14T14:00:00Z", "coming")
    assert told["inside"]["link"] == LINK
    assert call.get(f"{PLACE}/{told['public_id']}") == told
    assert [each["public_id"] for each in call.get(PLACE)["items"]] == [told["public_id"]]
    assert "Room 4" in member_client.get(f"{PLACE}/{told['public_id']}/").content.decode()
    delivered()
    assert {to for letter in mail.outbox for to in letter.to} == {chair.email, member.email}


@pytest.mark.parametrize(
    "starts", ["2025-07-14T14:00:00Z", "2025-07-14T16:00:00+02:00", "2025-07-14T15:00:00", "2025-07-14T15:00"]
)
def test_a_moment_with_its_offset_is_that_moment_and_one_without_is_what_clocks_show(
    starts: str, scheme: Scheme, chair: User
) -> None:
    told = Caller(chair).done("POST", PLACE, {**CALL, "starts": starts})
    assert told["starts_at"] == "2025-07-14T14:00:00Z"


@pytest.mark.parametrize(
    ("starts", "field"),
    [("2025-03-30T01:30", "starts"), ("0001-01-01T00:00:00+14:00", "starts"), ("2025-01-01T10:00", None)],
)
def test_a_time_that_cannot_be_is_refused(starts: str, field: str | None, scheme: Scheme, chair: User) -> None:
    response = Caller(chair)("POST", PLACE, {**CALL, "starts": starts})
    assert response.status_code == 422
    assert [each["field"] for each in response.json()["errors"]] == ([field] if field else [])
    assert not Meeting.objects.exists()


def test_meetings_are_those_to_come_or_those_that_are_over(meeting: Meeting, scheme: Scheme) -> None:
    later = convened(scheme.group, "July call", begins=AFTER + DAY)
    call = Caller(None)
    assert [each["title"] for each in call.get(PLACE)["items"]] == ["June call", "July call"]
    with clock.clock_set_to(lambda: AFTER):
        assert [each["public_id"] for each in call.get(PLACE)["items"]] == [later.public_id]
        assert [each["state"] for each in call.get(f"{PLACE}?show=past")["items"]] == ["held"]
    assert call("GET", f"{PLACE}?show=nonsense").status_code == 422


def test_only_the_group_knows_of_a_closed_meeting(scheme: Scheme, member: User, officer: User) -> None:
    closed = convened(scheme.group, "Closed call", is_public=False)
    assert Caller(member).get(place_of(closed))["title"] == "Closed call"
    for stranger in (None, officer):
        call = Caller(stranger)
        assert call("GET", place_of(closed)).status_code == 404
        assert call.get(PLACE)["items"] == []


def test_outside_one_reads_when_and_what_about_and_nothing_more(meeting: Meeting, officer: User) -> None:
    item(meeting)
    item(meeting, "Secret matter", in_camera=True)
    for stranger in (None, officer):
        told = Caller(stranger).get(place_of(meeting))
        assert told["inside"] is None
        assert told["agenda"]["revision"] is None
        assert [each["title"] for each in told["agenda"]["items"]] == ["The draft"]
        assert not any(word in json.dumps(told) for word in ("Room 4", LINK, "Secret", "Chair", "Member"))


@pytest.mark.parametrize("who", ["visitor", "outsider", "observer", "member", "chair", "secretary", "operator"])
def test_what_is_in_camera_shows_to_those_to_whom_the_page_shows_it(
    who: str, meeting: Meeting, scheme: Scheme, request: pytest.FixtureRequest
) -> None:
    closed = paper(scheme.group, "Price list")
    about = item(meeting, "Secret matter", in_camera=True, papers=(closed,))
    AgendaItem.objects.filter(pk=about.pk).update(text=SECRET)
    DecisionTaken.objects.create(item=about, text="We refuse it.", taken_at=NOON, recorded_at=NOON)
    user: User | None = None if who == "visitor" else request.getfixturevalue(who)
    told = json.dumps(Caller(user).get(place_of(meeting)))
    page = (signed_in(user) if user else Client()).get(f"{place_of(meeting)}/").content.decode()
    words = ("Secret matter", SECRET, "Price list", "We refuse it.")
    seen = [word in told for word in words]
    assert seen == [word in page for word in words]
    assert seen == [who in {"member", "chair", "secretary"}] * 4
    assert (about.public_id in told) == (who in {"observer", "member", "chair", "secretary"})


def test_who_stands_back_learns_the_title_alone(meeting: Meeting, member: User, chair: User, observer: User) -> None:
    about = item(meeting, "Secret matter", in_camera=True)
    AgendaItem.objects.filter(pk=about.pk).update(text=SECRET)
    call, place = Caller(member), f"{place_of(meeting)}/items/{about.public_id}"
    told = call.done("POST", f"{place}/declarations", {"text": "We sell it.", "recuses": True})
    assert (told["title"], told["is_open"], told["text"]) == ("Secret matter", False, None)
    assert SECRET not in json.dumps(call.get(place_of(meeting)))
    (seen,) = Caller(chair).get(place_of(meeting))["agenda"]["items"]
    (declared,) = seen["declarations"]
    assert (declared["person"], declared["recuses"], seen["text"]) == (member.public_id, True, SECRET)
    (hidden,) = Caller(observer).get(place_of(meeting))["agenda"]["items"]
    assert (hidden["title"], hidden["declarations"], hidden["is_open"]) == (None, [], False)
    assert call.done("POST", f"{place}/declarations", {"withdrawn": True})["text"] == SECRET
    assert call("POST", f"{place}/declarations", {"recuses": True}).status_code == 422


def test_an_item_is_added_edited_ordered_and_taken_off(meeting: Meeting, scheme: Scheme, chair: User) -> None:
    known = paper(scheme.group, "Draft two", Visibility.GROUP)
    call, place = Caller(chair), place_of(meeting)
    people = {each["name"]: each["person"] for each in call.get(f"{place}/people")["items"]}
    body = {**ITEM, "papers": [known.public_id], "presenter": people["Member"], "text": "Read it first."}
    first = call.done("POST", f"{place}/items", body)
    assert [each["public_id"] for each in first["papers"]] == [known.public_id]
    assert first["presenter"] == {"person": people["Member"], "name": "Member"}
    edit = {**ITEM, "title": "The second draft", "revision": first["revision"]}
    told = call.done("PUT", f"{place}/items/{first['public_id']}", edit)
    assert (told["title"], told["papers"], told["presenter"], told["revision"]) == ("The second draft", [], None, 2)
    assert call("PUT", f"{place}/items/{first['public_id']}", edit).status_code == 409
    second = call.done("POST", f"{place}/items", {**ITEM, "title": "Any other business"})
    order = [second["public_id"], first["public_id"]]
    agenda = call.get(place)["agenda"]
    told = call.done("PUT", f"{place}/agenda", {"revision": agenda["revision"], "order": order})
    assert [each["public_id"] for each in told["items"]] == order
    assert call("PUT", f"{place}/agenda", {"revision": agenda["revision"], "order": order}).status_code == 409
    short = {"revision": told["revision"], "order": order[:1]}
    assert call("PUT", f"{place}/agenda", short).json()["code"] == "agenda-order"
    call.done("DELETE", f"{place}/items/{second['public_id']}")
    assert [each["title"] for each in call.get(place)["agenda"]["items"]] == ["The second draft"]


def test_an_item_is_about_a_clause_and_says_where_it_stands(meeting: Meeting, chair: User, visitor: Client) -> None:
    uid = "01M87SJYR1RVCGQQGH01TR8X0V"
    told = Caller(chair).done("POST", f"{place_of(meeting)}/items", {**ITEM, "subject": f"clause:{uid}"})
    assert (told["subject"]["kind"], told["subject"]["id"]) == ("clause", uid)
    assert visitor.get(told["subject"]["path"]).status_code == 200


def test_papers_that_an_editor_may_not_read_stay_with_the_item(meeting: Meeting, scheme: Scheme, chair: User) -> None:
    closed = paper(scheme.group, "Price list")
    about = item(meeting, in_camera=True, papers=(closed,))
    recuse_from_paper(closed, person=chair, by=chair, now=NOON)
    call, place = Caller(chair), f"{place_of(meeting)}/items/{about.public_id}"
    refused = call("PUT", place, {**ITEM, "in_camera": True, "revision": 1, "papers": [closed.public_id]})
    assert [each["field"] for each in refused.json()["errors"]] == ["papers"]
    assert call.done("PUT", place, {**ITEM, "in_camera": True, "revision": 1})["papers"] == []
    assert list(about.papers.all()) == [closed]
    declare(about, Statement(text="We sell it.", recuses=True), by=chair, now=NOON)
    assert call("PUT", place, {**ITEM, "in_camera": True, "revision": 2}).status_code == 403


def test_one_answers_until_the_meeting_begins(meeting: Meeting, scheme: Scheme, member: User, chair: User) -> None:
    call, place = Caller(member), place_of(meeting)
    call.done("POST", f"{place}/answers", {"reply": "no"})
    (told,) = call.done("POST", f"{place}/answers", {"reply": "yes"})
    village = scheme.seats["village"].public_id
    assert (told["seat"], told["person"], told["reply"]) == (village, member.public_id, "yes")
    seats = {each["seat"]: each for each in Caller(chair).get(place)["inside"]["seats"]}
    assert seats[village]["answers"] == [told]
    assert call.get("/me/duties")["items"] == []
    with clock.clock_set_to(lambda: AFTER):
        assert call("POST", f"{place}/answers", {"reply": "yes"}).json()["code"] == "not-to-come"


def test_a_meeting_is_moved_and_cancelled_with_the_reason(meeting: Meeting, chair: User, member: User) -> None:
    call, place = Caller(chair), place_of(meeting)
    Caller(member).done("POST", f"{place}/answers", {"reply": "yes"})
    body = {"starts": "2025-06-23T12:00:00Z", "zone": "America/Lima", "duration": 45, "reason": "A holiday."}
    moved = call.done("POST", f"{place}/appointments", body)
    assert (moved["starts_at"], moved["zone"], moved["duration"]) == ("2025-06-23T12:00:00Z", "America/Lima", 45)
    assert [each["answers"] for each in moved["inside"]["seats"]] == [[]] * 4
    told = call.done("POST", f"{place}/cancellation", {"reason": "No quorum in sight."})
    assert (told["state"], [each["reason"] for each in told["history"]]) == (
        "cancelled",
        ["", "A holiday.", "No quorum in sight."],
    )
    assert fresh(meeting).appointment.cancelled
    assert call("POST", f"{place}/cancellation", {"reason": "Again."}).json()["code"] == "not-to-come"


def test_a_meeting_is_kept_from_the_notice_to_what_people_take_on(
    meeting: Meeting, scheme: Scheme, chair: User, member: User
) -> None:
    about = item(meeting)
    call, place = Caller(chair), place_of(meeting)
    at, spot = "2025-06-16T13:05", f"{place}/items/{about.public_id}"
    seats = {name: scheme.seats[name].public_id for name in ("chair", "village")}
    notice = after(call, "POST", f"{place}/notices", {"seat": seats["chair"], "at": "2025-06-16T12:00:00Z"})
    assert notice == {"version": 1, "seat": seats["chair"], "given_at": "2025-06-16T12:00:00Z"}
    after(call, "POST", f"{place}/attendance", {"seat": seats["chair"], "presence": "in person", "at": at})
    with clock.clock_set_to(lambda: AFTER):
        refused = call("POST", f"{spot}/decisions", {"text": "Adopted.", "at": at})
    assert refused.json()["code"] == "no-quorum"
    row = after(call, "POST", f"{place}/attendance", {"seat": seats["village"], "presence": "remote", "at": at})
    assert row["since"] == "2025-06-16T12:05:00Z"  # type: ignore[index]
    decided = after(call, "POST", f"{spot}/decisions", {"text": "Adopted.", "at": "2025-06-16T13:30"})
    assert [each["taken_at"] for each in decided["decisions"]] == ["2025-06-16T12:30:00Z"]  # type: ignore[index]
    task = {"title": "Publish it.", "owner": member.public_id, "due_on": "2025-07-01"}
    told = after(call, "POST", f"{spot}/action-items", task)
    assert [each["owner_name"] for each in told["action_items"]] == ["Member"]  # type: ignore[index]
    assert ActionItem.objects.get().origin == about.public_id
    opened = after(call, "POST", f"{spot}/openings")
    assert opened["taken_up_at"] == "2025-06-17T12:00:00Z"  # type: ignore[index]
    assert opened["quorum"]["is_reached"]  # type: ignore[index]
    with clock.clock_set_to(lambda: AFTER):
        assert call("DELETE", spot).json()["code"] == "item-taken-up"
        told = Caller(member).get(place)
        assert told["inside"]["quorum"]["is_reached"]
        assert {each["presence"] for each in told["inside"]["seats"]} == {"in person", "remote", None}
        log = call.get(f"{place}/attendance")["items"]
        assert {each["seat"]: each["presence"] for each in log} == {
            seats["chair"]: "in person",
            seats["village"]: "remote",
        }


def test_a_seat_of_another_group_and_a_way_that_is_none_are_refused(
    meeting: Meeting, scheme: Scheme, chair: User
) -> None:
    call, place = Caller(chair), f"{place_of(meeting)}/attendance"
    for body in ({"seat": "nobody", "presence": "remote"}, {"seat": "", "presence": "remote"}):
        assert [each["field"] for each in call("POST", place, body).json()["errors"]] == ["seat"]
    body = {"seat": scheme.seats["chair"].public_id, "presence": "asleep"}
    assert [each["field"] for each in call("POST", place, body).json()["errors"]] == ["presence"]


def test_the_secretariat_publishes_the_competition_notice(meeting: Meeting, secretary: User) -> None:
    body = {"text": "We speak of no costs.", "in_force": "2025-06-01"}
    told = Caller(secretary).done("POST", "/competition-notices", body)
    assert told["number"] == 2
    assert [each["number"] for each in Caller(None).get("/competition-notices")["items"]] == [2, 1]
    assert Caller(None).get(place_of(meeting))["competition_notice"] == 2


def test_queries_do_not_grow_with_rows(meeting: Meeting, scheme: Scheme, chair: User, member: User) -> None:
    call, place = Caller(chair), place_of(meeting)
    paths = (PLACE, place, f"{place}/attendance", f"{place}/people")

    def more(number: int) -> list[int]:
        for row in range(number):
            convened(scheme.group, f"Call {row}")
            about = item(meeting, f"Item {row}", papers=(paper(scheme.group, f"Paper {row}"),))
            declare(about, Statement(text="We sell it."), by=member, now=NOON)
            there(meeting, scheme, "chair", "village", since=BEGINS)
        with clock.clock_set_to(lambda: AFTER):
            inside = [queries_of(call, path) for path in paths]
            return [*inside, queries_of(Caller(None), place), queries_of(Caller(None), PLACE)]

    assert more(3) == more(27)
