"""Ballots: who votes, under which rules, what it comes to, and that it stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.decisions_at_work import (
    AFTER,
    COMPLAINT,
    LAST_DAY,
    MOTION,
    OLD,
    WINDOW,
    Voters,
    rules,
    with_overruling,
)
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import CIVIL, INDUSTRY, TODAY, Scheme, seat, sits

from cupel.errors import ProcedureError
from cupel.governance import Outcome, Position
from cupel_web.decisions.actions import (
    Motion,
    Stand,
    Window,
    close_ballot,
    open_ballot,
    recuse_seat,
    take_position,
    void_ballot,
)
from cupel_web.decisions.models import Ballot, Closing, Elector, Objection, PositionRecord
from cupel_web.decisions.queries.counting import counted
from cupel_web.decisions.results import digest, sheet_from
from cupel_web.decisions.states import BallotState
from cupel_web.groups.actions import Step, close_seat, end_tenure, grant_access, move_group
from cupel_web.groups.models import AccessRole, Tenure
from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import Event, User
from cupel_web.people.actions import erase_person

pytestmark = pytest.mark.django_db
SEATS = ("chair", "expert", "village", "labour")


def outcome(ballot: Ballot) -> Outcome:
    return Outcome(close_ballot(Ballot.objects.get(pk=ballot.pk), by=None, now=AFTER).outcome)


def all_support(voters: Voters, ballot: Ballot) -> None:
    for name in SEATS:
        voters.votes(ballot, name, Position.SUPPORT)


def test_what_nobody_objects_to_is_adopted_by_consensus(voters: Voters, ballot: Ballot) -> None:
    all_support(voters, ballot)
    assert outcome(ballot) is Outcome.BY_CONSENSUS


def test_the_electorate_is_that_of_the_opening(voters: Voters, ballot: Ballot) -> None:
    assert {each.label for each in ballot.electors.all()} == {"Chair", "Expert", "Village", "Labour"}
    close_seat(voters.scheme.seats["labour"], on=TODAY, by=None, now=NOON)
    late = seat(voters.scheme.group, "Late", category=CIVIL)
    sits(voters.people["expert"], late)
    assert {each.label for each in ballot.electors.all()} == {"Chair", "Expert", "Village", "Labour"}
    assert len(counted(ballot, now=NOON)["seats"]) == 4


def test_who_left_the_seat_does_not_speak_for_it(voters: Voters, ballot: Ballot) -> None:
    end_tenure(Tenure.objects.get(person=voters.people["labour"]), on=TODAY, by=None, now=NOON)
    with pytest.raises(PermissionDenied):
        voters.votes(ballot, "labour", Position.SUPPORT)


def test_an_alternate_speaks_for_the_seat_and_the_latest_counts(voters: Voters, ballot: Ballot) -> None:
    voters.votes(ballot, "village", Position.ABSTAIN)
    voters.votes(ballot, "alternate", Position.SUPPORT)
    seats = {each["label"]: each["position"] for each in counted(ballot, now=NOON)["seats"]}
    assert seats["Village"] == Position.SUPPORT
    assert list(PositionRecord.objects.values_list("part", flat=True)) == ["holder", "alternate"]


def test_a_result_says_which_seats_spoke_by_their_alternate(voters: Voters, ballot: Ballot) -> None:
    for name in ("chair", "expert", "alternate"):
        voters.votes(ballot, name, Position.SUPPORT)
    assert [each.label for each in sheet_from(counted(ballot, now=NOON)).seats if each.by_alternate] == ["Village"]
    voters.votes(ballot, "village", Position.ACCEPT)
    sheet = sheet_from(counted(ballot, now=NOON))
    assert not any(each.by_alternate for each in sheet.seats)
    assert sheet.overall.total == len(sheet.seats) == 4


def test_a_result_kept_before_alternates_were_told_is_shown(voters: Voters, ballot: Ballot) -> None:
    old = counted(ballot, now=NOON)
    for each in old["seats"]:
        del each["by_alternate"]
    assert not any(each.by_alternate for each in sheet_from(old).seats)


def test_who_sits_without_access_does_not_vote(voters: Voters, ballot: Ballot) -> None:
    voters.people["labour"].group_access.update(ended_at=NOON)
    with pytest.raises(PermissionDenied):
        voters.votes(ballot, "labour", Position.SUPPORT)


def test_nobody_speaks_for_another_s_seat(voters: Voters, ballot: Ballot) -> None:
    stand = Stand(position=Position.SUPPORT, has_interest=False)
    with pytest.raises(PermissionDenied):
        take_position(voters.elector(ballot, "labour"), stand, by=voters.people["chair"], now=NOON)


def test_an_unbalanced_group_does_not_vote_and_is_told_which_rule(voters: Voters) -> None:
    end_tenure(Tenure.objects.get(person=voters.people["labour"]), on=TODAY, by=None, now=NOON)
    with pytest.raises(ProcedureError, match=INDUSTRY) as refused:
        open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    assert refused.value.code == "not-balanced"
    assert "2/3" in refused.value.message


def test_a_ballot_needs_rules_in_force_before_it(voters: Voters) -> None:
    group = voters.scheme.group
    type(group).objects.filter(pk=group.pk).update(procedure_uid="later")
    rules("1", in_force=TODAY + timedelta(days=1), uid="later")
    group.refresh_from_db()
    with pytest.raises(ProcedureError) as refused:
        open_ballot(group, MOTION, WINDOW, by=None, now=NOON)
    assert refused.value.code == "no-rules"


def test_rules_adopted_later_do_not_touch_a_ballot(voters: Voters, ballot: Ballot) -> None:
    rules("3", in_force=TODAY, quorum={"share": "1"})
    voters.votes(ballot, "chair", Position.SUPPORT)
    voters.votes(ballot, "village", Position.SUPPORT)
    assert outcome(ballot) is Outcome.BY_CONSENSUS
    assert Ballot.objects.get().procedure.version == "1"


def test_a_ballot_without_quorum_decides_nothing(voters: Voters, ballot: Ballot) -> None:
    voters.votes(ballot, "chair", Position.SUPPORT)
    closing = close_ballot(ballot, by=None, now=AFTER)
    assert closing.outcome == Outcome.NO_QUORUM
    failed = {(rule.rule, rule.category) for rule in sheet_from(closing.result).rules if not rule.met}
    assert failed == {("quorum", None), ("quorum of each", CIVIL)}


def test_a_dormant_group_opens_nothing(voters: Voters) -> None:
    move_group(voters.scheme.group, Step(to=GroupState.DORMANT, on=TODAY, reason="Done."), by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    assert refused.value.code == "not-at-work"


def test_a_group_without_active_seats_opens_nothing(scheme: Scheme) -> None:
    with pytest.raises(ProcedureError) as refused:
        open_ballot(scheme.council, MOTION, WINDOW, by=None, now=NOON)
    assert refused.value.code == "no-electorate"


def test_the_last_day_ends_in_its_own_time_zone(voters: Voters) -> None:
    in_lima = Window(closes_on=LAST_DAY, zone="America/Lima")
    ballot = open_ballot(voters.scheme.group, MOTION, in_lima, by=None, now=NOON)
    end = datetime(2025, 6, 17, 5, 0, tzinfo=UTC)
    assert ballot.closes_at == end
    assert ballot.state_at(end - timedelta(microseconds=1)) is BallotState.VOTING
    assert ballot.state_at(end) is BallotState.OVER


def test_a_window_that_is_over_is_refused(voters: Voters) -> None:
    with pytest.raises(ProcedureError) as refused:
        open_ballot(voters.scheme.group, MOTION, Window(closes_on=TODAY - timedelta(days=1)), by=None, now=NOON)
    assert refused.value.code == "window-over"


def test_nobody_votes_after_the_last_day(voters: Voters, ballot: Ballot) -> None:
    stand = Stand(position=Position.SUPPORT, has_interest=False)
    with pytest.raises(ProcedureError) as refused:
        take_position(voters.elector(ballot, "labour"), stand, by=voters.people["labour"], now=AFTER)
    assert refused.value.code == "voting-over"


def test_a_ballot_is_not_closed_while_seats_may_vote(voters: Voters, ballot: Ballot) -> None:
    with pytest.raises(ProcedureError) as refused:
        close_ballot(ballot, by=None, now=NOON)
    assert refused.value.code == "still-voting"


def test_a_result_stands_and_is_hashed(voters: Voters, ballot: Ballot) -> None:
    all_support(voters, ballot)
    closing = close_ballot(ballot, by=None, now=AFTER)
    kept = Closing.objects.get()
    assert kept.sha256 == closing.sha256 == digest(kept.result)
    with pytest.raises(ProcedureError):
        close_ballot(ballot, by=None, now=AFTER)


def test_a_closed_ballot_is_voided_by_a_decision_of_its_own(voters: Voters, ballot: Ballot) -> None:
    with pytest.raises(ProcedureError):
        void_ballot(ballot, reason="Wrong.", by=None, now=AFTER)
    all_support(voters, ballot)
    before = close_ballot(ballot, by=None, now=AFTER).result
    void_ballot(ballot, reason="The wrong draft was attached.", by=voters.people["chair"], now=AFTER)
    after = Ballot.objects.get()
    assert after.state_at(AFTER) is BallotState.VOID
    assert after.closing.result == before
    with pytest.raises(ProcedureError):
        void_ballot(ballot, reason="Again.", by=None, now=AFTER)


def test_a_seat_that_recuses_itself_leaves_the_electorate_of_the_item(voters: Voters, ballot: Ballot) -> None:
    voters.votes(ballot, "expert", Position.RECUSE)
    sheet = sheet_from(counted(ballot, now=NOON))
    assert {tally.name: tally.counts for tally in sheet.categories}[INDUSTRY] == {"recuse": 1, "not voted": 1}
    balance = next(rule for rule in sheet.rules if rule.rule == "balance" and rule.category == CIVIL)
    assert str(balance.reached) == "2/3"


def test_the_chair_recuses_a_seat_with_a_reason_and_lifts_it(voters: Voters, ballot: Ballot) -> None:
    elector, chair = voters.elector(ballot, "expert"), voters.people["chair"]
    with pytest.raises(ProcedureError):
        recuse_seat(elector, recused=True, reason=" ", by=chair, now=NOON)
    recuse_seat(elector, recused=True, reason="Works for the applicant.", by=chair, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        voters.votes(ballot, "expert", Position.SUPPORT)
    assert refused.value.code == "recused"
    recuse_seat(elector, recused=False, reason="Left the applicant.", by=chair, now=NOON)
    voters.votes(ballot, "expert", Position.SUPPORT)


def test_one_vote_for_each_organisation_where_the_rules_say_so(voters: Voters) -> None:
    scheme, chair = voters.scheme, voters.people["chair"]
    rules("4", in_force=TODAY, voting_unit="organisation", balance={"ceiling": "1"})
    second = seat(scheme.group, "Producer 2", category=INDUSTRY, organisation=scheme.seats["chair"].organisation)
    sits(voters.people["expert"], second)
    ballot = open_ballot(scheme.group, MOTION, WINDOW, by=None, now=NOON)
    take_position(
        Elector.objects.get(ballot=ballot, seat=second), Stand(position=Position.ABSTAIN, has_interest=False),
        by=voters.people["expert"], now=NOON,
    )  # fmt: skip
    take_position(
        Elector.objects.get(ballot=ballot, seat=scheme.seats["chair"]),
        Stand(position=Position.SUPPORT, has_interest=False), by=chair, now=NOON,
    )  # fmt: skip
    sheet = sheet_from(counted(ballot, now=NOON))
    by_name = {tally.name: tally.counts for tally in sheet.organisations}
    assert by_name["Example Producer"] == {"abstain": 1}
    assert len(sheet.seats) == 5
    assert sheet.overall.total == 4


def test_the_content_decided_is_frozen_by_its_hash(voters: Voters) -> None:
    motion = Motion(title="Adopt", text="Adopt the paper.", subject_type="work.paper", subject="X", sha256=OLD)
    assert open_ballot(voters.scheme.group, motion, WINDOW, by=None, now=NOON).sha256 == OLD
    with pytest.raises(ProcedureError) as refused:
        open_ballot(voters.scheme.group, replace(motion, sha256=""), WINDOW, by=None, now=NOON)
    assert refused.value.code == "content-hash"


def test_a_motion_about_itself_has_the_hash_of_its_words(voters: Voters) -> None:
    hashes = {
        open_ballot(voters.scheme.group, replace(MOTION, text=text), WINDOW, by=None, now=NOON).sha256
        for text in ("One.", "Two.")
    }
    assert len(hashes) == 2


def test_holders_and_alternates_get_the_one_link(voters: Voters, ballot: Ballot) -> None:
    mails = delivered()
    assert len(mails) == 5
    address = f"/groups/working-group/decisions/seats/{voters.elector(ballot, 'village').public_id}/"
    assert sum(address in mail for mail in mails) == 2


def test_an_objection_says_why_and_what_should_change(voters: Voters, ballot: Ballot) -> None:
    for complaint in (None, replace(COMPLAINT, reason=" "), replace(COMPLAINT, wanted="")):
        with pytest.raises(ProcedureError) as refused:
            voters.votes(ballot, "village", Position.OBJECT, complaint=complaint)
        assert refused.value.code == "objection-reason"
    assert not PositionRecord.objects.exists()


def test_the_rules_may_ask_for_the_clause(voters: Voters) -> None:
    rules("5", in_force=TODAY, objections={"clause": True})
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    assert refused.value.code == "objection-clause"


def test_who_no_longer_objects_withdraws(voters: Voters, ballot: Ballot, objection: Objection) -> None:
    voters.votes(ballot, "village", Position.ACCEPT)
    assert objection.answer_on(TODAY) == "withdrawn"
    assert outcome(ballot) is Outcome.BY_CONSENSUS


def test_observers_and_outsiders_change_nothing(voters: Voters, ballot: Ballot, observer: User) -> None:
    acts = (
        lambda: open_ballot(voters.scheme.group, MOTION, WINDOW, by=observer, now=NOON),
        lambda: close_ballot(ballot, by=observer, now=AFTER),
        lambda: void_ballot(ballot, reason="x", by=observer, now=AFTER),
        lambda: recuse_seat(voters.elector(ballot, "expert"), recused=True, reason="x", by=observer, now=NOON),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_events_hold_ids_and_codes_alone(voters: Voters, ballot: Ballot, objection: Objection) -> None:
    told = " ".join(str(event.facts) for event in Event.objects.filter(action__startswith="decisions."))
    assert "recycled" not in told
    assert "Village" not in told
    assert MOTION.title not in told


def test_erasing_a_person_keeps_the_seat_s_vote(voters: Voters, ballot: Ballot) -> None:
    stand = Stand(position=Position.RECUSE, has_interest=True, reason="I hold shares in the applicant.")
    take_position(voters.elector(ballot, "labour"), stand, by=voters.people["labour"], now=NOON)
    erase_person(voters.people["labour"], by=None, now=NOON)
    row = PositionRecord.objects.get()
    assert (row.position, row.reason, row.has_interest) == (Position.RECUSE, "", False)


def test_who_may_enter_as_chair_without_a_seat_does_not_vote(voters: Voters, ballot: Ballot, observer: User) -> None:
    grant_access(voters.scheme.group, person=observer, role=AccessRole.CHAIR, by=None, now=NOON)
    stand = Stand(position=Position.SUPPORT, has_interest=False)
    with pytest.raises(PermissionDenied):
        take_position(voters.elector(ballot, "labour"), stand, by=observer, now=NOON)


def test_overruling_needs_rules_that_allow_it(voters: Voters) -> None:
    with_overruling(voters.scheme)
    assert open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON).procedure.version == "2"


def test_rows_of_a_ballot_are_never_changed_or_removed(voters: Voters, ballot: Ballot, objection: Objection) -> None:
    from cupel_web.kernel.models import AppendOnlyError

    for row in (ballot, objection, Elector.objects.all()[0], PositionRecord.objects.all()[0]):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
