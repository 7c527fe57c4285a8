"""What people fill in about tokens."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.forms import day_field

OFFERED = timedelta(days=90)


class TokenForm(forms.Form):
    label = forms.CharField(label=_("What it is for"), max_length=120)
    writes = forms.BooleanField(label=_("It may write for me, not only read"), required=False)
    expires_on = day_field(_("Last day"), help_text=_("A year from today at most."))
