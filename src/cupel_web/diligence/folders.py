"""Where a company's books, snapshots and run outputs lie on disk. Nothing here is shared between companies by name."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cupel_web.diligence.models import Run, Version
from cupel_web.kernel.files import path_of
from cupel_web.kernel.paths import var
from cupel_web.people.models import Organisation


def snapshots_of(company: Organisation) -> Path:
    """The company's store of immutable books."""
    return var("snapshots", company.public_id)


def snapshot_of(version: Version) -> Path:
    """The folder of the version's immutable books."""
    return snapshots_of(version.data_set.company) / "snapshots" / version.snapshot


def table_of(version: Version, table: str) -> Path:
    """The Parquet file of one table of the version's books."""
    return snapshot_of(version) / "tables" / f"{table}.parquet"


def outputs_of(run: Run) -> Path:
    """The folder with a run's outputs; absent until the run is over."""
    return var("runs", run.public_id)


def sweep(folder: Path, pattern: str) -> None:
    """Remove what a killed worker left in ``folder`` while it wrote: folders whose names fit ``pattern``."""
    for leftover in folder.glob(pattern):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def unpacked(version: Version) -> Iterator[Path]:
    """The uploaded files of ``version`` in a folder of their own, as the engine reads them; gone afterwards."""
    work = var("work", "x").parent
    work.mkdir(exist_ok=True)
    sweep(work, f"{version.public_id}-*")
    with tempfile.TemporaryDirectory(dir=work, prefix=f"{version.public_id}-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "books"
        for file in version.files.select_related("stored"):
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path_of(file.stored), target)
        yield folder
