"""Pages of disposition: one comment, and the commenter's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.consultation import Answer
from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.deciding import AssignForm, DecisionForm
from cupel_web.consultations.models import Comment
from cupel_web.consultations.queries import comments, finding
from cupel_web.consultations.queries.answers import answers_due
from cupel_web.consultations.queries.changes import changed_since, later_text, told_after
from cupel_web.consultations.queries.dispositions import decided_in, disposition_on, published_decisions
from cupel_web.consultations.queries.texts import clause_name
from cupel_web.consultations.replies import submission_at
from cupel_web.consultations.views.common import Desk, Page, form_page, with_secret
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.lists import paged

MOVES = {"agree": actions.agree_decisions, "publish": actions.publish_decisions}


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
    changed, rows = changed_since(consultation), []
    for version in page:
        place, decision = comments.placed_on(version), decided[version.comment.name]
        diff = told_after(decision, changed.get(place))
        rows.append((version, decision, clause_name(consultation, place), diff))
    context = {
        **about(consultation),
        "page": page,
        "rows": rows,
        "later": later_text(consultation),
        "due": answers_due(consultation),
    }
    return render(request, "consultations/replies.html", context)


def _answered(request: HttpRequest, comment: Comment) -> None:
    given = Answer.SATISFIED if request.POST.get("answer") == "satisfied" else Answer.NOT_SATISFIED
    try:
        actions.answer_decision(comment, given, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("Thank you; your answer is on record."))


def _button(request: HttpRequest, act: Any, comment: Comment) -> HttpResponse:
    try:
        act()
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect(_address(comment))


def _address(comment: Comment) -> str:
    return reverse("consultation_comment", kwargs={"comment": comment.public_id})


my_answer = with_secret(answer)
