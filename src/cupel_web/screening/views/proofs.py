"""Files that show what was screened when."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel.chain.snapshot import canonical_json
from cupel_web.kernel import clock
from cupel_web.kernel.access import permitted
from cupel_web.kernel.events import salted_hash
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening.forms import ProofForm
from cupel_web.screening.models import Screening
from cupel_web.screening.queries.lists import lists_seen_by
from cupel_web.screening.queries.screenings import finished_screening_of, proof_for


@permitted("screening.read_screenings", finished_screening_of)
@require_GET
def manifest(request: HttpRequest, screening: Screening) -> HttpResponse:  # noqa: ARG001
    """What a screening was made of, byte for byte as its hash was taken."""
    name = f"screening-{screening.public_id}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(canonical_json(screening.manifest), content_type="application/json", headers=headers)


@permitted("screening.read_screenings", company_of)
@require_GET
def proof(request: HttpRequest, company: Organisation) -> HttpResponse:
    """That a party was screened against a list by a day, with the result; signed by this workspace."""
    form = ProofForm(request.GET or None, lists=lists_seen_by(company), initial={"on": clock.today()})
    found = None
    if form.is_valid():
        found = proof_for(company, **form.cleaned_data)
    if found is None:
        return render(request, "screening/proof.html", {"company": company, "form": form, "asked": form.is_valid()})
    content = json.loads(canonical_json(found))
    signed = {"proof": content, "signature": salted_hash(canonical_json(content).decode()), "method": "HMAC-SHA256"}
    headers = {"Content-Disposition": 'attachment; filename="proof.json"'}
    return JsonResponse(signed, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})
