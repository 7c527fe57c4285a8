"""Pages about the machine itself, and how a person wants pages to look."""

import os
import re

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cupel_web.kernel import metrics
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.events import first_broken_event, found
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import User
from cupel_web.kernel.paths import var
from cupel_web.kernel.policies import may_read_metrics

THEMES = ("auto", "light", "dark")
TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?")
"""A language and perhaps its script (BCP 47), in small letters."""
YEAR = 365 * 24 * 3600
EVENTS_PER_PAGE = 100


@public
@never_cache
@require_GET
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"live": True})


@public
@never_cache
@require_GET
def ready(_request: HttpRequest) -> JsonResponse:
    """Database and files can be used."""
    checks = {"database": _database_answers(), "files": os.access(var("files", "x").parent, os.W_OK)}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


@public
@never_cache
@require_GET
def measurements(request: HttpRequest) -> HttpResponse:
    """Metrics for those who hold the token; everybody else learns nothing."""
    if not may_read_metrics(request):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponseRedirect:
    """Remember light, dark or the system's choice, and go back; works without JavaScript."""
    wanted = request.POST.get("theme", "auto")
    return _remembered(request, "theme", wanted if wanted in THEMES else None)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponseRedirect:
    """Remember in which language somebody reads, and go back. Pages that are not in it take the browser's."""
    wanted = request.POST.get("language", "")
    return _remembered(request, settings.LANGUAGE_COOKIE_NAME, wanted if TAG.fullmatch(wanted) else None)


def _remembered(request: HttpRequest, cookie: str, value: str | None) -> HttpResponseRedirect:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if value is not None:
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "kernel/error.html", {"status": 404}, status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "kernel/error.html", {"status": 403}, status=403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came without the token of its page: the page was open too long, or the form is of another site."""
    return render(request, "kernel/error.html", {"status": "form"}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    number = request.META.get("CUPEL_REQUEST_NUMBER", "")
    return render(request, "kernel/failure.html", {"number": number}, status=500)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _the_log(user: User) -> None:  # noqa: ARG001
    """The log as a whole: the permission alone decides."""
    return


@permitted("kernel.read_events", _the_log)
@require_GET
def events(request: SignedInRequest, _about: None) -> HttpResponse:
    """Every act, newest first; on request the whole chain is checked."""
    action, subject = asked(request, "action"), asked(request, "subject")
    page = paged(request, found(action=action, subject=subject), per_page=EVENTS_PER_PAGE)
    checked = "check" in request.GET
    context = {
        "page": page,
        "action": action,
        "subject": subject,
        "checked": checked,
        "broken": first_broken_event() if checked else None,
    }
    return render(request, "kernel/events.html", context)
