"""Pages of ballots on proposed decisions: put them to the vote, what a ballot is about, agree to what it carried."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.voting import VoteForm
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.texts import said
from cupel_web.consultations.queries.votes import (
    ballots_on,
    compared,
    content_hash,
    frozen,
    has_carried,
    proposals_of,
    proposals_to_vote,
)
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted
from cupel_web.kernel.lists import paged

OFFERED = timedelta(days=14)
"""What the form offers as time to vote; who opens the ballot decides."""


@permitted("consultations.agree", finding.consultation_inside)
def put_to_vote(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Open a ballot on everything that is proposed."""
    proposals = proposals_to_vote(consultation)
    title = said(consultation.title)
    initial = {
        "title": _("Decisions on comments: {title}").format(title=title)[:200],
        "text": ngettext(
            "The group agrees to the {number} decision that is proposed on comments.",
            "The group agrees to the {number} decisions that are proposed on comments.", len(proposals),
        ).format(number=len(proposals)),
        "closes_on": clock.today() + OFFERED, "zone": consultation.zone, "reply_days": 14, "appeal_days": 30,
        "seen": content_hash(proposals),
    }  # fmt: skip
    form = VoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            ballot = actions.put_to_vote(consultation, form.vote(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The ballot is open; mails are sent."))
            return redirect("ballot", slug=consultation.group.slug, ballot=ballot.public_id)
    context = {
        **about(consultation), "form": form, "page": paged(request, proposals), "number": len(proposals),
        "sha256": content_hash(proposals),
    }  # fmt: skip
    return render(request, "consultations/put_to_vote.html", context, status=422 if form.is_bound else 200)


@permitted("consultations.read_comments", finding.consultation_inside)
@require_GET
def vote(request: SignedInRequest, consultation: Consultation, *, ballot: str) -> HttpResponse:
    """Everything that a ballot is about, and what of it changed since."""
    found = get_object_or_404(ballots_on(consultation), public_id=ballot)
    rows = proposals_of(found)
    page = paged(request, rows)
    context = {
        **about(consultation), "ballot": found, "state": found.state_at(clock.now()), "page": page,
        "rows": compared(list(page)), "is_spoiled": content_hash(frozen(rows)) != found.sha256,
        "may_agree": has_carried(found) and may(request, "consultations.agree", consultation),
    }  # fmt: skip
    return render(request, "consultations/vote.html", context)


@permitted("consultations.agree", finding.consultation_inside)
@require_POST
def agree_voted(request: SignedInRequest, consultation: Consultation, *, ballot: str) -> HttpResponse:
    """Agree to exactly what the ballot carried; the page then lists what was left, and why."""
    found = get_object_or_404(ballots_on(consultation), public_id=ballot)
    try:
        agreed = actions.agree_voted(consultation, found, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(
            request, _("Agreed: {made}. Left as they are: {left}.").format(made=len(agreed.made), left=len(agreed.left))
        )
    return redirect("vote_on_proposals", consultation=consultation.public_id, ballot=found.public_id)
