"""What a person uploads, opened with care: single files or a folder as a ZIP archive.

Refused as a whole, with the reason: paths that leave the folder, links, encrypted entries, more files or bytes than
allowed, archives that unpack to many times their size. Nothing is unpacked before all names and sizes were looked at.
"""

import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cupel.errors import BooksError, Place

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

CHUNK = 1 << 20
MAX_NAME = 200
MAX_RATIO = 200
RATIO_MATTERS_FROM = 64 << 20
NOISE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class UploadRefusedError(BooksError):
    """An upload that is not safe or too large."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Most files, most bytes as uploaded, and most bytes once unpacked."""

    files: int
    uploaded: int
    unpacked: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file of an upload: its path in the folder, its size in bytes, its bytes in pieces."""

    name: str
    size: int
    chunks: Callable[[], Iterable[bytes]]


def entries(uploaded: Iterable["UploadedFile[Any]"], *, limits: Limits) -> list[Entry]:
    """Every file of an upload, archives opened. Raises :class:`UploadRefusedError`."""
    files = list(uploaded)
    if sum(file.size or 0 for file in files) > limits.uploaded:
        raise _refused(_("The upload is larger than allowed."), "too-large", None)
    found: list[Entry] = []
    for file in files:
        name = file.name or ""
        found += _of_archive(file) if name.lower().endswith(".zip") else [_single(file, name)]
    found = _without_common_folder([entry for entry in found if not _is_noise(entry.name)])
    _bound(found, limits)
    return found


def _single(file: "UploadedFile[Any]", name: str) -> Entry:
    return Entry(name=_safe(name), size=file.size or 0, chunks=lambda: file.chunks(CHUNK))


def _of_archive(file: "UploadedFile[Any]") -> list[Entry]:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise _refused(_("This is not a ZIP archive that can be opened."), "not-a-zip", file.name) from None
    return [_packed(archive, info) for info in archive.infolist() if not info.is_dir()]


def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _refused(_("The archive contains a link."), "zip-link", info.filename)
    if info.flag_bits & 0x1:
        raise _refused(_("The archive is locked with a password."), "zip-encrypted", info.filename)
    if info.file_size > RATIO_MATTERS_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise _refused(_("The archive unpacks to many times its size."), "zip-bomb", info.filename)
    return Entry(name=_safe(info.filename), size=info.file_size, chunks=lambda: _unpack(archive, info))


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as source:
            yield from _pieces(source)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise _refused(_("A file in the archive is damaged."), "zip-damaged", info.filename) from None


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk


def _safe(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    unsafe = path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts)
    if unsafe or not path.parts or len(str(path)) > MAX_NAME or not str(path).isprintable():
        raise _refused(_("The name of a file leads out of the folder, or is too long."), "unsafe-name", name[:80])
    return str(path)


def _is_noise(name: str) -> bool:
    return any(part in NOISE for part in PurePosixPath(name).parts)


def _without_common_folder(found: list[Entry]) -> list[Entry]:
    tops = {PurePosixPath(entry.name).parts[0] for entry in found}
    nested = all(len(PurePosixPath(entry.name).parts) > 1 for entry in found)
    if len(tops) != 1 or not nested or tops == {"lists"}:
        return found
    return [
        Entry(name=str(PurePosixPath(*PurePosixPath(entry.name).parts[1:])), size=entry.size, chunks=entry.chunks)
        for entry in found
    ]


def _bound(found: list[Entry], limits: Limits) -> None:
    if not found:
        raise _refused(_("The upload holds no file."), "empty", None)
    if len(found) > limits.files:
        raise _refused(_("The upload holds more files than allowed."), "too-many-files", None)
    if sum(entry.size for entry in found) > limits.unpacked:
        raise _refused(_("The upload is larger than allowed."), "too-large", None)
    counts = Counter(entry.name for entry in found)
    if doubled := next((name for name, number in counts.items() if number > 1), None):
        raise _refused(_("Two files have the same name."), "name-twice", doubled)


def _refused(message: str, code: str, file: str | None) -> UploadRefusedError:
    remedy = _("Pack the folder of your books again with plain files only, and upload that.")
    return UploadRefusedError(message, code=code, remedy=remedy, place=Place(file=file))
