"""Recommendations through the interface, from the draft to what follows, with reviews and objectives."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.web.api.callers import Caller, queries_of
from tests.web.decisions_at_work import AFTER, MOTION, WINDOW, Voters
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.recommendations_at_work import DAY, Way, chair_of, reviewed, succeed_the_board, wording
from tests.web.scheme_at_work import TODAY, Scheme

from cupel.governance import Position
from cupel_web.decisions.actions import close_ballot, open_ballot
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.recommendations.actions import Task, add_follow_up, add_objective, draft, record_review, submit
from cupel_web.recommendations.models import FollowUp, Objective, Recommendation, Review
from cupel_web.recommendations.states import ReplyKind

pytestmark = pytest.mark.django_db

NEW = "/groups/working-group/recommendations"
LIST = "/recommendations"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def of(recommendation: Recommendation) -> str:
    return f"{LIST}/{recommendation.public_id}"


def body(**changes: object) -> dict[str, Any]:
    return {
        "title": "Lower the fees", "text": "Lower them.", "reasons": "Small sites.", "element": "fees",
        "objective": "M1", "cycle": "2025", "advice_length": 30, "advice_unit": "working days", "decision_length": 2,
        "decision_unit": "months", "revision": 0, **changes,
    }  # fmt: skip


def lying_with(told: dict[str, Any]) -> str:
    """The address of the leg that it is on."""
    return f"{LIST}/{told['public_id']}/legs/{told['legs'][-1]['public_id']}"


def adopted(scheme: Scheme, voters: Voters) -> str:
    """A ballot that adopted a motion, in which the labour's seat abstained."""
    ballot = open_ballot(scheme.group, MOTION, WINDOW, by=None, now=NOON)
    for seat in ("chair", "expert", "village"):
        voters.votes(ballot, seat, Position.SUPPORT)
    voters.votes(ballot, "labour", Position.ABSTAIN)
    close_ballot(ballot, by=None, now=AFTER)
    return ballot.public_id


def test_a_recommendation_goes_from_draft_to_conclusion(
    scheme: Scheme, voters: Voters, review: Review, council_chair: User, visitor: Client
) -> None:
    chair, council = Caller(voters.people["chair"]), Caller(council_chair)
    board = Caller(chair_of(scheme.board, "b@example.org"))
    ballot = adopted(scheme, voters)
    drafted = chair.done("POST", NEW, body(ballot=ballot, review=review.public_id))
    known = Recommendation.objects.get()
    assert (drafted["state"], drafted["ballot"], drafted["review"]) == ("draft", ballot, review.public_id)
    assert (known.title, known.objective.code, known.advice_length) == ("Lower the fees", "M1", 30)
    submitted = chair.done("POST", f"{of(known)}/submission")
    known.refresh_from_db()
    assert (submitted["state"], submitted["lies_with"], submitted["sha256"]) == (
        "awaiting reply", "council", known.sha256,
    )  # fmt: skip
    assert submitted["due_on"] == (TODAY + 42 * DAY).isoformat()
    assert submitted["ballot_dissent"] == [
        {"seat": "Labour", "category": "civil society", "position": "abstain", "reason": ""}
    ]
    reply = {"answer": "accept in part", "reasons": "For small sites."}
    advised = council.done("POST", f"{lying_with(submitted)}/reply", reply)
    assert (advised["state"], advised["legs"][0]["clock"], advised["lies_with"]) == ("advised", "stopped", None)
    sent = council.done("POST", f"{of(known)}/legs")
    assert (sent["lies_with"], sent["legs"][1]["purpose"]) == ("board", "decision")
    decided = board.done("POST", f"{lying_with(sent)}/reply", {"answer": "accept", "reasons": "From next year."})
    assert decided["state"] == "in follow-up"
    assert [leg["reply"]["answer"] for leg in decided["legs"]] == ["accept in part", "accept"]
    task = {"what": "Publish the fees.", "group": "working-group", "role": "secretariat", "due_on": "2025-12-31"}
    follow_up = chair.done("POST", f"{of(known)}/follow-ups", task)
    assert (follow_up["group"], follow_up["done_on"], follow_up["is_overdue"]) == ("working-group", None, False)
    early = chair("POST", f"{of(known)}/conclusion", {"note": "Done."})
    assert early.json()["code"] == "follow-up-open"
    evidence = f"{of(known)}/follow-ups/{follow_up['public_id']}/evidence"
    done = chair.done("POST", evidence, {"evidence": "They stand on the site."})
    assert (done["done_on"], done["evidence"]) == (TODAY.isoformat(), "They stand on the site.")
    assert FollowUp.objects.get().done.evidence == "They stand on the site."
    concluded = chair.done("POST", f"{of(known)}/conclusion", {"note": "Small sites pay less."})
    assert (concluded["state"], concluded["conclusion"]["note"]) == ("concluded", "Small sites pay less.")
    text = page(visitor, f"/recommendations/{known.public_id}/")
    for told in ("For small sites.", "From next year.", "They stand on the site.", "Small sites pay less."):
        assert told in text


@pytest.mark.parametrize("who", ["chair", "member", "observer"])
def test_a_draft_is_for_those_inside(who: str, drafted: Recommendation, request: pytest.FixtureRequest) -> None:
    call = Caller(request.getfixturevalue(who))
    assert call.get(of(drafted))["state"] == "draft"
    assert [each["public_id"] for each in call.get(f"{LIST}/drafts")["items"]] == [drafted.public_id]
    assert call.get(LIST)["count"] == 0


@pytest.mark.parametrize("who", ["officer", "council_chair", "operator"])
def test_a_draft_is_hidden_from_those_outside(
    who: str, drafted: Recommendation, request: pytest.FixtureRequest
) -> None:
    for call in (Caller(request.getfixturevalue(who)), Caller(None)):
        assert call("GET", of(drafted)).status_code == 404
        assert call.get(LIST)["count"] == 0
    assert Caller(request.getfixturevalue(who)).get(f"{LIST}/drafts")["count"] == 0


def test_of_two_who_edit_a_draft_the_second_is_told(drafted: Recommendation, chair: User, secretary: User) -> None:
    first, second = Caller(chair), Caller(secretary)
    revision = second.get(of(drafted))["revision"]
    told = first.done("PUT", of(drafted), body(revision=revision, title="Mine"))
    assert (told["title"], told["revision"]) == ("Mine", revision + 1)
    late = second("PUT", of(drafted), body(revision=revision, title="Theirs"))
    assert (late.status_code, late.json()["code"]) == (409, "stale")
    drafted.refresh_from_db()
    assert drafted.title == "Mine"


def test_what_is_read_can_be_written_back(drafted: Recommendation, review: Review, chair: User) -> None:
    call = Caller(chair)
    known = call.get(of(drafted))
    given = {name: known[name] or "" for name in body(dissent="", ballot="", review="")}
    told = call.done("PUT", of(drafted), {**given, "review": review.public_id})
    assert told == {**known, "review": review.public_id, "revision": known["revision"] + 1}


def test_a_draft_rests_on_own_ballots_and_reviews_alone(scheme: Scheme, review: Review, chair: User) -> None:
    Review.objects.filter(pk=review.pk).update(group=scheme.council)
    refused = Caller(chair)("POST", NEW, body(review=review.public_id, ballot=review.public_id))
    assert refused.status_code == 422
    assert {each["field"] for each in refused.json()["errors"]} == {"review", "ballot"}


def test_what_is_referred_back_is_revised_and_the_revision_hidden_until_it_is_submitted(way: Way, chair: User) -> None:
    way.advised(ReplyKind.REFER_BACK)
    call, visitor = Caller(chair), Caller(None)
    assert visitor.get(of(way.recommendation))["state"] == "referred back"
    again = call.done("POST", f"{of(way.recommendation)}/revision")
    assert (again["state"], again["revises"]) == ("draft", way.recommendation.public_id)
    assert visitor.get(of(way.recommendation))["revised_by"] is None
    assert call("POST", f"{of(way.recommendation)}/revision").json()["code"] == "recommendation-state"
    call.done("POST", f"{LIST}/{again['public_id']}/submission")
    assert visitor.get(of(way.recommendation))["revised_by"] == again["public_id"]


def test_the_group_withdraws(way: Way, chair: User) -> None:
    told = Caller(chair).done("POST", f"{of(way.recommendation)}/withdrawal", {"reason": "Better ideas."})
    assert (told["state"], told["withdrawal"]["reason"]) == ("withdrawn", "Better ideas.")
    assert (told["legs"][0]["clock"], told["lies_with"], told["due_on"]) == ("stopped", None, None)


def test_a_clock_rests_and_runs_again(way: Way, secretary: User) -> None:
    keeper, due = Caller(secretary), way.leg.due_on
    leg = lying_with(keeper.get(of(way.recommendation)))
    paused = keeper.done("POST", f"{leg}/pause", {"reason": "The council has no chair."})
    assert (paused["legs"][0]["clock"], paused["due_on"], paused["lies_with"]) == ("paused", None, "council")
    assert paused["legs"][0]["pauses"] == [
        {"first": TODAY.isoformat(), "last": None, "reason": "The council has no chair."}
    ]
    with clock.clock_set_to(lambda: NOON + 10 * DAY):
        told = keeper.done("DELETE", f"{leg}/pause")
    assert due is not None
    assert way.leg.due_on == due + 9 * DAY, "the day on which it began never counts"
    assert told["due_on"] == way.leg.due_on.isoformat()
    assert keeper("DELETE", f"{leg}/pause").json()["code"] == "pause"


def test_a_body_that_is_late_is_overdue(way: Way) -> None:
    with clock.clock_set_to(lambda: NOON + 100 * DAY):
        told = Caller(None).get(of(way.recommendation))
    assert (told["state"], told["legs"][0]["clock"], told["lies_with"]) == ("overdue", "overdue", "council")


def test_a_successor_replies_in_place_of_the_body_asked(way: Way) -> None:
    way.advised()
    told = Caller(way.council_chair).done("POST", f"{of(way.recommendation)}/legs")
    joint, joint_chair = succeed_the_board(way.scheme)
    reply = {"answer": "decline", "reasons": "Not now."}
    assert Caller(way.board_chair)("POST", f"{lying_with(told)}/reply", reply).status_code == 403
    told = Caller(joint_chair).done("POST", f"{lying_with(told)}/reply", reply)
    assert (told["legs"][1]["body"], told["legs"][1]["reply"]["body"]) == ("board", joint.slug)
    assert told["state"] == "declined"


def test_a_reply_names_a_closed_ballot_of_the_body_alone(way: Way, voters: Voters) -> None:
    ballot = adopted(way.scheme, voters)
    council, leg = Caller(way.council_chair), lying_with(Caller(None).get(of(way.recommendation)))
    reply = {"answer": "accept", "reasons": "Yes.", "ballot": ballot}
    assert [each["field"] for each in council("POST", f"{leg}/reply", reply).json()["errors"]] == ["ballot"]


def test_recommendations_are_filtered(way: Way) -> None:
    call = Caller(None)
    found = ("group=working-group", "element=standard", "objective=M1", "state=awaiting%20reply", "text=assessors",
             "cycle=2025", "text=%00")  # fmt: skip
    for query in found:
        assert call.get(f"{LIST}?{query}")["count"] == 1, query
    for query in ("group=board", "element=fees", "objective=M9", "state=declined", "text=zzz", "cycle=1999"):
        assert call.get(f"{LIST}?{query}")["count"] == 0, query
    assert call("GET", f"{LIST}?state=nonsense").status_code == 422


def test_reviews_are_recorded_and_found(scheme: Scheme, objective: Objective, chair: User, member: User) -> None:
    given = {
        "title": "Review of training", "findings": "There are gaps.", "element": "training", "objective": "M1",
        "cycle": "2025", "concluded_on": "2025-05-01",
    }  # fmt: skip
    assert Caller(member)("POST", "/groups/working-group/reviews", given).status_code == 403
    told = Caller(chair).done("POST", "/groups/working-group/reviews", given)
    assert told == {**given, "public_id": Review.objects.get().public_id, "group": "working-group"}
    visitor = Caller(None)
    assert visitor.get(f"/reviews/{told['public_id']}") == told
    assert visitor.get("/reviews?objective=M1&cycle=2025")["items"] == [told]
    assert visitor.get("/reviews?objective=M2")["count"] == 0


def test_a_cycle_is_read_objective_by_objective(way: Way, review: Review) -> None:
    add_objective("M2", text="Shared benefits.", on=TODAY, by=None, now=NOON)
    call = Caller(None)
    assert call.get("/cycles") == ["2025"]
    first, second = call.get("/objectives/served?cycle=2025")
    assert (first["objective"], second["objective"]) == ("M1", "M2")
    assert [each["public_id"] for each in first["reviews"]] == [review.public_id]
    assert [each["public_id"] for each in first["recommendations"]] == [way.recommendation.public_id]
    assert second["reviews"] == second["recommendations"] == []
    assert call("GET", "/objectives/served").status_code == 422


def test_the_secretariat_keeps_objectives(secretary: User, db: None) -> None:
    keeper = Caller(secretary)
    told = keeper.done("POST", "/objectives", {"code": "M2", "text": "Shared benefits.", "on": "2025-01-01"})
    assert (told["code"], told["text"]) == ("M2", "Shared benefits.")
    again = keeper("POST", "/objectives", {"code": "M2", "text": "x", "on": "2025-01-01"})
    assert again.json()["code"] == "objective-code"
    later = {"text": "Benefits for all.", "on": (TODAY + DAY).isoformat()}
    told = keeper.done("POST", f"/objectives/{told['public_id']}/versions", later)
    assert (told["text"], len(told["versions"])) == ("Shared benefits.", 2)
    with clock.clock_set_to(lambda: NOON + DAY):
        assert Caller(None).get("/objectives")[0]["text"] == "Benefits for all."


def _more(scheme: Scheme, objective: Objective, *, number: int) -> None:
    """More recommendations, drafts, reviews and objectives."""
    for each in range(number):
        add_objective(f"X{each}", text="More.", on=TODAY, by=None, now=NOON)
        submit(draft(scheme.group, wording(objective), by=None, now=NOON), by=None, now=NOON)
        draft(scheme.group, wording(objective), by=None, now=NOON)
        record_review(scheme.group, reviewed(objective), by=None, now=NOON)


def test_lists_cost_the_same_with_more_rows(way: Way, review: Review, chair: User, objective: Objective) -> None:
    draft(way.scheme.group, wording(objective), by=None, now=NOON)
    add_objective("M2", text="Served by nothing.", on=TODAY, by=None, now=NOON)
    lists = (LIST, f"{LIST}/drafts", "/reviews", "/objectives", "/objectives/served?cycle=2025", "/cycles")
    call = Caller(chair)
    before = [queries_of(call, path) for path in lists]
    _more(way.scheme, objective, number=8)
    assert [queries_of(call, path) for path in lists] == before


def test_one_costs_the_same_with_more_on_it(way: Way, objective: Objective) -> None:
    way.decided()
    call, task = Caller(None), Task(what="Write it.", group=way.scheme.group, due_on=TODAY)
    add_follow_up(way.recommendation, task, by=None, now=NOON)
    before = queries_of(call, of(way.recommendation))
    for group in Group.objects.all():
        add_follow_up(way.recommendation, replace(task, group=group), by=None, now=NOON)
    assert queries_of(call, of(way.recommendation)) == before
    assert len(call.get(of(way.recommendation))["follow_ups"]) == 4
