"""Minutes through the interface: from a draft to what is approved and never changes; who reads what of them."""

import hashlib
import json
from typing import Any

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.meetings_at_work import AFTER, DAY, convened, item, notice_given, there
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import Statement, Term, circulate, comment, declare, draft_minutes
from cupel_web.meetings.models import Meeting, Minutes, MinutesApproval
from cupel_web.meetings.queries.minutes import text_for

pytestmark = pytest.mark.django_db
UNTIL = (AFTER + 10 * DAY).date()
LATER = AFTER + 20 * DAY


@pytest.fixture(autouse=True)
def after_the_meeting() -> object:
    with clock.clock_set_to(lambda: AFTER):
        yield


def place_of(meeting: Meeting) -> str:
    return f"/groups/working-group/meetings/{meeting.public_id}"


def canonical(content: dict[str, Any]) -> str:
    """SHA-256 of what the interface told, by its description alone."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def circulated(meeting: Meeting, *texts: tuple[str, bool]) -> Minutes:
    """Minutes that wait for comments; ``texts``: what they say on an item, and whether it was in camera."""
    items = [(item(meeting, f"Item {number}", in_camera=shut), text) for number, (text, shut) in enumerate(texts)]
    notice_given(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    for about, text in items:
        row = text_for(minutes, about)
        row.text = text
        row.save()
    circulate(minutes, Term(comments_until=UNTIL), by=None, now=AFTER)
    return minutes


def test_minutes_from_the_draft_to_the_approval(
    meeting: Meeting, scheme: Scheme, chair: User, member: User, officer: User
) -> None:
    about = item(meeting)
    there(meeting, scheme, "chair", "village")
    notice_given(meeting)
    call, place = Caller(chair), place_of(meeting)
    draft = call.done("POST", f"{place}/minutes")
    spot = f"{place}/minutes/{draft['public_id']}"
    assert (draft["state"], draft["sha256"]) == ("draft", None)
    assert [Caller(each)("GET", spot).status_code for each in (member, officer, None)] == [404, 404, 404]
    text = call.get(f"{spot}/items/{about.public_id}")
    body = {"text": "All agreed.", "revision": text["revision"]}
    written = call.done("PUT", f"{spot}/items/{about.public_id}", body)
    assert written == {"item": about.public_id, "text": "All agreed.", "revision": text["revision"] + 1}
    assert call("PUT", f"{spot}/items/{about.public_id}", body).json()["code"] == "stale"
    sent = call.done("POST", f"{spot}/circulation", {"comments_until": UNTIL.isoformat()})
    assert (sent["state"], sent["tacit"], sent["content"]["items"][0]["text"]) == ("circulated", False, "All agreed.")
    told = Caller(member).done("POST", f"{spot}/comments", {"text": "A word is lacking.", "asks_change": True})
    assert (told["name"], told["asks_change"]) == ("Member", True)
    assert call.get(spot)["comments"] == [told]
    assert Caller(officer)("GET", spot).status_code == 404

    later = convened(scheme.group, "July call", begins=LATER - DAY)
    with clock.clock_set_to(lambda: LATER):
        assert call("POST", f"{spot}/approval", {"way": "tacit"}).json()["code"] == "not-tacit"
        done = call.done("POST", f"{spot}/approval", {"way": "meeting", "at": later.public_id})
        assert (done["state"], done["approved_by_meeting"]) == ("approved", later.public_id)
        public = Caller(None).get(spot)
        assert Caller(None).get(place)["minutes"] == [
            {"public_id": draft["public_id"], "number": 1, "state": "approved"}
        ]
    assert canonical(public["content"]) == public["sha256"] == MinutesApproval.objects.get().sha256
    assert public["comments"] is None


def test_the_next_version_takes_over_the_texts(meeting: Meeting, chair: User) -> None:
    first = circulated(meeting, ("All agreed.", False))
    call, place = Caller(chair), place_of(meeting)
    second = call.done("POST", f"{place}/minutes")
    assert (second["number"], second["content"]["items"][0]["text"]) == (2, "All agreed.")
    assert call("POST", f"{place}/minutes").json()["code"] == "draft-open"
    states = {each["number"]: each["state"] for each in call.get(place)["minutes"]}
    assert states == {1: "superseded", 2: "draft"}
    assert call.get(f"{place}/minutes/{first.public_id}")["state"] == "superseded"


def test_what_was_said_in_camera_is_read_by_those_who_sit_and_did_not_stand_back(
    meeting: Meeting, chair: User, member: User, observer: User, secretary: User
) -> None:
    minutes = circulated(meeting, ("All agreed.", False), ("The offer is low.", True))
    spot = f"{place_of(meeting)}/minutes/{minutes.public_id}"
    comment(minutes, "Say why it is low.", asks_change=True, by=chair, now=AFTER)
    seen = {each.email: Caller(each).get(spot) for each in (chair, secretary, member, observer)}
    open_to = {email for email, told in seen.items() if "The offer is low." in json.dumps(told)}
    assert open_to == {chair.email, secretary.email, member.email}
    assert all(canonical(seen[email]["content"]) == seen[email]["sha256"] for email in open_to)
    closed = seen[observer.email]
    about = minutes.meeting.items.get(in_camera=True)
    assert closed["content"]["items"][1] == {"id": about.public_id, "in_camera": True, "closed": True}
    assert closed["comments"] == []

    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=AFTER)
    assert "low" not in json.dumps(Caller(member).get(spot))
    mine = Caller(member).done("POST", f"{spot}/comments", {"text": "Read."})
    assert Caller(member).get(spot)["comments"] == [mine]


def test_who_stands_back_writes_no_minutes_of_it(meeting: Meeting, chair: User) -> None:
    about = item(meeting, "Secret matter", in_camera=True)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    spot = f"{place_of(meeting)}/minutes/{minutes.public_id}/items/{about.public_id}"
    call = Caller(chair)
    assert call.get(spot)["text"] == ""
    declare(about, Statement(text="We sell it.", recuses=True), by=chair, now=AFTER)
    assert call("GET", spot).status_code == 403
    assert call("PUT", spot, {"text": "x", "revision": 1}).status_code == 403


def test_approved_minutes_tell_the_public_nothing_of_what_was_in_camera(meeting: Meeting, scheme: Scheme) -> None:
    minutes = circulated(meeting, ("All agreed.", False), ("The offer is low.", True))
    minutes.refresh_from_db()
    MinutesApproval.objects.create(
        minutes=minutes, way="tacit", sha256=minutes.circulation.sha256, approved_at=LATER, approved_by=None
    )
    told = Caller(None).get(f"{place_of(meeting)}/minutes/{minutes.public_id}")
    assert [each["title"] for each in told["content"]["items"]] == ["Item 0"]
    assert "camera" not in json.dumps(told).replace('"in_camera": false', "")


def test_a_comment_that_asks_for_a_change_says_which(meeting: Meeting, member: User) -> None:
    minutes = circulated(meeting)
    spot = f"{place_of(meeting)}/minutes/{minutes.public_id}/comments"
    response = Caller(member)("POST", spot, {"asks_change": True})
    assert [each["field"] for each in response.json()["errors"]] == ["text"]
    assert not minutes.remarks.exists()


def test_queries_do_not_grow_with_rows(meeting: Meeting, chair: User, member: User) -> None:
    about = [("All agreed.", number % 2 == 0) for number in range(3)]
    minutes = circulated(meeting, *about)
    comment(minutes, "Read.", asks_change=False, by=member, now=AFTER)
    few = queries_of(Caller(chair), f"{place_of(meeting)}/minutes/{minutes.public_id}")
    for number in range(27):
        item(meeting, f"More {number}", in_camera=number % 2 == 0)
        comment(minutes, "Read.", asks_change=False, by=member, now=AFTER)
    second = draft_minutes(meeting, by=None, now=NOON + 15 * DAY)
    circulate(second, Term(comments_until=UNTIL), by=None, now=AFTER)
    for _row in range(30):
        comment(second, "Read.", asks_change=False, by=member, now=AFTER)
    assert queries_of(Caller(chair), f"{place_of(meeting)}/minutes/{second.public_id}") == few
