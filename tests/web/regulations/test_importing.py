"""A file of instruments is taken in once; a newer one changes what it says and nothing else."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.web.people_at_work import NOON
from tests.web.regulations_at_work import APPLIES, FILE, event_of, file, taken_in, version_added
from tests.web.scheme_at_work import Scheme

from cupel.coverage import DateRule, load_instruments, shipped_instruments
from cupel.errors import ProcedureError
from cupel_web.kernel.models import Event
from cupel_web.regulations.models import DatedEvent, Import, Instrument, InstrumentVersion, Watch
from cupel_web.regulations.queries.records import instrument_named, instruments

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=10)
EVENTS, VERSIONS = FILE["instruments"][0]["events"], FILE["instruments"][0]["versions"]


def counts() -> list[int]:
    return [model.objects.count() for model in (Instrument, InstrumentVersion, DatedEvent, Watch, Import, Event)]


def test_the_records_say_what_the_file_says(alpha: Instrument) -> None:
    assert alpha.title == {"en": "Alpha Act", "de": "Alpha-Gesetz"}
    assert alpha.reach["mo"] == {"reach": "not reached", "mark": "M-high"}
    assert [(each.name, each.on) for each in alpha.versions.all()] == [("1", "2020")]
    rules = {each.key: each.rule for each in alpha.events.all()}
    assert rules["applies"] == DateRule(on=APPLIES)
    assert rules["report"] == DateRule(yearly="07-31")


def test_the_same_file_again_changes_nothing(alpha: Instrument, scheme: Scheme) -> None:
    before = counts()
    taken_in(file(), scheme.group, now=LATER)
    assert counts() == before


def test_the_import_is_an_event_with_counts_and_a_hash_alone(alpha: Instrument) -> None:
    event = Event.objects.get(action="regulations.instruments_imported")
    assert event.subject == Import.objects.get().public_id
    assert event.facts == {
        "edition": "2025-06-01", "content": file().content_hash, "instruments": 2, "changes": 2,
    }  # fmt: skip


def test_a_newer_file_is_compared_with_the_one_before(alpha: Instrument, scheme: Scheme) -> None:
    moved = [{**EVENTS[0], "on": "2026-09-01"}, *EVENTS[1:2]]
    taken_in(file(edition="2025-06-12", events=moved, state={"en": "Put off."}), scheme.group, now=LATER)
    changes = [(each["part"], each["key"], each["kind"]) for each in Import.objects.latest("pk").changes]
    assert changes == [("state", "", "changed"), ("event", "applies", "changed"), ("event", "began", "removed")]
    known = instrument_named("ALPHA")
    assert known.state == {"en": "Put off."}
    assert {each.key for each in known.events.all()} == {"applies", "report"}


def test_only_a_date_that_was_moved_is_dated_anew(alpha: Instrument, scheme: Scheme) -> None:
    moved = [{**EVENTS[0], "on": "2026-09-01"}, {**EVENTS[1], "what": {"en": "Yearly report"}}, EVENTS[2]]
    taken_in(file(edition="2025-06-12", events=moved), scheme.group, now=LATER)
    assert event_of("applies").dated_at == LATER
    assert event_of("report").dated_at == NOON
    assert event_of("report").what == {"en": "Yearly report"}


def test_what_a_newer_file_names_again_stands_again(alpha: Instrument, scheme: Scheme) -> None:
    kept = event_of("began").public_id
    taken_in(file(edition="2025-06-12", events=EVENTS[:2], versions=[]), scheme.group, now=LATER)
    assert not instrument_named("ALPHA").versions.all()
    taken_in(file(edition="2025-06-13"), scheme.group, now=LATER)
    assert event_of("began").public_id == kept
    assert [each.name for each in instrument_named("ALPHA").versions.all()] == ["1"]


def test_what_was_added_by_hand_stays(alpha: Instrument, scheme: Scheme) -> None:
    version_added(alpha)
    taken_in(file(edition="2025-06-12"), scheme.group, now=LATER)
    assert [each.name for each in instrument_named("ALPHA").versions.all()] == ["1", "2"]


def test_an_instrument_that_is_gone_is_shown_no_more(alpha: Instrument, scheme: Scheme, visitor: Client) -> None:
    found = file(edition="2025-06-12")
    data = {**found.data, "instruments": found.data["instruments"][:1]}
    from cupel.coverage import instruments_from

    taken_in(instruments_from(data), scheme.group, now=LATER)
    assert [each.code for each in instruments()] == ["ALPHA"]
    assert visitor.get("/regulations/BETA/").status_code == 404


@pytest.mark.parametrize("edition", ["2025-05-31", "2025-06-01"])
def test_other_facts_under_an_older_or_the_same_day_are_refused(
    edition: str, alpha: Instrument, scheme: Scheme
) -> None:
    before = counts()
    with pytest.raises(ProcedureError, match="imported already") as told:
        taken_in(file(edition=edition, mark="C"), scheme.group, now=LATER)
    assert told.value.code == "instruments-edition"
    assert counts() == before


def test_a_new_instrument_is_watched_and_a_known_one_keeps_who_watches(alpha: Instrument, scheme: Scheme) -> None:
    taken_in(file(edition="2025-06-12", mark="C"), scheme.council, now=LATER)
    watch = instrument_named("ALPHA").watch
    assert watch is not None
    assert (watch.group, watch.months) == (scheme.group, 6)


def test_the_command_takes_the_shipped_file_once(scheme: Scheme) -> None:
    out = StringIO()
    for _turn in range(2):
        call_command("import_instruments", watched_by="working-group", stdout=out)
    number = len(load_instruments(shipped_instruments()).instruments)
    assert f"{number} instruments" in out.getvalue()
    assert "imported already" in out.getvalue()
    assert {each.watch.group for each in instruments() if each.watch} == {scheme.group}


def test_the_command_tells_every_mistake(scheme: Scheme, tmp_path: Path) -> None:
    broken = tmp_path / "mine.yaml"
    broken.write_text("schema: cupel-instruments/1\nedition: 2025-06-01\nabout: {en: x}\ninstruments: []\n")
    with pytest.raises(CommandError, match=r"mine\.yaml, line 4"):
        call_command("import_instruments", str(broken))
    assert not Import.objects.exists()


def test_the_command_says_that_nobody_watches(db: None) -> None:
    out = StringIO()
    call_command("import_instruments", stdout=out)
    assert "No group watches new instruments" in out.getvalue()
    assert all(each.watch is None for each in instruments())
