"""Decisions: remembered until the evidence changes or they expire, confirmed by a second person, taken back, moved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LATER, LISTED, PARTIES, hit_of, imported, screened_again

from cupel.errors import DecisionError
from cupel.screening.decision_files import from_json_lines, to_json_lines
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import AppendOnlyError, Event, User
from cupel_web.people.actions import erase_person
from cupel_web.people.models import Organisation
from cupel_web.people.personal import exported
from cupel_web.screening.actions import Verdict, bring_decisions, change_rule, confirm, decide, take_back
from cupel_web.screening.models import Decision, Hit, ListVersion, Screening
from cupel_web.screening.queries.reviews import open_hits
from cupel_web.screening.remembering import decisions_frame, standing

pytestmark = pytest.mark.django_db
NO_MATCH = Verdict(verdict="no match")


def _state(hit: Hit) -> str:
    return Hit.objects.get(pk=hit.pk).state


@pytest.mark.parametrize(
    ("verdict", "state", "reason"),
    [
        ("match", "confirmed", "same party"),
        ("no match", "cleared", "other birth"),
        ("unsure", "escalated", "not enough known"),
    ],
)
def test_a_verdict_closes_the_hit_with_the_reason_that_the_evidence_suggests(
    verdict: str, state: str, reason: str, screening: Screening, officer: User
) -> None:
    hit = hit_of(screening, "P-2")
    decision = decide(hit, verdict=Verdict(verdict=verdict), by=officer, now=NOON)
    assert (_state(hit), decision.reason) == (state, reason)


def test_a_decision_speaks_for_no_other_party(screening: Screening, officer: User) -> None:
    decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    assert {_state(hit_of(screening, party)) for party in ("P-2", "P-3")} == {"open"}


def test_the_last_decision_holds(screening: Screening, officer: User, colleague: User) -> None:
    hit = hit_of(screening, "P-1")
    decide(hit, verdict=NO_MATCH, by=officer, now=NOON)
    decide(hit, verdict=Verdict(verdict="match"), by=colleague, now=NOON + timedelta(hours=1))
    assert _state(hit) == "confirmed"
    assert Decision.objects.count() == 2


def test_taken_back_the_decision_before_it_holds_again(screening: Screening, officer: User) -> None:
    hit = hit_of(screening, "P-1")
    first = decide(hit, verdict=NO_MATCH, by=officer, now=NOON)
    second = decide(hit, verdict=Verdict(verdict="match"), by=officer, now=NOON + timedelta(hours=1))
    take_back(second, by=officer, now=NOON + timedelta(hours=2))
    assert _state(hit) == "cleared"
    take_back(first, by=officer, now=NOON + timedelta(hours=3))
    assert _state(hit) == "open"
    with pytest.raises(DecisionError):
        take_back(first, by=officer, now=NOON + timedelta(hours=4))
    assert first_broken_event() is None


def test_decisions_are_never_changed_or_removed(screening: Screening, officer: User) -> None:
    decision = decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    for act in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            act()
    with pytest.raises(AppendOnlyError):
        Decision.objects.update(verdict="match")


def test_with_four_eyes_a_hit_waits_for_a_second_person(screening: Screening, officer: User, colleague: User) -> None:
    change_rule(screening.company, four_eyes=True, by=officer, now=NOON)
    hit = hit_of(screening, "P-1")
    decision = decide(hit, verdict=NO_MATCH, by=officer, now=NOON)
    assert _state(hit) == "awaiting second reviewer"
    with pytest.raises(PermissionDenied):
        confirm(decision, by=officer, now=NOON)
    confirm(decision, by=colleague, now=NOON)
    assert _state(hit) == "cleared"
    with pytest.raises(DecisionError):
        confirm(decision, by=colleague, now=NOON)


def test_a_changed_rule_counts_for_what_was_decided_before(screening: Screening, officer: User) -> None:
    hit = hit_of(screening, "P-1")
    decide(hit, verdict=NO_MATCH, by=officer, now=NOON)
    change_rule(screening.company, four_eyes=True, by=officer, now=NOON)
    assert _state(hit) == "awaiting second reviewer"
    change_rule(screening.company, four_eyes=False, by=officer, now=NOON)
    assert _state(hit) == "cleared"


def test_past_its_last_day_a_decision_holds_no_longer(screening: Screening, officer: User) -> None:
    verdict = Verdict(verdict="no match", expires_on=NOON.date())
    decide(hit_of(screening, "P-1"), verdict=verdict, by=officer, now=NOON)
    today = {hit.subject_id for hit in open_hits(screening, on=NOON.date())}
    tomorrow = {hit.subject_id for hit in open_hits(screening, on=LATER.date())}
    assert (today, tomorrow) == ({"P-2", "P-3"}, {"P-1", "P-2", "P-3"})


def test_a_decision_is_remembered_in_the_next_screening(
    screening: Screening, officer: User, own_list: ListVersion
) -> None:
    decision = decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    again = screened_again(screening, officer, [own_list])
    assert (hit_of(again, "P-1").state, hit_of(again, "P-1").decision) == ("cleared", decision)


def test_a_hit_is_open_again_when_the_list_s_entry_changes_and_says_what(screening: Screening, officer: User) -> None:
    decision = decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    rows = [{**LISTED[0], "country": "CL"}, *LISTED[1:]]
    again = screened_again(screening, officer, [imported(screening.company, officer, rows=rows, label="newer")])
    hit = hit_of(again, "P-1")
    assert (hit.state, hit.decision, hit.change) == ("open", decision, "re-opened")
    assert (hit.changed_subject, hit.changed_listed) == ([], ["place"])


def test_a_hit_is_open_again_when_the_party_changes(screening: Screening, officer: User, own_list: ListVersion) -> None:
    decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    again = screened_again(screening, officer, [own_list], [{**PARTIES[0], "address": "1 Dock Road"}, *PARTIES[1:]])
    assert (hit_of(again, "P-1").state, hit_of(again, "P-1").changed_subject) == ("open", ["place"])


def test_a_list_of_another_keeper_with_the_same_short_name_is_another_list(
    screening: Screening, officer: User, operator: User
) -> None:
    shared = imported(operator.memberships.get().organisation, operator)
    decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    again = screened_again(screening, officer, [shared])
    assert hit_of(again, "P-1").state == "open"


def test_export_and_import_keep_every_decision(
    screening: Screening, officer: User, outsider: User, other_company: Organisation, own_list: ListVersion
) -> None:
    for party in ("P-1", "P-2"):
        decide(hit_of(screening, party), verdict=NO_MATCH, by=officer, now=NOON)
    text = to_json_lines(decisions_frame(standing(screening.company)))
    lists = {"watch": own_list.watch_list}
    assert bring_decisions(screening.company, text, lists=lists, by=officer, now=NOON) == (0, 2)
    theirs = {"watch": imported(other_company, outsider).watch_list}
    assert bring_decisions(other_company, text, lists=theirs, by=outsider, now=NOON) == (2, 0)
    copied = from_json_lines(to_json_lines(decisions_frame(standing(other_company))))
    assert copied.sort("decision_id").equals(from_json_lines(text).sort("decision_id"))


def test_decisions_brought_from_a_file_close_hits_but_a_file_is_no_second_person(
    screening: Screening, officer: User, colleague: User, own_list: ListVersion
) -> None:
    change_rule(screening.company, four_eyes=True, by=officer, now=NOON)
    decision = decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    confirm(decision, by=colleague, now=NOON)
    text = to_json_lines(decisions_frame(standing(screening.company)))
    take_back(decision, by=officer, now=NOON)
    altered = text.replace(decision.number, "0123456789abcdef")
    lists = {"watch": own_list.watch_list}
    assert bring_decisions(screening.company, altered, lists=lists, by=officer, now=LATER) == (1, 0)
    assert hit_of(screening, "P-1").state == "awaiting second reviewer"


def test_a_file_that_holds_no_decisions_adds_none(screening: Screening, officer: User) -> None:
    with pytest.raises(DecisionError, match="not a decision"):
        bring_decisions(screening.company, "nonsense", lists={}, by=officer, now=NOON)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("who", ["reader", "outsider", "secretary", "operator"])
def test_nobody_else_decides(who: str, screening: Screening, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=request.getfixturevalue(who), now=NOON)


def test_events_hold_ids_and_hashes_and_no_names(screening: Screening, officer: User) -> None:
    verdict = Verdict(verdict="no match", note="Not the Ostrova of the list.")
    decide(hit_of(screening, "P-1"), verdict=verdict, by=officer, now=NOON)
    told = [str(event.facts) for event in Event.objects.filter(action__startswith="screening.")]
    assert not any(name in facts for facts in told for name in ("Ostrova", "P-1", "E-1", "example.org"))


ACTS = st.lists(
    st.tuples(st.sampled_from(["match", "no match", "unsure", "back"]), st.sampled_from(["P-1", "P-2"])), max_size=8
)


@given(acts=ACTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_state_of_a_hit_is_that_of_the_last_decision_that_stands(
    acts: list[tuple[str, str]], screening: Screening, officer: User
) -> None:
    states = {"match": "confirmed", "no match": "cleared", "unsure": "escalated"}
    expected: dict[str, list[str]] = {"P-1": [], "P-2": []}
    made: dict[str, list[Decision]] = {"P-1": [], "P-2": []}
    for party in expected:
        for decision in standing(screening.company).filter(subject_id=party):
            take_back(decision, by=officer, now=NOON)
    for number, (act, party) in enumerate(acts):
        now = NOON + timedelta(minutes=number)
        if act == "back":
            if made[party]:
                take_back(made[party].pop(), by=officer, now=now)
                expected[party].pop()
            continue
        note = f"{number} {Decision.objects.count()}"
        verdict = Verdict(verdict=act, note=note)
        made[party].append(decide(hit_of(screening, party), verdict=verdict, by=officer, now=now))
        expected[party].append(states[act])
    for party, decided in expected.items():
        assert hit_of(screening, party).state == (decided[-1] if decided else "open")


def test_a_person_who_is_erased_leaves_the_decision_and_no_address(screening: Screening, officer: User) -> None:
    address = officer.email
    decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    assert exported(officer)["decisions on hits"][0]["verdict"] == "no match"
    erase_person(officer, by=None, now=NOON)
    assert _state(hit_of(screening, "P-1")) == "cleared"
    assert address not in str(list(Decision.objects.values()))
    assert first_broken_event() is None
