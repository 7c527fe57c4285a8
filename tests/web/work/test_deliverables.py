"""Workstreams and deliverables: formats part by part, dependencies, sister groups' marks, what may be published."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY, Scheme, person
from tests.web.work_at_work import DAY, PARTS, Work, planned, stream

from cupel.errors import ProcedureError
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work.actions import (
    Filled,
    NewFormat,
    NewMilestone,
    NewWorkstream,
    Objection,
    Upload,
    add_dependency,
    add_editor,
    add_milestone,
    add_version,
    add_workstream,
    adopt_format,
    agree_format,
    answer_review,
    ask_review,
    change_deliverable,
    fill_part,
    finish_milestone,
    finish_workstream,
    lift_mark,
    mark_deliverable,
    move_milestone,
    publish_deliverable,
    sign_part,
    stop_workstream,
)
from cupel_web.work.actions.deliverables import NewDeliverable
from cupel_web.work.checks import Evidence, Kind, Met, Part, is_met, parts_data, parts_from
from cupel_web.work.models import Deliverable, DeliverableKind, PartRecord
from cupel_web.work.queries.programme import programme_of, workstreams_of
from cupel_web.work.queries.progress import progress_of
from cupel_web.work.states import ItemState, StreamState

LATER = NOON + timedelta(hours=1)
LAST = NOON + timedelta(hours=2)


@pytest.fixture(autouse=True)
def at_noon(db: None) -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def part(kind: Kind, **changes: object) -> Part:
    return Part(**{"key": "x", "name": "X", "holds": "", "kind": kind, **changes})  # type: ignore[arg-type]


def met(deliverable: Deliverable, key: str) -> Met:
    states = progress_of([deliverable])[deliverable.pk].parts
    return next(state.met for state in states if state.part.key == key)


def filled(work: Work, reviewer: User) -> None:
    """Everything the format requires is there, the review last."""
    draft = work.papers["public"]
    add_version(draft, Upload(file_name="guidance.docx", chunks=[b"PK"]), by=None, now=NOON)
    fill_part(work.deliverable, Filled(part="text", paper=draft), by=None, now=NOON)
    fill_part(work.deliverable, Filled(part="summary", text="Three short words."), by=None, now=NOON)
    fill_part(work.deliverable, Filled(part="from", day=TODAY), by=None, now=NOON)
    record = fill_part(work.deliverable, Filled(part="review", reviewer=reviewer), by=None, now=NOON)
    sign_part(record, approves=True, by=reviewer, now=LATER)


@pytest.mark.parametrize(
    ("wanted", "evidence", "expected"),
    [
        (part(Kind.FILE), Evidence(), Met.NOT_MET),
        (part(Kind.FILE), Evidence(file_name="a.pdf"), Met.MET),
        (part(Kind.FILE, types=(".docx",)), Evidence(file_name="A.DOCX"), Met.MET),
        (part(Kind.FILE, types=(".docx",)), Evidence(file_name="a.pdf"), Met.NOT_MET),
        (part(Kind.FILE, types=(".docx",)), Evidence(file_name="draft"), Met.UNKNOWN),
        (part(Kind.WORDS, least=2), Evidence(text="one"), Met.NOT_MET),
        (part(Kind.WORDS, least=2), Evidence(text="one two"), Met.MET),
        (part(Kind.WORDS, least=2), Evidence(text=None), Met.UNKNOWN),
        (part(Kind.WORDS), Evidence(text=" "), Met.NOT_MET),
        (part(Kind.LINK), Evidence(link="https://example.org"), Met.MET),
        (part(Kind.LINK), Evidence(), Met.NOT_MET),
        (part(Kind.SIGNED), Evidence(), Met.NOT_MET),
        (part(Kind.SIGNED), Evidence(signed=False), Met.NOT_MET),
        (part(Kind.SIGNED), Evidence(signed=True), Met.MET),
        (part(Kind.SIGNED), Evidence(signed=True, changed=True), Met.UNKNOWN),
        (part(Kind.DATE), Evidence(day=TODAY), Met.MET),
        (part(Kind.DATE), Evidence(), Met.NOT_MET),
    ],
)
def test_a_part_is_met_not_met_or_unknown(wanted: Part, evidence: Evidence, expected: Met) -> None:
    assert is_met(wanted, evidence) is expected


def test_a_format_reads_back_what_it_writes() -> None:
    parts = parts_from(PARTS)
    assert parts_from(parts_data(parts)) == parts


@pytest.mark.parametrize(
    "wrong",
    [
        None, {}, [], "text", [1], [{}], [{"key": "a", "name": "A", "kind": "magic"}], [PARTS[0], PARTS[0]], PARTS * 9,
        [{**PARTS[1], "least": -1}], [{**PARTS[1], "least": "many"}], [{**PARTS[0], "types": 7}],
    ],
)  # fmt: skip
def test_parts_that_are_none_are_refused(wrong: object) -> None:
    with pytest.raises(ProcedureError):
        parts_from(wrong)


def test_a_deliverable_keeps_the_version_of_its_format_until_the_chair_agrees_another(work: Work, chair: User) -> None:
    newer = adopt_format(NewFormat(uid="guidance", title="Guidance", kind=DeliverableKind.GUIDANCE, parts=PARTS[:1]),
        by=None, now=NOON)  # fmt: skip
    assert len(progress_of([work.deliverable])[work.deliverable.pk].parts) == 5
    agree_format(work.deliverable, wanted=newer, by=chair, now=NOON)
    assert len(progress_of([work.deliverable])[work.deliverable.pk].parts) == 1


def test_only_the_chair_agrees_a_format(work: Work, member: User, secretary: User) -> None:
    for user in (member, secretary):
        with pytest.raises(PermissionDenied):
            agree_format(work.deliverable, wanted=work.format, by=user, now=NOON)


def test_a_format_of_another_kind_is_refused(work: Work, chair: User) -> None:
    other = adopt_format(NewFormat(uid="tool", title="Tool", kind=DeliverableKind.TOOL, parts=PARTS), by=None, now=NOON)
    with pytest.raises(ProcedureError, match="another kind"):
        agree_format(work.deliverable, wanted=other, by=chair, now=NOON)


def test_words_of_a_file_that_nobody_can_count_are_unknown(work: Work) -> None:
    paper = work.papers["group"]
    fill_part(work.deliverable, Filled(part="summary", paper=paper), by=None, now=NOON)
    assert met(work.deliverable, "summary") is Met.MET
    add_version(paper, Upload(file_name="summary.docx", chunks=[b"PK"]), by=None, now=NOON)
    assert met(work.deliverable, "summary") is Met.UNKNOWN


def test_a_signature_is_of_what_was_there(work: Work, chair: User) -> None:
    filled(work, chair)
    assert met(work.deliverable, "review") is Met.MET
    add_version(work.papers["public"], Upload(file_name="guidance.docx", chunks=[b"PK2"]), by=None, now=LAST)
    assert met(work.deliverable, "review") is Met.UNKNOWN


def test_only_the_named_reviewer_signs_and_is_told_by_mail(work: Work, chair: User, member: User) -> None:
    record = fill_part(work.deliverable, Filled(part="review", reviewer=chair), by=member, now=NOON)
    with pytest.raises(PermissionDenied):
        sign_part(record, approves=True, by=member, now=NOON)
    assert "say whether you approve it" in delivered()[-1]


def test_who_was_replaced_as_reviewer_does_not_sign(work: Work, chair: User, member: User) -> None:
    first = fill_part(work.deliverable, Filled(part="review", reviewer=chair), by=None, now=NOON)
    fill_part(work.deliverable, Filled(part="review", reviewer=member), by=None, now=LATER)
    with pytest.raises(ProcedureError, match="was changed"):
        sign_part(first, approves=True, by=chair, now=LATER)


def test_a_part_that_the_format_does_not_have_is_refused(work: Work) -> None:
    with pytest.raises(ProcedureError, match="no such part"):
        fill_part(work.deliverable, Filled(part="nonsense", text="x"), by=None, now=NOON)


def test_what_is_complete_is_published_once_and_never_changes(work: Work, chair: User, member: User) -> None:
    filled(work, chair)
    release = publish_deliverable(work.deliverable, by=chair, now=LATER)
    assert [row["part"] for row in release.content] == ["text", "summary", "review", "page", "from"]
    with pytest.raises(ProcedureError, match="is published"):
        publish_deliverable(work.deliverable, by=chair, now=LATER)
    with pytest.raises(ProcedureError, match="is published"):
        fill_part(work.deliverable, Filled(part="summary", text="More."), by=member, now=LATER)


def test_nothing_is_published_while_a_required_part_is_missing(work: Work, chair: User) -> None:
    filled(work, chair)
    PartRecord.objects.filter(part="from").delete()
    with pytest.raises(ProcedureError, match="Holds from"):
        publish_deliverable(work.deliverable, by=chair, now=LATER)


def test_nothing_is_published_without_a_format(work: Work, chair: User, member: User) -> None:
    new = NewDeliverable(title="Tool", kind=DeliverableKind.TOOL, purpose="x", owner=member)
    from cupel_web.work.actions import add_deliverable

    made = add_deliverable(work.workstream, new, by=chair, now=NOON)
    with pytest.raises(ProcedureError, match="No format"):
        publish_deliverable(made, by=chair, now=NOON)


def test_nothing_is_published_before_what_it_needs(work: Work, chair: User, member: User) -> None:
    filled(work, chair)
    add_dependency(work.deliverable, needs=planned(work.workstream, member, "Training"), by=member, now=NOON)
    with pytest.raises(ProcedureError, match="Training"):
        publish_deliverable(work.deliverable, by=chair, now=LATER)


def test_only_the_marking_group_lifts_its_mark_and_publication_waits(
    work: Work, scheme: Scheme, chair: User, secretary: User, sister: User
) -> None:
    filled(work, chair)
    concern = Objection(group=scheme.council, reason="Small mines are not asked.")
    mark = mark_deliverable(work.deliverable, concern, by=sister, now=NOON)
    for user in (chair, secretary):
        with pytest.raises(PermissionDenied):
            lift_mark(mark, resolution="It is fine.", by=user, now=LATER)
    with pytest.raises(ProcedureError, match="Council"):
        publish_deliverable(work.deliverable, by=chair, now=LATER)
    lift_mark(mark, resolution="They were asked.", by=sister, now=LATER)
    with pytest.raises(ProcedureError, match="lifted already"):
        lift_mark(mark, resolution="Again.", by=sister, now=LATER)
    publish_deliverable(work.deliverable, by=chair, now=LATER)


def test_a_group_marks_no_deliverable_of_its_own(work: Work, chair: User) -> None:
    with pytest.raises(ProcedureError, match="own deliverable"):
        mark_deliverable(work.deliverable, Objection(group=work.group, reason="x"), by=chair, now=NOON)


def test_a_review_is_asked_once_and_answered_once(work: Work, scheme: Scheme, member: User, sister: User) -> None:
    review = ask_review(work.deliverable, group=scheme.council, by=member, now=NOON)
    assert ask_review(work.deliverable, group=scheme.council, by=member, now=LATER) == review
    answer_review(review, answer="We agree.", by=sister, now=LATER)
    with pytest.raises(ProcedureError, match="answered already"):
        answer_review(review, answer="We do not.", by=sister, now=LATER)


def test_a_cycle_of_needs_is_refused_and_leaves_nothing(work: Work, member: User) -> None:
    second, third = (planned(work.workstream, member, title) for title in ("Second", "Third"))
    add_dependency(work.deliverable, needs=second, by=member, now=NOON)
    add_dependency(second, needs=third, by=member, now=NOON)
    for needed in (work.deliverable, second, third):
        with pytest.raises(ProcedureError) as refused:
            add_dependency(third, needs=needed, by=member, now=NOON)
        assert refused.value.code == "dependency-cycle"
    assert not third.dependencies.exists()


def test_a_workstream_is_planned_then_runs_then_is_done(work: Work, chair: User) -> None:
    begun = work.workstream.starts_on
    assert work.workstream.state(on=begun - DAY) is StreamState.PLANNED
    assert work.workstream.state(on=begun) is StreamState.RUNNING
    with pytest.raises(ProcedureError, match="It starts on"):
        finish_workstream(work.workstream, on=begun - DAY, by=chair, now=NOON)
    finish_workstream(work.workstream, on=TODAY, by=chair, now=NOON)
    assert work.workstream.state(on=TODAY) is StreamState.DONE
    with pytest.raises(ProcedureError, match="done or stopped"):
        stop_workstream(work.workstream, on=TODAY, reason="x", by=chair, now=NOON)


def test_who_does_not_take_part_leads_and_edits_nothing(work: Work, chair: User, observer: User) -> None:
    new = NewWorkstream(title="X", purpose="x", lead=observer, starts_on=TODAY)
    with pytest.raises(ProcedureError, match="does not take part"):
        add_workstream(work.group, new, by=chair, now=NOON)
    with pytest.raises(ProcedureError, match="does not take part"):
        add_editor(work.deliverable, person=person("stranger@example.org"), by=chair, now=NOON)


def test_an_owner_who_lost_access_keeps_nothing(work: Work, member: User) -> None:
    from cupel_web.groups.actions import end_access
    from cupel_web.groups.models import Access

    assert member.has_perm("work.keep_deliverable", work.deliverable)
    end_access(Access.objects.get(person=member), by=None, now=NOON)
    assert not member.has_perm("work.keep_deliverable", work.deliverable)


def test_of_two_who_describe_at_once_the_second_is_told(work: Work, member: User) -> None:
    new = NewDeliverable(title="A", kind=DeliverableKind.GUIDANCE, purpose="x", owner=member)
    change_deliverable(work.deliverable, new, revision=1, by=member, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        change_deliverable(Deliverable.objects.get(pk=work.deliverable.pk), new, revision=1, by=member, now=NOON)
    assert refused.value.code == "stale"


def test_a_milestone_that_is_moved_keeps_its_first_day(work: Work, member: User) -> None:
    milestone = add_milestone(work.deliverable, NewMilestone(title="Draft", due_on=TODAY - DAY), by=member, now=NOON)
    assert milestone.state(on=TODAY) is ItemState.OVERDUE
    move_milestone(milestone, due_on=TODAY + DAY, by=member, now=NOON)
    assert (milestone.state(on=TODAY), milestone.first_due_on) == (ItemState.OPEN, TODAY - DAY)
    finish_milestone(milestone, papers=[work.papers["group"]], by=member, now=NOON)
    with pytest.raises(ProcedureError, match="done already"):
        finish_milestone(milestone, by=member, now=NOON)


def test_the_programme_shows_what_is_overdue_first(work: Work, chair: User, member: User) -> None:
    second = stream(work.group, chair, "Second")
    late = planned(second, member, "Late", due_on=TODAY - DAY)
    planned(second, member, "Soon", due_on=TODAY + DAY)
    rows = programme_of(list(workstreams_of(work.group, on=TODAY, over=False)), on=TODAY)
    assert [row.workstream for row in rows] == [second, work.workstream]
    assert rows[0].deliverables[0].deliverable == late
    assert rows[0].deliverables[0].state == ItemState.OVERDUE
