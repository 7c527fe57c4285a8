"""What lies in a folder of books: table files, lists, and what is skipped."""

from dataclasses import dataclass, replace
from pathlib import Path

from cupel.errors import BooksError, Place
from cupel.messages import _

TEXT = (".csv", ".tsv", ".txt", ".tab")
SHEETS = (".xlsx",)
COLUMNAR = (".parquet", ".pq")
LISTS = "lists"


@dataclass(frozen=True)
class Skipped:
    """A file or folder that was not read, and why; ``unreadable``: a table file that cannot be opened."""

    name: str
    reason: str
    unreadable: bool = False


@dataclass(frozen=True)
class Contents:
    """Files that may hold tables, by their name in the books, and what was left out."""

    files: tuple[tuple[str, Path], ...]
    skipped: tuple[Skipped, ...]


def contents(folder: Path) -> Contents:
    """Table files of ``folder`` and of its sub-folder ``lists``; everything else is named as skipped.

    Raises :class:`~cupel.errors.BooksError` where ``folder`` is not there.
    """
    if folder.is_file():
        return Contents(((folder.name, folder),), ())
    if not folder.is_dir():
        raise BooksError(
            _("There is no such folder or file."),
            code="no-books",
            remedy=_("Give the folder that holds the tables, or a zip of it."),
            place=Place(file=str(folder)),
        )
    files: list[tuple[str, Path]] = []
    skipped: list[Skipped] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir() and path.name.lower() == LISTS:
            inner = contents(path)
            files += [(f"{path.name}/{name}", file) for name, file in inner.files]
            skipped += [replace(one, name=f"{path.name}/{one.name}") for one in inner.skipped]
        elif reason := _reason_to_skip(path):
            skipped.append(Skipped(path.name + ("/" if path.is_dir() else ""), reason))
        else:
            files.append((path.name, path))
    return Contents(tuple(files), tuple(skipped))


def _reason_to_skip(path: Path) -> str | None:
    if path.is_dir():
        return _("a folder other than 'lists'")
    if path.name.startswith((".", "~$")):
        return _("a hidden or temporary file")
    if path.suffix.lower() not in (*TEXT, *SHEETS, *COLUMNAR):
        return _("not a table file (CSV, XLSX or Parquet)")
    if path.stem.lower() in ("readme", "license", "sources"):
        return _("a description, not a table")
    return None
