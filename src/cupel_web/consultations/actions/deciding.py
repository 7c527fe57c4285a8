"""Verbs of disposition: assign, propose, agree, publish, answer; and the same for many comments at once.

Which move follows which is the engine's matter (:mod:`cupel.consultation`); here it is kept, and told to nobody outside
before it is published.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel import consultation as engine
from cupel.consultation import Answer, Decision, Disposition, Filter, Proposed, Template, spread
from cupel.errors import ConsultationError, ProcedureError
from cupel_web.consultations.models import Comment, CommentCluster, Consultation, DispositionFact, Submission
from cupel_web.consultations.queries.dispositions import (
    clusters_in,
    disposition_of,
    disposition_on,
    engine_consultation,
    last_facts,
)
from cupel_web.consultations.queries.many import HandTo, Wish, plan_of
from cupel_web.consultations.queries.votes import require_not_voted, voted_in
from cupel_web.consultations.replies import reply_path
from cupel_web.consultations.states import Step
from cupel_web.kernel.events import append_event
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import stale
from cupel_web.notices.actions import Letter, tell

Move = Callable[[Disposition], Disposition]
Row = tuple[Comment, Disposition, User | None]
"""A comment, what becomes of it, and who has it."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A decision with its reason, which the commenter reads."""

    decision: Decision
    reason: str = ""


def assign_comment(
    comment: Comment, *, to: User, revision: int | None = None, by: User | None, now: datetime
) -> DispositionFact:
    """Hand a comment to somebody who takes part in the group. ``revision``, here and in the other verbs: how many facts
    the person saw on the comment; where there are more, :class:`~cupel.errors.ProcedureError` with code ``stale``.
    """
    require(by, "consultations.dispose", comment)
    _require_inside(to, comment.consultation)
    with transaction.atomic():
        _as_seen(comment, revision)
        return _moved(comment, lambda before: engine.assign(before, to.public_id), to, by=by, now=now)


def release_comment(
    comment: Comment, *, revision: int | None = None, by: User | None, now: datetime
) -> DispositionFact:
    """Take a comment back from whoever has it."""
    require(by, "consultations.dispose", comment)
    with transaction.atomic():
        _as_seen(comment, revision)
        return _moved(comment, engine.release, None, by=by, now=now)


def propose_decision(
    comment: Comment, verdict: Verdict, *, revision: int | None = None, by: User | None, now: datetime
) -> DispositionFact:
    """Propose what the group may decide; another proposal replaces it."""
    require(by, "consultations.dispose", comment)
    with transaction.atomic():
        _as_seen(comment, revision)
        return _moved(
            comment, lambda before: engine.propose(before, verdict.decision, reason=verdict.reason), _holder(comment),
            by=by, now=now,
        )  # fmt: skip


def move_comment(
    comment: Comment, step: str, *, revision: int, by: User | None, now: datetime
) -> list[DispositionFact]:
    """The group agreed to what was seen on a comment (``agree``), or makes it public (``publish``)."""
    with transaction.atomic():
        _as_seen(comment, revision)
        verb = {"agree": agree_decisions, "publish": publish_decisions}[step]
        return verb([comment], by=by, now=now)


def agree_decisions(comments: Sequence[Comment], *, by: User | None, now: datetime) -> list[DispositionFact]:
    """The group agrees to what is proposed on each; where one has no proposal or is in a ballot that runs, nothing is
    changed.
    """
    with transaction.atomic():
        if comments:
            require_not_voted([comment.name for comment in comments], voted_in(begun(comments[0].consultation)))
        return _all_moved(comments, engine.agree, by=by, now=now)


def publish_decisions(comments: Sequence[Comment], *, by: User | None, now: datetime) -> list[DispositionFact]:
    """Agreed decisions become public and each commenter gets one mail; where one is not agreed, nothing is changed."""
    with transaction.atomic():
        made = _all_moved(comments, engine.publish, by=by, now=now)
        _tell(comments, now=now)
    return made


def answer_decision(comment: Comment, given: Answer, *, now: datetime) -> DispositionFact:
    """The commenter says whether the decision satisfies, or time is over. Call it for whoever holds the submission."""
    return _moved(comment, lambda before: engine.answer(before, given), _holder(comment), by=None, now=now)


def time_out(comments: Sequence[Comment], *, now: datetime) -> list[DispositionFact]:
    """Record that time is over for each; where one was answered already, nothing is changed."""
    return _all_moved(comments, lambda before: engine.answer(before, Answer.TIMED_OUT), by=None, now=now)


def propose_for_many(
    consultation: Consultation, chosen: Filter, template: Template, *, by: User | None, now: datetime
) -> Proposed:
    """Propose the template's decision for all comments that pass; what stands in the way is given back, unchanged."""
    return do_for_many(consultation, Wish(chosen=chosen, what=template), seen=None, by=by, now=now)


def do_for_many(
    consultation: Consultation, wish: Wish, *, seen: str | None, by: User | None, now: datetime
) -> Proposed:
    """Do one act for all comments that are chosen; what stands in the way is given back, unchanged.

    ``seen``: the mark of the plan that somebody looked at. Raises :class:`~cupel.errors.ProcedureError` with code
    ``stale`` where anything of it is otherwise by now; then nothing is changed.
    """
    moves = isinstance(wish.what, str)
    require(by, "consultations.agree" if moves else "consultations.dispose", consultation)
    if isinstance(wish.what, HandTo) and wish.what.person:
        _require_inside(wish.what.person, consultation)
    with transaction.atomic():
        locked = begun(consultation)
        plan = plan_of(locked, wish)
        if seen is not None and seen != plan.mark:
            raise ProcedureError(
                _("Something has changed since you looked."), code="stale", remedy=_("Look through it again below.")
            )
        action = "consultations.proposed_for_many" if isinstance(wish.what, Template) else "consultations.moved_many"
        made = _keep(locked, plan.proposed.dispositions, action=action, by=by, now=now)
        if wish.what == "publish":
            _tell([fact.comment for fact in made], now=now)
    return plan.proposed


def spread_decision(comment: Comment, cluster: CommentCluster, *, by: User | None, now: datetime) -> Proposed:
    """Propose one comment's decision for all others of its cluster."""
    require(by, "consultations.dispose", comment)
    with transaction.atomic():
        locked = begun(comment.consultation)
        known = engine_consultation(locked)
        one = next((each for each in known.clusters if each.id == cluster.public_id), None)
        if one is None:
            raise ConsultationError(
                _("This cluster was taken apart."), code="no-cluster", remedy=_("Look at the comments again.")
            )
        proposed = spread(known.disposition(comment.name), one, known)
        _keep(locked, proposed.dispositions, action="consultations.proposed_for_many", by=by, now=now)
    return proposed


def confirm_cluster(
    consultation: Consultation, comments: Sequence[Comment], *, reason: str, by: User | None, now: datetime
) -> CommentCluster:
    """Say that comments say the same; clusters that any of them is in are taken up in the new one."""
    require(by, "consultations.dispose", consultation)
    if len({comment.pk for comment in comments}) < 2 or any(
        comment.consultation_id != consultation.pk for comment in comments
    ):
        raise ConsultationError(
            _("A cluster has at least two comments of one consultation."),
            code="cluster",
            remedy=_("Choose another comment."),
        )
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=consultation.pk)
        taken_up = clusters_in(consultation).filter(comments__in=[comment.pk for comment in comments]).distinct()
        members = {comment.pk for comment in comments} | {
            comment.pk for each in taken_up for comment in each.comments.all()
        }
        CommentCluster.objects.filter(pk__in=[each.pk for each in taken_up]).update(parted_at=now)
        cluster: CommentCluster = CommentCluster.objects.create(
            consultation=consultation, reason=reason, confirmed_at=now, confirmed_by=by
        )
        cluster.comments.set(members)
        append_event("consultations.clustered", by=by, about=cluster, scope=consultation.group, now=now,
            comments=len(members))  # fmt: skip
    return cluster


def part_cluster(cluster: CommentCluster, *, by: User | None, now: datetime) -> None:
    """They do not say the same after all; what was decided on each stays."""
    require(by, "consultations.dispose", cluster.consultation)
    with transaction.atomic():
        if CommentCluster.objects.filter(pk=cluster.pk, parted_at=None).update(parted_at=now):
            append_event("consultations.parted", by=by, about=cluster, scope=cluster.consultation.group, now=now)


def _moved(comment: Comment, move: Move, assignee: User | None, *, by: User | None, now: datetime) -> DispositionFact:
    with transaction.atomic():
        begun(comment.consultation)
        after = move(disposition_on(comment))
        fact: DispositionFact = DispositionFact.objects.create(
            comment=comment, assignee=assignee, made_at=now, made_by=by, **_columns(after)
        )
        _log(comment, fact, by=by, now=now)
    return fact


def _all_moved(comments: Sequence[Comment], move: Move, *, by: User | None, now: datetime) -> list[DispositionFact]:
    """Move all or none, under one batch and one event."""
    if not comments:
        return []
    consultation = comments[0].consultation
    require(by, "consultations.agree", consultation)
    with transaction.atomic():
        locked = begun(consultation)
        known = {fact.comment_id: fact for fact in last_facts(comments)}
        made = []
        for comment in comments:
            last = known.get(comment.pk)
            before = disposition_of(last) if last else Disposition(comment=comment.name)
            assignee = last.assignee if last else None
            made.append((comment, move(before), assignee))
        return _kept(locked, made, action="consultations.moved_many", by=by, now=now)


def _keep(
    consultation: Consultation, after: Iterable[Disposition], *, action: str, by: User | None, now: datetime
) -> list[DispositionFact]:
    """Keep what becomes of many."""
    comments = {comment.name: comment for comment in consultation.comments.all()}
    holders = {each.assignee for each in after if each.assignee}
    people = {user.public_id: user for user in User.objects.filter(public_id__in=holders)}
    rows = [(comments[each.comment], each, people.get(each.assignee)) for each in after]
    return _kept(consultation, rows, action=action, by=by, now=now)


def _tell(comments: Sequence[Comment], *, now: datetime) -> None:
    """Mail whoever sent these comments, once each, where they gave an address."""
    told = Submission.objects.filter(comments__in=comments, confirmed_at__isnull=False).exclude(email="").distinct()
    for submission in told.select_related("consultation"):
        letter = Letter(
            template="consultations/mail/decided.txt",
            path=reply_path(submission),
            values={"submission": submission, "consultation": submission.consultation},
            language=submission.language or "en",
        )
        tell(submission.email, letter, about=submission, now=now)


def _kept(
    consultation: Consultation, rows: list[Row], *, action: str, by: User | None, now: datetime
) -> list[DispositionFact]:
    batch = new_id()
    made = DispositionFact.objects.bulk_create(
        DispositionFact(comment=comment, assignee=assignee, batch=batch, made_at=now, made_by=by, **_columns(after))
        for comment, after, assignee in rows
    )
    append_event(action, by=by, about=consultation, scope=consultation.group, now=now, batch=batch, comments=len(made))
    return made


def _as_seen(comment: Comment, revision: int | None) -> None:
    begun(comment.consultation)
    if revision is not None and comment.dispositions.count() != revision:
        raise stale()


def begun(consultation: Consultation) -> Consultation:
    """The consultation, locked; raises :class:`~cupel.errors.ConsultationError` before disposition has begun."""
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if Step.DISPOSITION not in locked.done:
        raise ConsultationError(
            _("Disposition has not begun."),
            code="consultation-stage",
            remedy=_("Record after the close that it has begun."),
        )
    return locked


def _require_inside(person: User, consultation: Consultation) -> None:
    if not person.has_perm("consultations.dispose", consultation):
        raise ConsultationError(
            _("{person} does not take part in this group.").format(person=person),
            code="not-in-group",
            remedy=_("Choose a member."),
        )


def _holder(comment: Comment) -> User | None:
    last = comment.dispositions.select_related("assignee").order_by("-pk").first()
    return last.assignee if last else None


def _columns(after: Disposition) -> dict[str, str]:
    return {
        "workflow": after.workflow.value,
        "decision": after.decision.value if after.decision else "",
        "reason": after.reason,
        "answer": after.answer.value,
    }


def _log(comment: Comment, fact: DispositionFact, *, by: User | None, now: datetime) -> None:
    append_event("consultations.disposition", by=by, about=comment, scope=comment.consultation.group, now=now,
        workflow=fact.workflow, decision=fact.decision, answer=fact.answer)  # fmt: skip
