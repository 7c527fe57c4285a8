"""What is new in a group, for its feed: cycles opened, rounds announced, answers published, reviews."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.kernel.models import PublicModel
from cupel_web.kernel.zones import in_zone
from cupel_web.notices.news import Entry
from cupel_web.standards.models import Cycle, ReviewOutcome, RoundFact

MOST = 50
"""Of each kind."""


def cycle_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """Everything of the group's cycles that people wait for."""
    for cycle in Cycle.objects.filter(group=group.pk, opened_at__lte=now).order_by("-pk")[:MOST]:
        title = _("Revision opened: {edition}").format(edition=cycle)
        yield Entry(uid=cycle.public_id, title=title, text=cycle.scope, path=_path(cycle), at=cycle.opened_at)
    rounds = RoundFact.objects.filter(cycle__group=group.pk, recorded_at__lte=now).select_related("cycle")
    for fact in rounds.order_by("-pk")[:MOST]:
        yield Entry(
            uid=fact.public_id, title=_title(fact), text=fact.reason, path=_path(fact.cycle), at=fact.recorded_at
        )
    found = ReviewOutcome.objects.filter(group=group.pk, recorded_at__lte=now).order_by("-pk")[:MOST]
    for review in found:
        title = _("Reviewed, no change needed: {edition}").format(edition=f"{review.standard.upper()} {review.edition}")
        yield Entry(
            uid=review.public_id, title=title, text=review.reasons, path=reverse("revision_cycles"),
            at=review.recorded_at,
        )  # fmt: skip


def _title(fact: RoundFact) -> str:
    if fact.answered_on is not None:
        return _("{edition}, round {number}: the answers to comments are public").format(
            edition=fact.cycle, number=fact.number
        )
    opens, closes = (
        in_zone(moment, fact.zone).strftime("%Y-%m-%d %H:%M") for moment in (fact.opens_at, fact.closes_at)
    )
    return _("{edition}, round {number} of consultation: {opens} to {closes}, {zone}").format(
        edition=fact.cycle, number=fact.number, opens=opens, closes=closes, zone=fact.zone
    )


def _path(cycle: Cycle) -> str:
    return reverse("revision_cycle", kwargs={"cycle": cycle.public_id})
