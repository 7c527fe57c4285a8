"""Records of standards: revision cycles and reviews."""

from cupel_web.standards.models.cycle import ChangeKind, Cycle, ReviewOutcome
from cupel_web.standards.models.record import FactKind, RoundFact, RuleWaiver, StageFact

__all__ = ["ChangeKind", "Cycle", "FactKind", "ReviewOutcome", "RoundFact", "RuleWaiver", "StageFact"]
