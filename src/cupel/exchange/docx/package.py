"""A document as bytes that depend on nothing but what is in it."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

FIRST = ("[Content_Types].xml", "_rels/.rels")
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
