"""Pages of disposition: one comment, many at once, and the commenter's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.consultation import Answer, Workflow
from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.deciding import AssignForm, BulkForm, DecisionForm
from cupel_web.consultations.models import Comment, Consultation
from cupel_web.consultations.models.answer_remark import MOST_REMARK
from cupel_web.consultations.queries import comments, finding
from cupel_web.consultations.queries.answers import answers_due
from cupel_web.consultations.queries.changes import NOTHING, changed_since, told_after
from cupel_web.consultations.queries.dispositions import decided_in, disposition_on, published_decisions
from cupel_web.consultations.queries.links import linked_clauses
from cupel_web.consultations.queries.texts import clause_name
from cupel_web.consultations.replies import submission_at
from cupel_web.consultations.states import Stage
from cupel_web.consultations.views.common import Desk, Page, form_page, with_secret
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.lists import paged

MOVES = {"agree": actions.agree_decisions, "publish": actions.publish_decisions}
FROM = {"agree": Workflow.PROPOSED, "publish": Workflow.AGREED}
"""From which state each step for many takes comments."""


@permitted("consultations.dispose", finding.comment_inside)
def propose(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Propose a decision on a comment."""
    before = disposition_on(comment)
    initial = {"decision": before.decision, "reason": before.reason}
    form = DecisionForm(request.POST or None, initial=initial)
    version = comments.current(comment.consultation).get(comment=comment)
    page = Page(
        title=_("Propose a decision"), act=_("Propose"), back=_address(comment), about=comment.name,
        text="\n\n".join(part for part in (version.text, version.change) if part),
    )  # fmt: skip

    def act() -> None:
        actions.propose_decision(comment, form.verdict(), by=request.user, now=clock.now())

    return form_page(request, form, page, act)


@permitted("consultations.dispose", finding.comment_inside)
def assign(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Hand a comment to a member."""
    form = AssignForm(request.POST or None, group=comment.consultation.group)
    page = Page(title=_("Assign"), act=_("Assign"), back=_address(comment), about=comment.name)

    def act() -> None:
        actions.assign_comment(comment, to=form.cleaned_data["person"], by=request.user, now=clock.now())

    return form_page(request, form, page, act)


@permitted("consultations.dispose", finding.comment_inside)
@require_POST
def release(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Take a comment back from whoever has it."""
    return _button(request, lambda: actions.release_comment(comment, by=request.user, now=clock.now()), comment)


@permitted("consultations.agree", finding.comment_inside)
@require_POST
def move(request: SignedInRequest, comment: Comment, step: str) -> HttpResponse:
    """The group agreed to what is proposed, or makes public what it agreed."""
    return _button(request, lambda: MOVES[step]([comment], by=request.user, now=clock.now()), comment)


@permitted("consultations.dispose", finding.consultation_inside)
def decide_many(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Propose one decision for all comments that pass a filter; what stands in the way is listed."""
    form = BulkForm(request.POST or None, consultation=consultation)
    outcome: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            proposed = actions.propose_for_many(
                consultation, form.chosen(), form.template(), by=request.user, now=clock.now()
            )
        except CupelError as error:
            refuse(form, error)
        else:
            outcome = {"number": len(proposed.dispositions), "conflicts": paged(request, proposed.conflicts)}
    status = 422 if form.is_bound and not outcome else 200
    context = {
        **about(consultation), "form": form, **outcome, "agrees": may(request, "consultations.agree", consultation),
        "waiting": {step: _in(consultation, state).count() for step, state in FROM.items()},
    }  # fmt: skip
    return render(request, "consultations/decide_many.html", context, status=status)


@permitted("consultations.agree", finding.consultation_inside)
@require_POST
def move_many(request: SignedInRequest, consultation: Consultation, step: str) -> HttpResponse:
    """The group agreed to all that is proposed, or makes public all that it agreed."""
    waiting = [version.comment for version in _in(consultation, FROM[step])]
    try:
        MOVES[step](waiting, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect("decide_many", consultation=consultation.public_id)


@require_POST
def answer(request: HttpRequest, desk: Desk, comment: str) -> HttpResponse:
    """The commenter says whether a published decision satisfies."""
    _answered(request, finding.sent_comment_of(desk.submission, comment))
    return redirect(desk.path("submission"))


@public
def replies(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a commenter's mail leads to: each published decision, to be satisfied with or not."""
    submission = submission_at(token)
    if request.method == "POST":
        _answered(request, finding.sent_comment_of(submission, request.POST.get("comment", "")))
        return redirect(request.get_full_path())
    page = paged(request, decided_in(submission))
    decided = published_decisions(page)
    consultation = submission.consultation
    later, rows = changed_since(consultation), []
    linked = linked_clauses([version.comment for version in page])
    for version in page:
        place, decision = comments.placed_on(version), decided[version.comment.name]
        made = linked.get(version.comment_id, NOTHING)
        diffs = told_after(decision, later, place, made)
        rows.append((version, decision, clause_name(consultation, place), diffs, bool(made)))
    context = {
        **about(consultation),
        "page": page,
        "rows": rows,
        "later": later.text if later else None,
        "is_public": consultation.stage(clock.now()) in {Stage.FEEDBACK, Stage.RESPONSE},
        "due": answers_due(consultation),
        "most_remark": MOST_REMARK,
    }
    return render(request, "consultations/replies.html", context)


def _answered(request: HttpRequest, comment: Comment) -> None:
    given = Answer.SATISFIED if request.POST.get("answer") == "satisfied" else Answer.NOT_SATISFIED
    try:
        actions.answer_because(comment, given, why=request.POST.get("why", ""), now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("Thank you; your answer is on record."))


def _in(consultation: Consultation, state: Workflow) -> Any:
    return comments.in_state(comments.current(consultation), state.value)


def _button(request: HttpRequest, act: Any, comment: Comment) -> HttpResponse:
    try:
        act()
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect(_address(comment))


def _address(comment: Comment) -> str:
    return reverse("consultation_comment", kwargs={"comment": comment.public_id})


my_answer = with_secret(answer)
