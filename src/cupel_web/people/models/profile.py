import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel


def new_salt() -> str:
    """A salt of 256 bits."""
    return secrets.token_hex(32)


class Profile(PublicModel):
    """What a person lets us know about them, and the salt of every hash of theirs in the event log.

    Erasing a person removes this row: without the salt the hashes are noise.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    salt = models.CharField(max_length=64, default=new_salt, editable=False)
    country = models.CharField(_("country"), max_length=2, blank=True)
    about = models.TextField(_("about me"), blank=True, max_length=2000)
    named_in_public = models.BooleanField(_("my name may stand on public pages"), default=False)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")

    def __str__(self) -> str:
        return self.public_id
