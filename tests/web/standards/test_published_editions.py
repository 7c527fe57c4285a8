"""Editions that were published here stand beside the shipped ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cupel_web.standards.actions import Succession, add_edition, freeze_edition
from cupel_web.standards.models import PublishedEdition
from cupel_web.standards.queries import edition_named, standards, standing, successor_of
from cupel_web.standards.register import register

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TERMS = Succession(
    supersedes="2023", in_force_on=date(2027, 1, 1), transition_until=date(2027, 12, 31), summary="An invented text."
)


def _published_elsewhere() -> str:
    """Another process publishes an invented edition: only the database tells of it. Gives the manifest's hash."""
    standard = standards()["mdd"]
    edition = replace(standard.edition("2023"), edition="invented")
    text = freeze_edition(replace(standard, editions={"invented": edition}), edition, now=NOW)
    PublishedEdition.objects.create(text=text, published_at=NOW, **vars(TERMS))
    return text.manifest_hash


def test_the_next_page_of_every_process_shows_what_was_published_elsewhere(client: Client) -> None:
    assert client.get("/standards/mdd/invented/").status_code == 404
    manifest = _published_elsewhere()
    assert client.get("/standards/mdd/invented/").status_code == 200
    assert standards()["mdd"].edition("invented").manifest_hash == manifest


def test_shipped_editions_stay_as_they_are(client: Client) -> None:
    before = {name: edition.manifest_hash for name, edition in standards()["mdd"].editions.items()}
    _published_elsewhere()
    after = {name: edition.manifest_hash for name, edition in standards()["mdd"].editions.items()}
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"invented"}
    assert client.get("/standards/mdd/redline/2023/invented/").status_code == 200


def test_a_page_asks_once_for_the_newest_publication(client: Client) -> None:
    _published_elsewhere()
    client.get("/standards/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/standards/")
    assert len([query for query in asked if "standards_publishededition" in query["sql"]]) == 1


def _published(name: str, supersedes: str, in_force_on: date) -> None:
    standard = standards()["mdd"]
    edition = replace(standard.edition("2023"), edition=name)
    text = freeze_edition(replace(standard, editions={name: edition}), edition, now=NOW)
    add_edition(text, replace(TERMS, supersedes=supersedes, in_force_on=in_force_on), by=None, now=NOW)


@pytest.mark.parametrize("base", ["2023", "first", "second"])
def test_an_edition_takes_the_place_of_what_took_that_of_its_base_before(base: str) -> None:
    """Whichever it was made from, a revision leaves no correction in force; until its day the last of them stands."""
    _published("first", "2023", date(2027, 1, 1))
    _published("second", "first", date(2027, 2, 1))
    _published("revision", base, date(2028, 1, 1))

    def standings(on: date) -> list[str]:
        return [standing(edition_named("mdd", name), on=on) for name in ("2023", "first", "second", "revision")]

    assert standings(date(2026, 12, 31)) == ["effective", "approved", "approved", "approved"]
    assert standings(date(2027, 1, 1)) == ["superseded", "effective", "approved", "approved"]
    assert standings(date(2027, 12, 31)) == ["superseded", "superseded", "effective", "approved"]
    assert standings(date(2028, 1, 1)) == ["superseded", "superseded", "superseded", "effective"]


def test_a_correction_that_is_published_after_a_revision_and_holds_before_it_is_retired_by_it() -> None:
    _published("revision", "2023", date(2028, 1, 1))
    _published("correction", "2023", date(2027, 1, 1))
    coming = successor_of("mdd", "2023", on=date(2026, 12, 31))
    assert coming is not None
    assert coming.text.edition == "correction"
    assert standing(edition_named("mdd", "correction"), on=date(2028, 1, 1)) == "superseded"
    assert standing(edition_named("mdd", "revision"), on=date(2028, 1, 1)) == "effective"


def test_many_editions_made_from_one_cost_no_more_than_their_pairs() -> None:
    """Each names every other one once; walking all paths between them would take hours for thirty."""
    for n in range(30):
        _published(f"sibling-{n}", "2023", date(2027, 1, 1) + timedelta(days=n))
    assert len(register().successors["mdd", "2023"]) == 30
    assert len(register().successors["mdd", "sibling-0"]) == 29


def test_what_publishes_sees_it_at_once() -> None:
    standard = standards()["mdd"]
    edition = replace(standard.edition("2023"), edition="invented")
    text = freeze_edition(replace(standard, editions={"invented": edition}), edition, now=NOW)
    add_edition(text, TERMS, by=None, now=NOW)
    assert "invented" in standards()["mdd"].editions
