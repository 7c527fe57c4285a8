"""Stored versions of lists: immutable folders of Parquet, each written whole or not at all.

::

    STORE/<list id>/<sha256 of the manifest>/manifest.json
    STORE/<list id>/<sha256 of the manifest>/<table>.parquet
    STORE/<list id>/incoming-*          what an import that was killed left; it goes at the next one
    STORE/<list id>/lock                held while a version is written
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from cupel.chain.snapshot import MANIFEST, canonical_json, file_sha256, json_sha256, write_parquet
from cupel.chain.store import locked, sync
from cupel.errors import ListError, Place
from cupel.messages import _
from cupel.screening.tables import TABLES, ListVersion, WatchList, polars_schema

SCHEMA = "cupel-list/1"
LIST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
LABEL = re.compile(r"[^@/\\\s\x00-\x1f][^@/\\\x00-\x1f]{0,63}")
_INCOMING = "incoming-"


class Stored(NamedTuple):
    """A version in a store: its folder and what its manifest says; ``rows`` per table."""

    folder: Path
    version: ListVersion
    rows: dict[str, int]


def write_version(watch_list: WatchList, store: Path) -> Path:
    """Keep a version in ``store``; returns its folder. The same version kept again is left as it is.

    Raises :class:`~cupel.errors.ListError` where its label names another version of the list already.
    """
    version = watch_list.version
    _require_plain(version)
    home = store / version.list_id
    home.mkdir(parents=True, exist_ok=True)
    with locked(home):
        earlier = next((one for one in _stored(home) if one.version.label == version.label), None)
        return _same(earlier, version) if earlier else _publish(watch_list, home)


def read_version(folder: Path) -> WatchList:
    """The version in ``folder``. Raises :class:`~cupel.errors.ListError` where a file differs from the manifest."""
    manifest = _manifest(folder)
    frames = {}
    for table in TABLES:
        file = folder / f"{table}.parquet"
        if not file.is_file() or file_sha256(file) != manifest["files"].get(file.name):
            raise _damaged(file)
        frames[table] = pl.read_parquet(file, schema=polars_schema(table))
    return WatchList(_version(manifest), **frames)


def stored_versions(store: Path, list_id: str | None = None) -> list[Stored]:
    """All versions in ``store``, or those of one list: by list, then by day of publication and time of import."""
    homes = sorted(path for path in store.iterdir() if path.is_dir()) if store.is_dir() else []
    found = [one for home in homes if list_id in (None, home.name) for one in _stored(home)]
    return sorted(
        found, key=lambda one: (one.version.list_id, one.version.published_at or date.min, one.version.imported_at)
    )


def find_version(store: Path, name: str) -> Stored:
    """The version that ``LIST@LABEL`` or the start of its hash names; ``LIST`` alone is its newest.

    Raises :class:`~cupel.errors.ListError` where there is none, or several hashes begin like that.
    """
    list_id, _at, label = name.partition("@")
    versions = stored_versions(store, list_id)
    exact = [one for one in versions if one.version.label == label]
    by_hash = [one for one in versions if label and one.folder.name.startswith(label)]
    found = exact or (by_hash if label else versions[-1:])
    if len(found) == 1:
        return found[0]
    labels = ", ".join(one.version.label for one in versions) or _("none")
    raise ListError(
        _("The store has no version '{name}'.").format(name=name),
        code="no-list-version",
        remedy=_("Versions of the list are: {labels}.").format(labels=labels),
        place=Place(file=str(store)),
    )


def _publish(watch_list: WatchList, home: Path) -> Path:
    """Write a version aside, then give it its place in one step; what a killed import left goes first."""
    for left in home.glob(f"{_INCOMING}*"):
        shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=_INCOMING, dir=home))
    folder = home / json_sha256(_write(watch_list, stage))
    stage.chmod(0o755)
    stage.rename(folder)
    sync(home)
    return folder


def _write(watch_list: WatchList, stage: Path) -> dict[str, Any]:
    tables = {}
    for table in TABLES:
        frame = watch_list.table(table)
        write_parquet(frame, stage / f"{table}.parquet")
        tables[table] = frame.height
    files = {file.name: file_sha256(file) for file in sorted(stage.iterdir())}
    version = {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in asdict(watch_list.version).items()
    }
    manifest = {"schema": SCHEMA, "version": version, "rows": tables, "files": files}
    (stage / MANIFEST).write_bytes(canonical_json(manifest))
    for path in (*stage.iterdir(), stage):
        sync(path)
    return manifest


def _stored(home: Path) -> Iterator[Stored]:
    for folder in sorted(home.iterdir()):
        if folder.is_dir() and not folder.name.startswith(_INCOMING):
            manifest = _manifest(folder)
            yield Stored(folder, _version(manifest), dict(manifest["rows"]))


def _manifest(folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST
    manifest = json.loads(file.read_bytes()) if file.is_file() else None
    if not isinstance(manifest, dict) or json_sha256(manifest) != folder.name or manifest.get("schema") != SCHEMA:
        raise _damaged(file)
    return manifest


def _version(manifest: dict[str, Any]) -> ListVersion:
    stated = manifest["version"]
    known = {one.name: stated[one.name] for one in fields(ListVersion)}
    known["imported_at"] = datetime.fromisoformat(known["imported_at"])
    known["published_at"] = date.fromisoformat(known["published_at"]) if known["published_at"] else None
    return ListVersion(**known)


def _same(earlier: Stored, version: ListVersion) -> Path:
    mine, theirs = (
        (one.content_hash, one.sha256, one.reader, one.reader_version) for one in (version, earlier.version)
    )
    if mine == theirs:
        return earlier.folder
    raise ListError(
        _("'{list}@{label}' is another version already.").format(list=version.list_id, label=version.label),
        code="label-taken",
        remedy=_("Give this one its own --label; a stored version never changes."),
        place=Place(file=str(earlier.folder)),
    )


def _require_plain(version: ListVersion) -> None:
    if not LIST_ID.fullmatch(version.list_id) or not LABEL.fullmatch(version.label):
        raise ListError(
            _("'{list}@{label}' cannot name a version.").format(list=version.list_id, label=version.label),
            code="bad-list-name",
            remedy=_("A list is named with letters, digits, '.', '_' and '-'; a label holds no '@' and no '/'."),
        )


def _damaged(file: Path) -> ListError:
    return ListError(
        _("The stored list is damaged: this file is missing or was changed."),
        code="list-damaged",
        remedy=_("Restore it from a backup, or import the list again."),
        place=Place(file=str(file)),
    )
