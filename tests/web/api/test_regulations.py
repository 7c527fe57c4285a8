"""Instruments through the interface: read, watched, added to by hand, dealt with."""

from datetime import date

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.people_at_work import NOON
from tests.web.regulations_at_work import APPLIES, event_added, event_of, file, taken_in, version_added
from tests.web.scheme_at_work import Scheme

from cupel.coverage import DateRule
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.regulations.models import Dealing, Instrument
from cupel_web.regulations.queries.records import instrument_named

pytestmark = pytest.mark.django_db

ALPHA = "/regulations/ALPHA"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_anybody_reads_instruments_and_how_sure_each_fact_is(alpha: Instrument) -> None:
    first, second = Caller(None).get("/regulations")
    assert (first["code"], first["title"]["de"], first["group"], first["is_unverified"]) == (
        "ALPHA", "Alpha-Gesetz", "working-group", False,
    )  # fmt: skip
    assert (second["code"], second["is_unverified"], second["next_on"]) == ("BETA", True, None)
    told = Caller(None).get(ALPHA)
    assert (told["months"], told["reach"]["pb"], [each["name"] for each in told["versions"]]) == (
        6, {"reach": "not reached", "mark": "M-high"}, ["1"],
    )  # fmt: skip
    applies, report, began = told["dates"]
    assert (applies["next_on"], applies["open"], applies["is_unverified"]) == ("2025-09-01", ["2025-09-01"], False)
    assert (report["yearly"], report["next_on"], report["is_unverified"]) == ("07-31", "2025-07-31", True)
    assert began["next_on"] is None
    assert Caller(None)("GET", "/regulations/GAMMA").status_code == 404


def test_a_newer_file_says_what_it_changed(alpha: Instrument, scheme: Scheme) -> None:
    taken_in(file(edition="2025-06-02", state={"en": "Amended."}), scheme.group)
    told = Caller(None).get("/regulations/imports")
    assert (told["count"], told["items"][0]["edition"]) == (2, "2025-06-02")
    assert [change["part"] for change in told["items"][0]["changes"]] == ["state"]


def test_the_secretariat_adds_and_withdraws_by_hand(alpha: Instrument, secretary: User) -> None:
    call = Caller(secretary)
    said = {"what": "A new text", "source": "alpha.example", "mark": "S"}
    version = call.done("POST", f"{ALPHA}/versions", {**said, "name": "2", "on": "2025-05"})
    assert (version["by_hand"], version["what"]) == (True, {"en": "A new text"})
    again = call("POST", f"{ALPHA}/versions", {**said, "name": "2"})
    assert (again.status_code, again.json()["code"]) == (422, "version-twice")
    added = call.done("POST", f"{ALPHA}/dates", {**said, "on": "2025-08-01", "yearly": True})
    assert (added["yearly"], added["on"], added["next_on"]) == ("08-01", None, "2025-08-01")
    for path in (f"versions/{version['public_id']}", f"dates/{added['public_id']}"):
        told = call.done("POST", f"{ALPHA}/{path}/withdrawal", {"reason": "A slip."})
    assert ([each["name"] for each in told["versions"]], len(told["dates"])) == (["1"], 3)


def test_who_watches_is_changed_by_one_at_a_time(alpha: Instrument, secretary: User) -> None:
    call, revision = Caller(secretary), Caller(None).get(ALPHA)["revision"]
    told = call.done("PUT", f"{ALPHA}/watch", {"group": "council", "months": 2, "revision": revision})
    assert (told["group"], told["months"], told["revision"]) == ("council", 2, revision + 1)
    second = call("PUT", f"{ALPHA}/watch", {"group": "", "months": 2, "revision": revision})
    assert (second.status_code, second.json()["code"]) == (409, "stale")
    assert instrument_named("ALPHA").watch.group.slug == "council"  # type: ignore[union-attr]


def test_the_chair_of_the_group_that_watches_deals_with_a_date(alpha: Instrument, chair: User) -> None:
    event = event_of("applies")
    path = f"{ALPHA}/dates/{event.public_id}"
    assert Caller(chair)("POST", f"{path}/2025-09-02/dealing", {"reason": "Seen."}).status_code == 404
    Caller(chair).done("POST", f"{path}/2025-09-01/dealing", {"reason": "The guide says so."})
    assert Dealing.objects.get().on == date(2025, 9, 1) == APPLIES
    told = Caller(None).get(ALPHA)["dates"][0]
    assert (told["open"], told["dealt_with"]) == ([], [{"on": "2025-09-01", "reason": "The guide says so."}])


def test_reads_cost_the_same_with_more_rows(alpha: Instrument) -> None:
    version_added(alpha)
    call = Caller(None)
    before = [queries_of(call, path) for path in ("/regulations", ALPHA, "/regulations/imports")]
    for number in range(3, 9):
        version_added(alpha, name=str(number))
        event_added(alpha, DateRule(on=date(2026, number, 1)))
    assert [queries_of(call, path) for path in ("/regulations", ALPHA, "/regulations/imports")] == before
