"""Two people edit at once: who saves second is told and loses nothing."""

from django.db.models import F, Model
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError


def claim(record: Model, *, revision: int) -> None:
    """Count one change of the record that somebody began to edit at ``revision``, inside the change's transaction; the
    record has a column ``revision``.

    Raises :class:`~cupel.errors.ProcedureError` with code ``stale`` if another change came in between.
    """
    changed = type(record)._default_manager.filter(pk=record.pk, revision=revision).update(revision=F("revision") + 1)
    if not changed:
        raise ProcedureError(
            _("Somebody else has saved a change meanwhile."),
            code="stale",
            remedy=_("Compare theirs with yours below, then save again."),
        )
    record.refresh_from_db(fields=["revision"])
