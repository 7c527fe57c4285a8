"""The home page: what Cupel is for visitors, what awaits a person who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.lists import paged
from cupel_web.kernel.models import User
from cupel_web.portal.queries import awaiting


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """For visitors what Cupel is; for people what awaits them."""
    if isinstance(request.user, User):
        today = clock.today()
        companies, keepers = awaiting(request.user, on=today)
        page = paged(request, duties_of(request.user, on=today))
        context = {
            "companies": companies,
            "keepers": keepers,
            "page": page,
            "duties": [(duty, duty.is_overdue(today)) for duty in page],
        }
        return render(request, "portal/awaiting.html", context)
    return render(request, "portal/welcome.html")
