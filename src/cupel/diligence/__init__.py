"""Due diligence: facts, checks, determinations of areas, runs and their reports."""

from cupel.diligence.evaluate import compile_edition
from cupel.diligence.remedies import REMEDIES, Remedy
from cupel.diligence.run import Results, RunSummary, judge, run_standard
from cupel.diligence.vocabulary import VOCABULARY

__all__ = ["REMEDIES", "VOCABULARY", "Remedy", "Results", "RunSummary", "compile_edition", "judge", "run_standard"]
