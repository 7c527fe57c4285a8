"""From the owners' word to an edition: what is refused, what a publication is, and that everybody sees it."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from tests.web.cycles_at_work import NEW as NEW_CYCLE
from tests.web.cycles_at_work import recorded, rules_adopted
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.publication_at_work import NEW, TERMS, Owned, owner_names, policy_of
from tests.web.scheme_at_work import TODAY, Scheme

from cupel.errors import ProcedureError
from cupel.standard import diff_editions, load_standard, standard_of_snapshot
from cupel_web.decisions.states import MatrixState
from cupel_web.drafting.actions import NewDraft, close_draft, open_draft
from cupel_web.drafting.models import Outcome
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.files import path_of
from cupel_web.kernel.models import Event, User
from cupel_web.publication.actions import Terms, ask_owners, publish
from cupel_web.publication.documents import TITLES
from cupel_web.publication.jobs import write_files
from cupel_web.publication.models import AskedText, Publication
from cupel_web.publication.queries import standing_on
from cupel_web.standards.cycles.actions import open_cycle
from cupel_web.standards.cycles.queries import cycle_named
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.models import FactKind, PublishedEdition
from cupel_web.standards.queries import edition_named, runnable_editions, standing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def refused(owned: Owned) -> str:
    """Why it cannot be published now."""
    with pytest.raises(ProcedureError) as error:
        publish(owned.draft, TERMS, by=None, now=NOON)
    assert not PublishedEdition.objects.exists()
    return str(error.value.code)


def test_the_owners_of_the_edition_that_is_revised_are_asked_about_the_hash_of_the_draft(owned_draft: Owned) -> None:
    asked = owned_draft.asked()
    matrix = asked.content.matrix
    assert {owner.organisation.name for owner in matrix.owners.all()} == set(owner_names())
    assert asked.content.sha256 == asked.text.manifest_hash != edition_named("mdd", "2023").manifest_hash
    assert (matrix.standard, matrix.edition) == ("mdd", "2026")
    assert matrix.subject_path == f"/drafts/{owned_draft.draft.public_id}/final/"


def test_nothing_is_published_that_an_owner_was_not_asked_about_or_has_not_approved(owned_draft: Owned) -> None:
    assert refused(owned_draft) == "not-asked"
    owned_draft.approved(owned_draft.asked(), without=("Hearth Zinc Union",))
    assert refused(owned_draft) == "not-approved"


def test_an_edit_after_the_owners_were_asked_voids_what_they_said(owned_draft: Owned) -> None:
    first = owned_draft.asked()
    owned_draft.approved(first)
    owned_draft.edited(policy_of(owned_draft.draft, "Nobody approved this."))
    assert refused(owned_draft) == "approval-void"
    again = owned_draft.asked()
    assert (again.content.number, again.content.matrix) == (2, first.content.matrix)
    assert standing_on(again).state is MatrixState.WAITING
    assert refused(owned_draft) == "not-approved"
    owned_draft.approved(again)
    assert publish(owned_draft.draft, TERMS, by=None, now=NOON).edition.text.manifest_hash == again.content.sha256


def test_what_did_not_change_is_not_asked_twice_nor_a_draft_that_was_given_up(owned_draft: Owned) -> None:
    owned_draft.asked()
    with pytest.raises(ProcedureError, match="asked for already"):
        owned_draft.asked()
    close_draft(owned_draft.draft, Outcome.ABANDONED, reason="Too late.", by=None, now=NOON)
    with pytest.raises(ProcedureError, match="given up"):
        owned_draft.asked()
    assert AskedText.objects.count() == 1


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (replace(TERMS, transition_until=date(2025, 12, 31)), "transition"),
        (replace(TERMS, in_force_on=TODAY - DAY), "effective-before"),
    ],
)
def test_days_that_contradict_each_other_are_refused(terms: Terms, code: str, owned_draft: Owned) -> None:
    owned_draft.approved(owned_draft.asked())
    with pytest.raises(ProcedureError) as error:
        publish(owned_draft.draft, terms, by=None, now=NOON)
    assert error.value.code == code
    assert not Publication.objects.exists()


@pytest.mark.parametrize("who", ["chair", "member", "officer"])
def test_only_the_secretariat_asks_and_publishes(who: str, owned_draft: Owned, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        ask_owners(owned_draft.draft, by=user, now=NOON)
    owned_draft.approved(owned_draft.asked())
    with pytest.raises(PermissionDenied):
        publish(owned_draft.draft, TERMS, by=user, now=NOON)


def test_a_published_draft_is_an_edition_with_dates_approvals_and_lineage(release: Publication) -> None:
    edition = edition_named("mdd", "2026")
    assert {name: fact.on for name, fact in edition.dates.known().items()} == {
        "adopted": "2025-06-02", "published": "2025-06-02", "effective": "2026-01-01", "transition_until": "2026-12-31",
    }  # fmt: skip
    assert {(each.approval.state, each.approval.on) for each in edition.owners if each.approval} == {
        ("approved", "2025-06-02")
    }
    assert len(edition.owners) == 6
    assert edition.manifest_hash == release.asked.content.sha256
    (changed,) = diff_editions(edition_named("mdd", "2023"), edition).clauses
    assert changed.new
    assert edition.clauses[changed.new.uid].text["en"] == NEW
    assert "mdd@2026" in dict(runnable_editions())
    assert release.asked.draft.closing.outcome == Outcome.FINISHED
    assert standing_on(release.asked).effect.effective_on == date(2026, 1, 1)  # type: ignore[union-attr]


def test_it_takes_the_place_of_the_one_before_on_its_day(release: Publication, visitor: Client) -> None:
    old, new = edition_named("mdd", "2023"), edition_named("mdd", "2026")
    days = [date(2025, 12, 31), date(2026, 1, 1)]
    assert [(standing(old, on=day), standing(new, on=day)) for day in days] == [
        ("effective", "approved"), ("superseded", "effective"),
    ]  # fmt: skip
    assert "takes the place of this edition on 2026-01-01" in page(visitor, "/standards/mdd/2023/")
    assert "In force from 2026-01-01; until then 2023 holds." in page(visitor, "/standards/mdd/2026/")
    with clock.clock_set_to(lambda: NOON + 365 * DAY):
        text = page(visitor, "/standards/mdd/2023/")
        assert "has taken the place of this edition on 2026-01-01" in text
        assert "may be used until 2026-12-31" in text


def test_its_files_are_those_that_the_hashes_name_and_open(
    release: Publication, visitor: Client, tmp_path: Path
) -> None:
    files = {each.document: each.stored for each in release.files.select_related("stored")}
    assert set(files) == set(TITLES)
    address = "/standards/mdd/2026/publication/"
    text = page(visitor, address)
    for document, stored in files.items():
        answer = visitor.get(f"{address}{document}/")
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert content == path_of(stored).read_bytes()
        assert answer["ETag"] == f'"{stored.sha256}"'
        assert stored.sha256 in text
        assert visitor.get(f"{address}{document}/", headers={"if-none-match": answer["ETag"]}).status_code == 304
    alone = standard_of_snapshot(json.loads(path_of(files["data"]).read_bytes()))
    assert alone.editions["2026"].manifest_hash == release.asked.content.sha256
    with zipfile.ZipFile(io.BytesIO(path_of(files["package"]).read_bytes())) as archive:
        archive.extractall(tmp_path)
    whole = load_standard(tmp_path / "mdd")
    assert list(whole.editions) == ["2021", "2022", "2023", "2026"]
    assert whole.editions["2026"].manifest_hash == release.asked.content.sha256
    assert path_of(files["clean-pdf"]).read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(path_of(files["changes-word"])) as word:
        assert b"<w:ins " in word.read("word/document.xml")


def test_the_job_started_again_keeps_the_same_files(release: Publication) -> None:
    write_files.call(release.public_id)
    assert release.files.count() == len(TITLES)
    assert Event.objects.filter(action="publication.files_written").count() == 1


def test_it_is_read_clause_by_clause_and_drafted_from(release: Publication, scheme: Scheme, visitor: Client) -> None:
    assert "sorters sign" in page(visitor, "/standards/mdd/redline/2023/2026/")
    clause = next(uid for uid, label in edition_named("mdd", "2026").labels.items() if label == "1.1.1")
    assert "sorters sign" in page(visitor, f"/standards/mdd/2026/clauses/{clause}/")
    wanted = NewDraft(standard="mdd", base="2026", edition="2028", purpose="Go on.")
    assert reading_of(open_draft(scheme.group, wanted, by=None, now=NOON)).edition.clauses[clause].text["en"] == NEW


def test_the_secretariat_is_told_once_every_owner_approved(owned_draft: Owned, secretary: User) -> None:
    asked = owned_draft.asked()
    path = f"/drafts/{owned_draft.draft.public_id}/publish/"
    assert path not in {duty.path for duty in duties_of(secretary, on=TODAY)}
    owned_draft.approved(asked)
    assert path in {duty.path for duty in duties_of(secretary, on=TODAY)}
    publish(owned_draft.draft, TERMS, by=None, now=NOON)
    assert path not in {duty.path for duty in duties_of(secretary, on=TODAY)}


def test_a_cycle_of_this_edition_has_to_be_that_far_and_is_ended_with_it(scheme: Scheme, owned_draft: Owned) -> None:
    rules_adopted()
    cycle = open_cycle(scheme.group, replace(NEW_CYCLE, opened_on=TODAY, announced_on=TODAY), by=None, now=NOON)
    owned_draft.approved(owned_draft.asked())
    with pytest.raises(ProcedureError, match="not over"):
        publish(owned_draft.draft, TERMS, by=None, now=NOON)
    assert not PublishedEdition.objects.exists()
    cycle = cycle_named(cycle.public_id)
    for stage in ("proposal", "drafting", "consultation-1", "disposition", "approval"):
        cycle = recorded(cycle, stage, FactKind.SKIPPED, reason="For this test.")
    made = publish(owned_draft.draft, TERMS, by=None, now=NOON)
    assert made.cycle == cycle
    stages = {each.rule.key: each for each in record_of(cycle_named(cycle.public_id), on=TODAY).stages}
    assert (stages["publication"].started, stages["publication"].ended) == (TODAY, TODAY)


@pytest.mark.django_db(transaction=True)
def test_every_process_sees_a_new_edition_with_its_next_page(owned_draft: Owned) -> None:
    """Another process is asked before and after."""
    database = f"sqlite:///{connection.settings_dict['NAME']}"
    if connection.vendor != "sqlite":
        pytest.skip("the other process opens the file of SQLite")
    program = """
import sys, django; django.setup()
from cupel_web.standards.queries import standards
for _line in sys.stdin: print("2026" in standards()["mdd"].editions, flush=True)
"""
    environment = {"DJANGO_SETTINGS_MODULE": "cupel_web.conf.settings", "CUPEL_DATABASE_URL": database}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **environment},
    ) as other:  # fmt: skip
        assert other.stdin
        assert other.stdout

        def asked() -> str:
            other.stdin.write("\n")  # type: ignore[union-attr]
            other.stdin.flush()  # type: ignore[union-attr]
            return other.stdout.readline().strip()  # type: ignore[union-attr]

        assert asked() == "False"
        owned_draft.approved(owned_draft.asked())
        publish(owned_draft.draft, TERMS, by=None, now=NOON)
        assert asked() == "True"
        other.stdin.close()
