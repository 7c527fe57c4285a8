"""Pages of disposition: one comment, and the commenter's answer."""

from collections.abc import Callable

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
from cupel_web.consultations.models.answer_remark import MOST_REMARK
from cupel_web.consultations.queries import comments, finding
from cupel_web.consultations.queries.answers import answers_due
from cupel_web.consultations.queries.changes import NOTHING, changed_since, told_after
from cupel_web.consultations.queries.dispositions import decided_in, disposition_on, published_decisions
from cupel_web.consultations.queries.links import linked_clauses
from cupel_web.consultations.queries.texts import clause_name
from cupel_web.consultations.replies import submission_at
from cupel_web.consultations.states import Stage
from cupel_web.consultations.views.board import query_of
from cupel_web.consultations.views.common import Desk, Page, form_page, with_secret
from cupel_web.consultations.views.inside import comment_page
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.languages import speak
from cupel_web.kernel.lists import paged


@permitted("consultations.dispose", finding.comment_inside)
def propose(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Propose a decision on a comment."""
    before = disposition_on(comment)
    initial = {"decision": before.decision, "reason": before.reason, "revision": comment.dispositions.count()}
    form = DecisionForm(request.POST or None, initial=initial)
    version = comments.current(comment.consultation).get(comment=comment)
    page = Page(
        title=_("Propose a decision"), act=_("Propose"), back=_address(request, comment), about=comment.name,
        text="\n\n".join(part for part in (version.text, version.change) if part),
    )  # fmt: skip

    def act() -> None:
        actions.propose_decision(
            comment, form.verdict(), revision=form.cleaned_data["revision"], by=request.user, now=clock.now()
        )

    return form_page(request, form, page, act, lambda: newest_on(comment))


@permitted("consultations.dispose", finding.comment_inside)
def assign(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Hand a comment to a member."""
    initial = {"revision": comment.dispositions.count()}
    form = AssignForm(request.POST or None, group=comment.consultation.group, initial=initial)
    page = Page(title=_("Assign"), act=_("Assign"), back=_address(request, comment), about=comment.name)

    def act() -> None:
        given = form.cleaned_data
        actions.assign_comment(
            comment, to=given["person"], revision=given["revision"], by=request.user, now=clock.now()
        )

    return form_page(request, form, page, act, lambda: newest_on(comment))


@permitted("consultations.dispose", finding.comment_inside)
@require_POST
def release(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Take a comment back from whoever has it."""
    return _button(request, comment, lambda seen: actions.release_comment(
        comment, revision=seen, by=request.user, now=clock.now()))  # fmt: skip


@permitted("consultations.agree", finding.comment_inside)
@require_POST
def move(request: SignedInRequest, comment: Comment, step: str) -> HttpResponse:
    """The group agreed to what is proposed, or makes public what it agreed."""
    return _button(request, comment, lambda seen: actions.move_comment(
        comment, step, revision=seen, by=request.user, now=clock.now()))  # fmt: skip


@require_POST
def answer(request: HttpRequest, desk: Desk, comment: str) -> HttpResponse:
    """The commenter says whether a published decision satisfies."""
    _answered(request, finding.sent_comment_of(desk.submission, comment))
    return redirect(desk.path("submission"))


@public
def replies(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a commenter's mail leads to: each published decision, to be satisfied with or not."""
    submission = submission_at(token)
    speak(request, submission.consultation.languages)
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


def newest_on(comment: Comment) -> tuple[int, list[tuple[str, str]]]:
    """How many facts there are on a comment, and the newest in words."""
    fact = comment.dispositions.select_related("made_by", "assignee").order_by("-pk").first()
    if fact is None:
        return 0, []
    words = [
        (_("Work"), fact.get_workflow_display()), (_("Decision"), fact.get_decision_display()),
        (_("Reason"), fact.reason), (_("Assigned to"), str(fact.assignee or "")), (_("By"), str(fact.made_by or "")),
    ]  # fmt: skip
    return comment.dispositions.count(), [(name, value) for name, value in words if value]


def _button(request: SignedInRequest, comment: Comment, act: Callable[[int], object]) -> HttpResponse:
    """Do what was pressed on what was seen; where somebody was faster, show how it stands now."""
    seen = request.POST.get("revision", "")
    try:
        act(int(seen) if seen.isdecimal() else comment.dispositions.count())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        if error.code == "stale":
            return comment_page(request, comment, status=409)
    return redirect(_address(request, comment))


def _address(request: HttpRequest, comment: Comment) -> str:
    """The comment's page, within the filter from which one came."""
    query = query_of(request).urlencode()
    path = reverse("consultation_comment", kwargs={"comment": comment.public_id})
    return f"{path}?{query}" if query else path


my_answer = with_secret(answer)
