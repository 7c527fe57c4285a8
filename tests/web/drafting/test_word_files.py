"""Word files that come back: what of them becomes edits, and what is told of the rest."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.document import Document as DocumentObject
from docx.text.paragraph import Paragraph
from tests.web.drafting_at_work import came_back, clause_named, edited, file_by_others
from tests.web.people_at_work import NOON

from cupel.exchange import Signature, edition_docx, read_docx, redline_docx
from cupel.standard.drafting import PARTS, Reword
from cupel_web.drafting.jobs import read_word_file
from cupel_web.drafting.models import Draft, EditRecord, WordFile
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.drafting.queries.word_files import came
from cupel_web.kernel import clock
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def printed(draft: Draft, *changes: Callable[[DocumentObject], None]) -> bytes:
    """The draft as Word, changed by hand."""
    document, written = Document(BytesIO(edition_docx(reading_of(draft).edition, language="en"))), BytesIO()
    for change in changes:
        change(document)
    document.save(written)
    return written.getvalue()


def paragraph(document: DocumentObject, text: str) -> Paragraph:
    return next(each for each in document.paragraphs if text in each.text)


def said(old: str, new: str) -> Callable[[DocumentObject], None]:
    """Other words in one run of the file."""

    def change(document: DocumentObject) -> None:
        run = next(run for each in document.paragraphs for run in each.runs if old in run.text)
        run.text = run.text.replace(old, new)

    return change


def texts_of(draft: Draft) -> dict[str, tuple[object, ...]]:
    return {
        uid: tuple(getattr(clause, part) for part in PARTS) for uid, clause in reading_of(draft).state.clauses.items()
    }


def words_in(draft: Draft, label: str) -> str:
    """The first words of a clause's text, up to its first parameter."""
    text = reading_of(draft).state.clauses[clause_named(draft, label)].text["en"]
    return text.partition("{")[0].partition(".")[0]


def address(file: WordFile) -> str:
    return f"/drafts/{file.draft.public_id}/word-files/{file.public_id}/"


def test_a_file_that_nobody_changed_says_so(draft: Draft, member_client: Client) -> None:
    file = came_back(draft, printed(draft))
    assert "The file says what the draft said." in member_client.get(address(file)).content.decode()


def test_exactly_the_clauses_that_were_changed_in_word_change_in_the_draft(
    draft: Draft, member: User, member_client: Client
) -> None:
    first, second = words_in(draft, "1.1.1"), words_in(draft, "2.7.1")
    before = texts_of(draft)
    file = came_back(draft, printed(draft, said(first, "XX " + first), said(second, "YY " + second)), by=member)
    changed = {clause_named(draft, "1.1.1"), clause_named(draft, "2.7.1")}
    page = member_client.get(address(file)).content.decode()
    assert "<ins>XX" in page
    ticks = [f"words:{uid}" for uid in changed]
    assert all(f'value="{tick}" checked' in page for tick in ticks)
    response = member_client.post(address(file), {"take": ticks, "seen": 0, "note": "Word file owner.docx"})
    assert response.status_code == 302
    after = texts_of(draft)
    assert {uid for uid in before if before[uid] != after[uid]} == changed
    assert set(before) == set(after)
    assert {record.note for record in EditRecord.objects.all()} == {"Word file owner.docx"}
    assert {record.made_by for record in EditRecord.objects.all()} == {member}
    assert "owner.docx" not in str(list(Event.objects.values()))
    assert first_broken_event() is None
    assert "Take over the wording" not in member_client.get(address(file)).content.decode()


def test_what_is_not_ticked_stays(draft: Draft, member_client: Client) -> None:
    first, second = words_in(draft, "1.1.1"), words_in(draft, "2.7.1")
    file = came_back(draft, printed(draft, said(first, "XX " + first), said(second, "YY " + second)))
    uid = clause_named(draft, "1.1.1")
    member_client.post(address(file), {"take": [f"words:{uid}"], "seen": 0, "note": "One of two."})
    assert [record.edit.uids for record in EditRecord.objects.all()] == [(uid,)]


def test_a_new_heading_becomes_a_clause_where_it_stands(draft: Draft, member_client: Client) -> None:
    def added(document: DocumentObject) -> None:
        title = reading_of(draft).state.clauses[clause_named(draft, "1.1.2")].title["en"]
        after = paragraph(document, title)
        after.insert_paragraph_before("Birds", style=after.style)
        after.insert_paragraph_before("The company must count the birds.", style="Normal")

    file = came_back(draft, printed(draft, added))
    (row,) = came(file).new
    member_client.post(address(file), {"take": [f"new:{row.number}"], "seen": 0, "note": "Birds."})
    state = reading_of(draft).state
    section = state.tree.parents[clause_named(draft, "1.1.1")]
    second = state.tree.below(section)[1]
    assert (state.clauses[second].title["en"], state.clauses[second].kind) == ("Birds", "requirement")
    assert state.clauses[second].text["en"] == "The company must count the birds."
    page = member_client.get(address(file)).content.decode()
    assert "It is in the draft now." in page
    member_client.post(address(file), {"take": [f"new:{row.number}"], "seen": 1, "note": "Again."})
    assert EditRecord.objects.count() == 1


def test_a_clause_that_was_deleted_in_word_is_withdrawn_only_where_it_is_ticked(
    draft: Draft, member_client: Client
) -> None:
    uid = clause_named(draft, "1.1.2")

    def deleted(document: DocumentObject) -> None:
        for each in list(document.paragraphs):
            if uid in each._p.xml:
                document.element.body.remove(each._p)

    file = came_back(draft, printed(draft, deleted))
    page = member_client.get(address(file)).content.decode()
    assert f'value="gone:{uid}"' in page
    assert f'value="gone:{uid}" checked' not in page
    member_client.post(address(file), {"take": [f"gone:{uid}"], "seen": 0, "note": "The owner left it out."})
    assert uid not in reading_of(draft).state.clauses


def test_a_clause_that_was_cut_and_pasted_moves(draft: Draft, member_client: Client) -> None:
    uid, other = clause_named(draft, "1.1.1"), clause_named(draft, "1.1.2")

    def moved(document: DocumentObject) -> None:
        mine = [each._p for each in document.paragraphs if uid in each._p.xml]
        last = [each._p for each in document.paragraphs if other in each._p.xml][-1]
        for each in reversed(mine):
            last.addnext(each)

    file = came_back(draft, printed(draft, moved))
    (row,) = [each for each in came(file).changes if each.change.position]
    before = reading_of(draft).state.tree.below(reading_of(draft).state.tree.parents[uid])
    member_client.post(address(file), {"take": [f"place:{row.change.uid}"], "seen": 0, "note": "Order."})
    after = reading_of(draft).state.tree.below(reading_of(draft).state.tree.parents[uid])
    assert (before[:2], after[:2]) == ((uid, other), (other, uid))


def test_a_clause_that_somebody_edited_meanwhile_is_refused_with_theirs(
    draft: Draft, member: User, member_client: Client
) -> None:
    words, uid = words_in(draft, "1.1.1"), clause_named(draft, "1.1.1")
    content = printed(draft, said(words, "XX " + words))
    edited(draft, Reword(uid=uid, part="title", text="Their title"), by=member, note="We said so.")
    file = came_back(draft, content)
    assert file.seen == 0
    page = member_client.get(address(file)).content.decode()
    assert f'value="words:{uid}" checked' not in page
    wanted = {"take": [f"words:{uid}"], "seen": 0, "note": "The owner's."}
    response = member_client.post(address(file), wanted)
    assert response.status_code == 409
    assert "We said so." in response.content.decode()
    assert EditRecord.objects.count() == 1
    assert member_client.post(address(file), {**wanted, "seen": 1}).status_code == 302
    clause = reading_of(draft).state.clauses[uid]
    assert clause.title["en"] == "Their title"
    assert clause.text["en"].startswith("XX ")


def test_a_file_is_held_against_the_draft_that_it_was_made_of(draft: Draft, member_client: Client) -> None:
    """What others edited after the download is no change of the owner's."""
    edited(draft, Reword(uid=clause_named(draft, "1.1.1"), part="title", text="One"))
    content = printed(draft)
    edited(draft, Reword(uid=clause_named(draft, "2.7.1"), part="title", text="Two"))
    file = came_back(draft, content)
    assert file.seen == 1
    assert came(file).returned.is_empty


def test_tracked_changes_are_read_as_accepted_and_their_authors_named(draft: Draft, member_client: Client) -> None:
    base = reading_of(draft)
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="title", text="Policy"))
    by = Signature(author="Owner of the standard", when=NOON)
    file = came_back(draft, redline_docx(base.edition, reading_of(draft).edition, signature=by, language="en"))
    page = member_client.get(address(file)).content.decode()
    assert "Owner of the standard" in page
    assert came(file).returned.is_empty


def test_comments_in_the_file_are_listed(draft: Draft, member_client: Client) -> None:
    def commented(document: DocumentObject) -> None:
        title = reading_of(draft).state.clauses[clause_named(draft, "1.1.2")].title["en"]
        document.add_comment(paragraph(document, title).runs, text="Too long?", author="An owner", initials="AO")

    page = member_client.get(address(came_back(draft, printed(draft, commented)))).content.decode()
    assert "Too long?" in page
    assert "An owner" in page


def test_a_file_that_is_no_word_file_is_told_and_leaves_nothing(draft: Draft, member_client: Client) -> None:
    file = came_back(draft, b"PK nonsense")
    page = member_client.get(address(file)).content.decode()
    assert "This is no Word file that can be read." in page
    assert "Save it again as a Word document" in page
    assert not file.document


def test_a_file_is_uploaded_on_the_page(draft: Draft, member_client: Client) -> None:
    page = f"/drafts/{draft.public_id}/word-files/"
    wrong = SimpleUploadedFile("list.xlsx", b"x")
    assert member_client.post(page, {"file": wrong}).status_code == 422
    assert not WordFile.objects.exists()
    sent = SimpleUploadedFile("owner.docx", printed(draft))
    assert member_client.post(page, {"file": sent}).status_code == 302
    file = WordFile.objects.get()
    assert "being read" in member_client.get(address(file)).content.decode()
    read_word_file.call(file.public_id)
    assert member_client.get(address(file)).status_code == 200
    kept: Any = member_client.get(f"{address(file)}original/")
    assert read_docx(b"".join(kept.streaming_content)) == read_docx(printed(draft))


def test_of_a_file_by_others_clauses_are_suggested_and_people_say_which_they_are(
    draft: Draft, member_client: Client
) -> None:
    file = came_back(draft, file_by_others())
    assert file.waits_for_places
    assert member_client.get(address(file)).status_code == 302
    page = member_client.get(f"{address(file)}places/").content.decode()
    assert "Birds" in page
    wrong = member_client.post(f"{address(file)}places/", {"clause_0": "1.1.1", "clause_1": "no such"})
    assert wrong.status_code == 422
    assert "no such" in wrong.content.decode()
    assert member_client.post(f"{address(file)}places/", {"clause_0": "1.1.1", "clause_1": ""}).status_code == 302
    uid = clause_named(draft, "1.1.1")
    file.refresh_from_db()
    assert [row.change.uid for row in came(file).changes if row.words] == [uid]
    assert [row.number for row in came(file).new] == [1]
    before = texts_of(draft)
    wanted = {"take": [f"words:{uid}", "new:1"], "seen": 0, "note": "From another scheme."}
    assert member_client.post(address(file), wanted).status_code == 302
    after = texts_of(draft)
    assert {known for known in before if before[known] != after[known]} == {uid}
    (fresh,) = set(after) - set(before)
    assert reading_of(draft).state.clauses[fresh].title["en"] == "Birds"
    assert reading_of(draft).state.clauses[uid].text["en"].startswith("The company has a policy")


def test_a_real_file_by_others_is_matched_and_shown_with_a_few_queries(
    draft: Draft, member_client: Client, shared_data: Path
) -> None:
    """ASVS 4.0.3 has hundreds of requirements; the page asks the database no more than with two clauses."""
    content = (shared_data / "standards-versions" / "asvs" / "ASVS_4.0.3_en.docx").read_bytes()
    small, large = came_back(draft, file_by_others()), came_back(draft, content)
    assert len(large.suggested) > 280
    for part in ("places/", ""):
        counts = []
        for file in (small, large):
            if not part:
                member_client.post(f"{address(file)}places/", {"clause_0": ""})
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert member_client.get(address(file) + part).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


def test_every_clause_ticked_is_one_act(draft: Draft, member_client: Client) -> None:
    """All requirements reworded in Word, all taken over at once."""
    labels = [label for label in reading_of(draft).state.labels.used.values() if label.count(".") == 2][:40]

    def all_changed(document: DocumentObject) -> None:
        for each in labels:
            words = words_in(draft, each)
            found = [run for line in document.paragraphs for run in line.runs if words and run.text.startswith(words)]
            for run in found[:1]:
                run.text = f"Anew: {run.text}"

    file = came_back(draft, printed(draft, all_changed))
    ticks = [f"words:{row.change.uid}" for row in came(file).changes if row.words]
    assert len(ticks) > 20
    counts = []
    for take in (ticks[:1], ticks[1:2], ticks[2:]):
        with CaptureQueriesContext(connection) as queries:
            member_client.post(address(file), {"take": take, "seen": reading_of(draft).number, "note": "All."})
        counts.append(len(queries))
    assert EditRecord.objects.count() == len(ticks)
    assert counts[2] <= counts[1]
