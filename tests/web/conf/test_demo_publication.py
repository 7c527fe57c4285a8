"""The demo's publications and its Word file, for the archive, an owner and the group; a second start adds nothing."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.web.people_at_work import NOON

from cupel_web.conf import demo_drafts, demo_publication, demo_scheme, demo_word_file
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.drafting.models import WordFile
from cupel_web.drafting.queries import word_files
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, found_organisation
from cupel_web.people.models import OrganisationKind, Role
from cupel_web.publication.documents import TITLES
from cupel_web.publication.models import AskedText, Publication
from cupel_web.standards.queries import edition_named, standing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def scheme() -> Scheme:
    return demo_scheme.prepared(password="a password for tests only", now=NOON)


@pytest.fixture
def secretary() -> User:
    office = NewOrganisation(name="Office", kind=OrganisationKind.SECRETARIAT)
    member = NewMember(email="secretariat@example.org", name="", role=Role.SECRETARIAT)
    return add_member(found_organisation(office, by=None, now=NOON), person=member, by=None, now=NOON).person


def test_one_correction_is_published_with_its_files_and_the_next_waits_for_one_owner(
    scheme: Scheme, secretary: User, visitor: Client
) -> None:
    for _start in range(2):
        demo_publication.published(scheme, secretary, now=NOON)
    made = Publication.objects.get()
    assert {file.document for file in made.files.all()} == set(TITLES)
    today = clock.today()
    assert [standing(edition_named("mdd", name), on=today) for name in ("2023", "2023.1")] == ["effective", "approved"]
    assert edition_named("mdd", "2023.1").version == "3.0.1"
    assert "MDD 2023.1" in visitor.get("/standards/publications.atom").content.decode()
    assert [asked.draft.edition for asked in AskedText.objects.all()] == ["2023.2", "2023.1"]
    (duty,) = duties_of(scheme.people["owner"], on=today)
    assert (duty.about, "Tarn Nickel Assembly" in duty.act) == ("MDD 2023.2", True)


def test_an_owners_word_file_shows_what_can_be_taken_over_and_what_was_edited_since(scheme: Scheme) -> None:
    demo_drafts.drafted(scheme, now=NOON)
    for _start in range(2):
        demo_word_file.came(scheme, now=NOON)
    came = word_files.came(WordFile.objects.get())
    assert [(came.sent.label(row.change.uid), row.words, row.theirs) for row in came.changes] == [
        ("2.7.1", True, False),
        ("3.1.4", True, True),
    ]
    assert (came.new, came.gone) == ([], [])
    assert [(remark.label, remark.author) for remark in came.returned.comments] == [("2.9.1", "Hearth Zinc Union")]
