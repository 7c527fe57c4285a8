"""Pages of running a consultation: prepare, announce, extend, publish."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.actions import Subject
from cupel_web.consultations.forms.fields import LANGUAGES
from cupel_web.consultations.forms.running import ConsultationForm, ExtensionForm, NewConsultationForm, QuestionForm
from cupel_web.consultations.models import Consultation, Question
from cupel_web.consultations.queries import finding
from cupel_web.consultations.states import Step
from cupel_web.consultations.views.common import Page, form_page
from cupel_web.drafting.actions import freeze_draft
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.revisions import fields_in_words
from cupel_web.kernel.zones import in_zone
from cupel_web.standards.actions import freeze_edition
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_named, standard_named


@permitted("consultations.run", group_kept_by)
def new_consultation(request: SignedInRequest, group: Group) -> HttpResponse:
    """Prepare a consultation of a group."""
    languages = _languages(request) or ("en",)
    form = NewConsultationForm(
        request.POST or None,
        group=group,
        languages=languages,
        initial={"languages_held": list(languages), "zone": "UTC"},
    )
    page = Page(
        title=_("Prepare a consultation"), act=_("Prepare"), about=group.name,
        back=reverse("group_consultations", kwargs={"slug": group.slug}),
    )  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        draft, base = form.drafts.get(given["edition"]), given["base"]
        text = freeze_draft(draft, by=request.user, now=clock.now()) if draft else _frozen(given["edition"])
        subject = Subject(text=text, base=_frozen(base) if base else None)
        actions.begin_consultation(group, form.invitation(), subject, by=request.user, now=clock.now())

    return form_page(request, form, page, act)


def _languages(request: HttpRequest) -> tuple[str, ...]:
    """Languages in which texts are asked for: those chosen in the form, or in the address."""
    chosen = request.POST.getlist("languages_held") or request.GET.getlist("language")
    return tuple(code for code in LANGUAGES if code in chosen)


def _frozen(reference: str) -> EditionText:
    key, _at, edition = reference.partition("@")
    return freeze_edition(standard_named(key), edition_named(key, edition), now=clock.now())


@permitted("consultations.run", finding.consultation_of)
def change_consultation(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Change what the public will be told, before it is announced."""
    languages = _languages(request) or tuple(consultation.languages)
    form = ConsultationForm(request.POST or None, languages=languages, initial=_initial(consultation))

    def act() -> None:
        revision = form.cleaned_data["revision"] or 0
        actions.change_consultation(
            consultation, form.invitation(), revision=revision, by=request.user, now=clock.now()
        )

    def newest() -> tuple[int, object]:
        consultation.refresh_from_db()
        return consultation.revision, fields_in_words(form, _initial(consultation))

    return form_page(request, form, _page(consultation, _("Change"), _("Save")), act, newest)


def _initial(consultation: Consultation) -> dict[str, Any]:
    known = {"title": consultation.title, "introduction": consultation.introduction}
    texts = {f"{part}_{code}": each.get(code, "") for part, each in known.items() for code in LANGUAGES}
    return {
        **texts, "languages_held": consultation.languages, "zone": consultation.zone, "email": consultation.email,
        "opens_at": consultation.opens_there, "closes_at": in_zone(consultation.closes_at, consultation.zone),
        "revision": consultation.revision,
    }  # fmt: skip


@permitted("consultations.run", finding.consultation_of)
def new_question(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Ask something beside the text."""
    form = QuestionForm(request.POST or None, consultation=consultation)

    def act() -> None:
        actions.ask_question(consultation, form.asking(), by=request.user, now=clock.now())

    return form_page(request, form, _page(consultation, _("Ask a question"), _("Ask")), act)


@permitted("consultations.run", finding.question_of)
@require_POST
def drop_question(request: SignedInRequest, question: Question) -> HttpResponse:
    """Take a question back."""
    return _button(
        request, question.consultation, lambda: actions.drop_question(question, by=request.user, now=clock.now())
    )


@permitted("consultations.run", finding.consultation_of)
@require_POST
def announce(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Make it public."""
    return _button(request, consultation, lambda: actions.announce(consultation, by=request.user, now=clock.now()))


@permitted("consultations.run", finding.consultation_of)
def extend(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Let it close later."""
    initial = {"closes_at": consultation.closes_there}
    form = ExtensionForm(request.POST or None, zone=consultation.zone, initial=initial)

    def act() -> None:
        given = form.cleaned_data
        actions.extend(
            consultation, closes_at=given["closes_at"], reason=given["reason"], by=request.user, now=clock.now()
        )

    text = _("It closes at {when} {zone} now. The public sees the new time and your reason.").format(
        when=consultation.closes_there.strftime("%Y-%m-%d %H:%M"), zone=consultation.zone
    )
    page = _page(consultation, _("Extend"), _("Extend"))
    return form_page(request, form, Page(**{**vars(page), "text": text}), act)


@permitted("consultations.run", finding.consultation_of)
@require_POST
def take_step(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Begin disposition, publish the feedback or the response."""
    step = request.POST.get("step", "")
    if step not in set(Step):
        messages.error(request, _("Choose a step."))
        return redirect(_address(consultation))
    return _button(
        request, consultation, lambda: actions.take_step(consultation, Step(step), by=request.user, now=clock.now())
    )


def _button(request: HttpRequest, consultation: Consultation, act: Any) -> HttpResponse:
    try:
        act()
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect(_address(consultation))


def _address(consultation: Consultation) -> str:
    return reverse("consultation", kwargs={"consultation": consultation.public_id})


def _page(consultation: Consultation, title: str, act: str) -> Page:
    return Page(title=title, act=act, back=_address(consultation), about=str(consultation))
