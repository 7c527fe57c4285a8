"""From a publisher's file to a list."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import polars as pl

from cupel.chain.snapshot import file_sha256
from cupel.errors import ListError, Place
from cupel.messages import _
from cupel.screening.lists.content import content_hash
from cupel.screening.lists.formats import FORMATS, recognise
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.ofac_csv import files_beside
from cupel.screening.lists.source import Format, Source
from cupel.screening.tables import ListVersion, WatchList

LABEL_CHARACTERS = 12


@dataclass(frozen=True, kw_only=True)
class About:
    """What the caller knows of a list: its id, when it is imported (UTC), and what the file may not say.

    ``label`` is by default the day of publication, else the start of the files' hash.
    """

    list_id: str
    imported_at: datetime
    label: str | None = None
    published_at: date | None = None
    licence: str | None = None
    source_url: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def read_list(path: Path, about: About, *, format_key: str | None = None) -> WatchList:
    """Read a list from a file, or from a folder of OFAC's CSV files. Nothing is fetched.

    Records that cannot be kept are in the table quarantine. Raises :class:`~cupel.errors.ListError` where the format is
    not known, the file is broken as a whole, or no entity could be kept.
    """
    if not path.exists():
        raise ListError(
            _("There is no such file."),
            code="no-list",
            remedy=_("Give the file of a list, or a folder of OFAC's CSV files."),
            place=Place(file=str(path)),
        )
    layout = _named(format_key) if format_key else recognise(path)
    source = Source(path, files_beside(path) if layout.key == "ofac-csv" else _one_file(path), about.columns)
    gather = Gather()
    published = layout.read(source, gather)
    frames = gather.frames()
    if frames["entity"].is_empty():
        raise _nothing_kept(path, layout, frames["quarantine"])
    hashes = {file.name: file_sha256(file) for file in source.files}
    dated = replace(about, published_at=about.published_at or published)
    return WatchList(_version(dated, layout, hashes, gather, frames), **frames)


def _version(
    about: About,
    layout: Format,
    hashes: dict[str, str],
    gather: Gather,
    frames: dict[str, pl.DataFrame],
) -> ListVersion:
    together = hashlib.sha256("".join(f"{name}:{hashes[name]}\n" for name in sorted(hashes)).encode()).hexdigest()
    sha256 = together if len(hashes) > 1 else next(iter(hashes.values()))
    day = about.published_at
    return ListVersion(
        list_id=about.list_id,
        label=about.label or (day.isoformat() if day else sha256[:LABEL_CHARACTERS]),
        reader=layout.key,
        reader_version=layout.version,
        sha256=sha256,
        content_hash=content_hash(frames),
        imported_at=about.imported_at,
        published_at=day,
        read=gather.read,
        kept=frames["entity"].height,
        rejected=gather.rejected,
        files=hashes,
        licence=about.licence or layout.licence,
        source_url=about.source_url,
    )


def _named(key: str) -> Format:
    if key not in FORMATS:
        raise ListError(
            _("There is no format '{key}'.").format(key=key),
            code="unknown-list-format",
            remedy=_("Known formats are: {keys}.").format(keys=", ".join(FORMATS)),
        )
    return FORMATS[key]


def _one_file(path: Path) -> tuple[Path, ...]:
    if path.is_dir():
        raise ListError(
            _("A list in this format is one file."),
            code="list-is-folder",
            remedy=_("Give the file itself."),
            place=Place(file=str(path)),
        )
    return (path,)


def _nothing_kept(path: Path, layout: Format, quarantine: pl.DataFrame) -> ListError:
    reason = quarantine["reason"][0] if quarantine.height else _("it has no entries")
    return ListError(
        _("Nothing in this file could be read as {title}: {reason}.").format(title=layout.title, reason=reason),
        code="empty-list",
        remedy=_("Check that the file is whole; the earlier version of the list stays in force."),
        place=Place(file=path.name),
    )
