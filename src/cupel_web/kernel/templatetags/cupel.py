"""Small parts that every page uses."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from heroicons.templatetags.heroicons import heroicon_outline

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

STATES: dict[str, tuple[object, str]] = {
    "critical": (gettext_lazy("critical"), "exclamation-triangle"),
    "high": (gettext_lazy("high"), "exclamation-circle"),
    "medium": (gettext_lazy("medium"), "flag"),
    "low": (gettext_lazy("low"), "information-circle"),
    "true": (gettext_lazy("flagged"), "flag"),
    "listed": (gettext_lazy("listed"), "map-pin"),
    "unknown": (gettext_lazy("unknown"), "question-mark-circle"),
    "waiting": (gettext_lazy("waiting"), "clock"),
    "running": (gettext_lazy("running"), "arrow-path"),
    "done": (gettext_lazy("done"), "check-circle"),
    "failed": (gettext_lazy("failed"), "x-circle"),
    "effective": (gettext_lazy("in force"), "check-circle"),
    "superseded": (gettext_lazy("superseded"), "archive-box"),
    "draft": (gettext_lazy("draft"), "pencil"),
    "consultation": (gettext_lazy("in consultation"), "chat-bubble-left-right"),
    "final-draft": (gettext_lazy("final draft"), "pencil"),
    "approved": (gettext_lazy("approved"), "check-badge"),
    "open": (gettext_lazy("to review"), "inbox"),
    "cleared": (gettext_lazy("no match"), "check-circle"),
    "confirmed": (gettext_lazy("match"), "exclamation-triangle"),
    "escalated": (gettext_lazy("unsure"), "question-mark-circle"),
    "awaiting second reviewer": (gettext_lazy("awaiting a second person"), "users"),
    "withdrawn": (gettext_lazy("withdrawn"), "archive-box-x-mark"),
    "not begun": (gettext_lazy("not begun"), "clock"),
    "proposed": (gettext_lazy("proposed"), "pencil"),
    "active": (gettext_lazy("active"), "check-circle"),
    "dormant": (gettext_lazy("dormant"), "moon"),
    "re-convened": (gettext_lazy("re-convened"), "arrow-path"),
    "concluded": (gettext_lazy("concluded"), "archive-box"),
    "open seat": (gettext_lazy("open seat"), "user-plus"),
    "not yet active": (gettext_lazy("undertakings not accepted"), "clock"),
    "closed": (gettext_lazy("closed"), "lock-closed"),
    "address not confirmed": (gettext_lazy("address not confirmed"), "envelope"),
    "received": (gettext_lazy("received"), "inbox"),
    "accepted": (gettext_lazy("accepted"), "check-circle"),
    "declined": (gettext_lazy("declined"), "x-circle"),
    "overdue": (gettext_lazy("overdue"), "exclamation-circle"),
    "met": (gettext_lazy("met"), "check-circle"),
    "not met": (gettext_lazy("not met"), "exclamation-triangle"),
    "not met, justified": (gettext_lazy("not met, justified"), "scale"),
    "left out": (gettext_lazy("left out"), "minus-circle"),
    "voting": (gettext_lazy("voting"), "hand-raised"),
    "voting is over": (gettext_lazy("voting is over"), "clock"),
    "void": (gettext_lazy("declared void"), "x-circle"),
    "adopted by consensus": (gettext_lazy("adopted by consensus"), "check-badge"),
    "adopted by majority": (gettext_lazy("adopted by majority"), "check-circle"),
    "not adopted": (gettext_lazy("not adopted"), "x-circle"),
    "no quorum": (gettext_lazy("no quorum"), "user-minus"),
    "not balanced": (gettext_lazy("not balanced"), "scale"),
    "support": (gettext_lazy("support"), "hand-thumb-up"),
    "accept": (gettext_lazy("accept"), "check"),
    "abstain": (gettext_lazy("abstain"), "minus"),
    "recuse": (gettext_lazy("recused"), "no-symbol"),
    "object": (gettext_lazy("object"), "hand-raised"),
    "not voted": (gettext_lazy("not voted"), "ellipsis-horizontal"),
    "resolution proposed": (gettext_lazy("resolution proposed"), "light-bulb"),
    "resolution accepted": (gettext_lazy("resolution accepted"), "check-circle"),
    "resolution not accepted": (gettext_lazy("resolution not accepted"), "x-circle"),
    "unanswered": (gettext_lazy("unanswered"), "hand-raised"),
    "timed out": (gettext_lazy("timed out"), "clock"),
    "overruled": (gettext_lazy("overruled"), "scale"),
    "appealed": (gettext_lazy("appealed"), "arrow-up-circle"),
    "appeal upheld": (gettext_lazy("appeal upheld"), "arrow-path"),
    "appeal dismissed": (gettext_lazy("appeal dismissed"), "x-circle"),
    "waiting for approvals": (gettext_lazy("waiting for approvals"), "clock"),
    "to do": (gettext_lazy("to do"), "clock"),
    "dropped": (gettext_lazy("dropped"), "x-circle"),
    "planned": (gettext_lazy("planned"), "calendar"),
    "stopped": (gettext_lazy("stopped"), "x-circle"),
    "published": (gettext_lazy("published"), "check-badge"),
    "under consideration": (gettext_lazy("under consideration"), "inbox"),
    "merged": (gettext_lazy("merged"), "arrows-pointing-in"),
    "acted on": (gettext_lazy("acted on"), "check-circle"),
    "needs resolution": (gettext_lazy("needs resolution"), "exclamation-triangle"),
    "public": (gettext_lazy("public"), "globe-alt"),
    "group": (gettext_lazy("the group"), "user-group"),
    "in camera": (gettext_lazy("in camera"), "lock-closed"),
    "coming": (gettext_lazy("to come"), "calendar"),
    "going on": (gettext_lazy("going on"), "play"),
    "held": (gettext_lazy("held"), "check-circle"),
    "cancelled": (gettext_lazy("cancelled"), "x-circle"),
    "convened": (gettext_lazy("convened"), "calendar"),
    "moved": (gettext_lazy("moved"), "arrow-right-circle"),
    "short notice": (gettext_lazy("short notice"), "exclamation-triangle"),
    "in person": (gettext_lazy("in person"), "user"),
    "remote": (gettext_lazy("remote"), "video-camera"),
    "by alternate": (gettext_lazy("by alternate"), "users"),
    "apologies": (gettext_lazy("apologies"), "envelope"),
    "not there": (gettext_lazy("not there"), "minus-circle"),
    "stands back": (gettext_lazy("stands back"), "no-symbol"),
    "circulated": (gettext_lazy("circulated"), "paper-airplane"),
    "comments closed": (gettext_lazy("comments closed"), "clock"),
    "change asked": (gettext_lazy("asks for a change"), "pencil"),
    "awaiting reply": (gettext_lazy("awaiting reply"), "clock"),
    "advised": (gettext_lazy("advised, to be sent on"), "arrow-right-circle"),
    "referred back": (gettext_lazy("referred back"), "arrow-uturn-left"),
    "in follow-up": (gettext_lazy("in follow-up"), "arrow-path"),
    "by the machine": (gettext_lazy("proposed by the machine"), "cpu-chip"),
    "in preparation": (gettext_lazy("in preparation"), "pencil"),
    "announced": (gettext_lazy("announced"), "megaphone"),
    "open for comments": (gettext_lazy("open for comments"), "chat-bubble-left-right"),
    "closed for comments": (gettext_lazy("closed for comments"), "lock-closed"),
    "disposition begun": (gettext_lazy("disposition begun"), "scale"),
    "feedback published": (gettext_lazy("feedback published"), "inbox-stack"),
    "response published": (gettext_lazy("response published"), "check-badge"),
    "named": (gettext_lazy("published with name"), "user"),
    "anonymous": (gettext_lazy("published without name"), "eye-slash"),
    "not published": (gettext_lazy("not published"), "lock-closed"),
    "paused": (gettext_lazy("paused"), "pause-circle"),
}
TONNE, KILOGRAM = 1_000_000, 1_000
SMALL = 0.0001


@register.simple_tag
def state(code: object) -> SafeString:
    """A state as icon and word."""
    key = str(code)
    word, icon = STATES.get(key, (key, "minus-circle"))
    return format_html('<span class="state {}">{}{}</span>', key, svg(icon), word)


@register.simple_tag
def svg(name: str) -> str:
    """A decorative icon."""
    return heroicon_outline(name, size=20, **{"class": "icon", "aria-hidden": "true"})


@register.simple_tag(takes_context=True)
def place(context: Context, page: str, label: object, icon: str, **address: str) -> SafeString:
    """An entry of the rail; marked where the page shown lies under it."""
    target = reverse(page, kwargs=address)
    here = context["request"].path
    current = here == target if target == "/" else here.startswith(target)
    mark = SafeString(' aria-current="page"') if current else ""
    return format_html('<li><a href="{}"{}>{}<span>{}</span></a></li>', target, mark, svg(icon), label)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address's query with ``changes``: how paging and sorting keep the filter."""
    request: HttpRequest = context["request"]
    parameters = request.GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            parameters.pop(key, None)
        else:
            parameters[key] = str(value)
    return "?" + parameters.urlencode()


@register.simple_tag(takes_context=True)
def turn(context: Context, page: Page[Any], number: int) -> str:
    """The address of another page of a list: at the list itself where the page shows several."""
    parameter = getattr(page.paginator, "parameter", "page")
    place = "" if parameter == "page" else f"#{parameter}"
    return f"{query(context, **{parameter: number})}{place}"


def decimal(value: float, places: int) -> str:
    """A number with ``places`` decimals, rounded: Django's own formatting cuts."""
    return number_format(round(value, places), places, force_grouping=True)


@register.filter
def mass(grams: float | None) -> str:
    """Grams in the unit a person reads: tonnes from one tonne on, else kilograms or grams."""
    if grams is None:
        return _("unknown")
    if abs(grams) >= TONNE:
        return f"{decimal(grams / TONNE, 1)} t"
    if abs(grams) >= KILOGRAM:
        return f"{decimal(grams / KILOGRAM, 1)} kg"
    return f"{decimal(grams, 0)} g"


@register.filter
def percent(share: float | None) -> str:
    """A share as per cent with two decimals; never rounds a small share to nothing or a large one to everything."""
    if share is None:
        return _("unknown")
    if 0 < share < SMALL:
        return f"< {decimal(SMALL * 100, 2)} %"
    if 1 - SMALL < share < 1:
        return f"> {decimal(100 - SMALL * 100, 2)} %"
    return f"{decimal(share * 100, 2)} %"


@register.filter
def moment(when: datetime | None) -> SafeString | str:
    """Day and time in UTC, readable by machines as well."""
    if when is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), when.strftime("%Y-%m-%d %H:%M"))


@register.filter
def size(number: int) -> str:
    """Bytes in binary units."""
    value = float(number)
    for unit in ("B", "KiB", "MiB"):
        if value < 1024:
            return f"{decimal(value, 0 if unit == 'B' else 1)} {unit}"
        value /= 1024
    return f"{decimal(value, 1)} GiB"


@register.filter
def unlocalized(number: float) -> str:
    """A number as SVG wants it in every language."""
    return repr(number)
