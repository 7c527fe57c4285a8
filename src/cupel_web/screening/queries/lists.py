"""Lists as people of an organisation see them: its own, and those that are shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from cupel_web.kernel.models import User
from cupel_web.kernel.states import JobState
from cupel_web.people.models import COMPANIES, Organisation
from cupel_web.people.queries import organisation_of
from cupel_web.screening.freshness import Freshness, freshness
from cupel_web.screening.models import ListVersion, WatchList
from cupel_web.screening.policies import Seen


@dataclass(frozen=True, kw_only=True)
class Held:
    """A list with its last upload, its newest version that is ready, and how old that is."""

    watch_list: WatchList
    uploaded: ListVersion | None
    ready: ListVersion | None
    freshness: Freshness

    @property
    def import_failed(self) -> bool:
        """Whether the last import failed."""
        return self.uploaded is not None and self.uploaded.job.state == JobState.FAILED


def seen_list(user: User, organisation: str, watch_list: str) -> Seen:
    """A list that people of the organisation see; else 404."""
    member_of = organisation_of(user, organisation)
    return Seen(member_of, get_object_or_404(lists_seen_by(member_of), public_id=watch_list))


def seen_version(user: User, organisation: str, version: str) -> Seen:
    """A version of a list that people of the organisation see; else 404."""
    member_of = organisation_of(user, organisation)
    found = get_object_or_404(_versions(), watch_list__in=lists_seen_by(member_of), public_id=version)
    return Seen(member_of, found)


def lists_seen_by(*organisations: Organisation, text: str = "") -> QuerySet[WatchList]:
    """Their own lists; for companies also the shared ones; those whose name contains ``text``."""
    seen = Q(owner__in=organisations)
    if any(each.is_company for each in organisations):
        seen |= ~Q(owner__kind__in=COMPANIES)
    return WatchList.objects.filter(seen, list_id__icontains=text).select_related("owner")


def with_newest(lists: QuerySet[WatchList]) -> QuerySet[WatchList]:
    """``lists``, each with its last upload as ``uploaded`` and its newest version that is ready as ``ready`` (lists of
    one or none)."""
    last = Exists(ListVersion.objects.filter(watch_list=OuterRef("watch_list"), number__gt=OuterRef("number")))
    return lists.prefetch_related(
        Prefetch("versions", queryset=_versions().exclude(last), to_attr="uploaded"),
        Prefetch("versions", queryset=_newest_ready(), to_attr="ready"),
    )


def held(lists: Iterable[WatchList], *, on: date) -> list[Held]:
    """``lists`` of :func:`with_newest` as they stand on the day ``on``."""
    found = list(lists)
    ages = freshness(((each.pk, _prefetched(each, "ready"), each.expected_days) for each in found), on=on)
    return [
        Held(
            watch_list=each,
            uploaded=_prefetched(each, "uploaded"),
            ready=_prefetched(each, "ready"),
            freshness=ages[each.pk],
        )
        for each in found
    ]


def _prefetched(watch_list: WatchList, name: str) -> ListVersion | None:
    return next(iter(getattr(watch_list, name)), None)


def usable_versions(organisation: Organisation) -> QuerySet[ListVersion]:
    """The newest version that is ready of each list that the organisation sees."""
    return _newest_ready().filter(watch_list__in=lists_seen_by(organisation)).order_by("watch_list__list_id", "pk")


def newest_versions(watch_list: WatchList) -> QuerySet[ListVersion]:
    """Every version of a list, newest first."""
    return _versions().filter(watch_list=watch_list).select_related("uploaded_by")


def _newest_ready() -> QuerySet[ListVersion]:
    ready = ListVersion.objects.exclude(folder="")
    later = ready.filter(watch_list=OuterRef("watch_list"), number__gt=OuterRef("number"))
    return _versions().exclude(folder="").exclude(Exists(later))


def _versions() -> QuerySet[ListVersion]:
    return ListVersion.objects.select_related("watch_list__owner", "job")
