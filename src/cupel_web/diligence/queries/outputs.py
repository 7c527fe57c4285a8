"""The files that a run left."""

from dataclasses import dataclass
from pathlib import Path

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run

ABOUT = {
    "report.html": _("The report, to read and print"),
    "findings.xlsx": _("Findings as a workbook"),
    "findings.json": _("Findings for other programs"),
    "findings.parquet": _("Findings for data tools"),
    "states.parquet": _("The state of every check and subject"),
    "provenance.parquet": _("Recycled and listed shares of each lot"),
    "propagation.parquet": _("What each flag means for lots, plants and customers downstream"),
    "origins.parquet": _("Origins of each site, period and metal"),
    "summary.json": _("The summary in figures"),
    "manifest.json": _("What was run on what: hashes and versions"),
}


@dataclass(frozen=True, kw_only=True)
class Output:
    """A file with what it is for and its size in bytes."""

    name: str
    about: object
    size: int


def files_of(run: Run) -> list[Output]:
    """The run's files in the order in which people want them."""
    folder = outputs_of(run)
    return [
        Output(name=name, about=about, size=(folder / name).stat().st_size)
        for name, about in ABOUT.items()
        if (folder / name).is_file()
    ]


def path_of_output(run: Run, name: str) -> Path:
    """Where the output lies; 404 for anything that is not an output."""
    path = outputs_of(run) / name
    if name not in ABOUT or not path.is_file():
        raise Http404
    return path
