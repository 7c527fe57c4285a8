"""Verbs about formats."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.work.checks import parts_data, parts_from
from cupel_web.work.models import DeliverableKind, Format


@dataclass(frozen=True, kw_only=True)
class NewFormat:
    """A format's name, what kind of deliverable it is for, its parts as :func:`~cupel_web.work.checks.parts_from`
    reads them.
    """

    uid: str
    title: str
    kind: DeliverableKind
    parts: object


def adopt_format(new: NewFormat, *, by: User | None, now: datetime) -> Format:
    """Add the next version of a format; deliverables keep the version that was agreed for them.

    Raises :class:`~cupel.errors.ProcedureError` for parts that are none.
    """
    require(by, "work.adopt_format")
    parts = parts_from(new.parts)
    with transaction.atomic():
        number = Format.objects.filter(uid=new.uid).count() + 1
        adopted: Format = Format.objects.create(
            uid=new.uid, number=number, title=new.title, kind=new.kind, parts=parts_data(parts), adopted_at=now,
            adopted_by=by,
        )  # fmt: skip
        append_event("work.format_adopted", by=by, about=adopted, now=now, format=new.uid, number=number,
            parts=[part.key for part in parts])  # fmt: skip
    return adopted
