"""Writing a standard to its folder: one file per part, the same bytes for the same content."""

import io
import os
import re
import shutil
import tempfile
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from cupel.standard.dump import clause_data, edition_data, lineage_data, standard_data
from cupel.standard.model import Standard

_RARE_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")
_FOLDERS = ("editions", "clauses", "lineage")


def save_standard(standard: Standard, folder: Path) -> None:
    """Write ``standard`` so that loading it again gives an equal one.

    The files of the standard that ``folder`` had are replaced; other files stay. A write that is cut off leaves every
    file either old or new.
    """
    written = {folder / name: text for name, text in standard_files(standard).items()}
    for path, text in written.items():
        _replace(path, text)
    for name in _FOLDERS:
        for stale in sorted((folder / name).rglob("*.yaml")):
            if stale not in written:
                stale.unlink()
    for empty in [path for path in (folder / "clauses").glob("*") if path.is_dir() and not any(path.iterdir())]:
        shutil.rmtree(empty)


def standard_files(standard: Standard) -> dict[str, str]:
    """The text of every file by its path below the folder."""
    files = {"standard.yaml": yaml_text(standard_data(standard))}
    for edition in standard.editions.values():
        files[f"editions/{edition.edition}.yaml"] = yaml_text(edition_data(edition))
    for (uid, revision), clause in standard.clauses.items():
        files[f"clauses/{uid}/{revision}.yaml"] = yaml_text(clause_data(clause))
    ordered = sorted(standard.lineage, key=lambda edge: (edge.from_edition, edge.to_edition))
    for (old, new), edges in groupby(ordered, key=lambda edge: (edge.from_edition, edge.to_edition)):
        files[f"lineage/{old}-{new}.yaml"] = yaml_text(lineage_data(tuple(edges)))
    return files


def yaml_text(data: Any) -> str:
    """``data`` as YAML, in the order given."""
    writer = YAML()
    writer.width = 110
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.dump(_written(data), stream)
    return stream.getvalue()


def _written(value: Any) -> Any:
    """Dates are written bare, and texts with rare line breaks in double quotes, where those are escaped."""
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_written(item) for item in value]
    if not isinstance(value, str):
        return value
    if _RARE_BREAKS.search(value):
        return DoubleQuotedScalarString(value)
    return date.fromisoformat(value) if _is_day(value) else value


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
