"""Lists, screenings and people who review, as tests name them; read and screened by the real engine."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from django.test import Client
from tests.web.diligence_at_work import work
from tests.web.people_at_work import NOON, PASSWORD

from cupel_web.diligence.uploads import Entry
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, add_member
from cupel_web.people.models import Organisation, Role
from cupel_web.screening.actions import AboutList, Wanted, import_list, screen_again, start_screening
from cupel_web.screening.models import Hit, ListVersion, Screening

LISTED: tuple[dict[str, str], ...] = (
    {"id": "E-1", "name": "Ostrova Metal Trading LLC", "kind": "company", "country": "KZ", "listed_on": "2024-02-01"},
    {"id": "E-2", "name": "Velimir Dragonov", "kind": "person", "birth_date": "1961-04-03", "country": "RS"},
    {"id": "E-3", "name": "Quarrystone Holdings", "kind": "company", "lei": "5493001KJTIIGC8Y1R12"},
    {"id": "E-4", "name": "Brightwater Shipping", "kind": "company", "country": "PA"},
)
PARTIES: tuple[dict[str, str], ...] = (
    {"party_id": "P-1", "name": "Ostrova Metals Trading", "kind": "company", "country": "KZ"},
    {"party_id": "P-2", "name": "Velimir Dragonov", "kind": "person", "birth_date": "1985-07-09"},
    {"party_id": "P-3", "name": "Quarrystone Holdings", "kind": "company"},
    {"party_id": "P-4", "name": "Entirely Other Smelting Works", "kind": "company", "country": "CL"},
    {"party_id": "P-5", "name": "...", "kind": "company"},
)
LATER = NOON + timedelta(days=1)


def entry(name: str, rows: Sequence[dict[str, str]]) -> Entry:
    """A CSV file of ``rows`` as it is uploaded."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    content = pl.DataFrame([{key: row.get(key) for key in columns} for row in rows]).write_csv().encode()
    return Entry(name=name, size=len(content), chunks=lambda: [content])


def imported(
    owner: Organisation, by: User, *, list_id: str = "watch", rows: Sequence[dict[str, str]] = LISTED, **about: Any
) -> ListVersion:
    """A list version of ``rows``, imported as far as it goes."""
    told = AboutList(list_id=list_id, **about)
    version = import_list(owner, files=[entry("list.csv", rows)], about=told, by=by, now=NOON)
    work()
    version.refresh_from_db()
    return version


def screened(
    company: Organisation, by: User, lists: Sequence[ListVersion], rows: Sequence[dict[str, str]] = PARTIES
) -> Screening:
    """A finished screening of a party file."""
    wanted = Wanted(lists=lists, threshold=0.7, party_file=entry("parties.csv", rows))
    screening = start_screening(company, wanted=wanted, by=by, now=NOON)
    work()
    screening.refresh_from_db()
    return screening


def screened_again(
    before: Screening, by: User, lists: Sequence[ListVersion], rows: Sequence[dict[str, str]] | None = None
) -> Screening:
    """A finished screening that continues another one."""
    file = entry("parties.csv", rows) if rows is not None else None
    wanted = Wanted(lists=lists, threshold=before.threshold, party_file=file)
    screening = screen_again(before, wanted=wanted, by=by, now=LATER)
    work()
    screening.refresh_from_db()
    return screening


def hit_of(screening: Screening, subject_id: str) -> Hit:
    """The hit of a party."""
    known = screening.hits.select_related("screening__company", "watch_list", "decision")
    return known.get(subject_id=subject_id)


@pytest.fixture
def own_list(company: Organisation, officer: User) -> ListVersion:
    """The company's own list."""
    return imported(company, officer)


@pytest.fixture
def shared_list(secretary: User) -> ListVersion:
    """A list that the secretariat keeps for all."""
    return imported(secretary.memberships.get().organisation, secretary, list_id="shared")


@pytest.fixture
def screening(company: Organisation, officer: User, own_list: ListVersion) -> Screening:
    """Five parties against the company's own list: three hits, one party without a word in its name."""
    return screened(company, officer, [own_list])


@pytest.fixture
def colleague(company: Organisation) -> User:
    """A second officer of the company."""
    member = NewMember(email="colleague@example.org", name="Colleague", role=Role.OFFICER)
    user = add_member(company, person=member, by=None, now=NOON).person
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def colleague_client(colleague: User) -> Client:
    client = Client()
    client.force_login(colleague, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
