"""A consultation on the text that a cycle makes is the cycle's round: recorded once, seen in both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.web.consultations_at_work import invitation
from tests.web.cycles_at_work import NEW, rules_adopted
from tests.web.pages import page
from tests.web.scheme_at_work import Scheme

from cupel_web.consultations.actions import (
    Invitation,
    Subject,
    announce,
    begin_consultation,
    change_consultation,
    extend,
    take_step,
)
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User
from cupel_web.standards.actions import freeze_edition
from cupel_web.standards.cycles.actions import open_cycle
from cupel_web.standards.models import Cycle
from cupel_web.standards.queries import edition_named, standard_named

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
OPENS, CLOSES = datetime(2025, 6, 1, 9, tzinfo=UTC), datetime(2025, 6, 26, 9, tzinfo=UTC)


@pytest.fixture
def making(scheme: Scheme, chair: User) -> Cycle:
    """A cycle that makes the edition of 2023; of its round nothing is recorded yet."""
    rules_adopted()
    return open_cycle(scheme.group, replace(NEW, base_edition="2022", new_edition="2023"), by=chair, now=NOW)


@pytest.fixture
def asked(making: Cycle, chair: User) -> Consultation:
    """On the edition that the cycle makes, for 25 days of which thirty are asked; not announced yet."""
    text = freeze_edition(standard_named("mdd"), edition_named("mdd", "2023"), now=NOW)
    told = Invitation(**{**vars(invitation("New edition")), "opens_at": OPENS, "closes_at": CLOSES, "zone": "UTC"})
    return begin_consultation(making.group, told, Subject(text=text), by=chair, now=NOW)


def test_announcing_extending_and_answering_are_recorded_in_the_cycle(
    asked: Consultation, making: Cycle, chair: User
) -> None:
    announce(asked, by=chair, now=NOW)
    asked.refresh_from_db()
    assert (asked.cycle, asked.round) == (making, 1)
    fact = making.round_facts.get()
    assert (fact.opens_at, fact.closes_at, fact.announced) == (OPENS, CLOSES, 25)
    extend(asked, closes_at=CLOSES + 10 * DAY, reason="Holidays.", by=chair, now=OPENS)
    last = making.round_facts.last()
    assert last is not None
    assert (last.closes_at, last.announced, last.reason) == (CLOSES + 10 * DAY, 35, "Holidays.")
    after = CLOSES + 20 * DAY
    for step in (Step.DISPOSITION, Step.FEEDBACK, Step.RESPONSE):
        take_step(asked, step, by=chair, now=after)
    answered = making.round_facts.last()
    assert answered is not None
    assert answered.answered_on == after.date()


def test_each_page_shows_the_other_with_the_days_that_are_asked(
    asked: Consultation, making: Cycle, chair: User, visitor: Client
) -> None:
    one, other = f"/consultations/{asked.public_id}/", f"/standards/cycles/{making.public_id}/"
    assert one not in page(visitor, other)
    announce(asked, by=chair, now=NOW)
    with clock_set_to(lambda: OPENS + DAY):
        text = page(visitor, one)
        assert other in text
        assert "not met" in text
        assert "25 days without its first day" in text
        assert one in page(visitor, other)
        extend(asked, closes_at=CLOSES + 10 * DAY, reason="Holidays.", by=chair, now=OPENS)
        assert "not met" not in page(visitor, one)
    with clock_set_to(lambda: CLOSES + 20 * DAY):
        assert all("No feedback was received." in page(visitor, path) for path in (one, other))


def test_a_text_that_no_cycle_of_the_group_makes_joins_none(asked: Consultation, making: Cycle, chair: User) -> None:
    Cycle.objects.update(new_edition="2030")
    announce(asked, by=chair, now=NOW)
    asked.refresh_from_db()
    assert asked.cycle is None
    assert not making.round_facts.exists()


def test_nothing_is_recorded_before_the_announcement(asked: Consultation, making: Cycle, chair: User) -> None:
    change_consultation(asked, invitation("Other"), revision=asked.revision, by=chair, now=NOW)
    assert not making.round_facts.exists()
