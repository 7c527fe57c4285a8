"""Tables of Word documents, written as XML at once: a document of thousands of rows takes a second, not minutes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from cupel.documents import WORDPROCESSING, clean_text

if TYPE_CHECKING:
    from docx.document import Document

PAGE_CM, MARGIN_CM = (29.7, 21.0), 1.5
ROOM_CM = PAGE_CM[0] - 2 * MARGIN_CM
TWIPS_PER_CM, HALF_POINTS = 567, 17


def landscape() -> "Document":
    """An empty document of landscape A4 pages."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(size) for size in PAGE_CM)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    return document


def add_table(
    document: "Document", heads: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[float],
    hidden: Sequence[str] = (),
) -> None:  # fmt: skip
    """Add a grid with ``heads`` on each page; ``widths`` in centimetres. ``hidden``: a text for each row that is not
    shown, at the end of its last cell. A line end in a cell begins a paragraph.
    """
    from docx.oxml.parser import parse_xml

    sizes = [round(width * TWIPS_PER_CM) for width in widths]
    lines = [_row(heads, sizes, head=True)]
    for number, row in enumerate(rows):
        lines.append(_row(row, sizes, hidden=hidden[number] if hidden else ""))
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    table = (
        f'<w:tbl xmlns:w="{WORDPROCESSING}"><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
    )
    document.element.body.insert(len(document.element.body) - 1, parse_xml(table))


def _row(cells: Sequence[str], sizes: Sequence[int], *, head: bool = False, hidden: str = "") -> str:
    marks = '<w:trPr><w:cantSplit/><w:tblHeader w:val="true"/></w:trPr>' if head else "<w:trPr><w:cantSplit/></w:trPr>"
    last = len(cells) - 1
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>'
        f"{_paragraphs(cell, bold=head, hidden=hidden if place == last else '')}</w:tc>"
        for place, (cell, size) in enumerate(zip(cells, sizes, strict=True))
    )
    return f"<w:tr>{marks}{''.join(written)}</w:tr>"


def _paragraphs(text: str, *, bold: bool, hidden: str) -> str:
    lines = clean_text(text).split("\n")
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{HALF_POINTS}"/>'
    runs = [_run(line, look) for line in lines]
    if hidden:
        runs[-1] += _run(hidden, "<w:vanish/>")
    return "".join(f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{run}</w:p>' for run in runs)


def _run(text: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
