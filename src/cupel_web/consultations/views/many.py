"""Pages of acts on many comments: first what would change and what would be left out, then, confirmed, the act."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupel.consultation import Filter, Template
from cupel.errors import CupelError, ProcedureError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.deciding import AssignManyForm, BulkForm
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.board import board
from cupel_web.consultations.queries.clusters import versions_named
from cupel_web.consultations.queries.many import HandTo, Plan, Wish, plan_of
from cupel_web.consultations.views.board import chips, choices_of, query_of, wanted_by
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted

SHOWN, NAMED = 10, 50
"""Changes that a preview shows, and names of left out comments for each reason."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is done with many: the words of its page, its form if it has one, and what is wished once that is valid."""

    title: str
    button: str
    what: Callable[[], Template | HandTo | str]
    form: Form | None = None


@permitted("consultations.dispose", finding.consultation_inside)
def decide_many(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Propose one decision."""
    form = BulkForm(request.POST or None, consultation=consultation)
    act = Act(title=_("Propose a decision on many"), button=_("Propose"), form=form, what=form.template)
    return _page(request, consultation, act)


@permitted("consultations.dispose", finding.consultation_inside)
def assign_many(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Hand them to a member, or take them back."""
    form = AssignManyForm(request.POST or None, group=consultation.group)
    act = Act(title=_("Assign many"), button=_("Assign"), form=form, what=form.hand_to)
    return _page(request, consultation, act)


@permitted("consultations.agree", finding.consultation_inside)
def move_many(request: SignedInRequest, consultation: Consultation, step: str) -> HttpResponse:
    """The group agreed to what is proposed, or makes public what it agreed."""
    titles = {"agree": _("The group agreed to many"), "publish": _("Publish many decisions")}
    buttons = {"agree": _("Record that the group agreed"), "publish": _("Publish")}
    return _page(request, consultation, Act(title=titles[step], button=buttons[step], what=lambda: step))


def _page(request: SignedInRequest, consultation: Consultation, act: Act) -> HttpResponse:
    """The form, if the act has one, with the preview once it is known what would be done; the act where the mark of the
    preview comes back.
    """
    wanted = wanted_by(request)
    found = board(consultation, wanted)
    back = reverse("consultation_comments", kwargs={"consultation": consultation.public_id})
    back = f"{back}?{query_of(request).urlencode()}"
    plan, status = None, 422 if act.form and act.form.is_bound else 200
    if found.entries and (act.form is None or act.form.is_valid()):
        try:
            wish = Wish(chosen=Filter(comments=frozenset(each.name for each in found.entries)), what=act.what())
            if _confirmed(request, consultation, wish):
                return redirect(back)
            plan, status = plan_of(consultation, wish), 409 if "confirm" in request.POST else 200
        except CupelError as error:
            messages.error(request, f"{error.message} {error.remedy}")
    context = {
        **about(consultation), "act": act, "form": act.form, "back": back, "number": len(found.entries),
        "chips": chips(request, choices_of(request, consultation, found)), "ticked": wanted.ticked,
        **(_preview(consultation, plan) if plan else {}),
    }  # fmt: skip
    return render(request, "consultations/many.html", context, status=status)


def _confirmed(request: SignedInRequest, consultation: Consultation, wish: Wish) -> bool:
    """Whether it was confirmed, and done; what has changed since the preview is shown anew."""
    seen = request.POST.get("confirm", "")
    if not seen:
        return False
    try:
        proposed = actions.do_for_many(consultation, wish, seen=seen, by=request.user, now=clock.now())
    except ProcedureError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return False
    number, left = len(proposed.dispositions), len(proposed.conflicts)
    done = ngettext("Done for {number} comment.", "Done for {number} comments.", number).format(number=number)
    kept = ngettext("{number} is left as it is.", "{number} are left as they are.", left).format(number=left)
    messages.success(request, f"{done} {kept}" if left else done)
    return True


def _preview(consultation: Consultation, plan: Plan) -> dict[str, Any]:
    done, left = plan.proposed.dispositions, plan.proposed.conflicts
    shown = versions_named(consultation, [each.comment for each in done[:SHOWN]])
    reasons = Counter(each.reason for each in left)
    return {
        "plan": plan,
        "changes": len(done),
        "shown": [(shown[each.comment], plan.before[each.comment], each) for each in done[:SHOWN]],
        "left": [
            (reason, number, [each.comment for each in left if each.reason == reason][:NAMED])
            for reason, number in reasons.most_common()
        ],
        "left_out": len(left),
    }
