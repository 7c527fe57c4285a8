"""Pages of the interface: how it is called, and a person's own tokens."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.api import actions
from cupel_web.api.description import described
from cupel_web.api.forms import OFFERED, TokenForm
from cupel_web.api.models import AccessToken
from cupel_web.api.problems import not_found
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, public, signed_in


@public
@require_GET
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation: its address, who may call it, what it takes."""
    example = f'curl -H "Authorization: Bearer $TOKEN" {request.build_absolute_uri("/api/groups")}'
    return render(request, "api/reference.html", {"rooms": described(), "example": example})


@csrf_exempt
@public
def nothing_there(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """An address of the interface that no operation has."""
    return not_found()


@signed_in
def tokens(request: SignedInRequest) -> HttpResponse:
    """A person's tokens; a new one shows its secret once."""
    form = TokenForm(request.POST or None, initial={"expires_on": clock.today() + OFFERED})
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = actions.issue_token(request.user, **form.cleaned_data, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return _tokens(request, form=None, secret=secret)
    return _tokens(request, form=form, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def revoke_token(request: SignedInRequest, token: str) -> HttpResponse:
    """End a token."""
    mine = get_object_or_404(AccessToken, person=request.user, public_id=token)
    actions.revoke_token(mine, by=request.user, now=clock.now())
    messages.success(request, _("It opens nothing any more."))
    return redirect("tokens")


def _tokens(request: SignedInRequest, *, form: TokenForm | None, status: int = 200, **told: Any) -> HttpResponse:
    held = AccessToken.objects.filter(person=request.user)
    today = clock.today()
    context = {"tokens": [(token, token.is_good(today)) for token in held], "form": form, **told}
    return render(request, "api/tokens.html", context, status=status)
