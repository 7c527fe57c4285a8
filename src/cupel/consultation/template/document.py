"""The template as a Word table: a landscape page, headings on each of them, a hidden id in each row's last cell."""

from collections.abc import Iterable
from pathlib import Path

from cupel.consultation.template.columns import titles
from cupel.consultation.template.grid import ROW_MARK
from cupel.consultation.template.rows import WIDTHS, TemplateRow
from cupel.consultation.word import ROOM_CM, add_table, landscape
from cupel.documents import clean_text
from cupel.messages import _


def write_document(path: Path, rows: Iterable[TemplateRow], *, title: str) -> None:
    """Write the template with ``rows`` as DOCX."""
    document = landscape()
    document.add_heading(clean_text(title), level=1)
    document.add_paragraph(_("One comment a row; add rows where you need them. Type: ge, te or ed."))
    kept = list(rows)
    room = ROOM_CM / sum(WIDTHS.values())
    add_table(
        document, list(titles().values()), [list(row.texts()) for row in kept],
        widths=[room * WIDTHS[column] for column in titles()], hidden=[f"{ROW_MARK}{row.id}" for row in kept],
    )  # fmt: skip
    document.save(str(path))
