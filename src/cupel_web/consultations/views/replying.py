"""The page on which the group says until when answers are awaited."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cupel_web.consultations import actions
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.answers import answers_due, awaited, is_over
from cupel_web.consultations.queries.texts import said
from cupel_web.consultations.views.common import Page, form_page
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted


class TermForm(forms.Form):
    """Until when."""

    due = forms.DateField(
        label=gettext_lazy("Answers until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day; afterwards it is recorded that time is over."),
    )  # fmt: skip


@permitted("consultations.agree", finding.consultation_inside)
def answer_term(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Set the last day, beside how many answers are awaited; once it has passed, record that time is over."""
    due, number = answers_due(consultation), awaited(consultation).count()
    form = TermForm(request.POST or None, initial={"due": due})
    ends = number and due is not None and is_over(due, consultation, clock.now())
    over = reverse("end_answers", kwargs={"consultation": consultation.public_id})
    page = Page(
        title=_("Answers of commenters"), act=_("Set the last day"), about=said(consultation.title),
        back=reverse("consultation_comments", kwargs={"consultation": consultation.public_id}),
        text=_("Published decisions that nobody answered yet: {number}").format(number=number),
        also=(_("Record that time to answer is over"), over) if ends else None,
    )  # fmt: skip

    def act() -> None:
        actions.set_answer_term(consultation, form.cleaned_data["due"], by=request.user, now=clock.now())

    return form_page(request, form, page, act)


@permitted("consultations.agree", finding.consultation_inside)
@require_POST
def end_answers(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Record that time is over, where the timer has not."""
    number = actions.end_answers(consultation, by=request.user, now=clock.now())
    messages.success(request, _("Answers that did not come in time: {number}").format(number=number))
    return redirect("answer_term", consultation=consultation.public_id)
