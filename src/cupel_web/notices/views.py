"""A person's choice of how mail reaches them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, signed_in
from cupel_web.notices.actions import choose_mail
from cupel_web.notices.forms import mail_form
from cupel_web.notices.queries import preference_of


@signed_in
def my_mail(request: SignedInRequest) -> HttpResponse:
    """See and change it."""
    form = mail_form(preference_of(request.user), request.POST or None)
    if form.is_valid():
        choose_mail(request.user, form.wanted(), now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("my_mail")
    return render(request, "notices/my_mail.html", {"form": form}, status=422 if form.is_bound else 200)
