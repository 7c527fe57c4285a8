"""The run report: one HTML file that needs no network and no script."""

from cupel.diligence.report.page import write_report

__all__ = ["write_report"]
