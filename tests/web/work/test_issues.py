"""Emerging issues: anybody raises one, the address is confirmed, it is decided on, and something is done."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY, Scheme
from tests.web.work_at_work import CLAUSE_EDITION, Work, accepted, issue_raised

from cupel.errors import ProcedureError
from cupel_web.groups.actions import Mandate, Step, move_group
from cupel_web.groups.models import TermsOfReference
from cupel_web.groups.queries.life import state_of
from cupel_web.groups.states import GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.regulations.models import Instrument
from cupel_web.standards.queries import clauses, edition_named
from cupel_web.work.actions import Decision, NewWorkstream, Reconvening, act_on_issue, triage_issue, withdraw_issue
from cupel_web.work.models import EmergingIssue, IssueAct, Workstream
from cupel_web.work.states import IssueState, Outcome

pytestmark = pytest.mark.django_db
FORM = {
    "group": "working-group", "title": "Dust", "text": "It blows.", "metals": ["cu", "zn"], "name": "Raiser",
    "email": "raiser@example.org", "consent": "on",
}  # fmt: skip
ACCEPT = Decision(outcome=Outcome.ACCEPT, reason="It matters.")


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def state(issue: EmergingIssue) -> IssueState:
    return EmergingIssue.objects.get(pk=issue.pk).state


def test_raising_needs_no_account_and_is_read_once_confirmed(
    scheme: Scheme, visitor: Client, secretary_client: Client
) -> None:
    assert visitor.post("/issues/raise/", FORM).status_code == 200
    issue = EmergingIssue.objects.get()
    assert (issue.state, issue.metals) == (IssueState.UNCONFIRMED, ["cu", "zn"])
    assert secretary_client.get(f"/issues/{issue.public_id}/").status_code == 404
    link = re.search(r"http://\S+?(/issues/mine/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    assert state(issue) is IssueState.WAITING
    assert "Raiser" in page(secretary_client, f"/issues/{issue.public_id}/")
    assert visitor.get(f"/issues/{issue.public_id}/").status_code == 404


def test_the_answer_comes_in_the_language_in_which_it_was_raised(scheme: Scheme, visitor: Client, chair: User) -> None:
    visitor.post("/issues/raise/", FORM, headers={"accept-language": "de"})
    link = re.search(r"http://\S+?(/issues/mine/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    triage_issue(EmergingIssue.objects.get(), ACCEPT, by=chair, now=NOON)
    assert "nimmt Ihr Thema auf" in delivered()[1]


def test_who_is_signed_in_needs_no_mail_and_follows_it(scheme: Scheme, officer_client: Client, officer: User) -> None:
    response = officer_client.post("/issues/raise/", {name: FORM[name] for name in ("group", "title", "text")})
    issue = EmergingIssue.objects.get()
    assert (issue.raised_by, issue.state) == (officer, IssueState.WAITING)
    assert officer_client.get(response["Location"]).status_code == 200
    assert not delivered()


@pytest.mark.parametrize(
    "change",
    [{"consent": ""}, {"email": "nonsense"}, {"group": "x"}, {"metals": ["au"]}, {"title": ""}, {"text": "x" * 9000}],
)
def test_an_issue_that_is_wrong_is_not_kept(change: dict[str, object], scheme: Scheme, visitor: Client) -> None:
    assert visitor.post("/issues/raise/", {**FORM, **change}).status_code == 422
    assert not EmergingIssue.objects.exists()


def test_machines_that_fill_in_everything_leave_nothing(scheme: Scheme, visitor: Client) -> None:
    assert visitor.post("/issues/raise/", {**FORM, "website": "http://x"}).status_code == 200
    assert not EmergingIssue.objects.exists()


def test_nobody_is_flooded_with_mails_through_the_form(scheme: Scheme, visitor: Client) -> None:
    assert [visitor.post("/issues/raise/", FORM).status_code for _turn in range(5)] == [200] * 3 + [422] * 2
    others = [{**FORM, "email": f"raiser{turn}@example.org"} for turn in range(7)]
    assert [visitor.post("/issues/raise/", other).status_code for other in others] == [200] * 5 + [429] * 2


def test_what_was_withdrawn_is_forgotten(scheme: Scheme) -> None:
    issue = issue_raised(scheme.group)
    withdraw_issue(issue, now=NOON)
    found = EmergingIssue.objects.get()
    assert (found.state, found.title, found.text, found.name, found.email) == (IssueState.WITHDRAWN, "", "", "", "")
    with pytest.raises(ProcedureError, match="is withdrawn"):
        triage_issue(found, ACCEPT, by=None, now=NOON)


def test_an_accepted_issue_is_public_without_its_raiser(scheme: Scheme, chair: User, visitor: Client) -> None:
    issue = issue_raised(scheme.group)
    triage_issue(issue, ACCEPT, by=chair, now=NOON)
    text = page(visitor, f"/issues/{issue.public_id}/")
    assert "It matters." in text
    assert "Raiser" not in text
    assert "raiser@example.org" not in text
    assert "Dust from tailings" in page(visitor, "/issues/?metal=cu")
    assert "Dust from tailings" not in page(visitor, "/issues/?metal=ni")
    assert "takes your issue up" in delivered()[-1]


def test_a_member_decides_on_nothing(scheme: Scheme, member: User) -> None:
    with pytest.raises(PermissionDenied):
        triage_issue(issue_raised(scheme.group), ACCEPT, by=member, now=NOON)


def test_a_declined_issue_is_not_public_and_its_raiser_is_told_why(
    scheme: Scheme, chair_client: Client, visitor: Client
) -> None:
    issue = issue_raised(scheme.group)
    form = {"outcome": "decline", "reason": "Not a matter of ours."}
    assert chair_client.post(f"/issues/{issue.public_id}/triage/", form).status_code == 302
    assert visitor.get(f"/issues/{issue.public_id}/").status_code == 404
    assert "Not a matter of ours." in delivered()[-1]


def test_a_merge_names_another_issue_under_consideration(scheme: Scheme, chair: User) -> None:
    issue, other, waiting = (issue_raised(scheme.group, title) for title in ("One", "Other", "Waiting"))
    triage_issue(other, ACCEPT, by=chair, now=NOON)
    for into in (None, issue, waiting):
        with pytest.raises(ProcedureError):
            triage_issue(issue, Decision(outcome=Outcome.MERGE, reason="x", into=into), by=chair, now=NOON)
    triage_issue(issue, Decision(outcome=Outcome.MERGE, reason="The same.", into=other), by=chair, now=NOON)
    assert state(issue) is IssueState.MERGED


def test_a_later_decision_takes_the_place_of_the_first_and_both_stay(scheme: Scheme, chair: User) -> None:
    issue = accepted(scheme.group)
    triage_issue(issue, Decision(outcome=Outcome.DECLINE, reason="After all."), by=chair, now=NOON)
    assert state(issue) is IssueState.DECLINED
    assert issue.triage.count() == 2


def test_acting_by_a_workstream_ties_both_together(scheme: Scheme, chair: User, chair_client: Client) -> None:
    issue = accepted(scheme.group)
    form = {"title": "Dust", "purpose": "To end it.", "lead": chair.public_id, "starts_on": TODAY.isoformat(),
            "reason": "It is urgent."}  # fmt: skip
    assert chair_client.post(f"/issues/{issue.public_id}/act/", form).status_code == 302
    assert state(issue) is IssueState.ACTED
    stream = Workstream.objects.get(title="Dust")
    assert IssueAct.objects.get().workstream == stream
    assert stream.title in page(chair_client, "/issues/")
    with pytest.raises(ProcedureError, match="is acted on"):
        triage_issue(issue, Decision(outcome=Outcome.DECLINE, reason="x"), by=chair, now=NOON)


def test_a_dormant_group_is_re_convened_with_revised_terms(scheme: Scheme, secretary: User) -> None:
    issue = accepted(scheme.group)
    move_group(scheme.group, Step(to=GroupState.DORMANT, on=TODAY, reason="Done."), by=None, now=NOON)
    act = Reconvening(on=TODAY, mandate=Mandate(mandate="To answer it.", in_force=TODAY))
    done = act_on_issue(issue, act, reason="Dust.", by=secretary, now=NOON)
    assert state_of(scheme.group, on=TODAY) is GroupState.RECONVENED
    assert done.terms == TermsOfReference.objects.get(group=scheme.group, number=2)


def test_a_group_at_work_is_not_re_convened_and_nothing_is_left(scheme: Scheme, secretary: User) -> None:
    issue = accepted(scheme.group)
    act = Reconvening(on=TODAY, mandate=Mandate(mandate="x", in_force=TODAY))
    with pytest.raises(ProcedureError):
        act_on_issue(issue, act, reason="x", by=secretary, now=NOON)
    assert state(issue) is IssueState.CONSIDERED


def test_a_chair_does_not_re_convene_a_group(scheme: Scheme, chair: User) -> None:
    issue = accepted(scheme.group)
    move_group(scheme.group, Step(to=GroupState.DORMANT, on=TODAY, reason="Done."), by=None, now=NOON)
    act = Reconvening(on=TODAY, mandate=Mandate(mandate="x", in_force=TODAY))
    with pytest.raises(PermissionDenied):
        act_on_issue(issue, act, reason="x", by=chair, now=NOON)


def test_nothing_is_done_about_an_issue_that_waits(scheme: Scheme, chair: User) -> None:
    new = NewWorkstream(title="X", purpose="x", lead=chair, starts_on=TODAY)
    with pytest.raises(ProcedureError, match="is waiting"):
        act_on_issue(issue_raised(scheme.group), new, reason="x", by=chair, now=NOON)


def test_an_issue_is_linked_to_clauses_and_regulations(
    work: Work, alpha: Instrument, chair_client: Client, visitor: Client
) -> None:
    clause = clauses(edition_named(*CLAUSE_EDITION.split("@")))[0]
    address = f"/issues/{work.issue.public_id}/"
    form = {"edition": CLAUSE_EDITION, "clause": clause.label}
    assert chair_client.post(f"{address}clauses/", form).status_code == 302
    assert chair_client.post(f"{address}clauses/", {**form, "clause": "99.99"}).status_code == 422
    chair_client.post(f"{address}regulations/", {"about": "ALPHA"})
    assert "Alpha Act" in page(visitor, address)
    clause_page = f"/standards/mdd/2023/clauses/{clause.revision.uid}/"
    assert work.issue.title in page(visitor, clause_page)
    chair_client.post(f"{address}links/{work.issue.clauses.get().public_id}/remove/")
    assert work.issue.title not in page(visitor, clause_page)


def test_a_waiting_issue_awaits_secretariat_and_chair(
    scheme: Scheme, chair: User, member: User, secretary: User
) -> None:
    issue_raised(scheme.group)
    issue_raised(scheme.board, "Of the board", "other@example.org")

    def awaited(person: User) -> int:
        return sum(duty.act == "Decide on an emerging issue" for duty in duties_of(person, on=TODAY))

    assert [awaited(person) for person in (secretary, chair, member)] == [2, 1, 0]
