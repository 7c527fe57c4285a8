"""Due diligence: facts, checks, determinations of areas, runs and their reports."""

from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import compile_edition
from cupel.diligence.lot_trace import LotTrace, trace_lot
from cupel.diligence.remedies import REMEDIES, Remedy
from cupel.diligence.run import Results, RunSummary, judge, run_standard
from cupel.diligence.vocabulary import VOCABULARY

__all__ = [
    "REMEDIES",
    "VOCABULARY",
    "Dossier",
    "LotTrace",
    "Remedy",
    "Results",
    "RunSummary",
    "compile_edition",
    "judge",
    "run_standard",
    "trace_lot",
]
