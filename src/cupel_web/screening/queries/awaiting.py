"""What awaits a person of screenings, decisions and lists, in all organisations in which they may act on it: the number
of queries does not grow with rows or organisations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet

from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.models import Decision, Screening, WatchList
from cupel_web.screening.policies import lists_kept_by, worked_by
from cupel_web.screening.queries.decisions import SOON, expiring, waiting_for
from cupel_web.screening.queries.lists import Held, held, lists_seen_by, with_newest
from cupel_web.screening.queries.reviews import current_screenings, is_open

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many decisions, and the first moment or day among them."""

    number: int
    first: date | datetime


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """Of one company: screenings with hits to decide (``left``), decisions to confirm with when the first was made,
    decisions that end within ``soon`` days with the first last day."""

    screenings: list[Screening]
    to_confirm: Counted | None
    expiring: Counted | None
    soon: int = SOON.days

    @property
    def is_empty(self) -> bool:
        return not (self.screenings or self.to_confirm or self.expiring)


def reviews_awaiting(user: User, *, on: date) -> dict[int, Reviews]:
    """What awaits the person on the day ``on``, by the key of the company; nothing where they may not decide."""
    companies = [company.pk for company in worked_by(user)]
    if not companies:
        return {}
    decisions = Decision.objects.filter(company__in=companies)
    screenings = list(_left(companies, on=on)[:SHOWN])
    to_confirm = _counted(waiting_for(user, decisions, on=on), "decided_at")
    ending = _counted(expiring(decisions, on=on), "expires_on")
    return {
        company: Reviews(
            screenings=[each for each in screenings if each.company_id == company],
            to_confirm=to_confirm.get(company),
            expiring=ending.get(company),
        )
        for company in companies
    }


def lists_awaiting(user: User, *, on: date) -> list[tuple[Organisation, list[Held]]]:
    """Lists that are out of date on the day ``on``, by the organisation for which the person uses or keeps them."""
    organisations = list(lists_kept_by(user))
    if not organisations:
        return []
    watched = lists_seen_by(*organisations).exclude(expected_days=None)
    stale = [each for each in held(with_newest(watched), on=on) if each.freshness.stale]
    told = ((each, [one for one in stale if _sees(each, one.watch_list)]) for each in organisations)
    return [(each, lists[:SHOWN]) for each, lists in told if lists]


def _sees(organisation: Organisation, watch_list: WatchList) -> bool:
    is_company = organisation.is_company
    return watch_list.owner_id == organisation.pk or (is_company and watch_list.is_shared)


def _left(companies: Iterable[int], *, on: date) -> QuerySet[Screening]:
    """Screenings with ``left``, the hits to decide, newest first."""
    known = current_screenings().filter(company__in=companies).select_related("data__data_set").defer("manifest")
    return known.filter(is_open(on, of="hits__")).annotate(left=Count("hits")).order_by("-started_at", "-pk")


def _counted(decisions: QuerySet[Decision], moment: str) -> dict[int, Counted]:
    rows = decisions.order_by().values("company").annotate(number=Count("pk"), first=Min(moment))
    return {row["company"]: Counted(number=row["number"], first=row["first"]) for row in rows}
