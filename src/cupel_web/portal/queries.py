"""What awaits a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from cupel_web.diligence.models import Run, Version
from cupel_web.diligence.queries import findings, tallies
from cupel_web.diligence.queries.findings import Finding
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.people.queries import companies_of
from cupel_web.screening.queries.awaiting import Reviews, lists_awaiting, reviews_awaiting
from cupel_web.screening.queries.lists import Held

SHOWN = 10
GRAVEST = 5


@dataclass(frozen=True, kw_only=True)
class Awaiting:
    """Per company: quarantines to correct, books that no run has used, work going on, the latest run's result with the
    first flag of each of its gravest kinds and how many there are of that kind; ``reviews``: hits and decisions, for
    those who may decide; ``lists``: those that are out of date, for those who keep lists."""

    company: Organisation
    quarantined: list[Version]
    unused: list[Version]
    running: list[Run]
    latest: Run | None
    severities: list[tuple[str, int]]
    unknown: int
    gravest: list[tuple[Finding, int]]
    reviews: Reviews | None = None
    lists: list[Held] = field(default_factory=list)

    @property
    def has_work(self) -> bool:
        """Whether there is something to do."""
        to_review = self.reviews is not None and not self.reviews.is_empty
        return bool(self.quarantined or self.unused or self.running or to_review or self.lists)

    @property
    def is_empty(self) -> bool:
        return not (self.has_work or self.latest)


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Lists of the operator or the secretariat that are out of date."""

    organisation: Organisation
    lists: list[Held]


def awaiting(user: User, *, on: date) -> tuple[list[Awaiting], list[Keeping]]:
    """What awaits the person on the day ``on`` in each of their companies, and as a keeper of lists for all; the number
    of queries does not grow with rows."""
    companies = list(companies_of(user))
    versions = Version.objects.filter(data_set__company__in=companies).select_related("data_set__company", "job")
    runs = Run.objects.filter(version__data_set__company__in=companies).select_related("version__data_set", "job")
    quarantined = list(versions.filter(quarantine__isnull=False, corrections=None)[:SHOWN])
    unused = list(versions.exclude(snapshot="").filter(runs=None, corrections=None)[:SHOWN])
    running = list(runs.filter(Q(tallies=None) & Q(job__failed_at=None))[:SHOWN])
    finished = list(runs.filter(tallies__isnull=False)[:SHOWN])
    reviews = reviews_awaiting(user, on=on)
    stale = lists_awaiting(user, on=on)
    lists = {organisation.pk: found for organisation, found in stale}
    told = [
        replace(
            _of_company(company, quarantined, unused, running, finished),
            reviews=reviews.get(company.pk),
            lists=lists.get(company.pk, []),
        )
        for company in companies
    ]
    keepers = [each for each in stale if each[0].keeps_lists]
    return told, [Keeping(organisation=organisation, lists=found) for organisation, found in keepers]


def _of_company(
    company: Organisation,
    quarantined: Iterable[Version],
    unused: Iterable[Version],
    running: Iterable[Run],
    finished: Iterable[Run],
) -> Awaiting:
    latest = next((run for run in finished if run.version.data_set.company_id == company.pk), None)
    return Awaiting(
        company=company,
        quarantined=[version for version in quarantined if version.data_set.company_id == company.pk],
        unused=[version for version in unused if version.data_set.company_id == company.pk],
        running=[run for run in running if run.version.data_set.company_id == company.pk],
        latest=latest,
        severities=tallies.flagged_by_severity(latest) if latest else [],
        unknown=tallies.unknown(latest) if latest else 0,
        gravest=_gravest(latest) if latest else [],
    )


def _gravest(run: Run) -> list[tuple[Finding, int]]:
    numbers = dict(tallies.kinds(run))
    return [(finding, numbers[finding.kind]) for finding in findings.gravest(run, limit=GRAVEST)]
