"""Contents as a Word document: headings that make an outline, tables with their headings on each page."""

from pathlib import Path
from typing import TYPE_CHECKING

from cupel.consultation.artefacts.content import Bar, Content, Paragraph, Picture, TableBlock
from cupel.consultation.word import ROOM_CM, add_table, landscape
from cupel.documents import clean_text
from cupel.sheets import Cell
from cupel.standard.units import GAP

if TYPE_CHECKING:
    from docx.document import Document

FULL, LONGEST = "█", 40
"""A bar is drawn with blocks, the longest with this many: any word processor shows them, and they need no picture."""

PARTS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def write_docx(content: Content, path: Path) -> None:
    """Write ``content`` as DOCX."""
    document = landscape()
    document.core_properties.title = clean_text(f"{content.kind}: {content.title}")[:255]
    document.add_heading(clean_text(f"{content.kind}: {content.title}"), level=0)
    document.add_paragraph(clean_text(" · ".join(content.about)))
    for part in content.sections:
        document.add_heading(clean_text(part.title), level=1)
        for block in part.blocks:
            match block:
                case Paragraph():
                    document.add_paragraph(clean_text(block.text))
                case Picture():
                    document.add_paragraph(clean_text(block.told))
                    bars = [(bar.label, *_drawn(bar, block)) for bar in block.bars]
                    add_table(document, ("", "", ""), bars, widths=[7.0, ROOM_CM - 9.0, 2.0])
                case TableBlock():
                    document.add_paragraph(clean_text(block.caption))
                    _add(document, block)
    document.save(str(path))


def _add(document: "Document", block: TableBlock) -> None:
    whole = sum(column.width for column in block.columns)
    widths = [ROOM_CM * column.width / whole for column in block.columns]
    add_table(document, [column.title for column in block.columns], (_texts(row) for row in block.rows), widths=widths)


def _texts(row: tuple[Cell, ...]) -> list[str]:
    """Cells as texts, numbers with their thousands apart."""
    return [f"{cell:,}".replace(",", GAP) if isinstance(cell, int) else str(cell or "") for cell in row]


def _drawn(bar: Bar, picture: Picture) -> tuple[str, str]:
    """The bar in blocks, and its number."""
    most = max(each.value for each in picture.bars) or 1
    eighths = round(8 * LONGEST * bar.value / most)
    return FULL * (eighths // 8) + PARTS[eighths % 8], f"{bar.value:,}".replace(",", GAP)
