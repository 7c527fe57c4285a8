"""Names and numbers of parties against sanctions and watch lists, in one batch, each hit with its evidence.

Screening proposes; a person decides. Nothing here says that two parties are the same.
"""

from cupel.screening.audit import ScreeningRecord, in_force, proof, recorded, staleness, verified
from cupel.screening.batch import pair_scores
from cupel.screening.books import listed_parties
from cupel.screening.changes import Rescreening, Screening, changed_parties, first_screening, report, rescreen
from cupel.screening.decision_files import from_json_lines, from_resolver, to_json_lines
from cupel.screening.memory import (
    DECISIONS,
    REASONS,
    STATES,
    VERDICTS,
    Evidence,
    Judgement,
    decided,
    no_decisions,
    remembered,
    reopened,
    seconded,
)
from cupel.screening.owned import OwnedAsked, owned_parties
from cupel.screening.owners import Holdings, OwnershipRule, held_by_listed, in_words, valid_on
from cupel.screening.records import Records, Subjects, evidence_hashes, subjects_of
from cupel.screening.screen import ListIndex, build_index, normaliser_version, screen, unscreenable
from cupel.screening.search import SearchIndex, search
from cupel.screening.tuning import (
    busiest_words,
    calibration_error,
    load_per_threshold,
    precision_per_band,
    stability_per_threshold,
)

__all__ = [
    "DECISIONS",
    "REASONS",
    "STATES",
    "VERDICTS",
    "Evidence",
    "Holdings",
    "Judgement",
    "ListIndex",
    "OwnedAsked",
    "OwnershipRule",
    "Records",
    "Rescreening",
    "Screening",
    "ScreeningRecord",
    "SearchIndex",
    "Subjects",
    "build_index",
    "busiest_words",
    "calibration_error",
    "changed_parties",
    "decided",
    "evidence_hashes",
    "first_screening",
    "from_json_lines",
    "from_resolver",
    "held_by_listed",
    "in_force",
    "in_words",
    "listed_parties",
    "load_per_threshold",
    "no_decisions",
    "normaliser_version",
    "owned_parties",
    "pair_scores",
    "precision_per_band",
    "proof",
    "recorded",
    "remembered",
    "reopened",
    "report",
    "rescreen",
    "screen",
    "search",
    "seconded",
    "stability_per_threshold",
    "staleness",
    "subjects_of",
    "to_json_lines",
    "unscreenable",
    "valid_on",
    "verified",
]
