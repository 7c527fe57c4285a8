"""Pages for those who run cycles: open one, record stages and rounds, justify what is not met, record a review."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import CupelError
from cupel.governance import Stage
from cupel_web.groups.forms import refuse
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.revisions import renew
from cupel_web.kernel.zones import in_zone
from cupel_web.standards.cycles import actions
from cupel_web.standards.cycles.forms import (
    AnswersForm,
    CycleForm,
    ReviewForm,
    RoundForm,
    StageForm,
    WaiverForm,
    known_round,
)
from cupel_web.standards.cycles.loaders import RoundOf, RuleOf, StageOf, round_of, rule_of, stage_of
from cupel_web.standards.cycles.queries import cycle_named
from cupel_web.standards.cycles.words import reading_words, stage_words
from cupel_web.standards.models import Cycle, FactKind

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Page:
    """A form's page: its title, the word on its button, what is said above the form, where one is afterwards."""

    title: str
    act: str
    back: str
    text: str = ""
    cycle: Cycle | None = None
    group: Group | None = None


@permitted("standards.run_cycle", group_kept_by)
def open_cycle(request: SignedInRequest, group: Group) -> HttpResponse:
    """Open a cycle."""
    today = clock.today()
    form = CycleForm(request.POST or None, initial={"opened_on": today, "announced_on": today})
    page = Page(
        title=_("Open a revision cycle"), act=_("Open"), back=reverse("group", kwargs={"slug": group.slug}), group=group
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_cycle(group, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The cycle is open."))
            return redirect("revision_cycle", cycle=made.public_id)
    return _shown(request, form, page)


@permitted("standards.run_cycle", group_kept_by)
def record_review(request: SignedInRequest, group: Group) -> HttpResponse:
    """Record a review that found no need for change."""
    form = ReviewForm(request.POST or None, initial={"reviewed_on": clock.today()})
    page = Page(
        title=_("Reviewed, no change needed"), act=_("Record"), back=reverse("revision_cycles"), group=group,
        text=_("This begins the time to the next review anew. The reasons are public."),
    )  # fmt: skip
    return _acted(
        request, form, page, lambda: actions.record_review(group, form.wanted(), by=request.user, now=clock.now())
    )


@permitted("standards.run_cycle", stage_of)
def record_stage(request: SignedInRequest, found: StageOf) -> HttpResponse:
    """Plan a stage, start or end it, leave it out, or take that back."""
    cycle, record, kind = found.cycle, found.record, found.kind
    titles = {
        FactKind.PLANNED: _("Plan a stage"), FactKind.STARTED: _("Start a stage"), FactKind.ENDED: _("End a stage"),
        FactKind.SKIPPED: _("Leave a stage out"), FactKind.CLEARED: _("Take a stage back"),
    }  # fmt: skip
    planned, today = kind is FactKind.PLANNED, clock.today()
    known = {
        "first": record.planned.first if planned else today, "last": record.planned.last if planned else today,
        "revision": cycle.revision,
    }  # fmt: skip
    form = StageForm(request.POST or None, kind=kind, initial=known)
    page = _page(cycle, titles[kind], _("Record"), text=stage_words(record.rule.key))

    def act() -> None:
        news = form.wanted(record.rule.key)
        actions.record_stage(cycle, news, revision=_seen(form), by=request.user, now=clock.now())

    return _acted(request, form, page, act)


@permitted("standards.run_cycle", round_of)
def set_round(request: SignedInRequest, found: RoundOf) -> HttpResponse:
    """Say when a round opens and closes."""
    known = {**known_round(found.fact), "revision": found.cycle.revision}
    form = RoundForm(request.POST or None, zone=found.zone, is_known=found.fact is not None, initial=known)
    page = _page(found.cycle, _("Days of a round"), _("Record"), text=_round_words(found.number))

    def act() -> None:
        news = form.wanted(found.number)
        actions.set_round(found.cycle, news, revision=_seen(form), by=request.user, now=clock.now())

    return _acted(request, form, page, act)


@permitted("standards.run_cycle", round_of)
def record_answers(request: SignedInRequest, found: RoundOf) -> HttpResponse:
    """Say since when the answers to a round's comments are public."""
    form = AnswersForm(request.POST or None, initial={"answered_on": clock.today(), "revision": found.cycle.revision})
    page = _page(found.cycle, _("Answers to comments"), _("Record"), text=_round_words(found.number))

    def act() -> None:
        news = form.wanted(found.number)
        actions.record_answers(found.cycle, news, revision=_seen(form), by=request.user, now=clock.now())

    return _acted(request, form, page, act)


@permitted("standards.run_cycle", rule_of)
def waive_rule(request: SignedInRequest, found: RuleOf) -> HttpResponse:
    """Justify that a rule is not met."""
    form = WaiverForm(request.POST or None, initial={"decided_on": clock.today(), "revision": found.cycle.revision})
    code = found.finding.rule.code
    text = f"{code}: {reading_words(found.finding.reading)}"
    page = _page(found.cycle, _("Justify that a rule is not met"), _("Justify"), text=text)

    def act() -> None:
        why = form.wanted(found.profile, code)
        actions.waive_rule(found.cycle, why, revision=_seen(form), by=request.user, now=clock.now())

    return _acted(request, form, page, act)


def _page(cycle: Cycle, title: str, act: str, *, text: str) -> Page:
    return Page(
        title=title, act=act, text=text, cycle=cycle,
        back=reverse("revision_cycle", kwargs={"cycle": cycle.public_id}),
    )  # fmt: skip


def _round_words(number: int) -> str:
    return stage_words(f"{Stage.CONSULTATION}-{number}")


def _seen(form: Form) -> int:
    revision: int = form.cleaned_data["revision"]
    return revision


def _acted(request: HttpRequest, form: Form, page: Page, act: Callable[[], object]) -> HttpResponse:
    """A page with one form that does one act; what the rules refuse stands on the form, with the newest facts where
    somebody else recorded something meanwhile.
    """
    theirs: Sequence[tuple[str, str]] = ()
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except CupelError as error:
            refuse(form, error)
            if error.code == "stale" and page.cycle is not None:
                fresh = cycle_named(page.cycle.public_id)
                renew(form, revision=fresh.revision)
                theirs = _newest(fresh)
        else:
            messages.success(request, _("Written down."))
            return redirect(page.back)
    return _shown(request, form, page, theirs=theirs)


def _newest(cycle: Cycle) -> list[tuple[str, str]]:
    """What was recorded last, in words."""
    found: list[tuple[datetime, str, str]] = []
    for fact in cycle.stage_facts.all():
        days = [day.isoformat() for day in (fact.first, fact.last) if day is not None]
        found.append((fact.recorded_at, stage_words(fact.stage), " ".join([fact.get_kind_display(), *days])))
    for held in cycle.round_facts.all():
        days = [in_zone(moment, held.zone).strftime("%Y-%m-%d %H:%M") for moment in (held.opens_at, held.closes_at)]
        found.append((held.recorded_at, _round_words(held.number), " – ".join(days)))
    found += [(waiver.recorded_at, waiver.rule, waiver.justification) for waiver in cycle.waivers.all()]
    _when, name, value = sorted(found, key=lambda fact: fact[0])[-1]
    return [(name, value)]


def _shown(request: HttpRequest, form: Form, page: Page, *, theirs: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    status = 409 if theirs else 422 if form.is_bound else 200
    context = {"form": form, "page": page, "theirs": theirs}
    return render(request, "standards/cycles/form.html", context, status=status)
