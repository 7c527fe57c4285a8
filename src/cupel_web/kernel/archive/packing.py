"""Write a backup."""

import hashlib
import io
import json
import tarfile
import tempfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from cupel_web.kernel.archive.database import dump
from cupel_web.kernel.files import chunks_of
from cupel_web.kernel.paths import var

FOLDERS = ("files", "snapshots", "runs", "lists", "screenings")
MANIFEST = "manifest.json"
SCHEMA = "cupel-backup/1"


def back_up(target: Path, *, now: datetime) -> int:
    """Write everything to ``target`` (a ``.tar.gz``); gives the number of files in it.

    The database is copied first: files are only ever added, so all it names are there when they are copied after it.
    The archive appears under its name when it is complete.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        database = dump(Path(folder))
        with tarfile.open(partial, "w:gz", compresslevel=1) as archive:
            hashes = {database.name: _add(archive, database, database.name)}
            for name in FOLDERS:
                hashes |= _add_folder(archive, var(name))
            _add_manifest(archive, hashes, now)
    partial.replace(target)
    return len(hashes)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in chunks_of(path):
        digest.update(chunk)
    return digest.hexdigest()


def _add_folder(archive: tarfile.TarFile, folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file() and "incoming" not in file.parts)
    base = folder.parent
    return {str(file.relative_to(base)): _add(archive, file, str(file.relative_to(base))) for file in files}


def _add(archive: tarfile.TarFile, file: Path, name: str) -> str:
    archive.add(file, arcname=name, recursive=False)
    return sha256_of(file)


def _add_manifest(archive: tarfile.TarFile, hashes: dict[str, str], now: datetime) -> None:
    manifest = {"schema": SCHEMA, "cupel": version("cupel"), "made_at": now.isoformat(), "files": hashes}
    text = json.dumps(manifest, indent=1, sort_keys=True).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size = len(text)
    archive.addfile(entry, io.BytesIO(text))
