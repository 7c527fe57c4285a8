"""Pages of the group that recommends: draft, edit, submit, withdraw, revise, follow up, conclude; and its reviews."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.groups.forms import refuse
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.revisions import fields_in_words, renew
from cupel_web.recommendations import actions
from cupel_web.recommendations.forms import (
    ConcludeForm,
    EvidenceForm,
    ReasonForm,
    RecommendationForm,
    ReviewForm,
    TaskForm,
    known,
)
from cupel_web.recommendations.models import FollowUp, Recommendation
from cupel_web.recommendations.queries.records import follow_up_seen_by, recommendation_seen_by

FORM = "recommendations/form.html"
TERMS = {"advice_length": 60, "advice_unit": "days", "decision_length": 90, "decision_unit": "days", "revision": 0}
"""What the form offers as reply times; the group decides."""


@permitted("recommendations.draft", group_kept_by)
def new_recommendation(request: SignedInRequest, group: Group) -> HttpResponse:
    """Begin a recommendation."""
    form = RecommendationForm(request.POST or None, group=group, initial={**TERMS, "cycle": str(clock.today().year)})
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.draft(group, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect(_page(draft))
    page = {"form": form, "title": _("Draft a recommendation"), "button": _("Save the draft"), "group": group,
            "back": reverse("group", kwargs={"slug": group.slug})}  # fmt: skip
    return render(request, FORM, page, status=422 if form.is_bound else 200)


@permitted("recommendations.draft", recommendation_seen_by)
def edit_recommendation(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Edit a draft."""
    form = RecommendationForm(request.POST or None, group=recommendation.group, initial=known(recommendation))
    page = {"title": _("Edit the draft"), "button": _("Save"), "group": recommendation.group,
            "recommendation": recommendation, "back": _page(recommendation)}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change(recommendation, form.wanted(), revision=revision, by=request.user, now=clock.now())
        except CupelError as error:
            return _stale(request, form, error, page)
        messages.success(request, _("Saved."))
        return redirect(_page(recommendation))
    return render(request, FORM, {"form": form, **page}, status=422 if form.is_bound else 200)


@permitted("recommendations.submit", recommendation_seen_by)
@require_POST
def submit_recommendation(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Send it to the body above."""
    try:
        leg = actions.submit(recommendation, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("Submitted to {body}.").format(body=leg.body.name))
    return redirect(_page(recommendation))


@permitted("recommendations.withdraw", recommendation_seen_by)
def withdraw_recommendation(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Take it back."""
    form = ReasonForm(request.POST or None)
    act = _act(recommendation, form, title=_("Withdraw the recommendation"), button=_("Withdraw"))
    return acted(
        request, act,
        lambda: actions.withdraw(
            recommendation, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()
        ),
    )  # fmt: skip


@permitted("recommendations.draft", recommendation_seen_by)
@require_POST
def revise_recommendation(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Begin the next draft of what was referred back."""
    try:
        draft = actions.revise(recommendation, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return redirect(_page(recommendation))
    return redirect("edit_recommendation", recommendation=draft.public_id)


@permitted("recommendations.follow_up", recommendation_seen_by)
def new_follow_up(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Add what is to follow."""
    form = TaskForm(request.POST or None, initial={"group": recommendation.group})
    act = _act(recommendation, form, title=_("Add what is to follow"), button=_("Add"))
    return acted(
        request, act, lambda: actions.add_follow_up(recommendation, form.wanted(), by=request.user, now=clock.now())
    )


@permitted("recommendations.finish", follow_up_seen_by)
def finish_follow_up(request: SignedInRequest, follow_up: FollowUp) -> HttpResponse:
    """It is done: the one page on which that is said."""
    form = EvidenceForm(request.POST or None)
    act = _act(follow_up.recommendation, form, title=_("A follow-up is done"), button=_("It is done"))
    act.context.update(intro=follow_up.what)
    return acted(
        request, act,
        lambda: actions.finish(follow_up, evidence=form.cleaned_data["evidence"], by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("recommendations.conclude", recommendation_seen_by)
def conclude_recommendation(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Settle it."""
    form = ConcludeForm(request.POST or None)
    act = _act(recommendation, form, title=_("Conclude the recommendation"), button=_("Conclude"))
    return acted(
        request, act,
        lambda: actions.conclude(recommendation, note=form.cleaned_data["note"], by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("recommendations.record_review", group_kept_by)
def new_review(request: SignedInRequest, group: Group) -> HttpResponse:
    """Write down a concluded review."""
    form = ReviewForm(request.POST or None, initial={"cycle": str(clock.today().year), "concluded_on": clock.today()})
    act = Act(
        form=form, title=_("Write down a review"), button=_("Write down"), done=_("Written down."),
        back=reverse("cycles"), template=FORM, context={"group": group},
    )  # fmt: skip
    return acted(request, act, lambda: actions.record_review(group, form.wanted(), by=request.user, now=clock.now()))


def _act(recommendation: Recommendation, form: Form, *, title: str, button: str) -> Act:
    return Act(
        form=form, title=title, button=button, done=_("Written down."), back=_page(recommendation), template=FORM,
        context={"group": recommendation.group, "recommendation": recommendation},
    )  # fmt: skip


def _page(recommendation: Recommendation) -> str:
    return reverse("recommendation", kwargs={"recommendation": recommendation.public_id})


def _stale(request: HttpRequest, form: RecommendationForm, error: CupelError, page: dict[str, Any]) -> HttpResponse:
    """Both texts in sight, and the form over the newest revision: saving again is a choice."""
    refuse(form, error)
    if error.code not in {"stale", "submitted"}:
        return render(request, FORM, {"form": form, **page}, status=422)
    theirs = Recommendation.objects.get(pk=page["recommendation"].pk)
    renew(form, revision=theirs.revision)
    context = {"form": form, **page, "theirs": fields_in_words(form, known(theirs))}
    return render(request, FORM, context, status=409)
