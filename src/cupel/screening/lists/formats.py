"""All formats, and which of them a file is: told by its content, never by its name."""

from itertools import islice
from pathlib import Path

from cupel.errors import ListError, Place
from cupel.messages import _
from cupel.screening.lists import xml
from cupel.screening.lists.delimited import Line, text_lines
from cupel.screening.lists.json_text import loads
from cupel.screening.lists.readers import (
    csl_csv,
    csl_json,
    dpl,
    eu_csv,
    eu_xml,
    ftm,
    ofac_advanced,
    ofac_csv,
    ofac_xml,
    own,
    simple_csv,
    uflpa,
    uk_csv,
    un_xml,
)
from cupel.screening.lists.source import Format
from cupel.screening.lists.table import HEAD_ROWS, WORKBOOKS, head_of

FORMATS: dict[str, Format] = {
    module.FORMAT.key: module.FORMAT
    for module in (
        ofac_csv, ofac_xml, ofac_advanced, un_xml, dpl, eu_csv, eu_xml, uk_csv, csl_json, csl_csv, uflpa, simple_csv,
        ftm, own,
    )
}  # fmt: skip
"""Formats by key."""

XML_ROOTS = {
    "sdnList": "ofac-xml",
    "Sanctions": "ofac-advanced",
    "CONSOLIDATED_LIST": "un-xml",
    "export": "eu-xml",
}

HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("us-dpl", dpl.REQUIRED),
    ("eu-csv", eu_csv.REQUIRED),
    ("uk-csv", (*uk_csv.REQUIRED, "Unique ID")),
    ("uk-csv", (*uk_csv.REQUIRED, "Group ID")),
    ("us-csl-csv", csl_csv.REQUIRED),
    ("opensanctions-csv", simple_csv.REQUIRED),
    ("us-uflpa", (uflpa.NAME, uflpa.DAY)),
    *(("own", (heading,)) for heading in own.HEADINGS["name"]),
)
"""Formats by headings that together no other format has."""

_BLANK = b" \t\r\n\xef\xbb\xbf\xff\xfe\0"


def recognise(path: Path) -> Format:
    """The format of a file or folder. Raises :class:`~cupel.errors.ListError` where it is no known list."""
    key = _folder(path) if path.is_dir() else _file(path)
    if key is None:
        raise ListError(
            _("This is no list in a known format."),
            code="unknown-list-format",
            remedy=_("Known formats are: {keys}. Name one with --format, or use the columns of one's own list.").format(
                keys=", ".join(FORMATS)
            ),
            place=Place(file=path.name),
        )
    return FORMATS[key]


def _folder(path: Path) -> str | None:
    names = {file.name.lower() for file in path.iterdir()}
    return "ofac-csv" if any(files.primary in names for files in ofac_csv.SETS) else None


def _file(path: Path) -> str | None:
    with path.open("rb") as file:
        start = file.read(4096).lstrip(_BLANK)[:1]
    readers = {b"<": _xml, b"{": _json, b"[": _json}
    return readers.get(start, _table)(path) if start else None


def _xml(path: Path) -> str | None:
    return XML_ROOTS.get(xml.root_of(path).tag)


def _json(path: Path) -> str | None:
    for line in islice(text_lines(path), HEAD_ROWS):
        try:
            document = loads(line.text) if isinstance(line, Line) else None
        except ValueError:
            continue
        if isinstance(document, dict) and "schema" in document:
            return "ftm-json"
    return "us-csl-json"


def _table(path: Path) -> str | None:
    rows = [[" ".join(cell.split()).lower() for cell in row.cells] for row in head_of(path)]
    for key, required in HEADINGS:
        if any({name.lower() for name in required} <= set(cells) for cells in rows):
            return key
    bare = path.suffix.lower() not in WORKBOOKS
    ofac = [cells for cells in rows if len(cells) == ofac_csv.PRIMARY_CELLS and "-0-" in cells and cells[0].isdigit()]
    return "ofac-csv" if bare and ofac else None
