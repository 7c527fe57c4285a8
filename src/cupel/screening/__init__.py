"""Names and numbers of parties against sanctions and watch lists, in one batch, each hit with its evidence.

Screening proposes; a person decides. Nothing here says that two parties are the same.
"""

from cupel.screening.batch import pair_scores
from cupel.screening.books import listed_parties
from cupel.screening.records import Records, Subjects, evidence_hashes, subjects_of
from cupel.screening.screen import ListIndex, build_index, normaliser_version, screen, unscreenable

__all__ = [
    "ListIndex",
    "Records",
    "Subjects",
    "build_index",
    "evidence_hashes",
    "listed_parties",
    "normaliser_version",
    "pair_scores",
    "screen",
    "subjects_of",
    "unscreenable",
]
