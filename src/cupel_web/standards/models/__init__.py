"""Records of standards: revision cycles and reviews, and texts as they were at a moment."""

from cupel_web.standards.models.cycle import ChangeKind, Cycle, ReviewOutcome
from cupel_web.standards.models.edition_text import EditionText
from cupel_web.standards.models.record import FactKind, RoundFact, RuleWaiver, StageFact

__all__ = [
    "ChangeKind",
    "Cycle",
    "EditionText",
    "FactKind",
    "ReviewOutcome",
    "RoundFact",
    "RuleWaiver",
    "StageFact",
]
