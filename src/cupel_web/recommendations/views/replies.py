"""Pages of the way: reply, send on, pause a clock."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.groups.policies import is_chair
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.recommendations import actions
from cupel_web.recommendations.forms import ReasonForm, ReplyForm
from cupel_web.recommendations.models import Leg, Recommendation
from cupel_web.recommendations.queries.chain import Chain
from cupel_web.recommendations.queries.records import leg_seen_by, recommendation_seen_by


@permitted("recommendations.reply", leg_seen_by)
def reply_recommendation(request: SignedInRequest, leg: Leg) -> HttpResponse:
    """The one page on which a body replies."""
    body = Chain(on=clock.today()).in_place_of(leg.body)
    if not is_chair(request.user, body):
        raise PermissionDenied
    form = ReplyForm(request.POST or None, body=body)
    act = Act(
        form=form, title=_("Reply of {body}").format(body=body.name), button=_("Reply"),
        done=_("Replied; the group is told."), back=_page(leg.recommendation), template="recommendations/reply.html",
        context={"recommendation": leg.recommendation, "leg": leg, "answered": hasattr(leg, "reply")},
    )  # fmt: skip
    return acted(request, act, lambda: actions.reply(leg, form.wanted(), by=request.user, now=clock.now()))


@permitted("recommendations.pause", leg_seen_by)
def pause_clock(request: SignedInRequest, leg: Leg) -> HttpResponse:
    """The clock stands still, with a reason."""
    form = ReasonForm(request.POST or None)
    act = Act(
        form=form, title=_("Pause the clock of {body}").format(body=leg.body.name), button=_("Pause"),
        done=_("The clock rests."), back=_page(leg.recommendation), template="recommendations/form.html",
        context={"recommendation": leg.recommendation},
    )  # fmt: skip
    return acted(
        request, act,
        lambda: actions.pause(leg, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("recommendations.pause", leg_seen_by)
@require_POST
def resume_clock(request: SignedInRequest, leg: Leg) -> HttpResponse:
    """The clock runs again."""
    try:
        actions.resume(leg, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("The clock runs again."))
    return redirect(_page(leg.recommendation))


@permitted("recommendations.forward", recommendation_seen_by)
@require_POST
def forward_recommendation(request: SignedInRequest, recommendation: Recommendation) -> HttpResponse:
    """Send it on to the next body."""
    try:
        leg = actions.forward(recommendation, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("Sent on to {body}.").format(body=leg.body.name))
    return redirect(_page(recommendation))


def _page(recommendation: Recommendation) -> str:
    return reverse("recommendation", kwargs={"recommendation": recommendation.public_id})
