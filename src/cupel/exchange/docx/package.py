"""A document as bytes that depend on nothing but what is in it."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

from cupel.exchange.docx.xml import w

FIRST = ("[Content_Types].xml", "_rels/.rels")
UNUSED = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml")
"""Kinds of parts that the library's own template brings and no document of ours needs."""
TABLE_STYLES = ("TableNormal", "TableGrid")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip knows: parts carry none."""


def document_bytes(document: Document) -> bytes:
    """The DOCX file: the same document gives the same bytes."""
    buffer, packed = io.BytesIO(), io.BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as source, ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name not in FIRST, name)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name), compresslevel=6)
    return packed.getvalue()


def strip_template(document: Document) -> None:
    """Leave out what the library's template has beyond our styles: a picture, another program's name, table styles."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.rpartition("/")[2] in UNUSED]:
            del relations[key]
    styles = document.styles.element
    for style in [each for each in styles.iter(w("style")) if each.get(w("type")) == "table"]:
        if style.get(w("styleId")) not in TABLE_STYLES:
            styles.remove(style)
