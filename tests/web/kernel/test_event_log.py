"""The event log: whole or visibly broken."""

import pytest
from django.db import connection
from tests.web.people_at_work import NOON

from cupel_web.kernel.events import append_event, first_broken_event, salted_hash
from cupel_web.kernel.models import Event
from cupel_web.kernel.models.event import AppendOnlyError
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
