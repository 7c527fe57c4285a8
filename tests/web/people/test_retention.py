"""How long records are kept: every model has a class, terms are counted day by day, holds and the event log hold."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st
from tests.web.api.callers import Caller
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY, Scheme, body, person, signed_in

from cupel.errors import ProcedureError
from cupel.governance import Term, Unit
from cupel_web.groups.actions import Step, Wish, apply, confirm_application, grant_access, move_group, rule
from cupel_web.groups.models import AccessRole, Application, Capacity, GroupKind, Invited, Ruling
from cupel_web.groups.states import GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import Event, User
from cupel_web.kernel.retention import CLASSES, CLOSED, KINDS, MAIL, PERMANENT, UNCONFIRMED, Rows, classified, kept
from cupel_web.notices.models import Notice
from cupel_web.people.actions import (
    HeldBack,
    NewTerm,
    dispose,
    erase_person,
    hold_records,
    lift_hold,
    set_retention,
)
from cupel_web.people.models import Disposal, Hold
from cupel_web.people.retention import Rule, due_rows, number_due, rules
from cupel_web.work.actions import Concern, NewThread, raise_issue, start_thread
from cupel_web.work.models import EmergingIssue, Visibility

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FRAMEWORK = {"auth", "contenttypes"}
"""Tables of Django that this workspace leaves empty, or that name its own models."""


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def wish(email: str = "applicant@example.org") -> Wish:
    return Wish(
        name="Applicant", email=email, joins_as=Invited.EXPERTS, capacity=Capacity.PERSONAL, category="industry",
        statement="I know recycling.", interests="Shares.",
    )  # fmt: skip


@pytest.fixture
def unconfirmed(scheme: Scheme) -> Application:
    return apply(scheme.group, wish(), now=NOON)


@pytest.fixture
def decided(scheme: Scheme, secretary: User) -> Application:
    application = apply(scheme.group, wish(), now=NOON)
    confirm_application(application, now=NOON)
    rule(application, accepted=False, letter="Dear applicant.", by=secretary, now=NOON)
    return Application.objects.get(pk=application.pk)


def day(number: int) -> datetime:
    """Noon, so many days later."""
    return NOON + number * DAY


def disposed(code: str, now: datetime) -> int:
    return sum(each.records for each in dispose(KINDS[code], by=None, now=now))


def due_on(code: str, now: datetime) -> int | None:
    kind = KINDS[code]
    return number_due(kind, rules(on=now.date())[kind.retention.code])


def test_every_model_has_a_class() -> None:
    known = set(classified())
    lacking = {each._meta.label for each in apps.get_models() if each not in known}
    assert {label for label in lacking if label.split(".")[0] not in FRAMEWORK} == set()


def test_every_class_with_a_clock_says_what_happens_then() -> None:
    for each in CLASSES.values():
        assert (each.term is None) == (each.act is None), each.code
        assert all(str(text) for text in (each.name, each.reason, each.starts, each.source))


@pytest.mark.parametrize(
    ("retention", "rows"),
    [
        (MAIL, Rows(model=Notice)),
        (PERMANENT, Rows(model=Notice, start="sent_at")),
        (CLOSED, Rows(model=Notice, start="sent_at")),
        (MAIL, Rows(model=Notice, start="sent_at", blanks={"text": ""})),
        (MAIL, Rows(model=Event, start="at")),
    ],
)
def test_a_kind_that_makes_no_sense_is_refused(retention: object, rows: Rows) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        kept("nonsense", _("events"), retention, rows)  # type: ignore[arg-type]


def test_a_code_names_one_kind() -> None:
    with pytest.raises(ValueError, match="twice"):
        kept("notices", _("mail notices"), PERMANENT)


def runs_out(started: date, term: Term) -> date:
    """By brute force: walk day by day until the term is counted."""
    if term.unit in {Unit.DAYS, Unit.WEEKS}:
        walked, left = started, term.length * (7 if term.unit is Unit.WEEKS else 1)
        while left:
            walked, left = walked + DAY, left - 1
        return walked
    months = term.length * (12 if term.unit is Unit.YEARS else 1)
    year, month = started.year + (started.month - 1 + months) // 12, (started.month - 1 + months) % 12 + 1
    walked = date(year, month, 1)
    while walked.day < started.day and (walked + DAY).month == month:
        walked += DAY
    return walked


@given(
    started=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    term=st.builds(
        Term, length=st.integers(1, 12), unit=st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS])
    ),
    shift=st.integers(-2, 2),
)
def test_a_record_is_over_on_the_day_after_its_term(started: date, term: Term, shift: int) -> None:
    """The question to the database and the clock, against days that are walked one by one."""
    last = runs_out(started, term)
    on = last + shift * DAY
    version = type("Version", (), {"term": term})()
    asked = Rule(retention=MAIL, on=on, version=version, holds=[], held={})
    assert asked.is_over(started) == (shift > 0)
    moment = datetime(started.year, started.month, started.day, 23, 59, 59, tzinfo=UTC)
    notice = Notice.objects.create(about="x", queued_at=moment, sent_at=moment)
    assert due_rows(Rows(model=Notice, start="sent_at"), asked).filter(pk=notice.pk).exists() == (shift > 0)
    notice.delete()


def test_a_mail_is_forgotten_after_its_days_and_not_before(unconfirmed: Application) -> None:
    delivered()
    assert disposed("notices", day(30)) == 0
    assert disposed("notices", day(31)) == 1
    assert disposed("notices", day(31)) == 0
    assert not Notice.objects.exists()


def test_a_mail_that_waits_is_kept(unconfirmed: Application) -> None:
    assert disposed("notices", day(400)) == 0


def test_what_nobody_confirmed_is_deleted(unconfirmed: Application, scheme: Scheme) -> None:
    raise_issue(scheme.group, Concern(title="Dust", text="Much.", name="A", email="a@example.org"), by=None, now=NOON)
    assert disposed("applications-unconfirmed", day(31)) == disposed("issues-unconfirmed", day(31)) == 1
    assert not Application.objects.exists()
    assert not EmergingIssue.objects.exists()
    assert first_broken_event() is None


def test_a_confirmed_application_waits_for_its_answer_however_long(unconfirmed: Application) -> None:
    confirm_application(unconfirmed, now=NOON)
    assert disposed("applications-unconfirmed", day(9000)) == disposed("applications", day(9000)) == 0


def test_a_decided_application_loses_the_person_and_keeps_the_decision(decided: Application) -> None:
    five_years = datetime(2030, 6, 3, 0, 0, tzinfo=UTC)
    assert disposed("applications", five_years - DAY) == 0
    assert disposed("applications", five_years) == 2
    assert disposed("applications", five_years) == 0
    fresh, ruling = Application.objects.get(), Ruling.objects.get()
    assert (fresh.name, fresh.email, fresh.statement, fresh.interests, ruling.letter) == ("",) * 5
    assert ruling.accepted is False
    assert first_broken_event() is None


def test_events_hold_ids_and_no_names(decided: Application) -> None:
    disposed("applications", day(3000))
    events = Event.objects.filter(action="records.redacted").order_by("number")
    assert [event.facts["ids"] for event in events] == [[decided.public_id], [Ruling.objects.get().public_id]]
    assert "@example.org" not in str([event.facts for event in Event.objects.all()])


def test_erasing_a_person_and_disposing_leave_the_log_whole(decided: Application, chair: User, member: User) -> None:
    erase_person(member, by=None, now=NOON)
    disposed("applications", day(3000))
    erase_person(chair, by=None, now=day(3000))
    assert first_broken_event() is None
    out = StringIO()
    call_command("verify_events", stdout=out)
    assert "whole" in out.getvalue()


def test_a_hold_on_a_class_keeps_everything_and_its_days_are_added(unconfirmed: Application) -> None:
    hold = hold_records(UNCONFIRMED, HeldBack(reason="A complaint."), by=None, now=day(10))
    assert disposed("applications-unconfirmed", day(400)) == 0
    lift_hold(hold, by=None, now=day(20))
    assert disposed("applications-unconfirmed", day(40)) == 0
    assert disposed("applications-unconfirmed", day(41)) == 1


def test_a_hold_keeps_even_what_was_over_before(unconfirmed: Application) -> None:
    hold_records(UNCONFIRMED, HeldBack(reason="A complaint."), by=None, now=day(50))
    assert due_on("applications-unconfirmed", day(50)) == 0


def test_a_hold_on_one_record_keeps_that_one_alone(unconfirmed: Application, scheme: Scheme) -> None:
    other = apply(scheme.group, wish("other@example.org"), now=NOON)
    hold = hold_records(UNCONFIRMED, HeldBack(reason="A dispute.", record=other.public_id), by=None, now=day(1))
    assert disposed("applications-unconfirmed", day(31)) == 1
    assert Application.objects.get() == other
    lift_hold(hold, by=None, now=day(101))
    assert disposed("applications-unconfirmed", day(130)) == 0
    assert disposed("applications-unconfirmed", day(131)) == 1


@given(began=st.integers(0, 40), length=st.integers(1, 40), started=st.integers(0, 60), asked=st.integers(20, 160))
def test_lifted_holds_are_counted_day_by_day(began: int, length: int, started: int, asked: int) -> None:
    first, last = TODAY + began * DAY, TODAY + (began + length - 1) * DAY
    hold = Hold(retention="mail", first=first, last=last, reason="Why.", recorded_at=NOON)
    on, counted, walked = TODAY + asked * DAY, 0, TODAY + started * DAY
    while counted < 30:
        walked += DAY
        counted += not first <= walked <= last
    known = Rule(retention=MAIL, on=on, version=None, holds=[hold], held={})
    expected = walked < on and on > last
    assert known.is_over(TODAY + started * DAY) == expected
    moment = NOON + started * DAY
    notice = Notice.objects.create(about="x", queued_at=moment, sent_at=moment)
    assert due_rows(Rows(model=Notice, start="sent_at"), known).filter(pk=notice.pk).exists() == expected
    notice.delete()


def test_holds_need_a_reason_a_clock_and_a_record(unconfirmed: Application) -> None:
    for retention, held in [
        (UNCONFIRMED, HeldBack(reason=" ")),
        (PERMANENT, HeldBack(reason="Why.")),
        (UNCONFIRMED, HeldBack(reason="Why.", record="01J0000000000000000000000A")),
    ]:
        with pytest.raises(ProcedureError):
            hold_records(retention, held, by=None, now=NOON)
    hold = hold_records(UNCONFIRMED, HeldBack(reason="Why."), by=None, now=NOON)
    with pytest.raises(ProcedureError):
        hold_records(UNCONFIRMED, HeldBack(reason="Again."), by=None, now=NOON)
    lift_hold(hold, by=None, now=NOON)
    with pytest.raises(ProcedureError):
        lift_hold(hold, by=None, now=NOON)


def test_the_reason_of_a_hold_is_not_in_the_log(unconfirmed: Application) -> None:
    hold_records(UNCONFIRMED, HeldBack(reason="Complaint of Example Smelter"), by=None, now=NOON)
    assert "Smelter" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_term_is_a_version_with_an_event(unconfirmed: Application, secretary: User) -> None:
    new = NewTerm(term=Term(length=2, unit=Unit.DAYS), in_force=TODAY + 5 * DAY, reason="Sooner.")
    version = set_retention(UNCONFIRMED, new, by=secretary, now=NOON)
    assert due_on("applications-unconfirmed", day(4)) == 0
    assert due_on("applications-unconfirmed", day(5)) == 1
    event = Event.objects.get(action="records.term_set")
    assert (event.subject, event.facts["length"]) == (version.public_id, 2)
    longer = NewTerm(term=Term(length=1, unit=Unit.YEARS), in_force=TODAY + 5 * DAY, reason="Longer after all.")
    set_retention(UNCONFIRMED, longer, by=secretary, now=NOON)
    assert due_on("applications-unconfirmed", day(5)) == 0


def test_a_term_is_not_set_for_the_past_without_a_reason_or_without_a_clock() -> None:
    term = Term(length=2, unit=Unit.DAYS)
    for retention, new in [
        (MAIL, NewTerm(term=term, in_force=TODAY - DAY, reason="Why.")),
        (MAIL, NewTerm(term=term, in_force=TODAY, reason="")),
        (PERMANENT, NewTerm(term=term, in_force=TODAY, reason="Why.")),
    ]:
        with pytest.raises(ProcedureError):
            set_retention(retention, new, by=None, now=NOON)


def test_a_group_s_papers_wait_for_review_after_it_is_concluded(scheme: Scheme, secretary: User) -> None:
    raise_issue(scheme.group, Concern(title="Dust", text="Much."), by=person("a@example.org"), now=NOON)
    thread = NewThread(title="Dust", visibility=Visibility.GROUP)
    start_thread(scheme.group, thread, text="Talk.", by=_chair(scheme), now=NOON)
    assert due_on("threads", day(9000)) == 0
    move_group(scheme.group, Step(to=GroupState.CONCLUDED, on=TODAY, reason="Done."), by=None, now=NOON)
    assert due_on("threads", datetime(2030, 6, 2, tzinfo=UTC)) == 0
    assert due_on("threads", datetime(2030, 6, 3, tzinfo=UTC)) == 2
    (duty,) = [each for each in duties_of(secretary, on=date(2030, 7, 1)) if each.path == "/records/"]
    assert (duty.since, duty.about.split()[1]) == (date(2030, 6, 3), "records")
    assert [each for each in duties_of(secretary, on=date(2030, 6, 2)) if each.path == "/records/"] == []
    assert disposed("threads", day(9000)) == 0


def _chair(scheme: Scheme) -> User:
    user = person("lead@example.org")
    grant_access(scheme.group, person=user, role=AccessRole.CHAIR, by=None, now=NOON)
    return user


def test_the_command_shows_does_and_does_nothing_twice(unconfirmed: Application) -> None:
    def said(*arguments: str, at: datetime) -> str:
        out = StringIO()
        with clock.clock_set_to(lambda: at):
            call_command("keep_records", *arguments, stdout=out)
        return out.getvalue()

    assert "applications-unconfirmed: 1 to delete" in said("--dry-run", at=day(31))
    assert Application.objects.exists()
    assert "applications-unconfirmed: 1 deleted" in said(at=day(31))
    assert "applications-unconfirmed" not in said(at=day(31))
    assert [each.kind for each in Disposal.objects.all()] == ["applications-unconfirmed"]
    assert first_broken_event() is None


def test_the_command_does_not_act_on_a_moment_that_is_still_to_come(unconfirmed: Application) -> None:
    with pytest.raises(CommandError):
        call_command("keep_records", "--at", day(31).isoformat())
    out = StringIO()
    call_command("keep_records", "--at", day(31).isoformat(), "--dry-run", stdout=out)
    assert "1 to delete" in out.getvalue()


@pytest.mark.parametrize("who", ["chair", "member", "observer", "officer", "reader", "operator"])
def test_the_secretariat_alone_keeps_records(who: str, request: pytest.FixtureRequest, secretary: User) -> None:
    user: User = request.getfixturevalue(who)
    new = NewTerm(term=Term(length=2, unit=Unit.DAYS), in_force=TODAY, reason="Why.")
    hold = hold_records(MAIL, HeldBack(reason="Why."), by=secretary, now=NOON)
    for act in (
        lambda: set_retention(MAIL, new, by=user, now=NOON),
        lambda: hold_records(UNCONFIRMED, HeldBack(reason="Why."), by=user, now=NOON),
        lambda: lift_hold(hold, by=user, now=NOON),
        lambda: dispose(KINDS["notices"], by=user, now=NOON),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_everybody_reads_the_classes_and_the_secretariat_what_is_due_and_held(
    visitor: Client, secretary_client: Client, unconfirmed: Application
) -> None:
    hold_records(CLOSED, HeldBack(reason="A complaint of one side."), by=None, now=NOON)
    with clock.clock_set_to(lambda: day(31)):
        seen, kept_by = visitor.get("/records/").content.decode(), secretary_client.get("/records/").content.decode()
        listed = secretary_client.get("/records/kinds/applications-unconfirmed/due/").content.decode()
    assert "proposed default:" in seen
    assert "A complaint of one side." not in seen
    assert "A complaint of one side." in kept_by
    assert "/records/kinds/applications-unconfirmed/due/" in kept_by
    assert "/records/kinds/applications-unconfirmed/due/" not in seen
    assert unconfirmed.public_id in listed
    assert "applicant@example.org" not in listed


def test_a_company_s_own_records_are_not_counted_for_the_secretariat(secretary_client: Client) -> None:
    assert due_on("books", NOON) is None
    assert secretary_client.get("/records/kinds/books/due/").status_code == 404


def test_the_secretariat_sets_a_term_and_holds_by_the_pages(
    secretary_client: Client, unconfirmed: Application, visitor: Client
) -> None:
    given_term = {"length": "60", "unit": "days", "in_force": "2025-06-02", "reason": "Two months are enough."}
    assert secretary_client.post("/records/classes/mail/term/", given_term).status_code == 302
    assert "Two months are enough." in visitor.get("/records/").content.decode()
    held = {"record": unconfirmed.public_id, "reason": "A dispute."}
    assert secretary_client.post("/records/classes/unconfirmed/hold/", held).status_code == 302
    assert secretary_client.post("/records/classes/unconfirmed/hold/", held).status_code == 422
    hold = Hold.objects.get()
    secretary_client.post(f"/records/holds/{hold.public_id}/lift/")
    hold.refresh_from_db()
    assert hold.last == TODAY
    assert secretary_client.get("/records/classes/permanent/term/").status_code == 404


def test_programs_keep_records_as_the_pages_do(unconfirmed: Application, secretary: User) -> None:
    call = Caller(secretary)
    body = {"length": 60, "unit": "days", "in_force": "2025-06-02", "reason": "Two months are enough."}
    assert call.done("POST", "/records/classes/mail/terms", body)["number"] == 1
    (mail,) = [each for each in Caller(None).get("/records/classes") if each["retention"] == "mail"]
    assert (mail["length"], mail["unit"], mail["version"]) == (60, "days", 1)
    held = {"record": unconfirmed.public_id, "reason": "A dispute."}
    hold = call.done("POST", "/records/classes/unconfirmed/holds", held)
    assert [each["reason"] for each in call.get("/records/holds")["items"]] == ["A dispute."]
    assert call.done("DELETE", f"/records/holds/{hold['public_id']}")["last"] == "2025-06-02"
    with clock.clock_set_to(lambda: day(40)):
        (due,) = call.get("/records/kinds/applications-unconfirmed/due")
    assert due["record"] == unconfirmed.public_id


def test_the_page_asks_as_many_questions_for_many_records(secretary: User, scheme: Scheme) -> None:
    client = signed_in(secretary)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries, clock.clock_set_to(lambda: day(31)):
            assert client.get("/records/").status_code == 200
        return len(queries)

    apply(scheme.group, wish("0@example.org"), now=NOON)
    hold_records(UNCONFIRMED, HeldBack(reason="W.", record=Application.objects.get().public_id), by=None, now=NOON)
    before = asked()
    for number in range(1, 6):
        application = apply(scheme.group, wish(f"{number}@example.org"), now=NOON)
        held = HeldBack(reason="Why.", record=application.public_id)
        hold_records(UNCONFIRMED, held, by=None, now=NOON)
        body(f"group-{number}", kind=GroupKind.WORKING_GROUP, parent=scheme.council)
    assert asked() == before
