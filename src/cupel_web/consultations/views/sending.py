"""Pages on which a submission is looked over and sent, its address confirmed, or all of it withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.queries.texts import clause_name
from cupel_web.consultations.views.common import Desk, forget, keyed, with_secret
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.throttle import asks_too_often, happens_too_often

SENDINGS_AN_HOUR = 20


def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that will be sent, and the button."""
    refused, status = "", 200
    if request.method == "POST":
        if desk.by is None and _sends_too_often(request, desk):
            refused, status = _("It was sent too often. Try again in an hour."), 429
        else:
            try:
                actions.send_submission(desk.submission, secret=desk.secret, by=desk.by, now=clock.now())
            except CupelError as error:
                refused, status = f"{error.message} {error.remedy}", 422
            else:
                messages.success(request, _("Sent."))
                return redirect(desk.path("submission"))
    drafts = desk.submission.drafts.select_related("comment", "question").order_by("pk")
    context = {
        **about(desk.consultation),
        "desk": desk,
        "submission": desk.submission,
        "rows": [(each, clause_name(desk.consultation, each.clause)) for each in drafts],
        "attachments": desk.submission.attachments.filter(removed_at=None),
        "refused": refused,
    }
    return render(request, "consultations/send.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The address is the sender's: what was sent counts."""
    try:
        actions.confirm_submission(desk.submission, request.POST.get("token", ""), now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("Confirmed: your comments count."))
    return redirect(desk.path("submission"))


def withdraw(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take everything back, after a page that says what that means."""
    if request.method != "POST":
        context = {**about(desk.consultation), "desk": desk, "submission": desk.submission}
        return render(request, "consultations/withdraw.html", context)
    try:
        actions.withdraw_submission(desk.submission, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return redirect(desk.path("submission"))
    messages.success(request, _("Withdrawn. What you wrote and who you are is forgotten."))
    response = redirect("consultation", consultation=desk.consultation.public_id)
    forget(response, desk.consultation)
    return response


def _sends_too_often(request: HttpRequest, desk: Desk) -> bool:
    often = happens_too_often(f"sending-{desk.submission.public_id}", most=SENDINGS_AN_HOUR)
    return asks_too_often(request, what="sendings", most=SENDINGS_AN_HOUR) or often


my_send, keyed_send = with_secret(send), keyed(send)
my_confirm = with_secret(confirm)
my_withdraw = with_secret(withdraw)
