"""A company's records, fetched for a person in one step: whoever does not act for the company gets 404."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.diligence.models import DataSet, Run, Version
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.people.queries import companies_of, company_of


def data_set_of(user: User, company: str, data_set: str) -> DataSet:
    """A data set of one of the person's companies; else 404."""
    known = DataSet.objects.select_related("company")
    return get_object_or_404(known, company=company_of(user, company), public_id=data_set)


def version_of(user: User, company: str, version: str) -> Version:
    """A version of a data set of one of the person's companies; else 404."""
    known = Version.objects.select_related("data_set__company", "job", "quarantine", "corrects")
    return get_object_or_404(known, data_set__company=company_of(user, company), public_id=version)


def run_of(user: User, company: str, run: str) -> Run:
    """A run of one of the person's companies; else 404."""
    return get_object_or_404(_runs(), version__data_set__company=company_of(user, company), public_id=run)


def finished_run_of(user: User, company: str, run: str) -> Run:
    """A run that is over, so that it has outputs; else 404."""
    record = run_of(user, company, run)
    if not record.is_done:
        raise Http404
    return record


def data_sets_in(company: Organisation, *, text: str = "") -> QuerySet[Version]:
    """The latest version of each data set whose name contains ``text``, newest first."""
    later = Version.objects.filter(data_set=OuterRef("data_set"), number__gt=OuterRef("number"))
    versions = Version.objects.filter(data_set__company=company, data_set__name__icontains=text)
    return versions.exclude(Exists(later)).select_related("data_set__company", "job")


def versions_in(data_set: DataSet) -> QuerySet[Version]:
    """Every version, newest first."""
    return data_set.versions.select_related("data_set__company", "job", "uploaded_by", "corrects").order_by("-number")


def runs_in(company: Organisation, *, standard: str = "", edition: str = "", text: str = "") -> QuerySet[Run]:
    """Runs of the company, newest first, by standard, edition and the data set's name."""
    runs = _runs().filter(version__data_set__company=company, version__data_set__name__icontains=text)
    if standard:
        runs = runs.filter(standard=standard)
    if edition:
        runs = runs.filter(edition=edition)
    return runs


def latest_runs_of(user: User, *, limit: int) -> list[Run]:
    """The newest runs that are over, of all companies the person acts for."""
    return list(_runs().filter(version__data_set__company__in=companies_of(user), tallies__isnull=False)[:limit])


def runs_of_version(version: Version) -> QuerySet[Run]:
    """Runs over this version, newest first."""
    return _runs().filter(version=version)


def run_before(run: Run) -> Run | None:
    """The newest finished run of the same company that began earlier: what a run is compared with first."""
    earlier = _runs().filter(version__data_set__company=run.version.data_set.company, tallies__isnull=False)
    return earlier.filter(started_at__lt=run.started_at).first()


def finished_runs_in(company: Organisation, *, limit: int) -> list[Run]:
    """The newest finished runs of a company."""
    return list(_runs().filter(version__data_set__company=company, tallies__isnull=False)[:limit])


def _runs() -> QuerySet[Run]:
    return Run.objects.select_related("version__data_set__company", "job", "started_by")
