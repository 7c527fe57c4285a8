"""Pages of revision cycles: what they say, what is recorded on them, and how many queries they take."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.cycles_at_work import CLOSES, NEW, OPENS, recorded, rules_adopted
from tests.web.many_rows import added
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.governance import Sentence
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import Event, User
from cupel_web.standards.cycles.actions import NoChange, RoundNews, open_cycle, record_review, set_round
from cupel_web.standards.cycles.queries import reviews
from cupel_web.standards.cycles.words import SENTENCES
from cupel_web.standards.models import Cycle, FactKind, ReviewOutcome, RuleWaiver, StageFact

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOON.date()
LIST = "/standards/cycles/"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def address(cycle: Cycle, rest: str = "") -> str:
    return f"{LIST}{cycle.public_id}/{rest}"


def page(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def said(tag: object) -> str:
    return " ".join(tag.get_text(" ").split())  # type: ignore[attr-defined]


def rows(table: object) -> list[list[str]]:
    return [[said(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]  # type: ignore[attr-defined]


def sent(client: Client, path: str, **fields: object) -> tuple[int, str]:
    """The form of a page filled in and sent: status, and what the page says."""
    form = page(client, path)
    hidden = {tag["name"]: tag["value"] for tag in form.select("main input[type=hidden]") if tag.get("value")}
    response = client.post(path, {**{str(key): str(value) for key, value in hidden.items()}, **fields})
    return response.status_code, said(BeautifulSoup(response.content, "html.parser"))


def test_every_sentence_of_the_engine_is_said_as_it_says_it() -> None:
    assert {sentence: str(words) for sentence, words in SENTENCES.items()} == {each: each.value for each in Sentence}


def test_the_list_shows_the_next_review_and_where_cycles_stand(cycle: Cycle, visitor: Client) -> None:
    reviewed, cycles = page(visitor, LIST).select("table")
    assert rows(reviewed)[1][:4] == ["MDD", "Working group", "2023-03-14", "being revised 2028-03-14"]
    assert rows(cycles) == [
        [
            "MDD 2026", "revision", "Working group", "2025-01-06", "disposition of comments",
            "overdue Start the stage: disposition of comments",
        ]
    ]  # fmt: skip


def test_a_day_that_is_not_recorded_exactly_is_told_as_such(visitor: Client) -> None:
    """And without a group that keeps the standard nobody knows when the next review is due."""
    assert rows(page(visitor, LIST).select("table")[0])[0][1:4] == [
        "no group yet", "2023-01-01 or later: the day is not recorded", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "number"), [("?q=mdd", 1), ("?q=working", 1), ("?q=xx", 0), ("?show=running", 1), ("?show=finished", 0)]
)
def test_the_list_is_filtered(query: str, number: int, cycle: Cycle, visitor: Client) -> None:
    shown = page(visitor, LIST + query)
    assert len(shown.select("table")) == 1 + number
    assert bool(shown.select_one(".empty")) == (number == 0)


def test_a_cycle_shows_its_stages_as_planned_and_as_they_went(cycle: Cycle, visitor: Client) -> None:
    stages = page(visitor, address(cycle)).select("table")[0]
    assert [row[:5] for row in rows(stages)[:4]] == [
        ["Proposal and terms of reference", "2025-01-06 – 2025-02-06", "2025-01-06", "2025-01-31", "done"],
        ["Drafting", "2025-02-07 – 2025-04-07", "2025-02-01", "2025-03-31", "done"],
        ["Public consultation, round 1", "2025-04-01 – 2025-05-05", "2025-04-01", "2025-05-05", "done"],
        ["Disposition of comments", "2025-05-06 – 2025-07-06", "–", "–", "planned overdue"],
    ]


def test_a_round_is_counted_both_ways_beside_what_was_announced(cycle: Cycle, visitor: Client) -> None:
    table = page(visitor, address(cycle)).select("table")[1]
    assert rows(table) == [
        [
            "1", "2025-04-01 09:00", "2025-05-05 23:59", "35",
            "34",
            "35 days This is so in the other way of counting alone.", "–",
        ]
    ]  # fmt: skip


def test_an_announced_number_that_fits_neither_way_is_called_a_contradiction(
    cycle: Cycle, chair_client: Client
) -> None:
    path = address(cycle, "rounds/1/")
    fields = {"opens": "2025-04-01T09:00", "closes": "2025-05-05T23:59", "announced": "60"}
    assert sent(chair_client, path, **fields)[0] == 422
    assert sent(chair_client, path, **fields, reason="The announcement said so.")[0] == 302
    shown = said(page(chair_client, address(cycle)))
    assert "60 days This contradicts the days in both ways of counting." in shown
    assert "The announcement said so." in shown


def test_what_is_late_stands_first(cycle: Cycle, visitor: Client) -> None:
    late = page(visitor, address(cycle)).select_one("main section.note li")
    assert said(late) == "Start the stage: disposition of comments: due 2025-05-06, 27 days late"


def test_a_cycle_is_held_against_its_procedure_and_against_codes(cycle: Cycle, visitor: Client) -> None:
    own, iseal, wto = page(visitor, address(cycle)).select("table")[2:]
    assert {row[0]: row[1] for row in rows(own)} == {
        "Rounds of consultation": "met", "Public consultation, round 1": "met", "Transition": "met", "Review": "met",
    }  # fmt: skip
    found = {row[0].split()[0]: row for row in rows(iseal)}
    assert found["I6-first"][1:3] == [
        "not met",
        (
            "Round 1: 34 days without its first day, as the procedure counts; 35 days with it. "
            "At least 60 days asked for."
        ),
    ]
    assert found["I6-first"][3].endswith("unverified, from memory, likely")
    assert found["I15"][1] == "met"
    assert {row[0].split()[0]: row[1] for row in rows(wto)}["L"] == "not met"


def test_rules_that_no_record_shows_are_listed_apart(cycle: Cycle, visitor: Client) -> None:
    apart = page(visitor, address(cycle)).select("main details")
    assert said(apart[0].summary) == "9 rules that the record of a cycle cannot show"


def test_a_justified_rule_stays_not_met(cycle: Cycle, chair_client: Client, chair: User) -> None:
    path = address(cycle, "waive/iseal/I6-first/")
    fields = {"justification": "A deadline of the market.", "decided_by": "Council"}
    assert sent(chair_client, path, **fields, decided_on="2025-06-03")[0] == 422
    assert sent(chair_client, path, **fields, decided_on="2025-03-25")[0] == 302
    iseal = page(chair_client, address(cycle)).select("table")[3]
    row = next(row for row in rows(iseal) if row[0].startswith("I6-first"))
    assert row[1] == "not met, justified"
    assert row[2].endswith("Justified by Council on 2025-03-25: A deadline of the market.")
    assert RuleWaiver.objects.get().recorded_by == chair


def test_whoever_records_second_sees_what_the_first_wrote(
    cycle: Cycle, chair_client: Client, secretary_client: Client
) -> None:
    path = address(cycle, "stages/disposition/started/")
    stale = {"first": "2025-05-10", "reason": "", "revision": str(cycle.revision)}
    with clock.clock_set_to(lambda: NOON + timedelta(minutes=1)):
        assert sent(secretary_client, path, first="2025-05-12", reason="")[0] == 302
    late = address(cycle, "stages/approval/planned/")
    response = chair_client.post(
        late, {"first": "2025-08-01", "last": "2025-08-30", "reason": "", "revision": stale["revision"]}
    )
    assert response.status_code == 409
    shown = BeautifulSoup(response.content, "html.parser")
    assert "started 2025-05-12" in said(shown)
    newest = shown.select_one("main input[name=revision]")["value"]  # type: ignore[index]
    again = {"first": "2025-08-01", "last": "2025-08-30", "reason": "", "revision": str(newest)}
    assert chair_client.post(late, again).status_code == 302


def test_a_stage_is_started_ended_and_taken_back(cycle: Cycle, chair_client: Client) -> None:
    start, end = address(cycle, "stages/disposition/started/"), address(cycle, "stages/disposition/ended/")
    assert sent(chair_client, end, last="2025-05-30")[0] == 422
    assert sent(chair_client, start, first="2025-05-04")[0] == 422
    assert sent(chair_client, start, first="2025-06-03")[0] == 422
    assert sent(chair_client, start, first="2025-05-12")[0] == 302
    assert page(chair_client, address(cycle)).select_one("main section.note") is None
    assert sent(chair_client, end, last="2025-05-11")[0] == 422
    assert sent(chair_client, end, last="2025-05-30")[0] == 302
    back = address(cycle, "stages/disposition/cleared/")
    assert sent(chair_client, back, reason="")[0] == 422
    assert sent(chair_client, back, reason="Ended by mistake.")[0] == 302
    row = rows(page(chair_client, address(cycle)).select("table")[0])[3]
    assert row[2:4] == ["–", "–"]
    assert row[5] == "Taken back: Ended by mistake."


def test_a_stage_starts_after_the_one_before_it(cycle: Cycle, chair_client: Client) -> None:
    status, text = sent(chair_client, address(cycle, "stages/approval/started/"), first="2025-06-01")
    assert status == 422
    assert "The stage before it is not over." in text


def test_approval_begins_once_what_is_binding_is_justified(scheme: Scheme, chair_client: Client) -> None:
    rules_adopted(follows=["iseal"], stages=[
        {"stage": "consultation", "number": 1, "planned": "35 days"}, {"stage": "approval", "planned": "1 months"},
    ])  # fmt: skip
    cycle = open_cycle(scheme.group, NEW, by=None, now=NOON)
    asked = RoundNews(number=1, opens_at=OPENS, closes_at=CLOSES)
    set_round(cycle, asked, revision=cycle.revision, by=None, now=NOON)
    start = address(cycle, "stages/approval/started/")
    status, text = sent(chair_client, start, first="2025-05-20")
    assert status == 422
    assert "Not met and not justified: iseal/I6-first." in text
    assert "To compare: the procedure does not say" in said(page(chair_client, address(cycle)))
    why = {"justification": "A deadline.", "decided_by": "Council", "decided_on": "2025-05-01"}
    assert sent(chair_client, address(cycle, "waive/iseal/I6-first/"), **why)[0] == 302
    assert sent(chair_client, start, first="2025-05-20")[0] == 302


def test_a_round_starts_and_ends_with_its_days(cycle: Cycle, chair_client: Client) -> None:
    status, text = sent(chair_client, address(cycle, "stages/consultation-1/ended/"), last="2025-05-20")
    assert status == 422
    assert "A round starts and ends with its own days." in text


def test_days_set_by_hand_move_those_after_them(cycle: Cycle, chair_client: Client) -> None:
    path = address(cycle, "stages/disposition/planned/")
    assert sent(chair_client, path, first="2025-06-10", last="2025-06-01")[0] == 422
    assert sent(chair_client, path, first="2025-06-10", last="2025-08-31", reason="Many comments.")[0] == 302
    planned = rows(page(chair_client, address(cycle)).select("table")[0])
    assert [row[1] for row in planned[3:5]] == ["2025-06-10 – 2025-08-31", "2025-09-01 – 2025-10-01"]


def test_answers_are_recorded_after_the_end_of_a_round(cycle: Cycle, chair_client: Client) -> None:
    path = address(cycle, "rounds/1/answers/")
    assert sent(chair_client, path, answered_on="2025-05-04")[0] == 422
    assert sent(chair_client, path, answered_on="2025-06-03")[0] == 422
    assert sent(chair_client, path, answered_on="2025-06-01")[0] == 302
    shown = page(chair_client, address(cycle))
    assert rows(shown.select("table")[1])[0][6] == "2025-06-01"
    assert next(row for row in rows(shown.select("table")[3]) if row[0].startswith("I9"))[1] == "met"


@pytest.mark.parametrize(
    ("opens", "closes", "reason"),
    [
        ("2025-04-01T09:00", "2025-04-01T09:00", "The round closes before it opens."),
        ("2025-03-30T01:30", "2025-05-05T23:59", "clocks skip"),
        ("soon", "2025-05-05T23:59", "Enter a valid date/time."),
    ],
)
def test_moments_that_cannot_be_are_refused(
    opens: str, closes: str, reason: str, cycle: Cycle, chair_client: Client
) -> None:
    status, text = sent(chair_client, address(cycle, "rounds/1/"), opens=opens, closes=closes, reason="Moved.")
    assert status == 422
    assert reason in text


OPENING = {
    "change": "revision", "base": "mdd@2023", "new_edition": "2027", "opened_on": "2025-05-01", "scope": "All.",
    "need": "Asked.",
}  # fmt: skip


def test_a_chair_opens_a_cycle_under_the_rules_of_its_day(scheme: Scheme, chair_client: Client, chair: User) -> None:
    path = "/groups/working-group/cycles/open/"
    status, text = sent(chair_client, path, **OPENING)
    assert status == 422
    assert "do not say how a standard is revised" in text
    rules_adopted()
    assert sent(chair_client, path, **OPENING)[0] == 302
    made = Cycle.objects.get()
    assert (made.opened_by, made.procedure.version, made.announced_on) == (chair, "2", None)
    assert sent(chair_client, path, **OPENING)[0] == 422
    assert "The terms of reference state 1 of 4" in said(page(chair_client, address(made)))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"change": "new standard"}, "MDD is no new standard."),
        ({"base": ""}, "Choose the edition that is revised, or give the key of a new standard."),
        ({"base": "", "standard": "mdd"}, "There is no edition – of MDD."),
        ({"base": "mdd@1999"}, "Select a valid choice."),
    ],
)
def test_a_cycle_of_what_is_not_there_is_refused(
    changed: dict[str, str], reason: str, scheme: Scheme, chair_client: Client
) -> None:
    rules_adopted()
    status, text = sent(chair_client, "/groups/working-group/cycles/open/", **{**OPENING, **changed})
    assert status == 422
    assert reason in text


def test_a_new_standard_has_a_cycle_and_no_review_yet(scheme: Scheme, chair_client: Client) -> None:
    rules_adopted()
    fields = {**OPENING, "change": "new standard", "base": "", "standard": "tailings"}
    assert sent(chair_client, "/groups/working-group/cycles/open/", **fields)[0] == 302
    found = {each.standard: each for each in reviews(on=TODAY)}["tailings"]
    assert (found.since, found.due) == (None, None)


def test_a_review_without_change_begins_the_time_anew(scheme: Scheme, chair_client: Client) -> None:
    rules_adopted()
    path = "/groups/working-group/cycles/reviewed/"
    fields = {"edition": "mdd@2023", "reasons": "Nothing has changed."}
    assert sent(chair_client, path, **fields, reviewed_on="2025-06-03")[0] == 422
    assert sent(chair_client, path, **fields, reviewed_on="2025-05-20")[0] == 302
    row = rows(page(chair_client, LIST).select("table")[0])[1]
    assert row == [
        "MDD", "Working group", "2025-05-20", "2030-05-20",
        "2025-05-20, edition 2023, no change needed: Nothing has changed.",
    ]  # fmt: skip


def test_a_cycle_is_finished_once_nothing_is_awaited(cycle: Cycle) -> None:
    cycle = recorded(cycle, "disposition", FactKind.SKIPPED, reason="Not needed.")
    cycle = recorded(cycle, "approval", FactKind.STARTED, date(2025, 5, 20))
    cycle = recorded(cycle, "approval", FactKind.ENDED, date(2025, 5, 30))
    assert cycle.finished_on is None
    for stage in ("publication", "transition"):
        cycle = recorded(cycle, stage, FactKind.SKIPPED, reason="Not needed.")
    assert cycle.finished_on == date(2025, 5, 30)
    found = {each.standard: each for each in reviews(on=TODAY)}["mdd"]
    assert (found.running, found.since, found.due) == (None, date(2025, 5, 30), date(2030, 5, 30))
    assert recorded(cycle, "transition", FactKind.CLEARED, reason="Needed after all.").finished_on is None


def test_an_overdue_stage_runs_on_the_groups_clocks_and_awaits_its_chair(
    cycle: Cycle, chair: User, member: User, chair_client: Client
) -> None:
    duty = next(each for each in duties_of(chair, on=TODAY) if each.about == "MDD 2026")
    assert (duty.act, duty.path, duty.since, duty.due) == (
        "Start the stage: disposition of comments", address(cycle), date(2025, 5, 5), date(2025, 5, 6),
    )  # fmt: skip
    assert not [each for each in duties_of(member, on=TODAY) if each.about == "MDD 2026"]
    clocks = rows(page(chair_client, "/groups/working-group/clocks/").select("table")[0])
    ours = {row[0]: row[2:6] for row in clocks if "MDD" in row[0]}
    assert ours == {
        "Start the stage: disposition of comments MDD 2026": [
            "2025-05-05", "a day that was planned", "2025-05-06", "overdue",
        ],
        "Publish the answers to comments: public consultation, round 1 MDD 2026": [
            "2025-05-05", "3 months", "2025-08-05", "running",
        ],
    }  # fmt: skip


def test_an_overdue_review_runs_on_the_groups_clocks_and_awaits_its_chair(
    scheme: Scheme, chair: User, chair_client: Client, visitor: Client
) -> None:
    rules_adopted(review="1 years")
    found = NoChange(standard="mdd", edition="2023", reviewed_on=date(2024, 5, 1), reasons="Fine.")
    record_review(scheme.group, found, by=None, now=NOON)
    duty = next(each for each in duties_of(chair, on=TODAY) if each.about == "MDD")
    assert (duty.act, duty.due, duty.path) == (
        "Review a standard: open a cycle, or record that no change is needed", date(2025, 5, 1), LIST,
    )  # fmt: skip
    assert rows(page(visitor, LIST).select("table")[0])[1][3] == "2025-05-01 overdue"
    clocks = rows(page(chair_client, "/groups/working-group/clocks/").select("table")[0])
    assert next(row for row in clocks if row[0] == "Review a standard MDD")[2:6] == [
        "2024-05-01", "as the group's procedure asks", "2025-05-01", "overdue",
    ]  # fmt: skip
    with_cycle = open_cycle(scheme.group, NEW, by=None, now=NOON)
    assert not [each for each in duties_of(chair, on=TODAY) if each.about == "MDD"]
    assert with_cycle in {each.running for each in reviews(on=TODAY)}


def test_nobody_is_told_long_before_a_review_is_due(scheme: Scheme, chair: User) -> None:
    rules_adopted()
    found = NoChange(standard="mdd", edition="2023", reviewed_on=date(2025, 5, 1), reasons="Fine.")
    record_review(scheme.group, found, by=None, now=NOON)
    due = date(2030, 5, 1)
    assert [bool([each for each in duties_of(chair, on=day) if each.about == "MDD"]) for day in (
        due - timedelta(days=184), due - timedelta(days=183),
    )] == [False, True]  # fmt: skip


def test_the_groups_page_leads_to_its_cycles(cycle: Cycle, visitor: Client, chair_client: Client) -> None:
    for client, acts in ((visitor, False), (chair_client, True)):
        shown = page(client, "/groups/working-group/")
        links = {str(link["href"]) for link in shown.select("main a")}
        assert address(cycle) in links
        assert ("/groups/working-group/cycles/open/" in links) == acts


def test_a_group_whose_rules_know_no_cycle_has_no_panel(scheme: Scheme, chair_client: Client) -> None:
    assert "Revision of standards" not in said(page(chair_client, "/groups/working-group/"))


def test_events_hold_ids_codes_and_days_and_no_words(cycle: Cycle, chair_client: Client) -> None:
    sent(
        chair_client, address(cycle, "waive/iseal/I6-first/"), justification="Secretly.", decided_by="Council",
        decided_on="2025-03-25",
    )  # fmt: skip
    events = list(Event.objects.filter(action__startswith="standards."))
    assert [event.action.split(".")[1] for event in events] == [
        "cycle_opened", *["stage_recorded"] * 4, "round_set", "rule_waived",
    ]  # fmt: skip
    facts = str([event.facts for event in events])
    assert "Secretly" not in facts
    assert "Council" not in facts
    assert events[-1].facts == {"profile": "iseal", "rule": "I6-first", "on": "2025-03-25"}
    assert {event.subject for event in events} == {cycle.public_id}


def test_pages_speak_german(cycle: Cycle, visitor: Client) -> None:
    visitor.post("/language/", {"language": "de", "next": "/"})
    shown = said(page(visitor, address(cycle)))
    assert "Runde 1: 34 Tage ohne den ersten Tag, wie das Verfahren zählt; mit ihm 35 Tage." in shown
    assert "Die erste Runde dauert mindestens 60 Tage" in shown


def _more(numbers: range, cycle: Cycle) -> None:
    same = {
        "standard": "mdd", "group": cycle.group, "procedure": cycle.procedure, "change": "revision", "scope": "All.",
        "need": "Asked.", "opened_at": NOON, "opened_on": cycle.opened_on, "base_edition": "2023",
    }  # fmt: skip
    kept = added(Cycle, ({"new_edition": f"many {n}", **same} for n in numbers))
    fact = {"stage": "proposal", "kind": "started", "first": cycle.opened_on, "recorded_at": NOON}
    added(StageFact, ({"cycle": each, **fact} for each in kept))
    added(StageFact, ({"cycle": cycle, **fact, "kind": "planned", "last": cycle.opened_on} for _n in numbers))
    outcome = {
        "standard": "mdd", "edition": "2023", "group": cycle.group, "reviewed_on": date(2024, 1, 1), "reasons": "Fine.",
        "recorded_at": NOON,
    }  # fmt: skip
    added(ReviewOutcome, (outcome for _n in numbers))


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("visitor", LIST),
        ("visitor", "cycle"),
        ("chair_client", "cycle"),
        ("chair_client", "/groups/working-group/"),
        ("chair_client", "/groups/working-group/clocks/"),
        ("chair_client", "/"),
    ],
)
def test_pages_ask_the_database_as_often_however_many_rows(
    who: str, path: str, cycle: Cycle, request: pytest.FixtureRequest
) -> None:
    client, shown = request.getfixturevalue(who), address(cycle) if path == "cycle" else path

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(shown).status_code == 200
        return len(captured)

    _more(range(3), cycle)
    client.get(shown)
    few = asked()
    _more(range(3, 60), cycle)
    assert asked() == few


def test_the_feed_of_a_group_tells_of_its_cycles(cycle: Cycle, chair_client: Client, visitor: Client) -> None:
    sent(chair_client, address(cycle, "rounds/1/answers/"), answered_on="2025-06-01")
    sent(
        chair_client, "/groups/working-group/cycles/reviewed/", edition="jdd@2023", reviewed_on="2025-05-01",
        reasons="Fine.",
    )  # fmt: skip
    feed = BeautifulSoup(visitor.get("/groups/working-group/feed.atom").content, "xml")
    titles = {said(title) for title in feed.select("entry title")}
    assert {
        "Revision opened: MDD 2026",
        "MDD 2026, round 1 of consultation: 2025-04-01 09:00 to 2025-05-05 23:59, Europe/London",
        "MDD 2026, round 1: the answers to comments are public",
        "Reviewed, no change needed: JDD 2023",
    } <= titles
