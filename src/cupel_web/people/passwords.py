"""Passwords of people whom others add: they set them by a mail."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from cupel_web.kernel.models import User


def send_first_password(request: HttpRequest, person: User) -> None:
    """Mail somebody who has no password the address at which they set one."""
    if person.has_usable_password():
        return
    form = ResetPasswordForm({"email": person.email})
    if form.is_valid():
        form.save(request)
