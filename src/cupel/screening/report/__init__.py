"""The screening report: one HTML file that needs no network and no script."""

from cupel.screening.report.page import write_report

__all__ = ["write_report"]
