"""Put a backup in place of what is there."""

import json
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cupel.errors import CupelError, Place
from cupel_web.kernel.archive import database
from cupel_web.kernel.archive.packing import FOLDERS, MANIFEST, SCHEMA, sha256_of
from cupel_web.kernel.paths import var


class ArchiveError(CupelError):
    """A backup that cannot be restored."""


def restore(archive: Path) -> int:
    """Restore everything from ``archive``; gives the number of files.

    The archive is unpacked beside the present state and every hash compared before anything is replaced.
    Raises :class:`ArchiveError` and changes nothing where the archive is damaged, foreign or of another database.
    """
    home = var("x").parent
    with tempfile.TemporaryDirectory(dir=home, prefix="restore-") as name:
        staged = Path(name)
        files = _unpacked(archive, staged)["files"]
        _verify(files, staged, archive)
        database.load(staged)
        for folder in FOLDERS:
            _put_in_place(staged / folder, home / folder)
    return len(files)


def _unpacked(archive: Path, staged: Path) -> dict[str, Any]:
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(staged, filter="data")
        manifest: dict[str, Any] = json.loads((staged / MANIFEST).read_bytes())
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise _refused(_("This is not a backup of Cupel that can be read."), "unreadable", archive) from error
    if manifest.get("schema") != SCHEMA:
        raise _refused(_("The backup was made by another version of Cupel."), "other-version", archive)
    return manifest


def _verify(files: dict[str, str], staged: Path, archive: Path) -> None:
    for name, sha256 in files.items():
        if not (staged / name).is_file() or sha256_of(staged / name) != sha256:
            raise _refused(_("A file in the backup is damaged: %(name)s.") % {"name": name}, "damaged", archive)
    if not any(database.holds(name) for name in files):
        raise _refused(_("The backup was made from another kind of database."), "other-database", archive)


def _put_in_place(source: Path, target: Path) -> None:
    source.mkdir(exist_ok=True)
    replaced = source.with_name(f"{source.name}-replaced")
    if target.exists():
        target.rename(replaced)
    source.rename(target)
    shutil.rmtree(replaced, ignore_errors=True)


def _refused(message: str, code: str, archive: Path) -> ArchiveError:
    remedy = _("Nothing was changed. Use another backup.")
    return ArchiveError(message, code=f"backup-{code}", remedy=remedy, place=Place(file=str(archive)))
