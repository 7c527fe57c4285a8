"""Pages of the agenda: add, edit, order and take off items, take one up, declare an interest in one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.models import User
from cupel_web.kernel.revisions import fields_in_words
from cupel_web.meetings import actions
from cupel_web.meetings.forms import DeclarationForm, ItemForm, OrderForm
from cupel_web.meetings.models import AgendaItem, Meeting
from cupel_web.meetings.queries.agenda import items_of, papers_for
from cupel_web.meetings.queries.records import item_of, meeting_of
from cupel_web.meetings.views.asking import ask, back, refused, stale
from cupel_web.work.queries.reading import reader_of


@permitted("meetings.keep", meeting_of)
def new_item(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Put an item on the agenda."""
    papers = papers_for(meeting, reader_of(request.user, on=clock.today()))
    form = ItemForm(request.POST or None, group=meeting.group, papers=papers, initial={"revision": 0})
    page = {"meeting": meeting, "title": _("Add an item"), "act": _("Add")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item(meeting, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.word", item_of)
def edit_item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Word an item anew."""
    meeting = item.meeting
    papers = papers_for(meeting, reader_of(request.user, on=clock.today()))
    form = ItemForm(request.POST or None, group=meeting.group, papers=papers, initial=_known(item))
    page = {"meeting": meeting, "title": _("Edit the item"), "act": _("Save")}
    if request.method == "POST" and form.is_valid():
        revision, wording = form.cleaned_data["revision"], form.wanted(item)
        try:
            actions.change_item(item, wording, revision=revision, by=request.user, now=clock.now())
        except CupelError as error:
            if error.code != "stale":
                return refused(request, form, error, **page)
            theirs = AgendaItem.objects.get(pk=item.pk)
            shown = fields_in_words(form, _known(theirs))
            return stale(request, form, error, revision=theirs.revision, theirs=shown, **page)
        messages.success(request, _("Saved."))
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", item_of)
@require_POST
def remove_item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Take an item off the agenda."""
    try:
        actions.remove_item(item, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return back(item.meeting)


@permitted("meetings.keep", meeting_of)
def order_agenda(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Put the agenda in another order."""
    items = [(item.public_id, item.title) for item in items_of(meeting)]
    form = OrderForm(request.POST or None, items=items, initial={"revision": meeting.revision})
    page = {"meeting": meeting, "title": _("Order the agenda"), "act": _("Save the order")}
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.order_agenda(meeting, form.order(), revision=revision, by=request.user, now=clock.now())
        except CupelError as error:
            if error.code != "stale":
                return refused(request, form, error, **page)
            theirs = [(str(place), title) for place, (_id, title) in enumerate(items, start=1)]
            newest = Meeting.objects.get(pk=meeting.pk).revision
            return stale(request, form, error, revision=newest, theirs=theirs, **page)
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", item_of)
@require_POST
def take_up_item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """The meeting comes to this item now."""
    try:
        actions.take_up(item, at=clock.now(), by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return back(item.meeting)


@permitted("meetings.declare", item_of)
def declare_in_item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Declare an interest in an item, or that there is none any more."""
    form = DeclarationForm(request.POST or None)
    page = {
        "meeting": item.meeting,
        "title": _("Declare an interest"),
        "act": _("Declare"),
        "about": _about(item, request.user),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(item, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Declared."))
        return back(item.meeting)
    return ask(request, form, **page)


def _about(item: AgendaItem, user: User) -> str:
    """The item's title for those who may know it."""
    reader = reader_of(user, on=clock.today())
    named = not item.in_camera or reader.keeps or item.meeting.group_id in reader.in_camera
    return item.title if named else _("An item in camera")


def _known(item: AgendaItem) -> dict[str, Any]:
    names = ("title", "kind", "duration", "text", "presenter", "in_camera", "revision")
    subject = f"{item.subject_kind}:{item.subject}" if item.subject else ""
    return {**{name: getattr(item, name) for name in names}, "papers": item.papers.all(), "subject": subject}
