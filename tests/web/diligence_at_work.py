"""Data sets and runs that tests name; made by the real engine, once per session, from small books."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from tests.web.people_at_work import NOON
from tests.web.small_books import write_small_books

from cupel_web.diligence import actions
from cupel_web.diligence.models import Run, Version
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel.files import chunks_of
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation


@pytest.fixture(scope="session")
def small_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of books that are all in order."""
    return write_small_books(tmp_path_factory.mktemp("books") / "books")


@pytest.fixture(scope="session")
def spoiled_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same books, with two receipts whose weight is no number."""
    return write_small_books(tmp_path_factory.mktemp("books") / "books", spoiled=2)


def entries_of(folder: Path) -> list[Entry]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [_entry(file, file.relative_to(folder)) for file in files]


def _entry(file: Path, name: Path) -> Entry:
    return Entry(name=str(name), size=file.stat().st_size, chunks=lambda: chunks_of(file))


def zipped(folder: Path, *, top: str = "") -> SimpleUploadedFile:
    """The folder as the ZIP archive that a person uploads."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, Path(top) / file.relative_to(folder))
    return SimpleUploadedFile("books.zip", packed.getvalue(), content_type="application/zip")


def work() -> None:
    """Do all waiting background work inside the test's own transaction; the worker's loop is tested with processes."""
    while task := DBTaskResult.objects.ready().first():
        task.claim("test")
        task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
        task.set_successful(None)


def checked(company: Organisation, folder: Path, by: User) -> Version:
    version = actions.upload_books(company, name="Books", files=entries_of(folder), by=by, now=NOON)
    work()
    version.refresh_from_db()
    return version


@pytest.fixture
def version(company: Organisation, officer: User, small_books: Path) -> Version:
    """Small books, uploaded and checked."""
    return checked(company, small_books, officer)


@pytest.fixture
def spoiled_version(company: Organisation, officer: User, spoiled_books: Path) -> Version:
    """Books with two rows in quarantine."""
    return checked(company, spoiled_books, officer)


def finished(version: Version, edition: str, by: User) -> Run:
    run = actions.start_run(version, standard="mdd", edition=edition, by=by, now=NOON)
    work()
    run.refresh_from_db()
    return run


@pytest.fixture
def run(version: Version, officer: User) -> Run:
    """mdd@2023 over the small books."""
    return finished(version, "2023", officer)
