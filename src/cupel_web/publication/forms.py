"""What people fill in to ask owners and to publish."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.forms import day_field, text_field
from cupel_web.publication.actions import Terms


class AskForm(forms.Form):
    note = text_field(_("What changed since they were asked"), required=False, most=2000, rows=3)


class PublishForm(forms.Form):
    in_force_on = day_field(_("In force from"), help_text=_("At the earliest the day of the last approval."))
    transition_until = day_field(
        _("Transition until"), required=False,
        help_text=_("The last day on which the edition before may still be used; empty if not at all."),
    )  # fmt: skip
    summary = text_field(_("What changes, in a few sentences"))

    def terms(self) -> Terms:
        """What the valid form says."""
        return Terms(**self.cleaned_data)
