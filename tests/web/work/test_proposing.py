"""The machine proposes an issue once for each date that is over and each new version."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from tests.web.people_at_work import NOON
from tests.web.regulations_at_work import APPLIES, event_added, event_of, file, taken_in, version_added
from tests.web.scheme_at_work import Scheme
from tests.web.work_at_work import accepted

from cupel.coverage import DateRule
from cupel_web.groups.actions import Step, move_group
from cupel_web.groups.states import GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import Event, User
from cupel_web.regulations.actions import Watching, change_watch, deal_with_date
from cupel_web.regulations.models import Instrument
from cupel_web.regulations.queries.dates import Occurrence
from cupel_web.regulations.queries.records import instrument_named
from cupel_web.work.actions import About, Decision, link_instrument, propose_issues, triage_issue
from cupel_web.work.models import EmergingIssue, Proposal
from cupel_web.work.states import IssueState, Outcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def titles(day: date) -> list[str]:
    return [each.title for each in propose_issues(now=at(day))]


def test_nothing_is_proposed_on_the_day_of_the_import(alpha: Instrument) -> None:
    assert propose_issues(now=NOON) == []


def test_a_date_is_over_when_its_day_is(alpha: Instrument) -> None:
    assert titles(date(2025, 7, 31)) == []
    assert titles(date(2025, 8, 1)) == ["ALPHA: 2025-07-31 is over. Report"]
    assert titles(APPLIES) == []
    assert titles(APPLIES + DAY) == ["ALPHA: 2025-09-01 is over. Applies"]


def test_it_is_proposed_once_only(alpha: Instrument) -> None:
    assert len(titles(APPLIES + DAY)) == 2
    assert titles(APPLIES + DAY) == []
    assert titles(APPLIES + 100 * DAY) == []
    assert Proposal.objects.count() == 2


def test_what_happens_every_year_is_proposed_every_year(alpha: Instrument) -> None:
    years = [[title for title in titles(date(year, 8, 1)) if "Report" in title] for year in (2025, 2026, 2027)]
    assert years == [[f"ALPHA: {year}-07-31 is over. Report"] for year in (2025, 2026, 2027)]


def test_after_a_long_silence_the_last_time_alone_is_proposed(alpha: Instrument) -> None:
    assert [title for title in titles(date(2030, 1, 1)) if "Report" in title] == ["ALPHA: 2029-07-31 is over. Report"]


def test_a_moved_date_is_another_date(alpha: Instrument, scheme: Scheme) -> None:
    titles(APPLIES + DAY)
    later = {"id": "applies", "on": "2026-09-01", "what": {"en": "Applies"}, "source": "a", "mark": "S"}
    taken_in(file(edition="2025-12-01", events=[later]), scheme.group, now=at(date(2025, 12, 1)))
    assert titles(date(2026, 9, 2)) == ["ALPHA: 2026-09-01 is over. Applies"]


def test_a_new_version_is_proposed_by_hand_as_by_file(alpha: Instrument, scheme: Scheme) -> None:
    version_added(alpha, "2", now=NOON + DAY)
    versions = [
        {"name": name, "on": "2025", "what": {"en": name}, "source": "alpha.example", "mark": "M-med"}
        for name in ("1", "3")
    ]
    taken_in(file(edition="2025-06-04", versions=versions), scheme.group, now=NOON + 2 * DAY)
    found = propose_issues(now=NOON + 3 * DAY)
    assert {each.title for each in found} == {"ALPHA: new version 2", "ALPHA: new version 3"}
    texts = {each.title[-1]: each.text for each in found}
    assert "not verified" not in texts["2"]
    assert "from memory and not verified" in texts["3"]
    assert propose_issues(now=NOON + 4 * DAY) == []


def test_the_issue_waits_for_the_group_that_watches(alpha: Instrument, scheme: Scheme, chair: User) -> None:
    [issue] = propose_issues(now=at(date(2025, 8, 1)))
    assert (issue.group, issue.state, issue.raised_by, issue.email) == (scheme.group, IssueState.WAITING, None, "")
    assert issue.metals == ["cu", "ni"]
    link = issue.instruments.get()
    assert (link.instrument, link.event, link.on) == (alpha, event_of("report"), date(2025, 7, 31))
    waiting = [each.path for each in duties_of(chair, on=date(2025, 8, 1))]
    assert f"/issues/{issue.public_id}/" in waiting


def test_it_is_triaged_as_others_are(alpha: Instrument, chair: User) -> None:
    [issue] = propose_issues(now=at(date(2025, 8, 1)))
    triage_issue(issue, Decision(outcome=Outcome.DECLINE, reason="Known."), by=chair, now=at(date(2025, 8, 2)))
    assert EmergingIssue.objects.get().state is IssueState.DECLINED
    assert titles(date(2025, 8, 3)) == []


def test_the_log_holds_codes_and_ids(alpha: Instrument) -> None:
    propose_issues(now=at(date(2025, 8, 1)))
    event = Event.objects.get(action="work.issue_proposed")
    assert event.actor == ""
    assert event.facts == {"instrument": "ALPHA", "on": "2025-07-31", "version": None}


def test_what_was_dealt_with_or_taken_up_is_not_proposed(alpha: Instrument, scheme: Scheme, chair: User) -> None:
    deal_with_date(Occurrence(event=event_of("report"), on=date(2025, 7, 31)), reason="x", by=chair, now=NOON)
    about = About(instrument=alpha, event=event_of("applies"), on=APPLIES)
    link_instrument(accepted(scheme.group), about, by=chair, now=NOON)
    assert titles(APPLIES + DAY) == []


def test_what_nobody_watches_waits_until_somebody_does(alpha: Instrument, scheme: Scheme) -> None:
    known = instrument_named("ALPHA")
    change_watch(known, Watching(group=None, months=6), revision=known.revision, by=None, now=NOON)
    assert titles(date(2025, 8, 1)) == []
    known = instrument_named("ALPHA")
    change_watch(known, Watching(group=scheme.council, months=6), revision=known.revision, by=None, now=NOON)
    [issue] = propose_issues(now=at(date(2025, 8, 1)))
    assert issue.group == scheme.council


@pytest.mark.parametrize(("state", "number"), [(GroupState.DORMANT, 1), (GroupState.CONCLUDED, 0)])
def test_a_dormant_group_is_woken_and_a_concluded_one_is_left(
    state: GroupState, number: int, alpha: Instrument, scheme: Scheme
) -> None:
    move_group(scheme.group, Step(to=state, on=NOON.date(), reason="x"), by=None, now=NOON)
    assert len(titles(date(2025, 8, 1))) == number


def test_the_database_keeps_a_second_proposal_out(alpha: Instrument, scheme: Scheme) -> None:
    [first] = propose_issues(now=at(date(2025, 8, 1)))
    with pytest.raises(IntegrityError):
        Proposal.objects.create(issue=accepted(scheme.group), event=first.proposal.event, on=first.proposal.on)


def test_the_command_acts_at_a_moment_that_is_given(alpha: Instrument) -> None:
    out = StringIO()
    for _turn in range(2):
        call_command("watch_instruments", "--at", "2025-08-01T06:00", stdout=out)
    assert out.getvalue().splitlines() == ["1 issues were proposed.", "0 issues were proposed."]


def test_people_see_that_the_machine_proposed_it(alpha: Instrument, chair_client: Client, visitor: Client) -> None:
    with clock.clock_set_to(lambda: at(date(2025, 8, 1))):
        [issue] = propose_issues(now=clock.now())
        waiting = chair_client.get("/issues/?show=waiting").content.decode()
        page = BeautifulSoup(chair_client.get(f"/issues/{issue.public_id}/").content, "html.parser")
        assert "proposed by the machine" in waiting
        assert "proposed by the machine" in page.select_one(".title").get_text()  # type: ignore[union-attr]
        assert page.select_one('dd a[href="/regulations/ALPHA/"]')
        assert visitor.get(f"/issues/{issue.public_id}/").status_code == 404
        on_instrument = visitor.get("/regulations/ALPHA/").content.decode()
        assert issue.title not in on_instrument
        assert issue.title in chair_client.get("/regulations/ALPHA/").content.decode()


def test_people_link_an_issue_to_a_date(alpha: Instrument, scheme: Scheme, chair_client: Client) -> None:
    issue = accepted(scheme.group)
    with clock.clock_set_to(lambda: NOON):
        event = event_of("applies")
        path = f"/issues/{issue.public_id}/regulations/"
        chair_client.post(path, {"about": f"ALPHA {event.public_id} 2025-09-01"})
        chair_client.post(path, {"about": "BETA"})
        assert chair_client.post(path, {"about": "GAMMA"}).status_code == 422
    found = [(str(each), each.event) for each in issue.instruments.order_by("pk")]
    assert found == [("ALPHA 2025-09-01", event), ("BETA", None)]


def test_an_event_by_hand_is_proposed_too(alpha: Instrument) -> None:
    event_added(alpha, DateRule(on=date(2025, 6, 10)))
    assert titles(date(2025, 6, 11)) == ["ALPHA: 2025-06-10 is over. By hand"]
