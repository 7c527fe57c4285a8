"""The event log: whole or visibly broken."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.web.people_at_work import NOON

from cupel_web.kernel.events import append_event, first_broken_event, salted_hash
from cupel_web.kernel.models import AppendOnlyError, Event
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(company: Organisation) -> Organisation:
    for number in range(5):
        append_event("test.act", by=None, about=company, scope=company, now=NOON, number=number)
    return company


def test_a_log_that_nobody_touched_is_whole(log: Organisation) -> None:
    assert first_broken_event() is None


def test_an_altered_event_is_found(log: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_event SET action = 'test.other' WHERE number = 3")
    assert first_broken_event() == 3


def test_a_removed_event_is_found(log: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_event WHERE number = 4")
    assert first_broken_event() == 4


def test_a_removed_last_event_is_found(log: Organisation) -> None:
    last = Event.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_event WHERE number = %s", [last])
    assert first_broken_event() == last


def test_an_event_cannot_be_saved_again(log: Organisation) -> None:
    event = Event.objects.get(number=2)
    with pytest.raises(AppendOnlyError):
        event.save()


def test_an_event_cannot_be_deleted(log: Organisation) -> None:
    with pytest.raises(AppendOnlyError):
        Event.objects.get(number=2).delete()


def test_events_cannot_be_changed_in_bulk(log: Organisation) -> None:
    with pytest.raises(AppendOnlyError):
        Event.objects.all().update(action="x")


def test_a_salted_hash_tells_equal_texts_apart_from_others_without_the_text() -> None:
    assert salted_hash("officer@example.org") == salted_hash("officer@example.org") != salted_hash("x@example.org")
    assert "officer" not in salted_hash("officer@example.org")


def test_the_secretariat_and_the_operator_read_the_log(
    log: Organisation, secretary_client: Client, operator_client: Client
) -> None:
    for client in (secretary_client, operator_client):
        text = client.get("/events/?check=1").content.decode()
        assert "test.act" in text
        assert "The log is whole" in text


def test_a_broken_log_is_told_on_the_page(log: Organisation, secretary_client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_event SET action = 'test.other' WHERE number = 3")
    assert "broken at event 3" in secretary_client.get("/events/?check=1").content.decode()


def test_the_log_is_filtered_by_act_and_record(log: Organisation, secretary_client: Client) -> None:
    shown = secretary_client.get(f"/events/?action=test&subject={log.public_id}").context["page"]
    assert [event.facts["number"] for event in shown] == [4, 3, 2, 1, 0]
    assert "No event fits." in secretary_client.get("/events/?action=nothing").content.decode()


@pytest.mark.parametrize("who", ["officer_client", "reader_client"])
def test_nobody_else_reads_the_log(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).get("/events/").status_code == 403


@pytest.mark.parametrize("number", [3, 300])
def test_the_page_takes_as_many_queries_whatever_the_length_of_the_log(
    number: int, company: Organisation, secretary_client: Client, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        append_event("test.act", by=None, about=company, scope=company, now=NOON, number=each)
    with django_assert_max_num_queries(8):
        secretary_client.get("/events/")
