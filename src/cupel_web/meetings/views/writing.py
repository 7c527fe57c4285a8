"""Pages of those who write minutes, and of those who comment on them."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.revisions import fields_in_words
from cupel_web.meetings import actions
from cupel_web.meetings.forms import ApproveForm, CirculateForm, CommentForm, MinutesForm
from cupel_web.meetings.models import AgendaItem, Meeting, Minutes, MinutesWay
from cupel_web.meetings.queries.minutes import meetings_beside, text_for
from cupel_web.meetings.queries.records import meeting_of, minutes_of, text_of
from cupel_web.meetings.views.asking import ask, back, refused, stale

TERM = timedelta(days=14)
"""What the form offers for comments."""


@permitted("meetings.keep", meeting_of)
@require_POST
def new_minutes(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Begin the minutes, or their next version."""
    try:
        minutes = actions.draft_minutes(meeting, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return back(meeting)
    return back(meeting, "minutes", minutes=minutes.public_id)


@permitted("meetings.write", text_of)
def write_minutes(request: SignedInRequest, about: tuple[Minutes, AgendaItem]) -> HttpResponseBase:
    """What the draft says on one item."""
    minutes, item = about
    text = text_for(minutes, item)
    form = MinutesForm(request.POST or None, initial={"text": text.text, "revision": text.revision})
    page = {"meeting": minutes.meeting, "title": item.title, "act": _("Save")}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.write_minutes(text, given["text"], revision=given["revision"], by=request.user, now=clock.now())
        except CupelError as error:
            if error.code != "stale":
                return refused(request, form, error, **page)
            theirs = text_for(minutes, item)
            shown = fields_in_words(form, {"text": theirs.text})
            return stale(request, form, error, revision=theirs.revision, theirs=shown, **page)
        return back(minutes.meeting, "minutes", minutes=minutes.public_id)
    return ask(request, form, **page)


@permitted("meetings.keep", minutes_of)
def circulate_minutes(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Send the draft to everybody for comments."""
    form = CirculateForm(request.POST or None, initial={"comments_until": clock.today() + TERM})
    page = {"meeting": minutes.meeting, "title": _("Circulate the minutes"), "act": _("Circulate")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.circulate(minutes, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Circulated; from now on this version does not change."))
        return back(minutes.meeting, "minutes", minutes=minutes.public_id)
    return ask(request, form, **page)


@permitted("meetings.comment_minutes", minutes_of)
def comment_minutes(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Say that one read them, and what should change."""
    form = CommentForm(request.POST or None)
    page = {"meeting": minutes.meeting, "title": _("Comment on the minutes"), "act": _("Send")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(minutes, **form.cleaned_data, by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Thank you; your comment is noted."))
        return back(minutes.meeting, "minutes", minutes=minutes.public_id)
    return ask(request, form, **page)


@permitted("meetings.keep", minutes_of)
def approve_minutes(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Exactly what was circulated is approved."""
    form = ApproveForm(request.POST or None, meetings=meetings_beside(minutes))
    page = {"meeting": minutes.meeting, "title": _("Approve the minutes"), "act": _("Approve")}
    if request.method == "POST" and form.is_valid():
        way, at = MinutesWay(form.cleaned_data["way"]), form.cleaned_data["at"]
        try:
            actions.approve_minutes(minutes, way, at=at, by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Approved; they never change any more."))
        return back(minutes.meeting, "minutes", minutes=minutes.public_id)
    return ask(request, form, **page)
