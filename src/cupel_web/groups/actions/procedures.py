"""Verbs about the rules of groups."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import procedure_data, procedure_from
from cupel_web.groups.models import ProcedureVersion
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


def adopt_procedure(data: Mapping[str, Any], *, by: User | None, now: datetime) -> ProcedureVersion:
    """Add a version of a procedure; raises :class:`~cupel.errors.ProcedureError` for rules that cannot be, or a version
    that is there already with other rules.
    """
    require(by, "groups.adopt_procedure")
    procedure = procedure_from(data)
    content = procedure_data(procedure)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        known = ProcedureVersion.objects.filter(uid=procedure.uid, version=procedure.version).first()
        if known is not None and known.sha256 != digest:
            raise ProcedureError(
                _("Version {version} of {uid} is adopted with other rules.").format(
                    version=procedure.version, uid=procedure.uid
                ),
                code="procedure-adopted",
                remedy=_("Give the changed rules a version of their own."),
            )
        if known is not None:
            return known
        adopted: ProcedureVersion = ProcedureVersion.objects.create(
            uid=procedure.uid, version=procedure.version, in_force=procedure.in_force, data=content, sha256=digest,
            adopted_at=now,
        )  # fmt: skip
        append_event("groups.procedure_adopted", by=by, about=adopted, now=now, sha256=digest)
    return adopted
