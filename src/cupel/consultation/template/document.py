"""The template as a Word table: a landscape page, headings on each of them, a hidden id in each row's last cell."""

from collections.abc import Iterable
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from cupel.consultation.template.columns import titles
from cupel.consultation.template.grid import ROW_MARK
from cupel.consultation.template.rows import WIDTHS, TemplateRow
from cupel.consultation.word import add_table
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
    room = (PAGE_CM[0] - 2 * MARGIN_CM) / sum(WIDTHS.values())
    add_table(
        document, list(titles().values()), [list(row.texts()) for row in kept],
        widths=[room * WIDTHS[column] for column in titles()], hidden=[f"{ROW_MARK}{row.id}" for row in kept],
    )  # fmt: skip
    document.save(str(path))
