"""What every request passes."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from cupel_web.kernel import metrics
from cupel_web.kernel.access import declared, public_bytes, takes_files

FORM_BYTES = 1 << 20
"""More than any form without files."""

Respond = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("cupel_web.requests")


class UndeclaredViewError(Exception):
    """A view was written without saying who may open it; it is never shown."""


class BoundBody:
    """Refuses a request whose body is larger than its page takes, before a byte of it is read."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        uploads = takes_files(view) and request.user.is_authenticated
        files = settings.UPLOAD_MAX_BYTES if uploads else public_bytes(view)
        if int(request.META.get("CONTENT_LENGTH") or 0) <= files + FORM_BYTES:
            return None
        context = {"status": 413, "most": files or FORM_BYTES}
        return render(request, "kernel/error.html", context, status=413)


class DenyUndeclared:
    """Refuses every view that declares no access rule."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, _request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        if declared(view) is None:
            raise UndeclaredViewError(f"{view.__module__}.{view.__qualname__} declares no access rule")


class KeepPrivate:
    """Pages of people who are signed in are not kept by browsers or proxies between them and us."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class Observe:
    """One log line and one measurement per request, with a number that the error page shows; no names, no queries."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = uuid.uuid4().hex[:12]
        request.META["CUPEL_REQUEST_NUMBER"] = number
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
            self._note(request, response, time.perf_counter() - started)
        response["X-Request-Number"] = number
        return response

    def _note(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        page = request.resolver_match.view_name if request.resolver_match else "unknown"
        metrics.REQUESTS.labels(page, request.method, str(response.status_code)).inc()
        metrics.DURATION.labels(page).observe(seconds)
        log.info("request", page=page, method=request.method, status=response.status_code, ms=round(seconds * 1000))
