"""Artefacts of a consultation: ordered with one button, listed with their hashes, kept as files."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.artefacts import artefact_seen_by, artefacts_seen_by, newest_set
from cupel_web.consultations.states import Step
from cupel_web.consultations.views.common import round_seen
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.files import attached


@public
@require_GET
def artefacts(request: HttpRequest, consultation: str) -> HttpResponse:
    """All files about a consultation that the person may read."""
    found = round_seen(request, consultation)
    inside = may(request, "consultations.read_comments", found)
    context = {
        **about(found),
        "artefacts": artefacts_seen_by(request.user, found),
        "newest": newest_set(found) if inside else None,
        "orders": may(request, "consultations.run", found) and Step.DISPOSITION in found.done,
    }
    return render(request, "consultations/artefacts.html", context)


@permitted("consultations.run", finding.consultation_of)
@require_POST
def order(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Have all of them written."""
    try:
        actions.order_artefacts(consultation, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect("artefacts", consultation=consultation.public_id)


@public
@require_GET
def artefact(request: HttpRequest, artefact: str) -> FileResponse:
    """One file to keep."""
    found = artefact_seen_by(request.user, artefact)
    return attached(found.stored, name=found.file_name)
