from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an organisation's officer or the secretariat, unless the operator opens sign-up."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return bool(settings.OPEN_SIGN_UP)
