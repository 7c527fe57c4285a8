"""Revision cycles through the interface: read, opened, recorded, justified, and what is refused."""

from typing import Any

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.cycles_at_work import recorded, rules_adopted
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.standards.models import Cycle, FactKind

pytestmark = pytest.mark.django_db
LIST = "/standards/cycles"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def of(cycle: Cycle, rest: str = "") -> str:
    return f"{LIST}/{cycle.public_id}{rest}"


def rule(told: dict[str, Any], profile: str, code: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [each for each in told["rules"] if (each["profile"], each["rule"]) == (profile, code)]
    return found[0]


def test_anybody_reads_where_a_cycle_stands(cycle: Cycle) -> None:
    call = Caller(None)
    assert [(each["new_edition"], each["stage"]) for each in call.get(LIST)["items"]] == [("2026", "disposition")]
    assert call.get(f"{LIST}?q=xx")["count"] == call.get(f"{LIST}?show=finished")["count"] == 0
    told = call.get(of(cycle))
    assert (told["group"], told["procedure"], told["inclusive"]) == ("working-group", "two-sides 2", False)
    (round_,) = told["rounds"]
    assert (round_["opens_at"], round_["first"], round_["last"]) == (
        "2025-04-01T08:00:00Z", "2025-04-01", "2025-05-05",
    )  # fmt: skip
    assert (round_["days_inclusive"], round_["days_exclusive"], round_["announced"]) == (35, 34, 35)
    late = [each["stage"] for each in told["deadlines"] if each["is_overdue"]]
    assert late == ["disposition"]
    found = rule(told, "iseal", "I6-first")
    assert (found["verdict"], found["is_unverified"], found["justified"]) == ("not met", True, None)
    assert found["why"].startswith("Round 1: 34 days without its first day")


def test_anybody_reads_when_reviews_are_due(cycle: Cycle) -> None:
    mdd = next(each for each in Caller(None).get("/standards/reviews") if each["standard"] == "mdd")
    assert mdd == {
        "standard": "mdd", "group": "working-group", "since": "2023-03-14", "exact": True, "due": "2028-03-14",
        "is_overdue": False, "cycle": cycle.public_id,
    }  # fmt: skip


def test_a_program_runs_a_cycle_as_a_chair_does(scheme: Scheme, chair: User) -> None:
    rules_adopted()
    call = Caller(chair)
    new = {
        "change": "revision", "base": "mdd@2023", "new_edition": "2027", "opened_on": "2025-05-01", "scope": "All.",
        "need": "Asked.",
    }  # fmt: skip
    told = call.done("POST", "/groups/working-group/standard-cycles", new)
    cycle = Cycle.objects.get()
    assert call("POST", "/groups/working-group/standard-cycles", new).json()["code"] == "cycle-twice"
    started = call.done(
        "POST", of(cycle, "/stages/proposal/started"), {"first": "2025-05-01", "revision": told["revision"]}
    )
    assert started["stages"][0]["started"] == "2025-05-01"
    stale = call("POST", of(cycle, "/stages/proposal/ended"), {"last": "2025-05-20", "revision": told["revision"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    asked = {
        "opens": "2025-08-01T09:00", "closes": "2025-09-04T22:59:00Z", "announced": 35, "revision": started["revision"],
    }  # fmt: skip
    told = call.done("PUT", of(cycle, "/rounds/1"), asked)
    assert (told["rounds"][0]["opens_at"], told["rounds"][0]["last"]) == ("2025-08-01T08:00:00Z", "2025-09-04")
    early = call("PUT", of(cycle, "/rounds/1/answers"), {"answered_on": "2025-06-01", "revision": told["revision"]})
    assert early.json()["code"] == "answers"
    why = {"justification": "A deadline.", "decided_by": "Council", "decided_on": "2025-06-01"}
    told = call.done("POST", of(cycle, "/rules/iseal/I6-first/waiver"), {**why, "revision": told["revision"]})
    found = rule(told, "iseal", "I6-first")
    assert (found["verdict"], found["justified"]) == ("not met, justified", why)


def test_a_reason_is_asked_for_where_a_page_asks_for_one(cycle: Cycle, chair: User) -> None:
    call = Caller(chair)
    left_out = call("POST", of(cycle, "/stages/approval/skipped"), {"revision": cycle.revision})
    assert [each["field"] for each in left_out.json()["errors"]] == ["reason"]
    moved = {"opens": "2025-04-01T09:00", "closes": "2025-05-09T23:59", "revision": cycle.revision}
    assert [each["field"] for each in call("PUT", of(cycle, "/rounds/1"), moved).json()["errors"]] == ["reason"]


def test_a_review_is_recorded(scheme: Scheme, chair: User) -> None:
    rules_adopted()
    found = {"edition": "mdd@2023", "reviewed_on": "2025-05-20", "reasons": "Nothing has changed."}
    told = Caller(chair).done("POST", "/groups/working-group/standard-reviews", found)
    assert (told["since"], told["due"], told["cycle"]) == ("2025-05-20", "2030-05-20", None)


@pytest.mark.parametrize("path", ["/rounds/2", "/rounds/x", "/rules/iseal/I1/waiver", "/stages/approval/forgotten"])
def test_what_is_not_there_is_not_found(path: str, cycle: Cycle, chair: User) -> None:
    method = "PUT" if "rounds" in path else "POST"
    assert Caller(chair)(method, of(cycle, path), {}).status_code == 404


def test_reads_take_as_many_queries_whatever_was_recorded(cycle: Cycle) -> None:
    call = Caller(None)
    few = [queries_of(call, path) for path in (LIST, of(cycle), "/standards/reviews")]
    for reason in ("One.", "Two.", "Three."):
        cycle = recorded(recorded(cycle, "approval", FactKind.SKIPPED, reason=reason), "approval", FactKind.CLEARED,
                         reason=reason)  # fmt: skip
    assert [queries_of(call, path) for path in (LIST, of(cycle), "/standards/reviews")] == few
