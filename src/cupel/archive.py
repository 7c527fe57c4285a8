"""Zip files from outside: bounded in entries, size and ratio, and never written outside their folder.

XLSX files are zip files too and pass the same gate before a spreadsheet reader opens them.
"""

import lzma
import re
import shutil
import stat
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from cupel.errors import BooksError, Place
from cupel.messages import _

CHUNK = 1 << 20
_MAC_FOLDER = "__MACOSX"
_DOCTYPE = b"<!DOCTYPE"
_SHEET = re.compile(r"(^|/)worksheets/[^/]+\.xml$")
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_CELL_BYTES = 64
"""More than the attribute that names a cell takes."""
_BROKEN = (
    BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, struct.error, zlib.error,
    lzma.LZMAError,
)  # fmt: skip
"""What the zip module and its decompressors raise on damaged, encrypted or foreign data."""


@dataclass(frozen=True)
class Limits:
    """How much a zip may unpack to. The ratio counts only above ``ratio_from`` bytes: small files compress well.

    ``cells``: of a sheet, empty ones between others included.
    """

    entries: int = 10_000
    total_bytes: int = 4 << 30
    ratio: int = 250
    ratio_from: int = 64 << 20
    cells: int = 50_000_000


LIMITS = Limits()
SHEET_LIMITS = Limits(entries=2_000, total_bytes=2 << 30)


def unpack(archive: Path, target: Path, *, limits: Limits = LIMITS) -> Path:
    """Unpack ``archive`` into the empty folder ``target``; returns the folder of the books.

    Where everything lies in one folder of the zip, that is the folder of the books. Raises
    :class:`~cupel.errors.BooksError` for a zip that is broken, encrypted, too large or points outside ``target``.
    """
    with _opened(archive, limits=limits) as file:
        for entry in file.infolist():
            if not entry.is_dir() and PurePosixPath(entry.filename).parts[:1] != (_MAC_FOLDER,):
                _write(file, entry, _inside(entry, target, archive=archive), archive=archive)
    inner = [path for path in target.iterdir() if path.name != _MAC_FOLDER]
    alone = len(inner) == 1 and inner[0].is_dir() and inner[0].name.lower() != "lists"
    return inner[0] if alone else target


def require_safe_workbook(workbook: Path, *, name: str, limits: Limits = SHEET_LIMITS) -> None:
    """Raises :class:`~cupel.errors.BooksError` unless ``workbook`` is a zip within ``limits`` without XML entities.

    Every part is unpacked once and thrown away, so that a size written wrongly into the zip is found here, and a sheet
    with few cells far apart, which a reader would lay out as a rectangle.
    """
    with _opened(workbook, limits=limits, name=name) as file:
        for entry in file.infolist():
            try:
                with file.open(entry) as part:
                    piece, extent = part.read(CHUNK), _Extent()
                    if _DOCTYPE in piece[:4096].upper():
                        raise _refused(_("The workbook's XML defines its own document type."), name)
                    while piece:
                        if _SHEET.search(entry.filename):
                            extent.feed(piece)
                        piece = part.read(CHUNK)
            except _BROKEN as error:
                raise _refused(_("The workbook is damaged or encrypted."), name) from error
            if extent.cells > limits.cells:
                raise _refused(_("A sheet spans more than {n} cells.").format(n=limits.cells), name)


@dataclass
class _Extent:
    """The rectangle from A1 to the last row and column that the XML of a sheet names, read piece by piece."""

    rows: int = 1
    columns: int = 1
    rest: bytes = b""

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def feed(self, piece: bytes) -> None:
        found = _CELL.findall(self.rest + piece)
        self.rest = piece[-_CELL_BYTES:]
        if found:
            letters, digits = (set(each) for each in zip(*found, strict=True))
            self.rows = max(self.rows, *map(int, digits))
            self.columns = max(self.columns, *map(_column, letters))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _opened(path: Path, *, limits: Limits, name: str | None = None) -> ZipFile:
    try:
        file = ZipFile(path)
    except _BROKEN as error:
        raise _refused(_("This is not a readable zip file."), name or path.name) from error
    reason = _excess(file.infolist(), packed=path.stat().st_size, limits=limits)
    if reason:
        file.close()
        raise _refused(reason, name or path.name)
    return file


def _excess(entries: list[ZipInfo], *, packed: int, limits: Limits) -> str | None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        return _("The zip holds {n} files, more than {limit}.").format(n=len(entries), limit=limits.entries)
    if total > limits.total_bytes:
        return _("The zip unpacks to {n} bytes, more than {limit}.").format(n=total, limit=limits.total_bytes)
    if total > limits.ratio_from and total > limits.ratio * max(packed, 1):
        return _("The zip unpacks to more than {ratio} times its size.").format(ratio=limits.ratio)
    return None


def _inside(entry: ZipInfo, target: Path, *, archive: Path) -> Path:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    linked = stat.S_ISLNK(entry.external_attr >> 16)
    if linked or name.is_absolute() or ".." in name.parts or not name.parts or ":" in name.parts[0]:
        raise _refused(_("The zip's entry '{entry}' points outside of it.").format(entry=entry.filename), archive.name)
    return target.joinpath(*name.parts)


def _write(file: ZipFile, entry: ZipInfo, path: Path, *, archive: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with file.open(entry) as source, path.open("xb") as sink:
            shutil.copyfileobj(source, sink, CHUNK)
    except _BROKEN as error:
        raise _refused(
            _("The zip's entry '{entry}' is damaged or encrypted.").format(entry=entry.filename), archive.name
        ) from error


def _refused(message: str, name: str) -> BooksError:
    return BooksError(
        message,
        code="unsafe-zip",
        remedy=_("Export the file again without a password, or give the tables as a folder of CSV files."),
        place=Place(file=name),
    )
