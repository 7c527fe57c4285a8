"""The machine proposes emerging issues: for dates of regulations that are over, and for their new versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.coverage import is_unverified
from cupel_web.groups.models import Group
from cupel_web.groups.queries.life import state_of
from cupel_web.groups.states import GroupState
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion
from cupel_web.regulations.queries.dates import new_versions, passed
from cupel_web.regulations.queries.records import instruments
from cupel_web.standards.queries import words
from cupel_web.work.actions.issues import About, link_instrument
from cupel_web.work.models import EmergingIssue, Proposal
from cupel_web.work.queries.instruments import taken_up

TITLE = 200
"""Characters an issue's title holds."""


@dataclass(frozen=True, kw_only=True)
class _Reason:
    """What is new about an instrument: a date that is over, or a version."""

    instrument: Instrument
    event: DatedEvent | None = None
    on: date | None = None
    version: InstrumentVersion | None = None


def propose_issues(*, now: datetime) -> list[EmergingIssue]:
    """Propose an issue to the group that watches, for each date that is over and each new version; once each, and not
    where somebody dealt with the date or works on it already. A group that is concluded, or has not begun, gets none.
    """
    on = day_of(now)
    known = [each for each in instruments() if each.watch is not None and each.watch.group is not None]
    closed = {None, GroupState.CONCLUDED}
    groups = {each.watch.group for each in known if each.watch and each.watch.group}
    at_work = {group.pk for group in groups if state_of(group, on=on) not in closed}
    watched = [each for each in known if each.watch and each.watch.group_id in at_work]
    return [issue for reason in _reasons(watched, on) if (issue := _propose(reason, now=now)) is not None]


def _reasons(watched: list[Instrument], on: date) -> Iterator[_Reason]:
    over = passed(watched, on=on)
    taken = taken_up({each.event.pk for each in over})
    for each in over:
        if (each.event.pk, each.on) not in taken:
            yield _Reason(instrument=each.instrument, event=each.event, on=each.on)
    versions = new_versions(watched)
    proposed = set(Proposal.objects.filter(version__in=versions).values_list("version", flat=True))
    for version in versions:
        if version.pk not in proposed:
            yield _Reason(instrument=version.instrument, version=version)


def _propose(reason: _Reason, *, now: datetime) -> EmergingIssue | None:
    """The issue; None where another run of the machine proposed it in between."""
    group = _group_of(reason.instrument)
    with transaction.atomic():
        Instrument.objects.select_for_update().get(pk=reason.instrument.pk)
        why = {"event": reason.event, "on": reason.on, "version": reason.version}
        if Proposal.objects.filter(**why).exists():
            return None
        issue: EmergingIssue = EmergingIssue.objects.create(
            group=group, title=_title(reason), text=_text(reason), metals=_metals(reason.instrument), raised_at=now,
            confirmed_at=now,
        )  # fmt: skip
        Proposal.objects.create(issue=issue, **why)
        append_event(
            "work.issue_proposed", by=None, about=issue, scope=group, now=now, instrument=reason.instrument.code,
            on=reason.on.isoformat() if reason.on else None,
            version=reason.version.public_id if reason.version else None,
        )  # fmt: skip
        about = About(instrument=reason.instrument, event=reason.event, on=reason.on)
        link_instrument(issue, about, by=None, now=now)
    return issue


def _group_of(instrument: Instrument) -> Group:
    watch = instrument.watch
    if watch is None or watch.group is None:
        message = f"{instrument.code} is watched by nobody"
        raise ValueError(message)
    return watch.group


def _title(reason: _Reason) -> str:
    code = reason.instrument.code
    if reason.version is not None:
        return _("{code}: new version {version}").format(code=code, version=reason.version.name)[:TITLE]
    what = words(reason.event.what) if reason.event else ""
    return _("{code}: {day} is over. {what}").format(code=code, day=reason.on, what=what)[:TITLE]


def _text(reason: _Reason) -> str:
    told = reason.version or reason.event
    if told is None:
        return ""
    lines = [
        _("{code}, {title}").format(code=reason.instrument.code, title=words(reason.instrument.title)),
        words(told.what),
        _("Source: {source}").format(source=told.source),
    ]
    if is_unverified(told.mark):
        lines.append(_("This fact is from memory and not verified."))
    lines.append(_("To decide: what follows from this for the standard, its guidance and those who apply it."))
    return "\n\n".join(lines)


def _metals(instrument: Instrument) -> list[str]:
    reached = {"reached", "priority", "strategic"}
    return sorted(metal for metal, known in instrument.reach.items() if known["reach"] in reached)
