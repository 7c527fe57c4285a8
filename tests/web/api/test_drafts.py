"""Drafts through the interface: read as they stand, edited as people edit them, told of what others did."""

import io
import zipfile

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.api.test_interface import problem_of
from tests.web.drafting_at_work import clause_named, edited
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.standard.drafting import Judge, Move, Reword, Withdraw, edit_data
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.standards.models import EditionText

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def address(draft: Draft) -> str:
    return f"/drafts/{draft.public_id}"


def test_a_draft_is_opened_edited_and_closed(scheme: Scheme, secretary: User) -> None:
    call = Caller(secretary)
    body = {"base": "mdd@2023", "edition": "2026", "purpose": "Say more about recycled feed."}
    made = call.done("POST", "/groups/working-group/drafts", body)
    assert (made["base"], made["edition"], made["edits"], made["outcome"]) == ("2023", "2026", 0, None)
    draft = Draft.objects.get()
    uid = clause_named(draft, "1.1.1")
    edits = [edit_data(Reword(uid=uid, part="title", text="A policy"))]
    (told,) = call.done("POST", f"{address(draft)}/edits", {"edits": edits, "after": 0, "note": "Shorter."})
    assert (told["number"], told["note"], told["clauses"]) == (1, "Shorter.", [uid])
    assert told["edit"]["text"] == "A policy"
    call.done("POST", f"{address(draft)}/edits", {"edits": [{"edit": "undo", "of": 1}], "after": 1})
    assert reading_of(draft).diff.is_empty
    closed = call.done("POST", f"{address(draft)}/closing", {"outcome": "abandoned", "reason": "Later."})
    assert closed["outcome"] == "abandoned"
    refused = call("POST", f"{address(draft)}/edits", {"edits": edits, "after": 2})
    assert problem_of(refused, 422)["code"] == "draft-closed"


def test_every_kind_of_structure_is_edited(draft: Draft, member: User) -> None:
    first, second = clause_named(draft, "1.1.1"), clause_named(draft, "1.1.2")
    parent = reading_of(draft).state.tree.parents[first]
    edits = [
        edit_data(Move(uid=first, parent=parent, position=1)),
        edit_data(Withdraw(uid=second, reason={"en": "Said elsewhere."}, covered_by=(first,))),
    ]
    Caller(member).done("POST", f"{address(draft)}/edits", {"edits": edits, "after": 0})
    assert second not in reading_of(draft).state.clauses
    assert [record.number for record in EditRecord.objects.all()] == [1, 2]


def test_who_was_slower_is_told_which_edits_came_between(draft: Draft, member: User) -> None:
    uid, other = clause_named(draft, "1.1.1"), clause_named(draft, "2.7.1")
    edited(draft, Reword(uid=other, part="title", text="Elsewhere"), Reword(uid=uid, part="title", text="Theirs"))
    call, edits = Caller(member), [edit_data(Reword(uid=uid, part="title", text="Mine"))]
    told = problem_of(call("POST", f"{address(draft)}/edits", {"edits": edits, "after": 0}), 409)
    assert (told["code"], told["meanwhile"]) == ("draft-stale", [2])
    (theirs,) = call.get(f"{address(draft)}/edits?after=1")["items"]
    assert theirs["edit"]["text"] == "Theirs"
    call.done("POST", f"{address(draft)}/edits", {"edits": edits, "after": 2})
    assert reading_of(draft).state.clauses[uid].title["en"] == "Mine"


def test_an_edit_that_does_not_read_or_fit_changes_nothing(draft: Draft, member: User) -> None:
    uid = clause_named(draft, "1.1.1")
    good = edit_data(Reword(uid=uid, part="title", text="A policy"))
    for wrong in ({"edit": "sing"}, {"edit": "reword", "uid": uid}, {**good, "more": 1}, {**good, "text": ""}):
        problem_of(Caller(member)("POST", f"{address(draft)}/edits", {"edits": [good, wrong], "after": 0}), 422)
    problem_of(Caller(member)("POST", f"{address(draft)}/edits", {"edits": [], "after": 0}), 422)
    assert not EditRecord.objects.exists()


def test_what_kind_of_change_it_is_the_chair_decides(draft: Draft, member: User, chair: User) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="title", text="A policy"))
    body = {"edits": [edit_data(Judge(uid=uid, kind="editorial"))], "after": 1}
    problem_of(Caller(member)("POST", f"{address(draft)}/edits", body), 403)
    assert Caller(chair).get(address(draft))["undecided"] == [uid]
    Caller(chair).done("POST", f"{address(draft)}/edits", body)
    told = Caller(chair).get(f"{address(draft)}/clauses/{uid}")
    assert (told["change"], told["decision"]["kind"], told["is_outdated"]) == ("editorial", "editorial", False)
    assert told["edits"] == [1, 2]


def test_what_is_read_is_the_draft_as_it_stands(draft: Draft, observer: User) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="title", text="A policy"))
    call, reading = Caller(observer), reading_of(draft)
    assert call.get(address(draft))["manifest_hash"] == reading.edition.manifest_hash
    lines = call.get(f"{address(draft)}/clauses?per_page=200")
    assert [line["uid"] for line in lines["items"]] == list(reading.state.tree.walk())
    (changed,) = call.get(f"{address(draft)}/clauses?changed=true")["items"]
    assert (changed["uid"], changed["title"]) == (uid, "A policy")
    assert call.get(f"{address(draft)}/clauses/{uid}")["clause"]["title"] == {"en": "A policy"}
    (told,) = call.get(f"{address(draft)}/changes")["clauses"]
    assert told["new"]["uid"] == uid
    assert call.get(f"{address(draft)}/mistakes") == []
    assert {each["uid"] for each in call.get(f"{address(draft)}/glossary")} == {term.uid for term in reading.terms}
    assert call.get(f"{address(draft)}/translations")["count"] == len(reading.translations)
    assert call.get("/drafts")["items"][0]["public_id"] == draft.public_id


def test_files_come_as_on_the_pages(draft: Draft, observer: User) -> None:
    call = Caller(observer)
    with zipfile.ZipFile(io.BytesIO(call("GET", f"{address(draft)}/package").content)) as packed:
        assert "mdd/editions/2026.yaml" in packed.namelist()
    assert call("GET", f"{address(draft)}/documents/clean-word").content.startswith(b"PK")
    problem_of(call("GET", f"{address(draft)}/documents/nonsense"), 404)


def test_a_text_is_frozen_once(draft: Draft, chair: User) -> None:
    made = Caller(chair).done("POST", f"{address(draft)}/frozen-texts")
    assert made["manifest_hash"] == reading_of(draft).edition.manifest_hash
    assert Caller(chair).done("POST", f"{address(draft)}/frozen-texts")["public_id"] == made["public_id"]
    assert EditionText.objects.count() == 1


def test_reads_ask_the_database_as_often_whatever_there_is(draft: Draft, observer: User) -> None:
    call, found = Caller(observer), list[list[int]]()
    for uid in list(reading_of(draft).state.tree.walk())[:12]:
        edited(draft, Reword(uid=uid, part="rationale", text="For clarity."))
        if len(found) == 0:
            found.append([queries_of(call, f"{address(draft)}{path}") for path in ("", "/clauses", "/edits")])
    found.append([queries_of(call, f"{address(draft)}{path}") for path in ("", "/clauses", "/edits")])
    assert found[0] == found[1]
