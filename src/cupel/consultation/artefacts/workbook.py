"""Contents as a workbook: a sheet of words, then the tables; those with the same columns on one sheet."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from cupel.consultation.artefacts.content import Content, Paragraph, TableBlock
from cupel.messages import _
from cupel.sheets import SAVED_AT, Column, Pages, Table

SHEET_NAME = 31


def write_xlsx(content: Content, path: Path) -> None:
    """Write ``content`` as XLSX; bars stand in the cells of the counts. Texts stay texts, whatever they begin with."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": SAVED_AT})
        pages = Pages(book)
        told = [(content.kind, part) for part in content.about] + [
            (section.title, block.text)
            for section in content.sections
            for block in section.blocks
            if isinstance(block, Paragraph)
        ]
        pages.write_about(_("About"), content.title, told)
        for table in _tables(content):
            pages.write(table)


def _tables(content: Content) -> Iterator[Table]:
    """The tables; neighbours with the same columns become one, with the title of its section before each row."""
    pairs = [(section.title, block) for section in content.sections for block in section.blocks]
    found = [(title, block) for title, block in pairs if isinstance(block, TableBlock)]
    for columns, group in groupby(found, key=lambda pair: pair[1].columns):
        blocks = list(group)
        first = blocks[0][1]
        if len(blocks) == 1 and not first.anchors:
            yield Table(name=first.name[:SHEET_NAME], about=first.caption, columns=columns, rows=first.rows)
        else:
            part = Column(title=_("Part"), width=32, kind="wrapped")
            rows = ((title, *row) for title, block in blocks for row in block.rows)
            yield Table(name=first.name[:SHEET_NAME], about=content.kind, columns=(part, *columns), rows=rows)
