"""Backup and restore: everything comes back, or nothing is changed."""

import io
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.web.outputs_by_hand import a_finding, a_finished_run
from tests.web.people_at_work import NOON

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run
from cupel_web.kernel.archive import FOLDERS, ArchiveError, back_up, restore
from cupel_web.kernel.events import append_event, first_broken_event
from cupel_web.kernel.files import path_of, store_file
from cupel_web.kernel.models import Event, StoredFile, User
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(company: Organisation, officer: User, tmp_path: Path) -> Path:
    """A backup of a workspace with a company, a file and a run."""
    store_file([b"as uploaded"], now=NOON)
    a_finished_run(company, officer, findings=[a_finding(1)])
    append_event("test.act", by=officer, about=company, now=NOON)
    back_up(tmp_path / "backup.tar.gz", now=NOON)
    return tmp_path / "backup.tar.gz"


def _content(workspace: Path) -> dict[str, bytes]:
    files = (file for folder in FOLDERS for file in (workspace / folder).rglob("*") if file.is_file())
    return {str(file.relative_to(workspace)): file.read_bytes() for file in files}


def test_everything_comes_back(archive: Path, workspace: Path) -> None:
    before, events = _content(workspace), Event.objects.count()
    stored = StoredFile.objects.get()
    path_of(stored).unlink()
    (outputs_of(Run.objects.get()) / "findings.parquet").write_bytes(b"spoiled")
    User.objects.create_user("later@example.org")
    restore(archive)
    assert _content(workspace) == before
    assert not User.objects.filter(email="later@example.org").exists()
    assert Event.objects.count() == events
    assert first_broken_event() is None


def test_what_came_after_the_backup_is_gone(archive: Path, workspace: Path) -> None:
    later = store_file([b"later"], now=NOON)
    restore(archive)
    assert not (workspace / "files" / later.sha256[:2] / later.sha256).exists()


def test_a_damaged_backup_changes_nothing(archive: Path, workspace: Path) -> None:
    before = _content(workspace)
    spoiled = _with_member_replaced(archive, StoredFile.objects.get().sha256)
    User.objects.create_user("later@example.org")
    with pytest.raises(ArchiveError, match="damaged"):
        restore(spoiled)
    assert _content(workspace) == before
    assert User.objects.filter(email="later@example.org").exists()


def test_what_is_no_backup_is_refused(tmp_path: Path, workspace: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(b"no archive")
    with pytest.raises(ArchiveError, match="not a backup"):
        restore(tmp_path / "x.tar.gz")


def test_a_backup_cut_short_is_refused(archive: Path, workspace: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(ArchiveError):
        restore(archive)


def test_a_backup_appears_under_its_name_only_when_complete(archive: Path) -> None:
    assert [file.name for file in archive.parent.glob("*partial*")] == []


def test_the_commands_choose_names_and_the_newest_backup(company: Organisation, workspace: Path) -> None:
    call_command("backup", stdout=io.StringIO())
    company.delete()
    said = io.StringIO()
    call_command("restore", stdout=said)
    assert Organisation.objects.get().name == "Example Smelter"
    assert "Restored" in said.getvalue()


def test_restoring_without_a_backup_says_what_to_do(db: None, workspace: Path) -> None:
    with pytest.raises(CommandError, match="name an archive"):
        call_command("restore")


def _with_member_replaced(archive: Path, part: str) -> Path:
    target = archive.with_name("spoiled.tar.gz")
    with tarfile.open(archive) as source, tarfile.open(target, "w:gz") as copy:
        for member in source.getmembers():
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            if part in member.name:
                content = bytes(len(content))
            copy.addfile(member, io.BytesIO(content))
    return target
