"""Pages of regulations: what they say, what is done on them, and how many queries they take."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from tests.web.people_at_work import NOON
from tests.web.regulations_at_work import APPLIES, event_added, event_of, file, taken_in, version_added
from tests.web.scheme_at_work import Scheme
from tests.web.work_at_work import accepted

from cupel.coverage import DateRule, load_instruments, shipped_instruments
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import Event, User
from cupel_web.regulations.actions import Watching, change_watch, deal_with_date
from cupel_web.regulations.charts import LANES, NEAR, timeline
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion
from cupel_web.regulations.queries.dates import Occurrence
from cupel_web.regulations.queries.records import instrument_named, instruments
from cupel_web.work.actions import About, link_instrument, propose_issues

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOON.date()
LIST, ALPHA = "/regulations/", "/regulations/ALPHA/"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def page(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def rows(table: object) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in table.select("tbody tr")  # type: ignore[attr-defined]
    ]


def test_the_list_shows_the_next_date_and_who_watches(alpha: Instrument, visitor: Client) -> None:
    first, second = rows(page(visitor, LIST).select("table")[0])
    assert first[2:] == ["2025-07-31 Report unverified", "Working group", "source seen"]
    assert second[0].startswith("BETA")
    assert second[2:] == ["–", "Working group", "unverified, doubtful"]


def test_reach_is_told_in_words_and_says_what_is_not_verified(alpha: Instrument, visitor: Client) -> None:
    table = page(visitor, LIST).select("table")[1]
    assert [cell.get_text() for cell in table.select("thead th")[1:6]] == [
        "Copper", "Lead", "Molybdenum", "Nickel", "Zinc",
    ]  # fmt: skip
    assert rows(table)[0][1:6] == [
        "yes, as strategic", "no unverified", "no unverified", "yes, as strategic", "no unverified",
    ]  # fmt: skip
    assert rows(table)[1][1] == "not known unverified"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?q=guide", ["BETA"]),
        ("?q=SMELT", ["ALPHA"]),
        ("?metal=ni", ["ALPHA"]),
        ("?metal=zn", []),
        ("?metal=xx", ["ALPHA", "BETA"]),
    ],
)
def test_the_list_is_filtered(query: str, codes: list[str], alpha: Instrument, visitor: Client) -> None:
    found = page(visitor, LIST + query)
    tables = found.select("table")
    assert ([row[0].split()[0] for row in rows(tables[0])] if tables else []) == codes
    assert ("No instrument fits." in found.get_text()) is (not codes)


def test_a_page_is_in_the_reader_s_language(alpha: Instrument, visitor: Client) -> None:
    visitor.post("/language/", {"language": "de", "next": "/"})
    text = page(visitor, ALPHA).get_text()
    assert "Alpha-Gesetz" in text
    assert "jedes Jahr am 31. Juli" in text


def test_every_mark_of_the_drawing_is_a_row_of_a_table(alpha: Instrument, visitor: Client) -> None:
    version_added(alpha)
    found = page(visitor, ALPHA)
    drawn = sorted(int(text.get_text()) for text in found.select(".timeline g text"))
    numbers = [int(row[0]) for table in found.select("#dates ~ table") for row in rows(table)]
    assert drawn == numbers == [1, 2, 3, 4, 5]
    assert len(found.select(".timeline rect")) == 2
    assert len(found.select(".timeline circle")) == 3


def test_marks_lie_in_the_order_of_time_inside_the_drawing(scheme: Scheme) -> None:
    taken_in(load_instruments(shipped_instruments()), scheme.group)
    for each in instruments():
        drawn = timeline(each, on=TODAY)
        if drawn is None:
            continue
        places = [mark.x for mark in drawn.marks]
        assert places == sorted(places)
        assert all(0 < x < 420 for x in [*places, drawn.today, *(tick.x for tick in drawn.ticks)]), each.code
        assert all(mark.is_over == (mark.x < drawn.today) for mark in drawn.marks if abs(mark.x - drawn.today) > 1)
        lanes: dict[int, float] = {}
        for mark in drawn.marks:
            assert mark.lane < LANES
            assert mark.x - lanes.get(mark.lane, -NEAR) >= NEAR, each.code
            lanes[mark.lane] = mark.x


def test_an_instrument_without_dates_has_no_drawing(alpha: Instrument, visitor: Client) -> None:
    found = page(visitor, "/regulations/BETA/")
    assert found.select(".timeline") == []
    assert "No date is recorded." in found.get_text()


def test_the_calendar_holds_every_date_once_and_says_what_is_not_verified(alpha: Instrument, visitor: Client) -> None:
    response = visitor.get("/regulations/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    events = {str(each["uid"]): each for each in Calendar.from_ical(response.content).walk("VEVENT")}
    known = DatedEvent.objects.all()
    assert set(events) == {each.public_id for each in known}
    for each in known:
        shown = events[each.public_id]
        assert shown.decoded("dtstart") == (each.on or date(2025, 7, 31))
        assert ("RRULE" in shown) == bool(each.yearly)
        assert ("(unverified)" in str(shown["summary"])) == each.mark.startswith("M-")
        assert str(shown["url"]).endswith(ALPHA)


def test_what_is_withdrawn_leaves_the_calendar(alpha: Instrument, secretary_client: Client, visitor: Client) -> None:
    added = event_added(alpha, DateRule(on=APPLIES))
    address = f"{ALPHA}dates/{added.public_id}/withdraw/"
    assert added.public_id in visitor.get("/regulations/calendar.ics").content.decode()
    assert secretary_client.post(address, {"reason": "Misread."}).status_code == 302
    assert added.public_id not in visitor.get("/regulations/calendar.ics").content.decode()
    assert secretary_client.get(address).status_code == 404
    assert DatedEvent.objects.get(pk=added.pk).withdrawn_why == "Misread."


def test_the_secretariat_adds_a_version(alpha: Instrument, secretary_client: Client, visitor: Client) -> None:
    said = {"name": "2", "on": "2025-05", "what": "Second", "source": "alpha.example", "mark": "S-part"}
    assert secretary_client.post(f"{ALPHA}versions/add/", said).status_code == 302
    made = InstrumentVersion.objects.get(name="2")
    assert (made.on, made.what, made.by_hand) == ("2025-05", {"en": "Second"}, True)
    assert "added by the secretariat" in page(visitor, ALPHA).get_text()
    again = secretary_client.post(f"{ALPHA}versions/add/", said)
    assert again.status_code == 422
    assert "has a version of this name" in again.content.decode()
    assert set(Event.objects.get(action="regulations.version_added").facts) == {"mark"}


@pytest.mark.parametrize("wrong", [{"on": "2025-13"}, {"on": "soon"}, {"mark": "sure"}, {"source": ""}, {"name": ""}])
def test_a_version_needs_a_date_a_mark_and_a_source(
    wrong: dict[str, str], alpha: Instrument, secretary_client: Client
) -> None:
    said = {"name": "2", "on": "2025-05", "what": "Second", "source": "alpha.example", "mark": "S", **wrong}
    assert secretary_client.post(f"{ALPHA}versions/add/", said).status_code == 422
    assert InstrumentVersion.objects.count() == 1


@pytest.mark.parametrize("yearly", [True, False])
def test_the_secretariat_adds_a_date(yearly: bool, alpha: Instrument, secretary_client: Client) -> None:
    said = {"on": "2026-03-04", "what": "A vote", "source": "a letter", "mark": "S"} | (
        {"yearly": "on"} if yearly else {}
    )
    assert secretary_client.post(f"{ALPHA}dates/add/", said).status_code == 302
    made = DatedEvent.objects.get(by_hand=True)
    assert made.rule == (DateRule(yearly="03-04") if yearly else DateRule(on=date(2026, 3, 4)))
    assert made.recorded_by is not None


def test_a_day_that_not_every_year_has_is_refused_for_every_year(alpha: Instrument, secretary_client: Client) -> None:
    said = {"on": "2028-02-29", "what": "A vote", "source": "a letter", "mark": "S"}
    assert secretary_client.post(f"{ALPHA}dates/add/", {**said, "yearly": "on"}).status_code == 422
    assert secretary_client.post(f"{ALPHA}dates/add/", said).status_code == 302


def test_of_two_who_decide_at_once_the_second_sees_what_the_first_saved(
    alpha: Instrument, scheme: Scheme, secretary_client: Client
) -> None:
    change_watch(alpha, Watching(group=scheme.council, months=3), revision=1, by=None, now=NOON)
    said = {"group": "board", "months": "12", "revision": "1"}
    response = secretary_client.post(f"{ALPHA}watch/", said)
    found = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 409
    assert "Council" in found.select_one("section.note").get_text()  # type: ignore[union-attr]
    newest = str(found.select_one("input[name=revision]")["value"])  # type: ignore[index]
    assert secretary_client.post(f"{ALPHA}watch/", {**said, "revision": newest}).status_code == 302
    watch = instrument_named("ALPHA").watch
    assert watch is not None
    assert (watch.group, watch.months) == (scheme.board, 12)


def test_a_chair_deals_with_a_date_from_the_page(alpha: Instrument, chair_client: Client, visitor: Client) -> None:
    event = event_of("applies")
    link = page(chair_client, ALPHA).select_one(f'a[href*="{event.public_id}"]')
    assert link is not None
    assert not page(visitor, ALPHA).select(f'a[href*="{event.public_id}"]')
    assert chair_client.post(str(link["href"]), {"reason": "The guide says so."}).status_code == 302
    assert "The guide says so." in page(visitor, ALPHA).get_text()
    assert not page(chair_client, ALPHA).select(f'a[href*="{event.public_id}"]')


def test_what_changed_is_public(alpha: Instrument, scheme: Scheme, visitor: Client) -> None:
    taken_in(file(edition="2025-06-02", mark="C", versions=[]), scheme.group)
    newest, first = page(visitor, "/regulations/changes/").select("table")
    assert rows(newest) == [["ALPHA", "mark: changed"], ["ALPHA", "version 1: removed"]]
    assert rows(first) == [["ALPHA", "the instrument: added"], ["BETA", "the instrument: added"]]


def test_a_group_s_page_shows_what_comes_next(alpha: Instrument, visitor: Client) -> None:
    found = page(visitor, "/groups/working-group/")
    assert found.select_one('li a[href="/regulations/ALPHA/"]')
    assert "Regulations this group watches" not in page(visitor, "/groups/council/").get_text()


def test_the_search_finds_instruments(alpha: Instrument, visitor: Client) -> None:
    assert page(visitor, "/search/?q=smelters").select_one('a[href="/regulations/ALPHA/"]')


def test_before_the_first_import_the_pages_say_what_to_do(visitor: Client) -> None:
    assert "No instruments were imported yet." in page(visitor, LIST).get_text()
    assert "No file was imported yet." in page(visitor, "/regulations/changes/").get_text()


@pytest.fixture
def grow(alpha: Instrument, scheme: Scheme, chair: User) -> Callable[[], None]:
    """More of everything."""
    numbers = iter(range(1, 100))

    def more() -> None:
        number = next(numbers)
        found = file(edition=f"2025-07-{number:02}")
        extra = [{**found.data["instruments"][0], "code": f"MORE-{n}"} for n in range(number)]
        from cupel.coverage import instruments_from

        taken_in(instruments_from({**found.data, "instruments": [*found.data["instruments"], *extra]}), scheme.group)
        version_added(alpha, f"more {number}", now=NOON + DAY)
        added = event_added(alpha, DateRule(on=APPLIES + number * DAY))
        known = next(each for each in instrument_named("ALPHA").events.all() if each.pk == added.pk)
        again = event_added(alpha, DateRule(yearly="08-01"))
        about = About(instrument=alpha, event=again, on=date(2025, 8, 1))
        link_instrument(accepted(scheme.group, f"More {number}"), about, by=None, now=NOON)
        deal_with_date(Occurrence(event=known, on=known.on or TODAY), reason="x", by=None, now=NOON)

    return more


def test_pages_take_as_many_queries_whatever_the_number_of_rows(
    grow: Callable[[], None], secretary_client: Client, chair_client: Client
) -> None:
    addresses = [
        LIST,
        ALPHA,
        "/regulations/changes/",
        "/regulations/calendar.ics",
        "/groups/working-group/",
        "/search/?q=more",
    ]

    def numbers() -> list[int]:
        return [queries(client, each) for client in (secretary_client, chair_client) for each in addresses]

    grow()
    few = numbers()
    for _turn in range(4):
        grow()
    assert numbers() == few


def test_what_awaits_a_chair_and_the_machine_take_as_many_queries(grow: Callable[[], None], chair: User) -> None:
    def numbers() -> list[int]:
        with CaptureQueriesContext(connection) as duties:
            assert duties_of(chair, on=TODAY)
        propose_issues(now=NOON + 2 * DAY)
        with CaptureQueriesContext(connection) as machine:
            assert propose_issues(now=NOON + 2 * DAY) == []
        return [len(duties), len(machine)]

    grow()
    few = numbers()
    for _turn in range(4):
        grow()
    assert numbers() == few


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)
