"""Files of parties that listed parties own."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cupel_web.kernel import clock
from cupel_web.kernel.access import permitted
from cupel_web.screening.models import Screening
from cupel_web.screening.queries import owned
from cupel_web.screening.queries.screenings import finished_screening_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permitted("screening.read_screenings", finished_screening_of)
@require_GET
def owned_json(request: HttpRequest, screening: Screening) -> HttpResponse:  # noqa: ARG001
    """For programs, in the shape of the engine's file of that name."""
    content = owned.as_json(screening, on=clock.today())
    return _file(content, f"owned-{screening.public_id}.json", "application/json")


@permitted("screening.read_screenings", finished_screening_of)
@require_GET
def owned_workbook(request: HttpRequest, screening: Screening) -> HttpResponse:  # noqa: ARG001
    """For people, as a workbook."""
    content = owned.as_workbook(screening, on=clock.today())
    return _file(content, f"owned-{screening.public_id}.xlsx", XLSX)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
