"""What this app holds about a person."""

from typing import Any

from cupel_web.drafting.models import Closing, Draft, EditRecord, WordFile
from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data


def _done(person: User) -> list[dict[str, Any]]:
    edits = EditRecord.objects.filter(made_by=person).select_related("draft")
    opened = Draft.objects.filter(opened_by=person)
    closed = Closing.objects.filter(closed_by=person).select_related("draft")
    files = WordFile.objects.filter(uploaded_by=person).select_related("draft")
    return [
        *({"opened": str(each), "at": each.opened_at.isoformat()} for each in opened),
        *(
            {"edited": str(each.draft), "number": each.number, "why": each.note, "at": each.made_at.isoformat()}
            for each in edits
        ),
        *({"closed": str(each.draft), "reason": each.reason, "at": each.closed_at.isoformat()} for each in closed),
        *({"uploaded": each.file_name, "for": str(each.draft), "at": each.uploaded_at.isoformat()} for each in files),
    ]


def _keep(_person: User) -> None:
    """What a standard says stays; who wrote it is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("drafts", export=_done, erase=_keep)
