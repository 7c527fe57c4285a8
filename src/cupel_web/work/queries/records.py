"""Records of work by what their addresses name."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.groups.models import Access, AccessRole, Group
from cupel_web.groups.queries.records import group_entered_by
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work.models import (
    ActionItem,
    Deliverable,
    Dependency,
    Editor,
    EmergingIssue,
    Format,
    Mark,
    Milestone,
    PartRecord,
    Review,
    Workstream,
)
from cupel_web.work.queries.reading import Reader, reader_of
from cupel_web.work.queries.taken_on import action_items_read_by


def insiders(group: Group) -> QuerySet[User]:
    """People who take part in the group: those with access as chair or member."""
    roles = (AccessRole.CHAIR, AccessRole.MEMBER)
    access = Access.objects.current().filter(group=group, role__in=roles).values("person")
    return User.objects.filter(pk__in=access, is_active=True).order_by("name", "email")


def sisters_of(user: User, deliverable: Deliverable) -> QuerySet[Group]:
    """Other groups in which the person takes part."""
    roles = (AccessRole.CHAIR, AccessRole.MEMBER)
    access = Access.objects.current().filter(person=user, role__in=roles).values("group")
    return Group.objects.filter(pk__in=access).exclude(pk=deliverable.group.pk).order_by("name", "pk")


def workstream_of(user: User | None, slug: str, workstream: str) -> Workstream:  # noqa: ARG001
    """A workstream of a group, which is public; else 404."""
    found = Workstream.objects.filter(group__slug=slug, public_id=workstream)
    return get_object_or_404(found.select_related("group", "lead__profile"))


def deliverable_of(user: User | None, slug: str, deliverable: str) -> Deliverable:  # noqa: ARG001
    """A deliverable of a group, which is public; else 404."""
    found = Deliverable.objects.filter(workstream__group__slug=slug, public_id=deliverable)
    return get_object_or_404(found.select_related("workstream__group", "owner__profile", "release"))


def milestone_of(user: User, slug: str, milestone: str) -> Milestone:  # noqa: ARG001
    """A milestone of a group's deliverable; else 404."""
    found = Milestone.objects.filter(deliverable__workstream__group__slug=slug, public_id=milestone)
    return get_object_or_404(found.select_related("deliverable__workstream__group"))


def editor_of(user: User, slug: str, editor: str) -> Editor:  # noqa: ARG001
    """Somebody who edits a deliverable of the group; else 404."""
    found = Editor.objects.filter(deliverable__workstream__group__slug=slug, public_id=editor, ended_at=None)
    return get_object_or_404(found.select_related("deliverable__workstream__group", "person"))


def dependency_of(user: User, slug: str, dependency: str) -> Dependency:  # noqa: ARG001
    """What a deliverable of the group needs; else 404."""
    found = Dependency.objects.filter(deliverable__workstream__group__slug=slug, public_id=dependency, removed_at=None)
    return get_object_or_404(found.select_related("deliverable__workstream__group", "needs"))


def part_record_of(user: User, slug: str, record: str) -> PartRecord:  # noqa: ARG001
    """What was put in for a part of the group's deliverable; else 404."""
    found = PartRecord.objects.filter(deliverable__workstream__group__slug=slug, public_id=record)
    return get_object_or_404(found.select_related("deliverable__workstream__group"))


def review_of(user: User, slug: str, review: str) -> Review:  # noqa: ARG001
    """A review of a deliverable of the group; else 404."""
    found = Review.objects.filter(deliverable__workstream__group__slug=slug, public_id=review)
    return get_object_or_404(found.select_related("deliverable__workstream__group", "group"))


def mark_of(user: User, slug: str, mark: str) -> Mark:  # noqa: ARG001
    """A mark on a deliverable of the group; else 404."""
    found = Mark.objects.filter(deliverable__workstream__group__slug=slug, public_id=mark)
    return get_object_or_404(found.select_related("deliverable__workstream__group", "group"))


def format_version(uid: str, number: int | None = None) -> tuple[Format, list[Format]]:
    """A version of a format, the newest without a number, and every version, newest first; else 404."""
    versions = list(Format.objects.filter(uid=uid))
    found = next((each for each in versions if number in (None, each.number)), None)
    if found is None:
        raise Http404
    return found, versions


def newest_formats(*, kind: str = "") -> QuerySet[Format]:
    """The newest version of each format, of a kind if given."""
    later = Format.objects.filter(uid=OuterRef("uid"), number__gt=OuterRef("number"))
    found = Format.objects.filter(~Exists(later)).order_by("uid")
    return found.filter(kind=kind) if kind else found


def action_items_of(reader: Reader, group: Group, *, show: str = "") -> QuerySet[ActionItem]:
    """What people took on for the group, as far as the reader may know of it, the oldest day first; ``show`` = ``all``:
    also what is over.
    """
    found = action_items_read_by(reader, group).select_related("group", "owner").order_by("due_on", "pk")
    return found if show == "all" else found.filter(done_at=None, dropped_at=None)


def action_item_of(user: User, slug: str, item: str) -> ActionItem:
    """What somebody took on for a group whose rooms the person enters, if they may know of it; else 404."""
    reader, group = reader_of(user, on=clock.today()), group_entered_by(user, slug)
    return get_object_or_404(action_items_read_by(reader, group).select_related("group", "owner"), public_id=item)


def issue_with(secret: str) -> EmergingIssue:
    """The issue whose link holds this secret; else 404."""
    known = EmergingIssue.objects.filter(key=EmergingIssue.key_of(secret)).select_related("group")
    return get_object_or_404(known.prefetch_related("triage__into", "acts"))
