from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cupel_web.notices.actions import Wishes
from cupel_web.notices.models import MailPreference, Pace

LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
"""Each by its own name."""
MOST_REMINDERS = 5
FURTHEST = 90
"""Days before a deadline."""


class MailForm(forms.Form):
    pace = forms.ChoiceField(
        label=_("Mail about what awaits me"),
        choices=Pace.choices,
        widget=forms.RadioSelect,
        help_text=_("Invitations, letters to me and threads that I follow come at once in any case."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the weekly list"), choices=list(WEEKDAYS.items()), coerce=int, help_text=_("Days as in UTC.")
    )
    is_reminded = forms.BooleanField(
        label=_("Remind me of deadlines"),
        required=False,
        help_text=_("Before the last day, the day after it, and then every week until it is done."),
    )
    days_before = forms.CharField(
        label=_("How many days before"),
        required=False,
        max_length=40,
        help_text=_("Numbers with commas, such as 7, 1."),
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=LANGUAGES)

    def clean_days_before(self) -> list[int]:
        parts = [part.strip() for part in self.cleaned_data["days_before"].split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and int(part) <= FURTHEST for part in parts):
            raise forms.ValidationError(_("Give whole numbers from 0 to %(most)s."), params={"most": FURTHEST})
        days = sorted({int(part) for part in parts}, reverse=True)
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(_("Give at most %(most)s numbers."), params={"most": MOST_REMINDERS})
        return days

    def wanted(self) -> Wishes:
        """What the valid form says."""
        given = self.cleaned_data
        return Wishes(**{**given, "pace": Pace(given["pace"])})


def mail_form(preference: MailPreference, data: Any = None) -> MailForm:
    """The form with what holds now."""
    known = {name: getattr(preference, name) for name in ("pace", "weekday", "is_reminded", "language")}
    days = ", ".join(str(number) for number in preference.days_before)
    return MailForm(data, initial={**known, "days_before": days})
