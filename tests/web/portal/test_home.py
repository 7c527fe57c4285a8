"""The home page: what Cupel is, and what awaits a person."""

import pytest
from django.test import Client
from tests.web.outputs_by_hand import a_finding, a_finished_run

from cupel_web.diligence.models import Version
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_what_cupel_is(visitor: Client) -> None:
    assert "A standard you can run" in visitor.get("/").content.decode()


def test_an_officer_without_books_is_shown_the_next_step(officer_client: Client) -> None:
    assert "There are no books here yet" in officer_client.get("/").content.decode()


def test_rows_to_correct_await_the_officer(spoiled_version: Version, officer_client: Client) -> None:
    assert "2 rows to correct" in officer_client.get("/").content.decode()


def test_the_latest_run_is_summed_up(company: Organisation, officer: User, officer_client: Client) -> None:
    a_finished_run(company, officer, findings=[a_finding(number, state="true") for number in range(8)])
    text = officer_client.get("/").content.decode()
    assert "Latest run" in text
    assert "Books by hand" in text


def test_nothing_of_another_company_awaits_anybody(spoiled_version: Version, outsider_client: Client) -> None:
    text = outsider_client.get("/").content.decode()
    assert "to correct" not in text
    assert "Example Smelter" not in text
