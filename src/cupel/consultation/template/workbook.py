"""The template as a workbook: hidden ids in the last column, texts that never become formulas."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cupel.consultation.template.columns import CODES, ORDER, Column, titles
from cupel.consultation.template.grid import ROW_MARK
from cupel.consultation.template.rows import WIDTHS, TemplateRow
from cupel.messages import _
from cupel.sheets import CELL_CHARACTERS, FORMULA_STARTS

HEAD_ROW = 4
COPPER, SUNK = "6F3209", "F1EEE7"
THIN = Side(style="thin", color="DDD7CA")


def write_workbook(path: Path, rows: Iterable[TemplateRow], *, title: str) -> None:
    """Write the template with ``rows``. A hidden column holds their ids, so that the file can come back."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _("Comments")
    _head(sheet, title)
    last = HEAD_ROW
    for last, row in enumerate(rows, start=HEAD_ROW + 1):
        for place, text in enumerate(row.texts(), start=1):
            write_text(sheet.cell(last, place), text)
        write_text(sheet.cell(last, len(ORDER) + 1), f"{ROW_MARK}{row.id}")
    _kinds(sheet, last)
    book.save(path)


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write ``text`` as text, whatever it begins with."""
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_CHARACTERS]
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = Border(bottom=THIN)
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _head(sheet: Worksheet, title: str) -> None:
    write_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    write_text(sheet.cell(2, 1), _("One comment a row; add rows where you need them. Type: ge, te or ed."))
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(ORDER))
    for place, (column, name) in enumerate(titles().items(), start=1):
        cell = sheet.cell(HEAD_ROW, place)
        write_text(cell, name)
        cell.font, cell.fill = Font(bold=True, color=COPPER), PatternFill("solid", fgColor=SUNK)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[column]
    sheet.column_dimensions[get_column_letter(len(ORDER) + 1)].hidden = True
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _kinds(sheet: Worksheet, last: int) -> None:
    """A list to choose the type from; another text is allowed, reading it copes."""
    choice = DataValidation(type="list", formula1=f'"{",".join(CODES.values())}"', allow_blank=True)
    choice.showErrorMessage = False
    letter = get_column_letter(ORDER.index(Column.KIND) + 1)
    choice.add(f"{letter}{HEAD_ROW + 1}:{letter}{last + 500}")
    sheet.add_data_validation(choice)
