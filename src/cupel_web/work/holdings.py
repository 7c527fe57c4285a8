"""What this app holds about a person."""

from typing import Any

from django.db.models import Q, QuerySet

from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data
from cupel_web.work.models import (
    ActionItem,
    Deliverable,
    Editor,
    EmergingIssue,
    Follow,
    PartRecord,
    Post,
    Recusal,
    Signature,
    Workstream,
)


def _issues(person: User) -> list[dict[str, Any]]:
    return [
        {
            "group": row.group.name,
            "raised": row.raised_at.isoformat(),
            "title": row.title,
            "text": row.text,
            "name": row.name,
            "email": row.email,
        }
        for row in _raised(person).select_related("group")
    ]


def _raised(person: User) -> QuerySet[EmergingIssue]:
    return EmergingIssue.objects.filter(Q(raised_by=person) | Q(email__iexact=person.email))


def _forget_issues(person: User) -> None:
    """What an issue is about stays; who raised it goes."""
    _raised(person).update(name="", email="", key="", raised_by=None)


def _posts(person: User) -> list[dict[str, Any]]:
    rows = Post.objects.filter(author=person).select_related("thread__group")
    return [
        {
            "group": row.thread.group.name,
            "thread": row.thread.title,
            "posted": row.posted_at.isoformat(),
            "text": row.text,
        }
        for row in rows
    ]


def _follows(person: User) -> list[dict[str, Any]]:
    rows = Follow.objects.filter(person=person, ended_at=None).select_related("thread")
    return [{"thread": row.thread.title, "since": row.began_at.isoformat()} for row in rows]


def _end_follows(person: User) -> None:
    Follow.objects.filter(person=person).delete()


def _tasks(person: User) -> list[dict[str, Any]]:
    led = [{"leads": row.title} for row in Workstream.objects.filter(lead=person)]
    owned = [{"owns": row.title} for row in Deliverable.objects.filter(owner=person)]
    edited = Editor.objects.filter(person=person).select_related("deliverable")
    items = ActionItem.objects.filter(owner=person)
    return [
        *led,
        *owned,
        *({"edits": row.deliverable.title} for row in edited),
        *({"takes on": row.title, "due": row.due_on.isoformat()} for row in items),
    ]


def _reviews(person: User) -> list[dict[str, Any]]:
    named = PartRecord.objects.filter(reviewer=person).select_related("deliverable")
    signed = Signature.objects.filter(signed_by=person).select_related("record__deliverable")
    return [
        *({"reviews": row.deliverable.title} for row in named),
        *(
            {
                "signed": row.record.deliverable.title,
                "approves": row.approves,
                "remark": row.remark,
                "at": row.signed_at.isoformat(),
            }
            for row in signed
        ),
    ]


def _recusals(person: User) -> list[dict[str, Any]]:
    rows = Recusal.objects.filter(person=person).select_related("paper")
    return [{"paper": row.paper.public_id, "since": row.began_at.isoformat()} for row in rows]


def _keep(_person: User) -> None:
    """What was said and done for a group stays; who it was is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("emerging issues", export=_issues, erase=_forget_issues)
    holds_personal_data("posts", export=_posts, erase=_keep)
    holds_personal_data("followed threads", export=_follows, erase=_end_follows)
    holds_personal_data("work taken on", export=_tasks, erase=_keep)
    holds_personal_data("reviews", export=_reviews, erase=_keep)
    holds_personal_data("recusals", export=_recusals, erase=_keep)
