"""A run's files as they are."""

from csp.decorators import csp
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from cupel_web.diligence.models import Run
from cupel_web.diligence.queries.outputs import path_of_output
from cupel_web.diligence.queries.records import finished_run_of
from cupel_web.kernel.access import permitted

# The report carries its own style and runs nothing; the browser treats it as a page of no site.
REPORT_POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "img-src": ["data:"], "sandbox": []}


@permitted("diligence.read_data", finished_run_of)
@require_GET
def download(request: HttpRequest, run: Run, output: str) -> FileResponse:  # noqa: ARG001
    """An output to keep."""
    path = path_of_output(run, output)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{run.public_id}-{output}")


@permitted("diligence.read_data", finished_run_of)
@require_GET
@csp(REPORT_POLICY)  # type: ignore[arg-type]
def report(request: HttpRequest, run: Run) -> FileResponse:  # noqa: ARG001
    """The report to read."""
    return FileResponse(path_of_output(run, "report.html").open("rb"), content_type="text/html; charset=utf-8")
