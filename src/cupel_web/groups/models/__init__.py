"""Groups: their rules, mandate and life, their seats, who sits on them and who asks to."""

from cupel_web.groups.models.access import Access, AccessRole
from cupel_web.groups.models.application import Application, Ruling
from cupel_web.groups.models.group import Group, GroupKind, Invited, Phase
from cupel_web.groups.models.procedure import ProcedureVersion
from cupel_web.groups.models.seat import Capacity, Office, Part, SeatRecord, Tenure
from cupel_web.groups.models.terms import Approval, TermsOfReference

__all__ = [
    "Access", "AccessRole", "Application", "Approval", "Capacity", "Group", "GroupKind", "Invited", "Office", "Part",
    "Phase", "ProcedureVersion", "Ruling", "SeatRecord", "Tenure", "TermsOfReference",
]  # fmt: skip
