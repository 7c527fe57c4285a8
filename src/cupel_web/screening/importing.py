"""Ask the engine to read a publisher's files and to keep them as a version."""

from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from cupel.errors import ListError, Place
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
    try:
        with publisher_files(version) as path:
            found = read_list(path, about, format_key=version.layout or None)
        progress("keep-list", 2, STEPS)
        folder = write_version(found, store_of(version.watch_list))
    except ListError as error:
        raise _said_here(error) from error
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


def _said_here(error: ListError) -> ListError:
    """The same error; where the engine's remedy is an option of the command line or names a folder here, in words of
    the import page.
    """
    remedies = {
        "unknown-list-format": _(
            "Import the file as its publisher offers it, or choose its format in the form. A list of your own needs a "
            "column with the heading name."
        ),
        "no-headings": _("Import the file as its publisher offers it, or choose its format in the form."),
        "label-taken": _("Import this one under another name; a version never changes."),
    }
    if error.code not in remedies:
        return error
    place = Place() if error.code == "label-taken" else error.place
    return ListError(error.message, code=error.code, remedy=remedies[error.code], place=place)
