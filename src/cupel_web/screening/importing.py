"""Ask the engine to read a publisher's files and to keep them as a version."""

from dataclasses import dataclass
from datetime import UTC

from cupel_web.kernel.jobs import Progress
from cupel_web.screening.folders import publisher_files, store_of
from cupel_web.screening.models import ListVersion

STEPS = 3


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The folder's name and what its manifest says."""

    folder: str
    stated: dict[str, object]


def read_and_keep(version: ListVersion, *, progress: Progress) -> Imported:
    """Read the version's files and keep their tables; raises :class:`~cupel.errors.ListError` for files that are no
    list, and leaves earlier versions as they are.
    """
    from cupel.screening.lists import About, read_list, write_version

    progress("read-list", 0, STEPS)
    about = About(
        list_id=version.watch_list.list_id,
        imported_at=version.uploaded_at.astimezone(UTC).replace(microsecond=0),
        label=version.label or None,
        published_at=version.published_on,
        licence=version.licence or None,
        source_url=version.source_url or None,
    )
    with publisher_files(version) as path:
        found = read_list(path, about, format_key=version.layout or None)
    progress("keep-list", 2, STEPS)
    folder = write_version(found, store_of(version.watch_list))
    progress("keep-list", STEPS, STEPS)
    stated = found.version
    return Imported(
        folder=folder.name,
        stated={
            "label": stated.label,
            "published_on": stated.published_at,
            "layout": stated.reader,
            "reader_version": stated.reader_version,
            "content_hash": stated.content_hash,
            "files_hash": stated.sha256,
            "licence": stated.licence or "",
            "source_url": stated.source_url or "",
            "read": stated.read,
            "kept": stated.kept,
            "rejected": stated.rejected,
        },
    )
