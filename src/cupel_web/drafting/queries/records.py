"""Drafts by what their addresses name."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.drafting.models import Draft, WordFile
from cupel_web.groups.models import Access, Group
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel.models import User


def drafts() -> QuerySet[Draft]:
    """Every draft, the newest first."""
    return Draft.objects.select_related("group", "closing").order_by("-pk")


def drafts_seen_by(user: User) -> QuerySet[Draft]:
    """The drafts of groups whose rooms the person may enter."""
    if user.has_perm("drafting.read_all"):
        return drafts()
    entered = Access.objects.current().filter(person=user).values("group")
    return drafts().filter(group__in=entered)


def draft_seen_by(user: User, draft: str) -> Draft:
    """The draft, if the person may read it; else 404."""
    found = get_object_or_404(drafts(), public_id=draft)
    if not user.has_perm("drafting.read", found):
        raise Http404
    return found


def word_file_seen_by(user: User, draft: str, file: str) -> WordFile:
    """A file that came for a draft which the person may read; else 404."""
    found = draft_seen_by(user, draft)
    return get_object_or_404(found.word_files.select_related("draft__group", "draft__closing", "job", "stored"),
                             public_id=file)  # fmt: skip


def group_that_drafts(user: User, slug: str) -> Group:  # noqa: ARG001
    """Groups are public; what may be done in one is the permission's matter."""
    return group_named(slug)
