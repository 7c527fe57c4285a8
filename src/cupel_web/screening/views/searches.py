"""The search box: one name against every list that the company sees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel_web.kernel.access import permitted
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening.forms import SearchForm
from cupel_web.screening.queries.lists import usable_versions
from cupel_web.screening.queries.searching import found, keeps_no_word


@permitted("screening.read_screenings", company_of)
@require_GET
def name_search(request: HttpRequest, company: Organisation) -> HttpResponse:
    """Look one name up; nothing of it is kept."""
    form = SearchForm(request.GET or None)
    versions = list(usable_versions(company))
    context: dict[str, object] = {"company": company, "form": form, "versions": versions}
    if form.is_valid():
        asked = form.cleaned_data
        context["hits"] = found(versions, asked["q"], kind=asked["kind"], country=asked["country"].upper())
        context["keeps_no_word"] = not context["hits"] and keeps_no_word(asked["q"])
    return render(request, "screening/search.html", context)
