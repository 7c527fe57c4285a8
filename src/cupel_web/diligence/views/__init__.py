"""Pages of a company's data: data sets, runs, and what a run found."""

from cupel_web.diligence.views.data import (
    correct,
    data_set,
    data_sets,
    quarantine,
    replace,
    upload,
    version,
    version_progress,
)
from cupel_web.diligence.views.outputs import download, report
from cupel_web.diligence.views.results import compare, finding, findings, origins, unknowns
from cupel_web.diligence.views.runs import run, run_progress, runs, start_run

__all__ = [
    "compare", "correct", "data_set", "data_sets", "download", "finding", "findings", "origins", "quarantine",
    "replace", "report", "run", "run_progress", "runs", "start_run", "unknowns", "upload", "version",
    "version_progress",
]  # fmt: skip
