"""Where the workspace keeps what is not in the database."""

from pathlib import Path

from django.conf import settings


def var(*parts: str) -> Path:
    """A path under the workspace's own folder; its parent exists afterwards."""
    path: Path = settings.VAR_DIR.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
