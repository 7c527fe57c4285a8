"""The workbook of a run: every flag, unknown, origin and share, to filter and sort."""

from cupel.diligence.workbook.write import write_workbook

__all__ = ["write_workbook"]
