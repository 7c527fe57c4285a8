"""Where versions of lists and the tables of screenings lie on disk."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cupel_web.diligence.folders import snapshot_of, sweep
from cupel_web.kernel.files import path_of
from cupel_web.kernel.paths import var
from cupel_web.screening.models import ListVersion, Screening, WatchList


def store_of(watch_list: WatchList) -> Path:
    """The store that holds the versions of the list: one per organisation."""
    return var("lists", watch_list.owner.public_id)


def folder_of(version: ListVersion) -> Path:
    """The folder of the version's immutable tables."""
    return store_of(version.watch_list) / version.watch_list.list_id / version.folder


def tables_of(screening: Screening) -> Path:
    """The folder with a screening's tables; absent until it is over."""
    return var("screenings", screening.public_id)


@contextmanager
def publisher_files(version: ListVersion) -> Iterator[Path]:
    """The uploaded file of a list, or the folder with all of them, under their own names; gone afterwards."""
    files = list(version.files.select_related("stored"))
    with _scratch(version.public_id) as folder:
        for file in files:
            shutil.copyfile(path_of(file.stored), folder / Path(file.name).name)
        yield folder / Path(files[0].name).name if len(files) == 1 else folder


@contextmanager
def parties_of(screening: Screening) -> Iterator[Path]:
    """What holds the parties of a screening: the snapshot of books, or the uploaded file under its own name."""
    if screening.data is not None:
        yield snapshot_of(screening.data)
    elif screening.party_file is not None:
        with _scratch(screening.public_id) as folder:
            file = folder / Path(screening.party_file_name).name
            shutil.copyfile(path_of(screening.party_file), file)
            yield file


@contextmanager
def _scratch(owner: str) -> Iterator[Path]:
    work = var("work", "x").parent
    work.mkdir(exist_ok=True)
    sweep(work, f"{owner}-*")
    with tempfile.TemporaryDirectory(dir=work, prefix=f"{owner}-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "files"
        folder.mkdir()
        yield folder
