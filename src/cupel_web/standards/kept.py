"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import PERMANENT, kept, of
from cupel_web.standards.models import (
    Cycle,
    EditionText,
    PublishedEdition,
    ReviewOutcome,
    RoundFact,
    RuleWaiver,
    StageFact,
)


def declare() -> None:
    """Make it known."""
    kept("standard-cycles", _("revision cycles of standards, their stages, rounds, waivers and reviews"), PERMANENT,
         *of(Cycle, StageFact, RoundFact, RuleWaiver, ReviewOutcome))  # fmt: skip
    kept("edition-texts", _("editions as they were when people commented on them, and those published"), PERMANENT,
         *of(EditionText, PublishedEdition))  # fmt: skip
