"""Ask the owners of an edition whether they approve a draft of the next one."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.decisions.actions import NewMatrix, begin_matrix, owners_of, set_content
from cupel_web.decisions.models import MatrixContent
from cupel_web.decisions.queries.matrices import content_of
from cupel_web.drafting.actions import freeze_draft
from cupel_web.drafting.models import Draft, Outcome
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.publication.models import AskedText
from cupel_web.publication.queries import asked_of
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_of, standard_of


def ask_owners(draft: Draft, *, note: str = "", by: User | None, now: datetime) -> AskedText:
    """Put the draft as it is now to the owners, each by mail with the one link. Asked again after an edit, what they
    said before is void.

    Raises :class:`~cupel.errors.ProcedureError` for a draft that was given up or has mistakes, for owners that are no
    organisations here, and where nothing changed since they were asked.
    """
    require(by, "publication.ask", draft)
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if not locked.is_open and locked.closing.outcome == Outcome.ABANDONED:
            raise ProcedureError(
                _("This draft was given up."), code="draft-closed", remedy=_("Open another one, and ask about that.")
            )
        text = freeze_draft(locked, by=by, now=now)
        before = asked_of(locked)
        content = _again(before, text, note, by, now) if before else _first(locked, text, by, now)
        asked: AskedText = AskedText.objects.create(draft=locked, content=content, text=text, asked_at=now, asked_by=by)
        append_event(
            "publication.asked", by=by, about=asked, scope=locked.group, now=now, manifest=text.manifest_hash,
            matrix=content.matrix.public_id,
        )  # fmt: skip
    return asked


def _first(draft: Draft, text: EditionText, by: User | None, now: datetime) -> MatrixContent:
    wanted = NewMatrix(
        title=str(text), sha256=text.manifest_hash, owners=owners_of(standard_of(text), edition_of(text)),
        standard=draft.standard, edition=draft.edition,
        subject_path=reverse("final_draft", kwargs={"draft": draft.public_id}),
    )  # fmt: skip
    return content_of(begin_matrix(wanted, by=by, now=now))


def _again(before: AskedText, text: EditionText, note: str, by: User | None, now: datetime) -> MatrixContent:
    return set_content(before.content.matrix, sha256=text.manifest_hash, note=note, by=by, now=now)
