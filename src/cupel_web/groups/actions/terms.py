"""Verbs about terms of reference: propose, edit while proposed, approve."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Approval, Group, TermsOfReference
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """What terms of reference say; ``lasts_until``: the group's last day, if it has one."""

    mandate: str
    in_force: date
    out_of_scope: str = ""
    composition: str = ""
    working: str = ""
    lasts_until: date | None = None


def propose_terms(group: Group, mandate: Mandate, *, by: User | None, now: datetime) -> TermsOfReference:
    """Add the next version, to be approved; a proposal that is open must be settled first."""
    require(by, "groups.propose_terms", group)
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        if group.terms.filter(approval=None).exists():
            raise ProcedureError(
                _("A version is proposed already."), code="terms-open", remedy=_("Edit that one, or approve it.")
            )
        terms: TermsOfReference = TermsOfReference.objects.create(
            group=group, number=group.terms.count() + 1, proposed_at=now, proposed_by=by, **asdict(mandate)
        )
        append_event("groups.terms_proposed", by=by, about=terms, scope=group, now=now, number=terms.number)
    return terms


def change_terms(terms: TermsOfReference, mandate: Mandate, *, revision: int, by: User | None, now: datetime) -> None:
    """Edit a proposed version; raises :class:`~cupel.errors.ProcedureError` if it is approved, or if somebody else
    edited it since ``revision``.
    """
    require(by, "groups.propose_terms", terms)
    with transaction.atomic():
        _require_open(terms)
        claim(terms, revision=revision)
        for name, value in asdict(mandate).items():
            setattr(terms, name, value)
        terms.save(update_fields=list(asdict(mandate)))
        append_event("groups.terms_changed", by=by, about=terms, scope=terms.group, now=now, revision=terms.revision)


def approve_terms(terms: TermsOfReference, *, on: date, by: User | None, now: datetime) -> Approval:
    """Write down that the group above approved exactly this text."""
    require(by, "groups.approve_terms", terms)
    with transaction.atomic():
        TermsOfReference.objects.select_for_update().get(pk=terms.pk)
        terms.refresh_from_db()
        _require_open(terms)
        digest = hashlib.sha256(json.dumps(terms.content, sort_keys=True).encode()).hexdigest()
        approval: Approval = Approval.objects.create(
            terms=terms, body=terms.group.parent, sha256=digest, approved_on=on, recorded_at=now, recorded_by=by
        )
        append_event(
            "groups.terms_approved", by=by, about=terms, scope=terms.group, now=now, sha256=digest, on=on.isoformat()
        )
    return approval


def _require_open(terms: TermsOfReference) -> None:
    if Approval.objects.filter(terms=terms).exists():
        raise ProcedureError(
            _("Version {number} is approved and does not change any more.").format(number=terms.number),
            code="terms-approved",
            remedy=_("Propose the next version."),
        )
