"""Pages of what people took on for a group."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted
from cupel_web.kernel.lists import asked, paged
from cupel_web.work import actions
from cupel_web.work.forms.issues import ReasonForm
from cupel_web.work.forms.work import ActionItemForm
from cupel_web.work.models import ActionItem
from cupel_web.work.queries.reading import reader_of
from cupel_web.work.queries.records import action_item_of, action_items_of
from cupel_web.work.views.common import Page, form_page


@permitted("groups.enter", group_entered_by)
@require_GET
def action_items(request: SignedInRequest, group: Group) -> HttpResponse:
    """What people took on, the oldest day first."""
    show, reader = asked(request, "show"), reader_of(request.user, on=clock.today())
    page = paged(request, action_items_of(reader, group, show=show))
    keeps = may(request, "work.add_action_item", group)
    context = {
        "group": group,
        "page": page,
        "rows": [(item, item.state(on=clock.today()), keeps or item.owner_id == request.user.pk) for item in page],
        "show": show,
        "keeps": keeps,
    }
    return render(request, "work/action_items.html", context)


@permitted("work.add_action_item", group_entered_by)
def new_action_item(request: SignedInRequest, group: Group) -> HttpResponse:
    """Write down what somebody does."""
    form = ActionItemForm(request.POST or None, group=group)

    def act() -> None:
        actions.add_action_item(group, form.wanted(), by=request.user, now=clock.now())

    page = Page(title=_("Add an action item"), act=_("Add"), group=group, back=_address(group))
    return form_page(request, form, page, act)


@permitted("work.finish_action_item", action_item_of)
def finish_action_item(request: SignedInRequest, item: ActionItem) -> HttpResponse:
    """It is done: what a mail's link leads to, and a button in the list."""
    form = Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.finish_action_item(item, by=request.user, now=clock.now())
        messages.success(request, _("Done."))

    page = Page(
        title=item.title, act=_("Done"), group=item.group, back=_address(item.group),
        about=_("Due {day}").format(day=item.due_on.isoformat()),
    )  # fmt: skip
    return form_page(request, form, page, act)


@permitted("work.drop_action_item", action_item_of)
def drop_action_item(request: SignedInRequest, item: ActionItem) -> HttpResponse:
    """It will not be done."""
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.drop_action_item(item, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())

    back, title = _address(item.group), _("Drop an action item")
    page = Page(title=title, act=_("Drop"), group=item.group, back=back, about=item.title)
    return form_page(request, form, page, act)


def _address(group: Group) -> str:
    return reverse("action_items", kwargs={"slug": group.slug})
