"""The parts of a Word file from outside: a zip with XML in it, neither of which is trusted.

Only the parts that are read are unpacked, each within a bound; a document type is refused, since entities that expand
or reach elsewhere begin there. Files of the strict form (ISO/IEC 29500, part 1) are read with the usual names.
"""

import posixpath
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from cupel.errors import DocumentError
from cupel.exchange.docx.xml import Element, W
from cupel.messages import _

MOST_PACKED = 128 << 20
MOST_ENTRIES = 5_000
MOST_UNPACKED = 128 << 20
"""Bytes of a file, and of one part of it; entries of its zip."""

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError, OSError, ValueError)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The document's body, and the parts it refers to by kind: styles, numbering, footnotes, endnotes, comments."""

    body: Element
    others: Mapping[str, Element] = field(default_factory=dict)


def read_parts(content: bytes) -> Parts:
    """The parts of a DOCX file that are read. Raises DocumentError for what is none, or is not safe to unpack."""
    if content.startswith(_OLD_FORMAT):
        raise _refused(_("The file is of the old Word format, or has a password."))
    if len(content) > MOST_PACKED:
        raise _refused(_("The file has more than {limit} MB.").format(limit=MOST_PACKED >> 20))
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _parts(archive)
    except _BROKEN as error:
        raise _refused(_("This is no Word file that can be read.")) from error


def _parts(archive: ZipFile) -> Parts:
    if len(archive.infolist()) > MOST_ENTRIES:
        raise _refused(_("The file holds more than {limit} parts.").format(limit=MOST_ENTRIES))
    main = next((target for kind, target in _relations(archive, "") if kind == "officeDocument"), "word/document.xml")
    document = _parsed(archive, main)
    body = document.find(f"{{{W}}}body")
    if body is None:
        raise _refused(_("This is no Word file that can be read."))
    wanted = ("styles", "numbering", "footnotes", "endnotes", "comments")
    names = {kind: target for kind, target in _relations(archive, main) if kind in wanted}
    present = set(archive.namelist())
    return Parts(body=body, others={kind: _parsed(archive, name) for kind, name in names.items() if name in present})


def _relations(archive: ZipFile, part: str) -> list[tuple[str, str]]:
    """Kind and target of what ``part`` refers to; of the package itself where it is empty."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return []
    found = []
    for relation in _parsed(archive, path).iter(_RELATION):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            joined = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found.append((relation.get("Type", "").rpartition("/")[2], joined))
    return found


def _parsed(archive: ZipFile, name: str) -> Element:
    with archive.open(name) as part:
        data = part.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise _refused(_("A part of the file unpacks to more than {limit} MB.").format(limit=MOST_UNPACKED >> 20))
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(_("The file's XML is damaged.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(_("The file's XML defines its own document type."))
    return root


def _refused(message: str) -> DocumentError:
    remedy = _("Save it again as a Word document (.docx) without a password.")
    return DocumentError(message, code="document-unreadable", remedy=remedy)
