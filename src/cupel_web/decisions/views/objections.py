"""Pages of objections: one with its history, and a page for each act about it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel.governance import Answer, Position, Step
from cupel_web.decisions import actions
from cupel_web.decisions.clauses import clause_named
from cupel_web.decisions.forms import AnswerForm, AppealForm, ReasonForm, ResolutionForm, WithdrawalForm
from cupel_web.decisions.models import Objection
from cupel_web.decisions.queries.counting import part_on
from cupel_web.decisions.queries.records import objection_seen_by
from cupel_web.decisions.states import day_in
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.models import User


@permitted("decisions.see_objection", objection_seen_by)
@require_GET
def objection(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """What is objected to, what was done about it, and what this person may do next."""
    ballot = objection.elector.ballot
    closed, day = hasattr(ballot, "closing"), ballot.day_at(clock.now())
    context = {
        **_about(objection),
        "answer": objection.answer_on(day),
        "steps": objection.steps.all(),
        "reply_due": objection.reply_due(),
        "clause": clause_named(objection.clause, within=ballot.group, reader=request.user),
        "pauses": objection.pauses.all(),
        "may_pause": not closed
        and objection.answer_on(day) is Answer.PROPOSED
        and request.user.has_perm("decisions.pause_objection", objection),
        "acts": [] if closed else _acts(request.user, objection, objection.next_on(day)),
    }
    return render(request, "decisions/objection.html", context)


@permitted("decisions.propose_resolution", objection_seen_by)
def propose_resolution(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Offer the objector a way out."""
    form = ResolutionForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Propose a resolution"), button=_("Propose")),
        lambda: actions.propose_resolution(
            objection, text=form.cleaned_data["text"], by=request.user, now=clock.now()
        ),
    )  # fmt: skip


@permitted("decisions.take_position", objection_seen_by)
def answer_resolution(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Accept the proposed resolution or not."""
    form = AnswerForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Answer the proposed resolution"), button=_("Answer")),
        lambda: actions.answer_resolution(
            objection, position=form.settled, text=form.cleaned_data["text"], by=request.user, now=clock.now()
        ),
    )  # fmt: skip


@permitted("decisions.take_position", objection_seen_by)
def withdraw_objection(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Take the objection back."""
    form = WithdrawalForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Withdraw the objection"), button=_("Withdraw")),
        lambda: actions.withdraw_objection(
            objection, position=Position(form.cleaned_data["position"]), by=request.user, now=clock.now()
        ),
    )  # fmt: skip


@permitted("decisions.overrule_objection", objection_seen_by)
def overrule_objection(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Overrule it with a reason."""
    form = ReasonForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Overrule the objection"), button=_("Overrule")),
        lambda: actions.overrule(objection, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("decisions.pause_objection", objection_seen_by)
def pause_objection(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """The objector's term stands still, with a reason."""
    form = ReasonForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Pause the clock of the objector"), button=_("Pause")),
        lambda: actions.pause_objection(
            objection, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()
        ),
    )  # fmt: skip


@permitted("decisions.pause_objection", objection_seen_by)
@require_POST
def resume_objection(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """The term runs again."""
    try:
        actions.resume_objection(objection, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("The clock runs again."))
    return redirect("objection", slug=objection.elector.ballot.group.slug, objection=objection.public_id)


@permitted("decisions.take_position", objection_seen_by)
def appeal_objection(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Take an overruled objection to the group above."""
    form = ReasonForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Appeal to the chair of the group above"), button=_("Appeal")),
        lambda: actions.appeal(objection, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("decisions.decide_appeal", objection_seen_by)
def decide_appeal(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Uphold the appeal or dismiss it."""
    form = AppealForm(request.POST or None)
    return acted(
        request, _act(objection, form, title=_("Decide on the appeal"), button=_("Decide")),
        lambda: actions.decide_appeal(
            objection, upheld=form.cleaned_data["upheld"] == "yes", reason=form.cleaned_data["reason"],
            by=request.user, now=clock.now(),
        ),
    )  # fmt: skip


def _act(objection: Objection, form: Form, *, title: str, button: str) -> Act:
    address = {"slug": objection.elector.ballot.group.slug, "objection": objection.public_id}
    return Act(
        form=form, title=title, button=button, done=_("Written down."), back=reverse("objection", kwargs=address),
        context={**_about(objection), "steps": objection.steps.all()},
    )  # fmt: skip


def _about(objection: Objection) -> dict[str, Any]:
    ballot = objection.elector.ballot
    return {"group": ballot.group, "ballot": ballot, "objection": objection}


def _acts(user: User, objection: Objection, possible: frozenset[Step]) -> list[tuple[str, str]]:
    """Pages of acts that may come next and are this person's, with what each says."""
    day = day_in(objection.elector.ballot.zone, clock.now())
    objector = part_on(objection.elector, user, day=day) and user.has_perm("decisions.take_position", objection)
    rows = (
        (Step.PROPOSED, user.has_perm("decisions.propose_resolution", objection), "propose_resolution",
         _("Propose a resolution")),
        (Step.ACCEPTED, objector, "answer_resolution", _("Answer the proposed resolution")),
        (Step.OVERRULED, user.has_perm("decisions.overrule_objection", objection), "overrule_objection",
         _("Overrule the objection")),
        (Step.APPEALED, objector, "appeal_objection", _("Appeal to the chair of the group above")),
        (Step.UPHELD, user.has_perm("decisions.decide_appeal", objection), "decide_appeal", _("Decide on the appeal")),
        (Step.WITHDRAWN, objector, "withdraw_objection", _("Withdraw the objection")),
    )  # fmt: skip
    return [(page, words) for step, may, page, words in rows if may and step in possible]
