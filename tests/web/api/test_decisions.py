"""Decisions through the interface: what it does is on the record and on the page, and what pages hide stays hidden."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.api.callers import Caller, queries_of
from tests.web.decisions_at_work import AFTER, COMPLAINT, LAST_DAY, MOTION, NEW, OLD, WINDOW, Owning, Voters
from tests.web.decisions_at_work import with_overruling as rules_with_overruling
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, founded

from cupel.governance import Answer, Position
from cupel_web.decisions.actions import NewMatrix, begin_matrix, close_ballot, open_ballot
from cupel_web.decisions.models import Ballot, Matrix, Objection, PositionRecord, Recusal
from cupel_web.decisions.queries.matrices import standing_of
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.models import Profile
from cupel_web.standards.queries import standards

pytestmark = pytest.mark.django_db

BALLOTS = "/groups/working-group/ballots"
SEATS = ("chair", "expert", "village", "labour")


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def closed(voters: Voters, ballot: Ballot) -> Ballot:
    """Three seats supported the motion, the labour's abstained."""
    for name in SEATS:
        voters.votes(ballot, name, Position.ABSTAIN if name == "labour" else Position.SUPPORT)
    close_ballot(ballot, by=None, now=AFTER)
    return Ballot.objects.get(pk=ballot.pk)


@pytest.fixture
def overruled(voters: Voters, council_chair: User) -> Objection:
    """An objection under rules that let the chair overrule it, and overruled through the interface."""
    rules_with_overruling(voters.scheme)
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    objection = Objection.objects.get()
    told = Caller(voters.people["chair"]).done("POST", f"{of(objection)}/overruling", {"reason": "Out of scope."})
    assert told["answer"] == "overruled"
    return objection


def of(record: Ballot | Objection) -> str:
    kind = "ballots" if isinstance(record, Ballot) else "objections"
    return f"/groups/working-group/{kind}/{record.public_id}"


def seat_of(told: dict[str, Any], label: str) -> dict[str, Any]:
    return next(each for each in told["seats"] if each["label"] == label)


def position(position: str, **more: str) -> dict[str, str]:
    return {"has_interest": "no", "position": position, **more}


def takes(voters: Voters, ballot: Ballot, seat: str) -> str:
    return f"/groups/working-group/electors/{voters.elector(ballot, seat).public_id}"


def test_a_motion_goes_from_opening_to_its_result(voters: Voters, visitor: Client) -> None:
    chair = Caller(voters.people["chair"])
    motion = {
        "title": "Adopt the draft", "text": "The group adopts it.", "closes_on": LAST_DAY.isoformat(),
        "zone": "America/Lima", "reply_days": 7, "appeal_days": 10, "subject_title": "The paper", "sha256": OLD,
    }  # fmt: skip
    opened = chair.done("POST", BALLOTS, motion)
    ballot = Ballot.objects.get()
    assert (ballot.title, ballot.zone, ballot.reply_days, ballot.sha256) == ("Adopt the draft", "America/Lima", 7, OLD)
    assert opened["public_id"] == ballot.public_id
    assert (opened["state"], opened["closes_at"], opened["outcome"]) == ("voting", "2025-06-17T05:00:00Z", None)
    assert {seat["label"]: seat["position"] for seat in opened["seats"]} == dict.fromkeys(
        ("Chair", "Expert", "Village", "Labour")
    )
    for name in SEATS:
        told = Caller(voters.people[name]).done(
            "POST", f"{takes(voters, ballot, name)}/positions", position("support", reason=f"From {name}.")
        )
        assert (told["position"], told["reason"], told["by_alternate"]) == ("support", f"From {name}.", False)
    assert PositionRecord.objects.filter(position="support").count() == 4
    with clock.clock_set_to(lambda: AFTER):
        told = chair.done("POST", f"{of(ballot)}/closing")
    ballot = Ballot.objects.get()
    assert told["outcome"] == told["count"]["outcome"] == ballot.closing.outcome == "adopted by consensus"
    assert told["result_sha256"] == ballot.closing.sha256
    assert told["votes"] == {"support": 4}
    assert told["is_intact"]
    assert "Adopt the draft" in page(visitor, f"/groups/working-group/decisions/{ballot.public_id}/")


def test_the_count_is_the_one_of_the_closing(closed: Ballot) -> None:
    told = Caller(None).get(of(closed))
    kept = closed.closing.result
    assert told["count"]["votes"] == kept["overall"] == {"support": 3, "abstain": 1}
    assert [[each["name"], each["votes"]] for each in told["count"]["categories"]] == kept["categories"]
    assert [[each["name"], each["votes"]] for each in told["count"]["organisations"]] == kept["organisations"]
    assert told["count"]["rules"] == [
        {name: rule[name] for name in ("rule", "category", "needed", "reached", "met")} for rule in kept["rules"]
    ]
    assert {each["elector"]: each["position"] for each in told["seats"]} == {
        each["elector"]: each["position"] for each in kept["seats"]
    }


def test_a_result_that_was_tampered_with_is_told(closed: Ballot) -> None:
    closed.closing.result["outcome"] = "not adopted"
    type(closed.closing).objects.filter(pk=closed.closing.pk).redact(result=closed.closing.result)
    assert not Caller(None).get(of(closed))["is_intact"]


def test_a_closed_ballot_is_declared_void(closed: Ballot, voters: Voters) -> None:
    chair = Caller(voters.people["chair"])
    told = chair.done("POST", f"{of(closed)}/annulment", {"reason": "The wrong draft."})
    assert (told["state"], told["outcome"]) == ("void", "adopted by consensus")
    assert told["annulment"]["reason"] == Ballot.objects.get().annulment.reason == "The wrong draft."
    assert chair("POST", f"{of(closed)}/annulment", {"reason": "Again."}).json()["code"] == "ballot-state"


def test_a_ballot_is_not_closed_while_seats_may_vote(ballot: Ballot, voters: Voters) -> None:
    refused = Caller(voters.people["chair"])("POST", f"{of(ballot)}/closing")
    assert (refused.status_code, refused.json()["code"]) == (422, "still-voting")
    assert not hasattr(Ballot.objects.get(), "closing")


def test_a_running_ballot_and_its_positions_are_hidden_from_those_outside(
    voters: Voters, ballot: Ballot, observer: User, officer: User, council_chair: User
) -> None:
    voters.votes(ballot, "village", Position.ABSTAIN)
    for inside in (observer, *voters.people.values()):
        call = Caller(inside)
        assert seat_of(call.get(of(ballot)), "Village")["position"] == "abstain"
        assert [each["title"] for each in call.get(f"{BALLOTS}?show=running")["items"]] == [MOTION.title]
    for outside in (None, officer, council_chair):
        call = Caller(outside)
        assert call("GET", of(ballot)).status_code == 404
        for show in ("running", "closed"):
            assert call.get(f"{BALLOTS}?show={show}")["count"] == 0


def test_who_voted_is_named_only_where_they_agreed(closed: Ballot, voters: Voters, observer: User) -> None:
    for reader in (None, observer, voters.people["chair"]):
        assert {each["cast_by"] for each in Caller(reader).get(of(closed))["seats"]} == {None}
    Profile.objects.update_or_create(person=voters.people["labour"], defaults={"named_in_public": True})
    told = Caller(None).get(of(closed))
    assert {each["label"]: each["cast_by"] for each in told["seats"] if each["cast_by"]} == {"Labour": "Labour"}


def test_whether_somebody_has_an_interest_is_told_to_nobody(voters: Voters, ballot: Ballot) -> None:
    body = {"has_interest": "yes", "position": "recuse"}
    address = f"{takes(voters, ballot, 'labour')}/positions"
    told = Caller(voters.people["labour"]).done("POST", address, body)
    assert PositionRecord.objects.get().has_interest
    for reader in voters.people.values():
        assert "interest" not in str(Caller(reader).get(of(ballot))) + str(told)


def test_a_caller_finds_the_seats_to_vote_for(voters: Voters, ballot: Ballot, observer: User) -> None:
    def mine(person: User) -> set[str]:
        return {each["label"] for each in Caller(person).get(of(ballot))["seats"] if each["is_yours"]}

    assert mine(voters.people["village"]) == mine(voters.people["alternate"]) == {"Village"}
    assert mine(voters.people["chair"]) == {"Chair"}
    assert mine(observer) == set()
    with clock.clock_set_to(lambda: AFTER):
        assert mine(voters.people["village"]) == set()


def test_an_alternate_speaks_for_the_seat(voters: Voters, ballot: Ballot) -> None:
    address = f"{takes(voters, ballot, 'village')}/positions"
    told = Caller(voters.people["alternate"]).done("POST", address, position("accept"))
    assert (told["position"], told["by_alternate"]) == ("accept", True)
    assert Caller(voters.people["labour"])("POST", address, position("object")).status_code == 403
    assert PositionRecord.objects.get().position == "accept"


def test_the_chair_recuses_a_seat_and_lets_it_take_part_again(voters: Voters, ballot: Ballot) -> None:
    chair, seat = Caller(voters.people["chair"]), takes(voters, ballot, "expert")
    told = chair.done("POST", f"{seat}/recusal", {"reason": "Works for the applicant."})
    assert (told["position"], told["by_chair"], told["reason"]) == ("recuse", True, "Works for the applicant.")
    assert chair("POST", f"{seat}/recusal", {"reason": "Once more."}).json()["code"] == "recusal"
    expert = Caller(voters.people["expert"])
    assert expert("POST", f"{seat}/positions", position("support")).json()["code"] == "recused"
    told = chair.done("POST", f"{seat}/readmission", {"reason": "Left them."})
    assert (told["position"], told["by_chair"]) == (None, False)
    assert list(Recusal.objects.order_by("pk").values_list("recused", flat=True)) == [True, False]
    assert expert.done("POST", f"{seat}/positions", position("support"))["position"] == "support"


def test_an_objection_is_raised_and_resolved(voters: Voters, ballot: Ballot, visitor: Client) -> None:
    village, chair = Caller(voters.people["village"]), Caller(voters.people["chair"])
    body = position("object", objection=COMPLAINT.reason, wanted=COMPLAINT.wanted)
    village.done("POST", f"{takes(voters, ballot, 'village')}/positions", body)
    raised = village.get(of(ballot))["objections"][0]
    assert (raised["number"], raised["seat"], raised["answer"]) == (1, "Village", "open")
    assert raised["next"] == ["resolution proposed", "withdrawn"]
    objection = Objection.objects.get(public_id=raised["public_id"])
    assert (objection.reason, objection.wanted) == (COMPLAINT.reason, COMPLAINT.wanted)
    told = chair.done("POST", f"{of(objection)}/resolutions", {"text": "Recycled feed is covered."})
    assert (told["answer"], told["reply_due"]) == ("proposed", (TODAY + timedelta(days=7)).isoformat())
    told = village.done("POST", f"{of(objection)}/answer", {"accepted": "no", "text": "Only in part."})
    assert (told["answer"], told["reply_due"]) == ("open", None)
    chair.done("POST", f"{of(objection)}/resolutions", {"text": "All of it."})
    told = village.done("POST", f"{of(objection)}/answer", {"accepted": "yes", "position": "support"})
    assert told["answer"] == "accepted"
    assert [step["step"] for step in told["steps"]] == [
        "resolution proposed", "resolution not accepted", "resolution proposed", "resolution accepted",
    ]  # fmt: skip
    assert objection.elector.positions.last().position == "support"  # type: ignore[union-attr]
    assert "All of it." in page(visitor, f"/groups/working-group/decisions/{_closed(ballot)}/")


def _closed(ballot: Ballot) -> str:
    """The ballot, closed with what nobody said left unsaid."""
    close_ballot(ballot, by=None, now=AFTER)
    return ballot.public_id


def test_who_accepts_a_resolution_says_the_new_position(voters: Voters, objection: Objection) -> None:
    Caller(voters.people["chair"]).done("POST", f"{of(objection)}/resolutions", {"text": "Covered."})
    refused = Caller(voters.people["village"])("POST", f"{of(objection)}/answer", {"accepted": "yes"})
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == ["position"]


def test_a_resolution_that_nobody_answers_times_out(voters: Voters, objection: Objection) -> None:
    chair = Caller(voters.people["chair"])
    chair.done("POST", f"{of(objection)}/resolutions", {"text": "Covered."})
    with clock.clock_set_to(lambda: NOON + timedelta(days=8)):
        assert chair.get(of(objection))["answer"] == "timed out"


def test_the_time_of_an_objector_pauses_with_a_reason(voters: Voters, objection: Objection, secretary: User) -> None:
    Caller(voters.people["chair"]).done("POST", f"{of(objection)}/resolutions", {"text": "Covered."})
    keeper = Caller(secretary)
    assert keeper("POST", f"{of(objection)}/pause", {"reason": ""}).status_code == 422
    assert keeper.done("POST", f"{of(objection)}/pause", {"reason": "A feast."})["reply_due"] is None
    with clock.clock_set_to(lambda: NOON + timedelta(days=8)):
        assert keeper.get(of(objection))["answer"] == "proposed"
        due = keeper.done("DELETE", f"{of(objection)}/pause")["reply_due"]
    seven_days_after_seven_paused = TODAY + timedelta(days=14)
    assert due == seven_days_after_seven_paused.isoformat()


def test_an_objection_is_withdrawn(voters: Voters, objection: Objection) -> None:
    told = Caller(voters.people["alternate"]).done("POST", f"{of(objection)}/withdrawal", {"position": "abstain"})
    assert told["answer"] == "withdrawn"
    assert Objection.objects.get().answer_on(TODAY) is Answer.WITHDRAWN
    assert PositionRecord.objects.filter(elector=objection.elector).latest("pk").position == "abstain"


@pytest.mark.parametrize(("upheld", "answer"), [("yes", "open"), ("no", "overruled")])
def test_an_appeal_goes_to_the_chair_above(
    upheld: str, answer: str, overruled: Objection, voters: Voters, council_chair: User
) -> None:
    village, above = Caller(voters.people["village"]), Caller(council_chair)
    told = village.done("POST", f"{of(overruled)}/appeal", {"reason": "It is within scope."})
    assert told["answer"] == "appealed"
    assert village("POST", f"{of(overruled)}/appeal/ruling", {"upheld": "yes", "reason": "x"}).status_code == 403
    told = above.done("POST", f"{of(overruled)}/appeal/ruling", {"upheld": upheld, "reason": "The mandate says so."})
    assert told["answer"] == answer
    assert Objection.objects.get().answer_on(TODAY) == answer
    assert above("GET", of(overruled.elector.ballot)).status_code == 404


def test_overruling_needs_rules_that_let_it(voters: Voters, objection: Objection) -> None:
    refused = Caller(voters.people["chair"])("POST", f"{of(objection)}/overruling", {"reason": "No."})
    assert refused.json()["code"] == "objection-state"


def test_nothing_is_found_under_another_group_s_address(objection: Objection, secretary: User) -> None:
    call = Caller(secretary)
    for address in (of(objection.elector.ballot), of(objection)):
        assert call("GET", address.replace("working-group", "council")).status_code == 404


def test_ballots_are_searched(closed: Ballot) -> None:
    call = Caller(None)
    for query, number in (("text=draft", 1), ("text=nothing", 0), ("text=%00", 1), ("outcome=no%20quorum", 0),
                          ("outcome=adopted%20by%20consensus", 1)):  # fmt: skip
        assert call.get(f"{BALLOTS}?{query}")["count"] == number, query
    assert call("GET", f"{BALLOTS}?outcome=nonsense").status_code == 422


def test_lists_and_ballots_cost_the_same_with_more_rows(closed: Ballot, voters: Voters) -> None:
    call = Caller(voters.people["chair"])
    running = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    addresses = (BALLOTS, f"{BALLOTS}?show=running", of(running))
    voters.votes(running, "village", Position.OBJECT, complaint=COMPLAINT)
    before = [queries_of(call, address) for address in addresses]
    for number in range(8):
        more = open_ballot(voters.scheme.group, replace(MOTION, title=f"Motion {number}"), WINDOW, by=None, now=NOON)
        if number % 2:
            close_ballot(more, by=None, now=AFTER)
    for seat in ("expert", "labour", "chair"):
        voters.votes(running, seat, Position.OBJECT, complaint=COMPLAINT)
    assert [queries_of(call, address) for address in addresses] == before
    assert call.get(f"{BALLOTS}?per_page=2")["count"] == 5


def owner_at(owning: Owning, number: int) -> str:
    owner = owning.matrix.owners.get(organisation=owning.owners[number])
    return f"/approvals/{owning.matrix.public_id}/owners/{owner.public_id}"


def test_an_approval_goes_from_asking_to_its_effect(owning: Owning, secretary: User) -> None:
    keeper, delegates = Caller(secretary), [Caller(each) for each in owning.delegates]
    body = {"title": "The edition", "owners": [each.public_id for each in owning.owners], "sha256": OLD}
    matrix = Matrix.objects.get(public_id=keeper.done("POST", "/approvals", body)["public_id"])
    again = replace(owning, matrix=matrix)
    for number, delegate in enumerate(delegates):
        told = delegate.done("POST", f"{owner_at(again, number)}/words", {"sha256": OLD, "approves": "yes"})
        assert (told["approved"], told["asked"]) == (number + 1, 2)
    assert (told["state"], told["approved_on"]) == ("approved", TODAY.isoformat())
    address = f"/approvals/{matrix.public_id}"
    early = keeper("POST", f"{address}/effect", {"on": (TODAY - timedelta(days=1)).isoformat()})
    assert early.json()["code"] == "effective-before"
    told = keeper.done("POST", f"{address}/effect", {"on": "2026-01-01"})
    assert told["effective_on"] == "2026-01-01"
    effect = standing_of(matrix).effect
    assert effect is not None
    assert effect.effective_on.isoformat() == "2026-01-01"


def test_a_new_content_voids_what_was_said(owning: Owning, secretary: User) -> None:
    delegate, keeper = Caller(owning.delegates[0]), Caller(secretary)
    delegate.done("POST", f"{owner_at(owning, 0)}/words", {"sha256": OLD, "approves": "yes"})
    address = f"/approvals/{owning.matrix.public_id}"
    told = keeper.done("POST", f"{address}/contents", {"sha256": NEW, "note": "One comma."})
    assert (told["sha256"], told["approved"], told["state"]) == (NEW, 0, "waiting for approvals")
    assert [(each["number"], each["note"]) for each in told["contents"]] == [(1, ""), (2, "One comma.")]
    first = next(each for each in delegate.get(address)["owners"] if each["is_yours"])
    assert first["word"] is None
    assert [(each["content"], each["approves"]) for each in first["void"]] == [(1, True)]
    late = delegate("POST", f"{owner_at(owning, 0)}/words", {"sha256": OLD, "approves": "yes"})
    assert late.json()["code"] == "content-changed"
    told = delegate.done("POST", f"{owner_at(owning, 0)}/words", {"sha256": NEW, "approves": "no", "reason": "Why?"})
    assert told["state"] == standing_of(owning.matrix).state == "declined"


def test_an_owner_says_how_it_approves(owning: Owning) -> None:
    body = {"text": "The assembly votes.", "on": "2025-02-01"}
    told = Caller(owning.delegates[0]).done("PUT", f"{owner_at(owning, 0)}/procedure", body)
    mine = next(each for each in told["owners"] if each["is_yours"])
    assert (mine["procedure"], mine["procedure_on"]) == ("The assembly votes.", "2025-02-01")
    assert owning.matrix.owners.get(organisation=owning.owners[0]).procedure == "The assembly votes."


def test_a_delegate_speaks_for_no_other_owner(owning: Owning) -> None:
    delegate = Caller(owning.delegates[0])
    assert delegate("POST", f"{owner_at(owning, 1)}/words", {"sha256": OLD, "approves": "no"}).status_code == 403


def test_what_owners_approved_is_public_and_why_is_theirs(owning: Owning, secretary: User, member: User) -> None:
    said = {"sha256": OLD, "approves": "no", "reason": "Too soon."}
    Caller(owning.delegates[0]).done("POST", f"{owner_at(owning, 0)}/words", said)
    for caller, reason in ((owning.delegates[1], "Too soon."), (secretary, "Too soon."), (member, None), (None, None)):
        told = Caller(caller).get(f"/approvals/{owning.matrix.public_id}")
        declined = next(each for each in told["owners"] if each["word"])
        assert (declined["word"]["approves"], declined["reason"]) == (False, reason)
        assert [each["title"] for each in Caller(caller).get("/approvals")["items"]] == ["The edition"]


def test_owners_of_an_edition_are_asked_about_its_manifest(secretary: User, db: None) -> None:
    keeper, body = Caller(secretary), {"edition": "mdd@2023"}
    assert keeper("POST", "/approvals", body).status_code == 422
    for owner in standards()["mdd"].owners:
        founded(owner.name)
    told = keeper.done("POST", "/approvals", body)
    assert (told["standard"], told["edition"]) == ("mdd", "2023")
    assert told["sha256"] == standards()["mdd"].edition("2023").manifest_hash
    named = {owner.name for owner in standards()["mdd"].owners}
    assert {each["organisation"] for each in told["owners"]} == named


def test_lists_of_approvals_cost_the_same_with_more_rows(owning: Owning, secretary: User) -> None:
    call, address = Caller(secretary), f"/approvals/{owning.matrix.public_id}"
    before = [queries_of(call, "/approvals"), queries_of(call, address)]
    owners = tuple(founded(f"Owner {number}") for number in range(8))
    for _number in range(8):
        more = begin_matrix(NewMatrix(title="The edition", sha256=OLD, owners=owners), by=None, now=NOON)
    assert [queries_of(call, "/approvals"), queries_of(call, f"/approvals/{more.public_id}")] == before
    assert call.get("/approvals?per_page=4&text=edition")["count"] == 9
