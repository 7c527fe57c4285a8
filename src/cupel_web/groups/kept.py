"""How long this app's records are kept, and the clock that runs once a group is concluded."""

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import (
    Access,
    Application,
    Approval,
    Group,
    Phase,
    ProcedureVersion,
    Ruling,
    SeatRecord,
    Tenure,
    TermsOfReference,
)
from cupel_web.groups.states import GroupState
from cupel_web.kernel.retention import CLOSED, GROUP, PERMANENT, UNCONFIRMED, Rows, kept, of, since

WHO = {"name": "", "email": "", "organisation_name": "", "statement": "", "interests": ""}
"""What an application tells about a person, as it is when blanked."""


def concluded(group: str) -> Subquery:
    """The day on which the group at this path was concluded; null while it may still work."""
    phases = Phase.objects.filter(group=OuterRef(group)).order_by("-began_on", "-pk")
    return Subquery(phases.values(day=Case(When(state=GroupState.CONCLUDED, then=F("began_on"))))[:1])


def declare() -> None:
    """Make it known."""
    kept("groups", _("groups, their seats and terms of office"), PERMANENT, *of(Group, Phase, SeatRecord, Tenure))
    kept("terms-of-reference", _("terms of reference and procedures"), PERMANENT,
         *of(TermsOfReference, Approval, ProcedureVersion))  # fmt: skip
    kept("access", _("access to rooms of groups"), GROUP, *since(concluded("group"), Access))
    kept("applications-unconfirmed", _("applications whose address was never confirmed"), UNCONFIRMED,
         Rows(model=Application, start="received_at", only=Q(confirmed_at=None, withdrawn_at=None, ruling=None)),
         )  # fmt: skip
    kept("applications", _("applications, decided or withdrawn"), CLOSED,
         Rows(model=Application, start=Coalesce("ruling__decided_at", "withdrawn_at"), blanks=WHO),
         Rows(model=Ruling, start="decided_at", blanks={"letter": ""}))  # fmt: skip
