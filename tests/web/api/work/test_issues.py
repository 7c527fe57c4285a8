"""Emerging issues through the interface for programs."""

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.regulations_at_work import APPLIES
from tests.web.scheme_at_work import TODAY, Scheme, signed_in
from tests.web.work_at_work import CLAUSE_EDITION, Work, accepted, issue_raised

from cupel_web.groups.actions import Step, move_group
from cupel_web.groups.models import TermsOfReference
from cupel_web.groups.queries.life import state_of
from cupel_web.groups.states import GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.regulations.models import Instrument
from cupel_web.standards.queries import clauses, edition_named
from cupel_web.work.models import EmergingIssue, Workstream
from cupel_web.work.states import IssueState

pytestmark = pytest.mark.django_db
RAISED = {"group": "working-group", "title": "Dust", "text": "It blows.", "metals": ["cu", "zn"]}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def titles(call: Caller, query: str = "") -> list[str]:
    return [issue["title"] for issue in call.get(f"/issues{query}")["items"]]


def test_what_somebody_raises_waits_for_those_who_decide(scheme: Scheme, officer: User, chair: User) -> None:
    raised = Caller(officer).done("POST", "/issues", RAISED)
    issue = EmergingIssue.objects.get()
    assert (issue.raised_by, issue.title, issue.text, issue.metals) == (officer, "Dust", "It blows.", ["cu", "zn"])
    assert (raised["public_id"], raised["state"], raised["raised_by"]) == (issue.public_id, "waiting", None)
    assert "It blows." in page(signed_in(officer), f"/issues/{issue.public_id}/")
    assert titles(Caller(chair), "?show=waiting") == ["Dust"]
    assert titles(Caller(chair)) == []


def test_an_issue_is_addressed_to_a_group_at_work_and_about_known_metals(scheme: Scheme, officer: User) -> None:
    call = Caller(officer)
    for change, field in (({"group": "x"}, "group"), ({"metals": ["au"]}, "metals"), ({"title": ""}, "title")):
        response = call("POST", "/issues", {**RAISED, **change})
        assert response.status_code == 422
        assert [each["field"] for each in response.json()["errors"]] == [field]
    assert not EmergingIssue.objects.exists()


@pytest.mark.parametrize("who", [None, "officer", "observer", "member"])
def test_what_waits_is_hidden_from_all_who_do_not_decide(
    who: str | None, scheme: Scheme, request: pytest.FixtureRequest
) -> None:
    issue = issue_raised(scheme.group)
    call = Caller(request.getfixturevalue(who) if who else None)
    assert call("GET", f"/issues/{issue.public_id}").status_code == 404
    assert titles(call, "?show=waiting") == []


def test_a_chair_sees_what_waits_for_their_own_group_and_who_raised_it(scheme: Scheme, chair: User) -> None:
    issue = issue_raised(scheme.group)
    other = issue_raised(scheme.board, "Of the board", "other@example.org")
    call = Caller(chair)
    assert titles(call, "?show=waiting") == [issue.title]
    raiser = {"name": "Raiser", "email": "raiser@example.org"}
    assert call.get(f"/issues/{issue.public_id}")["raised_by"] == raiser
    assert call("GET", f"/issues/{other.public_id}").status_code == 404


def test_an_accepted_issue_is_public_without_its_raiser(scheme: Scheme, chair: User) -> None:
    issue = issue_raised(scheme.group)
    body = {"outcome": "accept", "reason": "It matters."}
    done = Caller(chair).done("POST", f"/issues/{issue.public_id}/triage", body)
    assert done["state"] == "under consideration"
    assert "takes your issue up" in delivered()[-1]
    told = Caller(None)("GET", f"/issues/{issue.public_id}")
    assert told.json()["decisions"][0]["reason"] == "It matters."
    assert b"Raiser" not in told.content
    assert b"raiser@example.org" not in told.content
    assert titles(Caller(None), "?metal=cu&q=dust") == [issue.title]
    assert titles(Caller(None), "?metal=ni") == titles(Caller(None), "?q=water") == []
    assert Caller(None)("GET", "/issues?metal=au").status_code == 422


def test_a_merge_names_the_other_issue(scheme: Scheme, chair: User) -> None:
    issue, other = issue_raised(scheme.group, "One"), accepted(scheme.group, "Other")
    call, address = Caller(chair), f"/issues/{issue.public_id}/triage"
    assert call("POST", address, {"outcome": "merge", "reason": "The same."}).json()["code"] == "merge-target"
    done = call.done("POST", address, {"outcome": "merge", "reason": "The same.", "into": other.public_id})
    assert (done["state"], done["decisions"][0]["into"]) == ("merged", other.public_id)


def test_acting_by_a_workstream_ties_both_together(scheme: Scheme, chair: User) -> None:
    issue = accepted(scheme.group)
    body = {"title": "Dust", "purpose": "To end it.", "lead": chair.public_id, "starts_on": TODAY.isoformat(),
            "reason": "It is urgent."}  # fmt: skip
    done = Caller(chair).done("POST", f"/issues/{issue.public_id}/workstreams", body)
    stream = Workstream.objects.get()
    assert (stream.title, stream.lead, stream.starts_on) == ("Dust", chair, TODAY)
    assert done["state"] == "acted on"
    assert [act["workstream"] for act in done["acts"]] == [stream.public_id]
    assert Caller(None).get("/issues")["items"][0]["acts"] == done["acts"]


def test_a_dormant_group_is_re_convened_with_proposed_terms(scheme: Scheme, secretary: User) -> None:
    issue = accepted(scheme.group)
    body = {"on": TODAY.isoformat(), "mandate": "To answer it.", "in_force": TODAY.isoformat(), "reason": "Dust."}
    call, address = Caller(secretary), f"/issues/{issue.public_id}/reconvening"
    assert call("POST", address, body).status_code == 422
    assert EmergingIssue.objects.get().state is IssueState.CONSIDERED
    move_group(scheme.group, Step(to=GroupState.DORMANT, on=TODAY, reason="Done."), by=None, now=NOON)
    done = call.done("POST", address, body)
    assert done["acts"][0]["reconvened_on"] == TODAY.isoformat()
    assert state_of(scheme.group, on=TODAY) is GroupState.RECONVENED
    assert TermsOfReference.objects.get(group=scheme.group, number=2).mandate == "To answer it."


def test_an_issue_is_linked_to_clauses_and_regulations(work: Work, chair: User, alpha: Instrument) -> None:
    call, address = Caller(chair), f"/issues/{work.issue.public_id}"
    clause = clauses(edition_named(*CLAUSE_EDITION.split("@")))[0]
    body = {"edition": CLAUSE_EDITION, "clause": clause.label}
    assert call("POST", f"{address}/clauses", {**body, "clause": "99.99"}).status_code == 422
    call.done("POST", f"{address}/clauses", body)
    applies = alpha.events.get(key="applies")
    call.done("POST", f"{address}/regulations", {"about": f"ALPHA {applies.public_id} {APPLIES}"})
    assert call("POST", f"{address}/regulations", {"about": "NOTHING"}).status_code == 422
    linked = call.done("POST", f"{address}/regulations", {"about": "ALPHA"})
    known = linked["clauses"][0]
    assert (known["clause"], known["label"], known["title"]) == (clause.revision.uid, clause.label, clause.title)
    told = [(each["code"], each["title"], each["event"], each["on"]) for each in linked["regulations"]]
    dated = ("ALPHA", "Alpha Act", applies.public_id, APPLIES.isoformat())
    assert told == [dated, ("ALPHA", "Alpha Act", None, None)]
    call.done("DELETE", f"{address}/links/{known['public_id']}")
    call.done("DELETE", f"{address}/links/{linked['regulations'][0]['public_id']}")
    left = call.done("DELETE", f"{address}/links/{linked['regulations'][1]['public_id']}")
    assert left == Caller(None).get(address) | {"raised_by": left["raised_by"]}
    assert (left["clauses"], left["regulations"]) == ([], [])
    assert call("DELETE", f"{address}/links/{known['public_id']}").status_code == 404


def test_lists_take_as_many_queries_whatever_the_number_of_rows(scheme: Scheme, chair: User) -> None:
    call = Caller(chair)

    def more(first: int, last: int) -> list[int]:
        for number in range(first, last):
            accepted(scheme.group, f"More {number}")
            issue_raised(scheme.group, f"Waits {number}", f"more{number}@example.org")
        return [queries_of(call, path) for path in ("/issues", "/issues?show=waiting")]

    assert more(0, 3) == more(3, 12)
    assert call.get("/issues?per_page=5&page=3")["count"] == 12
