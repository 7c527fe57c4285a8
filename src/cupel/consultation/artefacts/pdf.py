"""Contents as a tagged PDF; the same contents, the same bytes."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from cupel.consultation.artefacts.content import Block, Content, Paragraph, Picture
from cupel.documents import clean_text
from cupel.errors import DocumentError
from cupel.messages import _
from cupel.sheets import Cell, Column
from cupel.standard.units import GAP
from cupel.typesetting import set_pdf

MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""Contents carry no date of their own: files of the same comments are the same."""

BOX = "□"
UNSETTABLE = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u0484\u0487-\u04ff\u1e00-\u1fff\u2000-\u2040\u2044-\u2052\u2054-\u206f"
    r"\u20a0-\u20bf\u2190-\u22ff\u25a1]"
)
"""Signs outside Latin, Greek, Cyrillic, punctuation, currencies and mathematics, which the fonts lack."""


def write_pdf(content: Content, path: Path) -> None:
    """Write ``content`` as PDF. Where it has signs that the fonts lack, each is a box, and the first page says so."""
    template = files("cupel.consultation").joinpath("templates", "artefact.typ")
    try:
        made = set_pdf(template, _document(content), made=MADE)
    except DocumentError:
        note = _("Signs that the fonts of this PDF lack are shown as {box}; the HTML and Word files have them.")
        made = set_pdf(template, _boxed(_document(content, note.format(box=BOX))), made=MADE)
    path.write_bytes(made)


def _boxed(text: str) -> str:
    """The text with a box for every sign that the fonts lack or that is none."""
    lacking = {sign for sign in set(text) if UNSETTABLE.match(sign) or unicodedata.category(sign) == "Cn"}
    return text.translate(dict.fromkeys(map(ord, lacking), BOX))


def _document(content: Content, note: str | None = None) -> str:
    """What the template shows, as JSON."""
    shown = {
        "title": clean_text(f"{content.kind}: {content.title}"),
        "about": clean_text(" · ".join(content.about)),
        "note": note,
        "pages": _("1 of 1"),
        "sections": [
            {"title": clean_text(section.title), "blocks": [_block(block) for block in section.blocks]}
            for section in content.sections
        ],
    }
    return json.dumps(shown, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": clean_text(block.text), "lead": block.lead}
        case Picture():
            most = max((bar.value for bar in block.bars), default=0) or 1
            bars = [
                {"label": clean_text(bar.label), "number": _text(bar.value), "all": bar.value / most,
                 "once": bar.part / most}
                for bar in block.bars
            ]  # fmt: skip
            return {"kind": "picture", "told": clean_text(block.told), "bars": bars}
    return {
        "kind": "table",
        "caption": clean_text(block.caption),
        "columns": [_column(column) for column in block.columns],
        "rows": [[_text(cell) for cell in row] for row in block.rows],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"title": column.title, "width": column.width, "number": column.kind == "count"}


def _text(cell: Cell) -> str:
    """A cell as text, a number with its thousands apart."""
    return f"{cell:,}".replace(",", GAP) if isinstance(cell, int) else clean_text(str(cell or ""))
