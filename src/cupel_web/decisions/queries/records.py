"""Records of decisions by what their addresses name."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.decisions.models import Ballot, Elector, Matrix, MatrixOwner, Objection, ObjectionPause, ObjectionStep
from cupel_web.groups.models import Group
from cupel_web.kernel.models import User


def ballots_of(group: Group) -> QuerySet[Ballot]:
    """Ballots of a group with what became of them, newest first."""
    return group.ballots.select_related("closing", "annulment").order_by("-opened_at", "-pk")


def closed_ballots_of(group: Group, *, text: str = "", outcome: str = "") -> QuerySet[Ballot]:
    """Closed ballots of a group, those closed last first, with ``text`` in the motion's title."""
    found = ballots_of(group).filter(closing__isnull=False, title__icontains=text)
    if outcome:
        found = found.filter(closing__outcome=outcome)
    return found.order_by("-closing__closed_at", "-pk")


def running_ballots_of(group: Group) -> QuerySet[Ballot]:
    """Ballots of a group that nobody has closed, those that end first first."""
    return ballots_of(group).filter(closing=None).order_by("closes_at", "pk")


def ballot_seen_by(user: User | None, slug: str, ballot: str) -> Ballot:
    """A ballot of a group: closed ones are public, others for those who may enter the group's rooms; else 404."""
    found = Ballot.objects.filter(group__slug=slug, public_id=ballot)
    seen = get_object_or_404(found.select_related("group__parent", "procedure", "closing", "annulment"))
    if not hasattr(seen, "closing") and not (user and user.has_perm("groups.enter", seen.group)):
        raise Http404
    return seen


def elector_of(user: User, slug: str, elector: str) -> Elector:
    """A seat in a ballot, for those who may enter the group's rooms; else 404."""
    found = Elector.objects.filter(ballot__group__slug=slug, public_id=elector)
    known = get_object_or_404(
        found.select_related("ballot__group__parent", "ballot__procedure", "ballot__closing", "seat")
    )
    if not user.has_perm("groups.enter", known.ballot.group):
        raise Http404
    return known


def objections_with_steps() -> QuerySet[Objection]:
    """Objections with what was done about each, in order."""
    steps = Prefetch("steps", queryset=ObjectionStep.objects.order_by("at", "pk"))
    pauses = Prefetch("pauses", queryset=ObjectionPause.objects.order_by("first", "pk"))
    related = ("elector__ballot__group__parent", "elector__ballot__procedure", "elector__ballot__closing")
    return Objection.objects.select_related(*related, "elector__seat").prefetch_related(steps, pauses)


def objection_seen_by(user: User, slug: str, objection: str) -> Objection:
    """An objection, for those inside the group and for the chair of the group above, who decides appeals; else 404."""
    found = get_object_or_404(objections_with_steps().filter(elector__ballot__group__slug=slug, public_id=objection))
    if not user.has_perm("decisions.see_objection", found):
        raise Http404
    return found


def matrices_named(*, text: str = "") -> QuerySet[Matrix]:
    """Approval matrices with ``text`` in the title, newest first."""
    return Matrix.objects.filter(title__icontains=text).order_by("-begun_at", "-pk")


def matrix_of(user: User | None, matrix: str) -> Matrix:  # noqa: ARG001
    """An approval matrix: they are public, what may be done with one is the permission's matter; else 404."""
    return get_object_or_404(Matrix, public_id=matrix)


def owner_of(user: User, matrix: str, owner: str) -> MatrixOwner:  # noqa: ARG001
    """An owner in a matrix; else 404."""
    found = MatrixOwner.objects.filter(matrix__public_id=matrix, public_id=owner)
    return get_object_or_404(found.select_related("matrix", "organisation"))
