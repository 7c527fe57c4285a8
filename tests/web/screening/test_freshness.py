"""Lists that grow old: the alarm on lists, home pages and screenings, and who sets it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LATER, LISTED, imported, screened

from cupel.screening.lists import FORMATS
from cupel_web.kernel import clock
from cupel_web.kernel.models import Event, User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import change_rhythm
from cupel_web.screening.freshness import EXPECTED_DAYS, freshness
from cupel_web.screening.models import ListVersion, Screening, WatchList
from cupel_web.screening.policies import lists_kept_by

TODAY = NOON.date()
OLD = TODAY - timedelta(days=20)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def stale_list(company: Organisation, officer: User) -> ListVersion:
    """The company's list, published 20 days ago and expected within 14."""
    version = imported(company, officer, published_on=OLD)
    change_rhythm(version.watch_list, days=14, by=officer, now=NOON)
    return version


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def _home(client: Client) -> list[str]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in page.select("main tbody tr")]


def _list_page(version: ListVersion, organisation: Organisation, page: str = "watch_list") -> str:
    keys = {"organisation": organisation.public_id, "watch_list": version.watch_list.public_id}
    return reverse(page, kwargs=keys)


def _screening_page(screening: Screening) -> str:
    keys = {"company": screening.company.public_id, "screening": screening.public_id}
    return reverse("screening", kwargs=keys)


def test_first_rhythms_are_those_of_known_formats_other_than_one_s_own() -> None:
    assert set(EXPECTED_DAYS) == set(FORMATS) - {"own"}
    assert all(days > 0 for days in EXPECTED_DAYS.values())


@given(age=st.integers(0, 400), uploaded=st.integers(401, 800), expected=st.none() | st.integers(1, 400))
def test_a_list_is_stale_from_the_day_after_its_rhythm(age: int, uploaded: int, expected: int | None) -> None:
    published = TODAY - timedelta(days=age)
    version = ListVersion(published_on=published, uploaded_at=NOON - timedelta(days=uploaded))
    told = freshness([(7, version, expected)], on=TODAY)[7]
    assert (told.dated_on, told.age_days) == (published, age)
    assert told.stale == (None if expected is None else age > expected)
    assert (told.stale_since is not None) == bool(told.stale)
    if told.stale_since:
        day_before = freshness([(7, version, expected)], on=told.stale_since - timedelta(days=1))[7]
        assert not day_before.stale


def test_without_a_day_of_publication_the_day_of_upload_counts() -> None:
    told = freshness([(7, ListVersion(uploaded_at=NOON), 1)], on=TODAY + timedelta(days=3))[7]
    assert (told.age_days, told.stale) == (3, True)


def test_without_a_version_a_list_with_a_rhythm_is_stale_and_one_without_is_not() -> None:
    told = freshness([(1, None, 5), (2, None, None)], on=TODAY)
    assert (told[1].stale, told[1].age_days, told[2].stale) == (True, None, None)


def test_lists_of_one_name_are_told_apart() -> None:
    old, new = (ListVersion(published_on=TODAY - timedelta(days=days), uploaded_at=NOON) for days in (9, 1))
    told = freshness([(1, old, 5), (2, new, 5)], on=TODAY)
    assert (told[1].stale, told[2].stale) == (True, False)


@pytest.mark.django_db
def test_the_first_version_gives_the_list_the_rhythm_of_its_format(company: Organisation, officer: User) -> None:
    rows = [{"Name of Entity": "Invented Yarn Works", "Effective Date": "June 21, 2022"}]
    version = imported(company, officer, list_id="entities", rows=rows)
    assert version.layout == "us-uflpa"
    assert version.watch_list.expected_days == EXPECTED_DAYS["us-uflpa"]
    assert imported(company, officer).watch_list.expected_days is None


@pytest.mark.django_db
def test_a_rhythm_that_was_taken_away_does_not_come_back_with_the_next_version(
    company: Organisation, officer: User
) -> None:
    rows = [{"Name of Entity": "Invented Yarn Works", "Effective Date": "June 21, 2022"}]
    version = imported(company, officer, list_id="entities", rows=rows)
    change_rhythm(version.watch_list, days=None, by=officer, now=NOON)
    assert imported(company, officer, list_id="entities", rows=rows, label="next").watch_list.expected_days is None


@pytest.mark.django_db
def test_the_lists_page_and_the_list_say_it_in_words(
    company: Organisation, stale_list: ListVersion, officer_client: Client
) -> None:
    lists = reverse("lists", kwargs={"organisation": company.public_id})
    assert "20 days out of date expected within 14 days" in _text(officer_client, lists)
    words = "its newest version is 20 days old, and one is expected within 14 days"
    assert words in _text(officer_client, _list_page(stale_list, company))


@pytest.mark.django_db
def test_a_new_version_ends_the_alarm(
    company: Organisation, officer: User, stale_list: ListVersion, officer_client: Client
) -> None:
    imported(company, officer, label="new", published_on=TODAY)
    lists = reverse("lists", kwargs={"organisation": company.public_id})
    assert "out of date" not in _text(officer_client, lists)
    assert _home(officer_client) == []


@pytest.mark.django_db
def test_the_home_page_shows_it_to_those_who_keep_lists_and_to_nobody_else(
    stale_list: ListVersion, officer_client: Client, reader_client: Client, outsider_client: Client
) -> None:
    row = "List out of date: 20 days old, expected within 14 days watch 2025-05-28"
    assert _home(officer_client) == [row]
    assert _home(reader_client) == _home(outsider_client) == []


@pytest.mark.django_db
def test_a_stale_list_for_all_awaits_its_keeper_and_every_company(
    shared_list: ListVersion, secretary: User, secretary_client: Client, officer_client: Client, reader_client: Client
) -> None:
    assert "Nothing awaits you" in _text(secretary_client, "/")
    change_rhythm(shared_list.watch_list, days=3, by=secretary, now=NOON)
    with clock.clock_set_to(lambda: NOON + timedelta(days=4)):
        assert _home(secretary_client) == ["List out of date: 4 days old, expected within 3 days shared 2025-06-06"]
        assert "Nothing awaits you" not in _text(secretary_client, "/")
        assert "Kept by Secretariat" in _home(officer_client)[0]
        assert _home(reader_client) == []


@pytest.mark.django_db
def test_the_number_of_queries_of_home_pages_does_not_grow_with_lists(
    company: Organisation, officer: User, stale_list: ListVersion, officer_client: Client
) -> None:
    def queries() -> int:
        officer_client.get("/")
        with CaptureQueriesContext(connection) as captured:
            officer_client.get("/")
        return len(captured)

    before = queries()
    for number in range(3):
        version = imported(company, officer, list_id=f"other-{number}", published_on=OLD)
        change_rhythm(version.watch_list, days=1, by=officer, now=NOON)
    assert len(_home(officer_client)) == 4
    assert queries() == before


@pytest.mark.django_db
def test_an_officer_sets_the_rhythm_on_the_list_s_page(
    company: Organisation, own_list: ListVersion, officer_client: Client
) -> None:
    page, act = _list_page(own_list, company), _list_page(own_list, company, "list_rhythm")
    assert "No rhythm is set" in _text(officer_client, page)
    assert officer_client.post(act, {"expected_days": "21"}).status_code == 302
    assert "expected within 21 days" in _text(officer_client, page)
    assert Event.objects.get(action="screening.rhythm_changed").facts == {"expected_days": 21}
    officer_client.post(act, {"expected_days": ""})
    assert WatchList.objects.get().expected_days is None


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["0", "-3", "soon", "99999"])
def test_a_rhythm_is_a_number_of_days(
    wrong: str, company: Organisation, own_list: ListVersion, officer_client: Client
) -> None:
    answer = officer_client.post(_list_page(own_list, company, "list_rhythm"), {"expected_days": wrong})
    assert answer.status_code == 422
    assert WatchList.objects.get().expected_days is None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["reader", "outsider", "secretary", "operator"])
def test_nobody_else_sets_the_rhythm_of_a_company_s_list(
    who: str, own_list: ListVersion, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        change_rhythm(own_list.watch_list, days=5, by=request.getfixturevalue(who), now=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["officer", "reader", "outsider", "secretary", "operator"])
def test_the_organisations_whose_lists_one_keeps_are_those_in_which_one_may_import(
    who: str, request: pytest.FixtureRequest
) -> None:
    for everybody in ("officer", "reader", "outsider", "secretary", "operator"):
        request.getfixturevalue(everybody)
    user: User = request.getfixturevalue(who)
    allowed = {each.pk for each in Organisation.objects.all() if user.has_perm("screening.import_list", each)}
    assert {each.pk for each in lists_kept_by(user)} == allowed


@pytest.mark.django_db
def test_a_screening_says_that_a_list_was_stale_on_its_day_whatever_comes_later(
    company: Organisation, officer: User, stale_list: ListVersion, officer_client: Client
) -> None:
    screening = screened(company, officer, [stale_list])
    words = f"watch was out of date on {TODAY}: version {stale_list.label} was 20 days old"
    assert words in _text(officer_client, _screening_page(screening))
    change_rhythm(stale_list.watch_list, days=300, by=officer, now=NOON)
    assert words in _text(officer_client, _screening_page(screening))


@pytest.mark.django_db
def test_a_screening_with_a_fresh_list_says_nothing_of_it_even_when_the_list_is_old_now(
    screening: Screening, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    change_rhythm(own_list.watch_list, days=1, by=officer, now=NOON)
    with clock.clock_set_to(lambda: LATER + timedelta(days=30)):
        assert "out of date" not in _text(officer_client, _screening_page(screening))


@pytest.mark.django_db
def test_a_failed_import_is_told_on_the_lists_the_list_and_the_screenings_after_it(
    company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    before = screened(company, officer, [own_list])
    later = NOON + timedelta(hours=1)
    with clock.clock_set_to(lambda: later):
        imported(company, officer, rows=[{"nothing": "of a list"}])
    after = screened(company, officer, [own_list])
    Screening.objects.filter(pk=after.pk).update(started_at=later)
    assert "the version before stays in use" in _text(
        officer_client, reverse("lists", kwargs={"organisation": company.public_id})
    )
    page = _text(officer_client, _list_page(own_list, company))
    assert "The last import failed on 2025-06-02 13:00 UTC: " in page
    assert f"Version {own_list.label} stays in use" in page
    words = "The import of a newer version of watch failed on 2025-06-02 13:00 UTC"
    assert words in _text(officer_client, _screening_page(after))
    assert words not in _text(officer_client, _screening_page(before))


@pytest.mark.django_db
def test_after_a_good_import_nothing_is_told_of_the_failed_one_before(
    company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    imported(company, officer, rows=[{"nothing": "of a list"}])
    newest = imported(company, officer, rows=LISTED[:2], label="newest")
    assert "failed" not in _text(officer_client, _screening_page(screened(company, officer, [newest])))
    assert "The last import failed" not in _text(officer_client, _list_page(own_list, company))
