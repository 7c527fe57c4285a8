"""The template as a Word table: a landscape page, headings on each of them, a hidden id in each row's last cell."""

from collections.abc import Iterable
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from cupel.consultation.template.columns import ORDER, titles
from cupel.consultation.template.grid import ROW_MARK
from cupel.consultation.template.rows import WIDTHS, TemplateRow
from cupel.documents import clean_text
from cupel.messages import _

PAGE_CM, MARGIN_CM = (29.7, 21.0), 1.5


def write_document(path: Path, rows: Iterable[TemplateRow], *, title: str) -> None:
    """Write the template with ``rows`` as DOCX."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(size) for size in PAGE_CM)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    document.add_heading(clean_text(title), level=1)
    document.add_paragraph(_("One comment a row; add rows where you need them. Type: ge, te or ed."))
    kept = list(rows)
    table = document.add_table(rows=1 + len(kept), cols=len(ORDER), style="Table Grid")
    table.autofit = False
    _set_head(table)
    lines = list(table._tbl.tr_lst)
    for line, row in zip(lines[1:], kept, strict=True):
        cells = [_Cell(cell, table) for cell in line.tc_lst]
        for cell, text, column in zip(cells, row.texts(), ORDER, strict=True):
            _write(cell, text)
            cell.width = _width(WIDTHS[column])
        hidden = cells[-1].paragraphs[-1].add_run(f"{ROW_MARK}{row.id}")
        hidden.font.hidden = True
    document.save(str(path))


def _set_head(table: Table) -> None:
    line = table._tbl.tr_lst[0]
    for cell, (column, name) in zip((_Cell(each, table) for each in line.tc_lst), titles().items(), strict=True):
        _write(cell, name)
        cell.paragraphs[0].runs[0].font.bold = True
        cell.width = _width(WIDTHS[column])
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    line.get_or_add_trPr().append(repeated)


def _write(cell: _Cell, text: str) -> None:
    """Each line of ``text`` in a paragraph of its own."""
    first, *others = clean_text(text).split("\n")
    for paragraph in (cell.paragraphs[0], *(cell.add_paragraph() for _line in others)):
        paragraph.paragraph_format.space_after = Pt(0)
    for paragraph, line in zip(cell.paragraphs, (first, *others), strict=True):
        paragraph.add_run(line).font.size = Pt(8.5)


def _width(characters: int) -> Cm:
    return Cm((PAGE_CM[0] - 2 * MARGIN_CM) * characters / sum(WIDTHS.values()))
