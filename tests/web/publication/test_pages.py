"""Pages of publication: ask, read, approve, publish, find it in the archive and in feeds."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from tests.web.drafting_at_work import NEW as NEW_DRAFT
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.publication_at_work import TERMS, Owned, policy_of, published
from tests.web.scheme_at_work import Scheme, signed_in

from cupel_web.drafting.actions import open_draft
from cupel_web.kernel import clock
from cupel_web.publication.models import AskedText, Publication
from cupel_web.standards.actions import Succession, add_edition, freeze_edition
from cupel_web.standards.queries import edition_named, standard_named

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FORM = {"in_force_on": "2026-01-01", "transition_until": "2026-12-31", "summary": "Sorters sign the policy."}


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_from_the_draft_to_the_archive(owned_draft: Owned, secretary_client: Client, visitor: Client) -> None:
    path = f"/drafts/{owned_draft.draft.public_id}/"
    assert "The owners were not asked yet." in page(secretary_client, path)
    assert secretary_client.post(f"{path}ask/").status_code == 302
    assert "approved by 0 of 6" in page(secretary_client, path)
    asked = AskedText.objects.get()
    for owner in asked.content.matrix.owners.select_related("organisation"):
        client = signed_in(owned_draft.delegates[owner.organisation.name])
        word = f"/approvals/{asked.content.matrix.public_id}/owners/{owner.public_id}/"
        assert client.post(word, {"sha256": asked.content.sha256, "approves": "yes"}).status_code == 302
    assert "approved by 6 of 6" in page(secretary_client, path)
    assert 'value="2025-06-02"' in page(secretary_client, f"{path}publish/")
    assert secretary_client.post(f"{path}publish/", FORM).status_code == 302
    assert "The publication and its files" in page(secretary_client, path)
    assert "MDD 2026" in page(visitor, "/standards/publications/")
    assert "Hearth Zinc Union" in page(visitor, "/standards/mdd/2026/publication/")
    assert "/standards/mdd/2026/publication/" in page(visitor, "/standards/mdd/2026/")


def test_the_page_of_the_draft_says_that_an_edit_voided_what_owners_said(
    owned_draft: Owned, secretary_client: Client
) -> None:
    owned_draft.approved(owned_draft.asked())
    owned_draft.edited(policy_of(owned_draft.draft, "Nobody approved this."))
    path = f"/drafts/{owned_draft.draft.public_id}/"
    text = page(secretary_client, path)
    assert "what the owners said does not count for it" in text
    assert f"{path}publish/" not in text
    assert secretary_client.post(f"{path}publish/", FORM).status_code == 422
    assert secretary_client.post(f"{path}ask/", {"note": "One sentence."}).status_code == 302
    assert "approved by 0 of 6" in page(secretary_client, path)


def test_a_draft_says_that_its_base_was_followed_meanwhile(
    owned_draft: Owned, scheme: Scheme, secretary_client: Client
) -> None:
    other = open_draft(scheme.group, replace(NEW_DRAFT, edition="2027"), by=None, now=NOON)
    path = f"/drafts/{other.public_id}/"
    assert "has followed" not in page(secretary_client, path)
    published(owned_draft)
    text = page(secretary_client, path)
    assert "2026 has followed 2023" in text
    assert "/standards/mdd/redline/2023/2026/" in text


@pytest.mark.parametrize("change", [{"summary": ""}, {"in_force_on": "soon"}, {"transition_until": "2025-01-01"}])
def test_a_form_that_is_wrong_publishes_nothing(
    change: dict[str, str], owned_draft: Owned, secretary_client: Client
) -> None:
    owned_draft.approved(owned_draft.asked())
    path = f"/drafts/{owned_draft.draft.public_id}/publish/"
    assert secretary_client.post(path, {**FORM, **change}).status_code == 422
    assert not Publication.objects.exists()


def test_the_feed_names_it_for_ever_and_leads_to_its_page(release: Publication, visitor: Client) -> None:
    feed = etree.fromstring(visitor.get("/standards/publications.atom").content)
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == f"urn:ulid:{release.public_id}"
    assert entry.findtext("a:title", namespaces=ATOM) == "Published: MDD 2026"
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert str(link.get("href")).endswith("/standards/mdd/2026/publication/")
    told = str(entry.findtext("a:summary", namespaces=ATOM))
    assert TERMS.summary in told
    assert "2023 may be used until 2026-12-31" in told
    assert "Published: MDD 2026" in visitor.get("/groups/working-group/feed.atom").content.decode()


def test_the_archive_is_found_by_name_and_empty_it_says_what_to_do(
    release: Publication, visitor: Client, owned_draft: Owned
) -> None:
    assert "MDD 2026" in page(visitor, "/standards/publications/?q=mdd")
    assert "No edition fits." in page(visitor, "/standards/publications/?q=nothing")


def test_the_list_of_standards_asks_as_often_with_many_editions(release: Publication, visitor: Client) -> None:
    paths = ("/standards/", "/standards/publications/", "/standards/mdd/2026/", "/standards/mdd/2026/publication/")

    def queries() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                assert visitor.get(path).status_code == 200
            found.append(len(captured))
        return found

    queries()
    few = queries()
    for number in range(20):
        name = f"2100-{number}"
        terms = Succession(supersedes=name, **vars(TERMS))
        edition = edition_named("mdd", "2021")
        text = freeze_edition(standard_named("mdd"), replace(edition, edition=name), now=NOON)
        add_edition(text, terms, by=None, now=NOON)
    queries()
    assert queries() == few
