"""Files by the hash of their content."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from django.http import FileResponse

from cupel_web.kernel.models import StoredFile
from cupel_web.kernel.paths import var

CHUNK = 1 << 20


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie."""
    return var("files", stored.sha256[:2], stored.sha256)


def chunks_of(path: Path) -> Iterable[bytes]:
    """The bytes of ``path`` in pieces that fit in memory."""
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def attached(stored: StoredFile, *, name: str) -> FileResponse:
    """The bytes as a file to keep under ``name``: never shown in the browser, whatever they are."""
    response = FileResponse(
        path_of(stored).open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def store_file(chunks: Iterable[bytes], *, now: datetime) -> StoredFile:
    """Keep bytes once: written beside their place, flushed to disk, then renamed, so a kill leaves no half file."""
    folder = var("files", "incoming", "x").parent
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        sha256, size = _copy(chunks, target.file)
    final = var("files", sha256[:2], sha256)
    Path(target.name).replace(final)
    stored, _ = StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": size, "stored_at": now})
    return stored


def _copy(chunks: Iterable[bytes], target: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size
