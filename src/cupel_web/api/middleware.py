"""Who calls: the person whose token came with the request, and nobody else."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cupel_web.api.actions import token_with
from cupel_web.api.problems import read_only, signed_out, too_large
from cupel_web.kernel import clock

ROOT = "/api/"
TOO_LARGE = 413
SAFE = {"GET", "HEAD", "OPTIONS"}


class BearerToken:
    """Sign the caller of the interface for programs in by token. The session's cookie counts for nothing there, so no
    page of another site can act through it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        request.user = AnonymousUser()
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme:
            token = token_with(secret.strip(), on=clock.today()) if scheme.lower() == "bearer" else None
            if token is None:
                return signed_out()
            if request.method not in SAFE and not token.writes:
                return read_only()
            request.user = token.person
        response = self.get_response(request)
        return too_large() if response.status_code == TOO_LARGE else response
