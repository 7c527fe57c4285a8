"""Edits of a draft: who may make them, what they change, and what two at once do to each other."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from tests.web.drafting_at_work import NEW, clause_named, edited
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.errors import CupelError, ProcedureError, StandardError
from cupel.standard import Parameter, load_standard, save_standard
from cupel.standard.drafting import Judge, Move, Part, PutParameter, RemoveParameter, Reword, Split, Withdraw, finished
from cupel_web.drafting.actions import Editing, close_draft, edit, open_draft
from cupel_web.drafting.models import Draft, EditRecord, Outcome
from cupel_web.drafting.queries.reading import reading_at, reading_of
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import Event, User

pytestmark = pytest.mark.django_db


def test_a_draft_begins_as_its_base(draft: Draft) -> None:
    reading = reading_of(draft)
    assert reading.diff.is_empty
    assert reading.mistakes == []
    assert reading.edition.manifest_hash == reading.state.base.manifest_hash


def test_edits_are_kept_in_order_and_make_the_draft(draft: Draft, member: User) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="title", text="Policy adopted"), by=member, note="Shorter.")
    (record,) = edited(draft, Reword(uid=uid, part="title", text="A policy"), by=member)
    assert [each.number for each in EditRecord.objects.all()] == [1, 2]
    assert record.edit == EditRecord.objects.get(number=2).edit
    assert reading_of(draft).state.clauses[uid].title["en"] == "A policy"
    assert reading_at(draft, 1).state.clauses[uid].title["en"] == "Policy adopted"
    assert Event.objects.filter(action="drafting.edited").count() == 2
    assert "Shorter" not in str(list(Event.objects.values()))
    assert first_broken_event() is None


def test_what_is_read_in_steps_is_what_is_read_at_once(draft: Draft) -> None:
    """The state that is kept in memory and advanced, against one that is made anew from all edits."""
    first, second = clause_named(draft, "1.1.1"), clause_named(draft, "2.3.1")
    for number, uid in enumerate((first, second, first)):
        edited(draft, Reword(uid=uid, part="rationale", text=f"Reason {number}."))
        kept, anew = reading_of(draft), reading_at(draft, number + 1)
        assert kept.edition.manifest_hash == anew.edition.manifest_hash
        assert kept.state.touched == anew.state.touched
    assert reading_of(draft) is reading_of(draft)


def test_what_was_rolled_back_is_not_remembered(draft: Draft) -> None:
    uid = clause_named(draft, "1.1.1")
    with transaction.atomic():
        edited(draft, Reword(uid=uid, part="title", text="Never said"))
        assert reading_of(draft).number == 1
        transaction.set_rollback(True)
    assert reading_of(draft).number == 0
    edited(draft, Reword(uid=uid, part="title", text="Said"))
    assert reading_of(draft).state.clauses[uid].title["en"] == "Said"


def test_edits_of_different_clauses_by_people_who_did_not_see_each_other_both_stand(draft: Draft) -> None:
    first, second = clause_named(draft, "1.1.1"), clause_named(draft, "2.3.1")
    edited(draft, Reword(uid=first, part="title", text="One"), seen=0)
    edited(draft, Reword(uid=second, part="title", text="Two"), seen=0)
    clauses = reading_of(draft).state.clauses
    assert (clauses[first].title["en"], clauses[second].title["en"]) == ("One", "Two")


def test_of_two_who_reword_one_clause_the_second_is_told(draft: Draft) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="title", text="One"), seen=0)
    with pytest.raises(StandardError) as caught:
        edited(draft, Reword(uid=uid, part="title", text="Two"), seen=0)
    assert caught.value.code == "draft-stale"
    assert "1.1.1" in caught.value.message
    assert EditRecord.objects.count() == 1
    edited(draft, Reword(uid=uid, part="title", text="Two"), seen=1)


def test_an_edit_that_brings_a_mistake_is_refused_with_it_and_nothing_is_kept(draft: Draft) -> None:
    uid, other = clause_named(draft, "1.3.1"), clause_named(draft, "1.1.1")
    for wrong in (
        Reword(uid=uid, part="text", text="Records are kept for {no_such_years}."),
        Reword(uid=uid, part="title", text=""),
        Move(uid=clause_named(draft, "1"), parent=uid, position=0),
        PutParameter(uid=uid, parameter=Parameter(name="years", type="number", value=9, low=1, high=5)),
    ):
        with pytest.raises(CupelError) as caught:
            edited(draft, Reword(uid=other, part="title", text="Right"), wrong)
        assert caught.value.remedy
    assert not EditRecord.objects.exists()


def test_a_clause_that_a_check_needs_is_not_left_broken(draft: Draft) -> None:
    uid = clause_named(draft, "1.3.3")
    with pytest.raises(StandardError):
        edited(draft, RemoveParameter(uid=uid, parameter="window_hours"))
    assert reading_of(draft).mistakes == []


def test_nothing_different_is_no_edit(draft: Draft) -> None:
    with pytest.raises(ProcedureError) as caught:
        edit(draft, Editing(edits=[], seen=0), by=None, now=NOON)
    assert caught.value.code == "draft-same"


def test_the_group_edits_its_chair_decides_observers_read(
    draft: Draft,
    chair: User,
    member: User,
    observer: User,
    officer: User,
) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="text", text="A policy is there."), by=member)
    judged = Judge(uid=uid, kind="relaxed", decided_by="Working group", decided_on="2025-06-01")
    for who in (member, observer, officer):
        with pytest.raises(PermissionDenied):
            edited(draft, judged, by=who)
    for who in (observer, officer):
        with pytest.raises(PermissionDenied):
            edited(draft, Reword(uid=uid, part="title", text="X"), by=who)
        with pytest.raises(PermissionDenied):
            close_draft(draft, Outcome.ABANDONED, reason="No.", by=who, now=NOON)
    edited(draft, judged, by=chair)
    assert reading_of(draft).verdicts[uid].kind == "relaxed"


def test_one_draft_of_an_edition_at_a_time(draft: Draft, scheme: Scheme) -> None:
    with pytest.raises(ProcedureError) as caught:
        open_draft(scheme.group, NEW, by=None, now=NOON)
    assert caught.value.code == "draft-twice"
    close_draft(draft, Outcome.ABANDONED, reason="Another way.", by=None, now=NOON)
    again = open_draft(scheme.group, NEW, by=None, now=NOON)
    assert reading_of(again).diff.is_empty
    with pytest.raises(ProcedureError) as caught:
        edited(draft, Reword(uid=clause_named(draft, "1.1.1"), part="title", text="X"))
    assert caught.value.code == "draft-closed"


@pytest.mark.parametrize("base", ["1999", ""])
def test_a_draft_needs_a_base_that_is_there(base: str, scheme: Scheme) -> None:
    with pytest.raises(StandardError):
        open_draft(scheme.group, replace(NEW, base=base), by=None, now=NOON)
    with pytest.raises(StandardError):
        open_draft(scheme.group, replace(NEW, edition="2023"), by=None, now=NOON)
    assert not Draft.objects.exists()


def test_a_whole_revision_saves_and_loads(draft: Draft, tmp_path: Path) -> None:
    """Words, a parameter, a split and a withdrawal: the standard on disk is the one that was drafted."""
    split, withdrawn = clause_named(draft, "2.7.1"), clause_named(draft, "5.6")
    retention = clause_named(draft, "1.3.1")
    edited(draft, Reword(uid=clause_named(draft, "1.1.1"), part="text", text="A policy is adopted and dated."))
    known = reading_of(draft).state.clauses[retention].parameters["retention_years"]
    edited(draft, PutParameter(uid=retention, parameter=replace(known, value=7)))
    parts = tuple(
        Part(uid=uid, title={"en": f"Part {uid[-2:]}"}, text={"en": "It is so."}) for uid in (split, new_id())
    )
    edited(draft, Split(uid=split, parts=parts))
    edited(draft, Withdraw(uid=withdrawn, reason={"en": "Said elsewhere."}))
    standard = finished(reading_of(draft).state)
    save_standard(standard, tmp_path)
    assert load_standard(tmp_path) == standard
    diff = reading_of(draft).diff
    assert [change.kind for change in diff.changes if change.kind in {"split", "withdrawn"}] == ["split", "withdrawn"]
    assert [change.words for change in diff.parameters if change.name == "retention_years"] == [
        ("5\u202fyears", "7\u202fyears")
    ]
