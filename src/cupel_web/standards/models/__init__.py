"""Records of standards: revision cycles and reviews, texts as they were at a moment, and editions published here."""

from cupel_web.standards.models.cycle import ChangeKind, Cycle, ReviewOutcome
from cupel_web.standards.models.edition_text import EditionText
from cupel_web.standards.models.published import PublishedEdition
from cupel_web.standards.models.record import FactKind, RoundFact, RuleWaiver, StageFact

__all__ = [
    "ChangeKind",
    "Cycle",
    "EditionText",
    "FactKind",
    "PublishedEdition",
    "ReviewOutcome",
    "RoundFact",
    "RuleWaiver",
    "StageFact",
]
