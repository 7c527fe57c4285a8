"""Screenings: hits with their evidence; a later one compares what changed and finds what a full one finds."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from tests.web.diligence_at_work import work
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LISTED, PARTIES, entry, hit_of, imported, screened, screened_again

from cupel.screening import build_index, screen
from cupel.screening.lists import read_version
from cupel_web.diligence.models import Version
from cupel_web.kernel.models import Event, User
from cupel_web.kernel.states import JobState
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Wanted, start_screening
from cupel_web.screening.folders import folder_of, tables_of
from cupel_web.screening.models import Hit, ListVersion, Screening
from cupel_web.screening.running import subjects_in

pytestmark = pytest.mark.django_db
FOUND = (
    "subject_id",
    "entity_id",
    "score",
    "name_score",
    "identifier",
    "birth",
    "country",
    "kind",
    "address",
    "rarity",
)


def _found(screening: Screening) -> list[tuple[Any, ...]]:
    return sorted(screening.hits.values_list(*FOUND))


def _summary(screening: Screening) -> dict[str, Any]:
    assert isinstance(screening.summary, dict)
    return screening.summary


def test_hits_are_those_of_the_engine(screening: Screening, own_list: ListVersion) -> None:
    listed = read_version(folder_of(own_list))
    expected = screen(subjects_in(tables_of(screening)), build_index(listed), threshold=screening.threshold)
    rows = expected.select(FOUND).with_columns(pl.col(pl.String).fill_null("")).rows()
    assert _found(screening) == sorted(rows)
    assert {hit.subject_id for hit in screening.hits.all()} == {"P-1", "P-2", "P-3"}


def test_a_hit_keeps_both_records_and_the_sentence(screening: Screening) -> None:
    hit = hit_of(screening, "P-2")
    assert hit.birth == "conflicts"
    assert hit.told["ours"]["births"][0]["from"] == "1985-07-09"
    assert hit.told["theirs"]["births"][0]["from"] == "1961-04-03"
    assert "birth conflicts" in hit.told["sentence"]
    assert sum(points for _part, points in hit.told["points"]) == pytest.approx(hit.score)


def test_the_summary_counts_parties_and_names_that_cannot_be_screened(screening: Screening) -> None:
    assert screening.job.state == JobState.DONE
    assert {key: _summary(screening)[key] for key in ("parties", "unscreenable", "hits")} == {
        "parties": 5, "unscreenable": 1, "hits": 3,
    }  # fmt: skip
    assert (screening.manifest or {})["lists"]["watch"]["hits"]["rows"] == 3


def test_parties_of_a_version_of_a_data_set(version: Version, company: Organisation, officer: User) -> None:
    listed = imported(company, officer, rows=[{"id": "E-1", "name": "Example Smelter"}])
    wanted = Wanted(lists=[listed], threshold=0.7, data=version)
    screening = start_screening(company, wanted=wanted, by=officer, now=NOON)
    work()
    screening.refresh_from_db()
    assert _summary(screening)["parties"] == 4
    assert "P-own" in set(screening.hits.values_list("subject_id", flat=True))


def test_a_file_without_parties_fails_with_words(company: Organisation, officer: User, own_list: ListVersion) -> None:
    screening = screened(company, officer, [own_list], rows=[{"colour": "red"}])
    assert screening.job.state == JobState.FAILED
    assert "No table of parties" in screening.job.error
    assert not screening.is_done


CHANGED_LISTS: dict[str, Sequence[dict[str, str]]] = {
    "an entry came": [*LISTED, {"id": "E-5", "name": "Entirely Other Smelting Works", "kind": "company"}],
    "an entry went": LISTED[1:],
    "an entry changed": [{**LISTED[0], "country": "CL"}, *LISTED[1:]],
    "nothing changed": LISTED,
}


@pytest.mark.parametrize("change", CHANGED_LISTS)
@pytest.mark.parametrize("parties", [None, PARTIES[:2], ({**PARTIES[3], "name": "Brightwater Shipping"},)])
def test_screening_again_finds_what_a_full_screening_finds(
    change: str, parties: Sequence[dict[str, str]] | None, screening: Screening, officer: User
) -> None:
    company = screening.company
    newer = imported(company, officer, rows=CHANGED_LISTS[change], label="newer")
    again = screened_again(screening, officer, [newer], parties)
    full = screened(company, officer, [newer], PARTIES if parties is None else parties)
    assert _found(again) == _found(full)
    assert list(again.hits.values_list("place", "subject_id")) == list(full.hits.values_list("place", "subject_id"))


def test_screening_again_compares_only_what_changed_and_says_what_came_of_it(
    screening: Screening, officer: User
) -> None:
    rows = [*LISTED[1:], {"id": "E-5", "name": "Entirely Other Smelting Works", "kind": "company"}]
    again = screened_again(screening, officer, [imported(screening.company, officer, rows=rows, label="newer")])
    assert _summary(again)["compared"] == {"watch": {"full": False, "parties": 0, "entries": 2}}
    assert _summary(again)["changes"] == {"appeared": 1, "vanished": 1}
    assert hit_of(again, "P-4").change == "appeared"
    assert hit_of(again, "P-3").change == ""


def test_screening_again_a_third_time_goes_on_from_the_second(screening: Screening, officer: User) -> None:
    company = screening.company
    second = screened_again(
        screening, officer, [imported(company, officer, rows=LISTED[1:], label="second")], PARTIES[1:]
    )
    newest = imported(company, officer, label="third", rows=LISTED[:3])
    third = screened_again(second, officer, [newest], PARTIES)
    assert _found(third) == _found(screened(company, officer, [newest]))


def test_a_list_that_the_screening_before_did_not_use_is_compared_as_a_whole(
    screening: Screening, officer: User, own_list: ListVersion, shared_list: ListVersion
) -> None:
    again = screened_again(screening, officer, [own_list, shared_list])
    assert set(_summary(again)["compared"]) == {"watch"}
    assert again.hits.filter(watch_list=shared_list.watch_list, change="appeared").count() == 3


@pytest.mark.parametrize("who", ["reader", "outsider", "secretary", "operator"])
def test_nobody_else_screens_a_company_s_parties(
    who: str, company: Organisation, own_list: ListVersion, request: pytest.FixtureRequest
) -> None:
    wanted = Wanted(lists=[own_list], threshold=0.7, party_file=entry("p.csv", PARTIES))
    with pytest.raises(PermissionDenied):
        start_screening(company, wanted=wanted, by=request.getfixturevalue(who), now=NOON)


def test_events_hold_hashes_and_no_names(screening: Screening) -> None:
    ended = Event.objects.get(action="screening.screening_ended")
    assert ended.facts == {"manifest": screening.manifest_hash, "hits": 3}
    told = [str(event.facts) for event in Event.objects.filter(subject=screening.public_id)]
    assert not any(name in facts for facts in told for name in ("Ostrova", "parties.csv", "P-1"))


def test_a_job_taken_up_again_leaves_its_hits_once(screening: Screening) -> None:
    from cupel_web.screening.jobs import run_screening

    screening.job.finished_at = None
    screening.job.save()
    Hit.objects.filter(screening=screening).delete()
    run_screening.call(screening.public_id)
    assert screening.hits.count() == 3
