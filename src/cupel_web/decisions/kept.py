"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.decisions.models import (
    Annulment,
    Ballot,
    Closing,
    Effect,
    Elector,
    Matrix,
    MatrixContent,
    MatrixOwner,
    Objection,
    ObjectionPause,
    ObjectionStep,
    OwnerWord,
    PositionRecord,
    Recusal,
)
from cupel_web.kernel.retention import PERMANENT, kept, of


def declare() -> None:
    """Make it known."""
    kept("ballots", _("ballots, and the positions of seats in them"), PERMANENT,
         *of(Ballot, Elector, PositionRecord, Recusal, Closing, Annulment))  # fmt: skip
    kept("objections", _("objections, and what was done about them"), PERMANENT,
         *of(Objection, ObjectionStep, ObjectionPause))  # fmt: skip
    kept("approvals", _("approvals of owners"), PERMANENT,
         *of(Matrix, MatrixContent, MatrixOwner, OwnerWord, Effect))  # fmt: skip
