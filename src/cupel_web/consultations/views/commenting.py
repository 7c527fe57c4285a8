"""The page of one clause: what it says, what changed, and the form to comment on it without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cupel.consultation import GENERAL
from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.commenting import CommentForm, OpenCommentForm
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries import texts
from cupel_web.consultations.queries.comments import sent_in
from cupel_web.consultations.views.common import Desk, remember, remembered, round_seen, saves_too_often
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.languages import language
from cupel_web.kernel.lists import asked
from cupel_web.kernel.throttle import asks_too_often

SUBMISSIONS_AN_HOUR = 20
"""From one address of the network, which an office may share."""

CONTRIBUTOR = "contributor"


@public
def comment(request: HttpRequest, consultation: str, clause: str) -> HttpResponse:
    """A clause, or the text as a whole, with a form to comment on it."""
    found = round_seen(request, consultation)
    consulted = None if clause == GENERAL else texts.consulted_clause(found, clause)
    desk, questions = remembered(request, found), texts.questions_on(found, clause)
    form_class = CommentForm if desk else OpenCommentForm
    initial = {"question": asked(request, "question"), "contributor": request.session.get(CONTRIBUTOR, "")}
    form = form_class(request.POST or None, questions=questions, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (response := _saved(request, form, found, desk, clause)):
            return response
    context = {
        **about(found), "clause": consulted, "place": clause, "form": form, "desk": desk, "questions": questions,
        **_around(found, clause), **_mine(desk, clause),
    }  # fmt: skip
    return render(request, "consultations/clause.html", context, status=status)


def _saved(
    request: HttpRequest, form: CommentForm, consultation: Consultation, desk: Desk | None, clause: str
) -> HttpResponse | None:
    """Where to go once it is saved; None where the rules refuse, which then stands on the form."""
    if isinstance(form, OpenCommentForm) and form.is_trap:
        return redirect("consultation", consultation=consultation.public_id)
    too_often = (
        saves_too_often(request, desk)
        if desk
        else asks_too_often(request, what="submissions", most=SUBMISSIONS_AN_HOUR)
    )
    if too_often:
        form.add_error(None, _("Too much came from your network. Keep your text and try again in an hour."))
        return None
    written = form.written(clause)
    try:
        if desk is None:
            submission, secret = actions.begin_submission(consultation, written, language=language(), now=clock.now())
            desk = Desk(submission=submission, secret=secret)
            goal = desk.path("submission")
        else:
            actions.save_comment(desk.submission, written, by=None, now=clock.now())
            goal = request.path
    except CupelError as error:
        refuse(form, error)
        return None
    request.session[CONTRIBUTOR] = written.contributor
    messages.success(request, _("Saved. It counts once you have sent your submission."))
    response = redirect(goal)
    remember(request, response, consultation, desk.secret)
    return response


def _around(consultation: Consultation, uid: str) -> dict[str, Any]:
    """The clauses before and after one."""
    clauses = texts.consulted(consultation)
    here = next((number for number, clause in enumerate(clauses) if clause.uid == uid), None)
    if here is None:
        return {"before": None, "after": clauses[0] if clauses else None}
    return {
        "before": clauses[here - 1] if here else None,
        "after": clauses[here + 1] if here + 1 < len(clauses) else None,
    }


def _mine(desk: Desk | None, uid: str) -> dict[str, Any]:
    """What this browser's submission says on the clause already."""
    if desk is None:
        return {"drafts": [], "sent": []}
    return {
        "drafts": desk.submission.drafts.filter(clause=uid).select_related("comment"),
        "sent": sent_in(desk.submission).filter(clause=uid, comment__draft=None),
    }
