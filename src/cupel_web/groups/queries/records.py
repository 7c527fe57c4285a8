"""Records of groups by what their addresses name."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.groups.models import (
    Access,
    AccessRole,
    Application,
    Group,
    Phase,
    SeatRecord,
    Tenure,
    TermsOfReference,
)
from cupel_web.groups.queries.life import state_in
from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import User


def all_groups() -> QuerySet[Group]:
    """Every group with its phases, working groups last in the order of the chain."""
    phases = Prefetch("phases", queryset=Phase.objects.order_by("began_on", "pk"))
    return Group.objects.select_related("parent", "succeeds").prefetch_related(phases).order_by("name", "pk")


def groups_with_state(*, on: date) -> list[tuple[Group, GroupState | None]]:
    """Every group and where it stands on a day."""
    return [(group, state_in(group.phases.all(), on=on)) for group in all_groups()]


def group_named(slug: str) -> Group:
    """The group at this address; else 404."""
    return get_object_or_404(all_groups().filter(slug=slug))


def group_kept_by(user: User, slug: str) -> Group:  # noqa: ARG001
    """Groups are public; what may be done with one is the permission's matter."""
    return group_named(slug)


def group_entered_by(user: User, slug: str) -> Group:
    """The group if the person may enter its rooms; 404 hides that it has any."""
    group = group_named(slug)
    if not user.has_perm("groups.enter", group):
        raise Http404
    return group


def terms_of(user: User | None, slug: str, terms: str) -> TermsOfReference:  # noqa: ARG001
    """A version of a group's terms of reference; else 404."""
    found = TermsOfReference.objects.filter(group__slug=slug, public_id=terms)
    return get_object_or_404(found.select_related("group__parent", "approval__body"))


def seat_of(user: User, slug: str, seat: str) -> SeatRecord:  # noqa: ARG001
    """A seat of a group; else 404."""
    return get_object_or_404(
        SeatRecord.objects.select_related("group", "organisation"), group__slug=slug, public_id=seat
    )


def tenure_of(user: User, slug: str, tenure: str) -> Tenure:  # noqa: ARG001
    """Somebody's time on a seat of a group; else 404."""
    found = Tenure.objects.filter(seat__group__slug=slug, public_id=tenure)
    return get_object_or_404(found.select_related("seat__group", "person"))


def access_of(user: User, slug: str, access: str) -> Access:  # noqa: ARG001
    """Access to a group that somebody has; else 404."""
    return get_object_or_404(
        Access.objects.current().select_related("group", "person"), group__slug=slug, public_id=access
    )


def application_of(user: User, slug: str, application: str) -> Application:
    """An application to a group, for those who may see them; else 404."""
    found = get_object_or_404(
        Application.objects.select_related("group", "seat"), group__slug=slug, public_id=application
    )
    if not user.has_perm("groups.see_applications", found):
        raise Http404
    return found


def application_with(secret: str) -> Application:
    """The application whose link holds this secret; else 404."""
    known = Application.objects.filter(key=Application.key_of(secret))
    return get_object_or_404(known.select_related("group", "seat", "ruling"))


def applications_to(group: Group, *, show: str = "") -> QuerySet[Application]:
    """Applications with their answers, newest first; ``show``: ``open`` for those that wait for one."""
    found = group.applications.select_related("seat", "ruling").order_by("-received_at", "-pk")
    if show == "open":
        found = found.filter(ruling=None, withdrawn_at=None).exclude(confirmed_at=None)
    return found


def groups_entered_by(user: User) -> QuerySet[Group]:
    """Groups in whose rooms the person is at home."""
    access = Access.objects.current().filter(person=user, group=OuterRef("pk"))
    return Group.objects.filter(Exists(access)).order_by("name", "pk")


def chairs_of(group: Group) -> list[User]:
    """Who may lead a group, with accounts in use."""
    access = Access.objects.current().filter(group=group, role=AccessRole.CHAIR, person__is_active=True)
    return [each.person for each in access.select_related("person")]
