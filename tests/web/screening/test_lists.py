"""Lists: imported as versions that never change; a failed import leaves the previous version in use."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LISTED, entry, imported

from cupel.screening.lists import read_version
from cupel_web.kernel.models import Event, User
from cupel_web.kernel.states import JobState
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import AboutList, import_list
from cupel_web.screening.folders import folder_of
from cupel_web.screening.models import ListVersion
from cupel_web.screening.queries.lists import newest_versions, usable_versions

pytestmark = pytest.mark.django_db


def test_an_import_keeps_what_the_engine_read(own_list: ListVersion) -> None:
    kept = read_version(folder_of(own_list))
    assert own_list.job.state == JobState.DONE
    assert (own_list.read, own_list.kept, own_list.rejected) == (4, 4, 0)
    assert own_list.content_hash == kept.version.content_hash
    assert set(kept.entity["entity_id"]) == {row["id"] for row in LISTED}


def test_records_that_cannot_be_kept_are_in_quarantine(company: Organisation, officer: User) -> None:
    version = imported(company, officer, rows=[*LISTED, {"id": "E-9", "name": ""}])
    assert (version.kept, version.rejected) == (4, 1)
    assert read_version(folder_of(version)).quarantine.height == 1


def test_a_failed_import_says_so_and_the_previous_version_stays(
    company: Organisation, officer: User, own_list: ListVersion
) -> None:
    failed = imported(company, officer, rows=[{"nothing": "of a list"}])
    assert failed.job.state == JobState.FAILED
    assert failed.job.error
    assert not failed.is_ready
    assert list(usable_versions(company)) == [own_list]


def test_the_newest_version_that_is_ready_is_used(company: Organisation, officer: User, own_list: ListVersion) -> None:
    newer = imported(company, officer, rows=LISTED[:2], label="second")
    assert list(usable_versions(company)) == [newer]
    assert own_list.folder != newer.folder


def test_what_a_person_says_of_a_version_is_kept(company: Organisation, officer: User) -> None:
    version = imported(company, officer, label="March", licence="for tests only", source_url="https://example.org/list")
    stated = read_version(folder_of(version)).version
    assert (stated.label, stated.licence, stated.source_url) == ("March", "for tests only", "https://example.org/list")


def test_every_company_sees_shared_lists_and_no_company_s_own(
    company: Organisation, other_company: Organisation, own_list: ListVersion, shared_list: ListVersion
) -> None:
    assert {version.pk for version in usable_versions(company)} == {own_list.pk, shared_list.pk}
    assert list(usable_versions(other_company)) == [shared_list]


@pytest.mark.parametrize("who", ["reader", "outsider", "secretary", "operator"])
def test_nobody_else_imports_a_list_of_a_company(
    who: str, company: Organisation, request: pytest.FixtureRequest
) -> None:
    about = AboutList(list_id="watch")
    with pytest.raises(PermissionDenied):
        import_list(company, files=[entry("l.csv", LISTED)], about=about, by=request.getfixturevalue(who), now=NOON)


def test_the_operator_imports_a_list_for_all(operator: User, other_company: Organisation) -> None:
    version = imported(operator.memberships.get().organisation, operator)
    assert version.watch_list.is_shared
    assert list(usable_versions(other_company)) == [version]


def test_events_hold_hashes_and_no_names(own_list: ListVersion) -> None:
    told = [str(event.facts) for event in Event.objects.filter(action__startswith="screening.")]
    assert len(told) == 2
    assert not any(word in facts for facts in told for word in ("list.csv", "watch", "Ostrova"))


def test_versions_of_one_list_are_numbered(company: Organisation, officer: User, own_list: ListVersion) -> None:
    imported(company, officer, rows=LISTED[:1], label="second")
    assert [version.number for version in newest_versions(own_list.watch_list)] == [2, 1]
