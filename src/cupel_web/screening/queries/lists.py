"""Lists as people of an organisation see them: its own, and those that are shared."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation, OrganisationKind
from cupel_web.people.queries import organisations_of
from cupel_web.screening.models import ListVersion, WatchList
from cupel_web.screening.policies import Seen


def member_organisation(user: User, organisation: str) -> Organisation:
    """The organisation with this public id if the person acts for it; 404 hides all others."""
    found = organisations_of(user).filter(public_id=organisation).first()
    if found is None:
        raise Http404
    return found


def seen_list(user: User, organisation: str, watch_list: str) -> Seen:
    """A list that people of the organisation see; else 404."""
    member_of = member_organisation(user, organisation)
    found = lists_seen_by(member_of).filter(public_id=watch_list).first()
    if found is None:
        raise Http404
    return Seen(member_of, found)


def seen_version(user: User, organisation: str, version: str) -> Seen:
    """A version of a list that people of the organisation see; else 404."""
    member_of = member_organisation(user, organisation)
    found = _versions().filter(watch_list__in=lists_seen_by(member_of), public_id=version).first()
    if found is None:
        raise Http404
    return Seen(member_of, found)


def lists_seen_by(organisation: Organisation, *, text: str = "") -> QuerySet[WatchList]:
    """Its own lists; for a company also the shared ones; those whose name contains ``text``."""
    seen = Q(owner=organisation)
    if organisation.kind == OrganisationKind.COMPANY:
        seen |= ~Q(owner__kind=OrganisationKind.COMPANY)
    return WatchList.objects.filter(seen, list_id__icontains=text).select_related("owner")


def with_newest(lists: QuerySet[WatchList]) -> QuerySet[WatchList]:
    """``lists``, each with its last upload as ``uploaded`` and its newest version that is ready as ``ready`` (lists of
    one or none)."""
    last = Exists(ListVersion.objects.filter(watch_list=OuterRef("watch_list"), number__gt=OuterRef("number")))
    return lists.prefetch_related(
        Prefetch("versions", queryset=_versions().exclude(last), to_attr="uploaded"),
        Prefetch("versions", queryset=_newest_ready(), to_attr="ready"),
    )


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
