"""Verbs on a company's data."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from cupel_web.diligence.checking import CheckOutcome
from cupel_web.diligence.models import DataSet, Run, Version, VersionFile
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel.events import append_event, salted_hash
from cupel_web.kernel.files import chunks_of, store_file
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, StoredFile, User
from cupel_web.kernel.permissions import require
from cupel_web.people.models import Organisation

CHECK_VERSION = "cupel_web.diligence.jobs.check_version"
RUN_EDITION = "cupel_web.diligence.jobs.run_edition"


def upload_books(company: Organisation, *, name: str, files: Iterable[Entry], by: User, now: datetime) -> Version:
    """Keep the files as the first version of a new data set and queue its check."""
    require(by, "diligence.upload_data", company)
    stored = _store(files, now=now)
    with transaction.atomic():
        data_set = DataSet.objects.create(company=company, name=name, created_at=now)
        return _add_version(data_set, stored, corrects=None, by=by, now=now)


def replace_books(data_set: DataSet, *, files: Iterable[Entry], by: User, now: datetime) -> Version:
    """Keep the files as the next version of the data set, in place of all files before, and queue its check."""
    require(by, "diligence.upload_data", data_set)
    stored = _store(files, now=now)
    with transaction.atomic():
        return _add_version(data_set, stored, corrects=None, by=by, now=now)


def correct_books(version: Version, *, files: Iterable[Entry], by: User, now: datetime) -> Version:
    """Keep the corrected quarantine as the next version: good rows of ``version`` stay, corrected ones join them."""
    require(by, "diligence.upload_data", version)
    stored = _store(files, now=now)
    with transaction.atomic():
        return _add_version(version.data_set, stored, corrects=version, by=by, now=now)


def start_run(version: Version, *, standard: str, edition: str, by: User, now: datetime) -> Run:
    """Queue a run of an edition over the version's books."""
    require(by, "diligence.start_run", version)
    with transaction.atomic():
        job = queue_job("diligence.run", now=now)
        run = Run.objects.create(
            version=version, standard=standard, edition=edition, started_at=now, started_by=by, job=job
        )
        facts = {"standard": standard, "edition": edition, "snapshot": version.snapshot}
        append_event("diligence.run_started", by=by, about=run, scope=version.data_set.company, now=now, **facts)
        enqueue(RUN_EDITION, run)
    return run


def end_check(version: Version, job: Job, *, outcome: CheckOutcome, now: datetime) -> None:
    """Write down what the check of a version said."""
    with completing(job, now=now):
        version.report, version.snapshot = outcome.report, outcome.snapshot
        version.rows, version.rejected = outcome.rows, outcome.rejected
        if outcome.quarantine is not None:
            version.quarantine = store_file(chunks_of(outcome.quarantine), now=now)
        version.save()
        append_event(
            "diligence.data_checked",
            by=None,
            about=version,
            scope=version.data_set.company,
            now=now,
            rows=version.rows,
            rejected=version.rejected,
            snapshot=version.snapshot,
        )


def end_run(run: Run, job: Job, *, tallies: list[dict[str, Any]], manifest_hash: str, now: datetime) -> None:
    """Write down that the run's outputs are complete."""
    with completing(job, now=now):
        run.tallies, run.manifest_hash = tallies, manifest_hash
        run.save(update_fields=["tallies", "manifest_hash"])
        company = run.version.data_set.company
        append_event("diligence.run_ended", by=None, about=run, scope=company, now=now, manifest=manifest_hash)


def _store(files: Iterable[Entry], *, now: datetime) -> list[tuple[str, StoredFile]]:
    return [(entry.name, store_file(entry.chunks(), now=now)) for entry in files]


def _add_version(
    data_set: DataSet, files: list[tuple[str, StoredFile]], *, corrects: Version | None, by: User, now: datetime
) -> Version:
    DataSet.objects.select_for_update().get(pk=data_set.pk)
    version = Version.objects.create(
        data_set=data_set,
        number=data_set.versions.count() + 1,
        corrects=corrects,
        uploaded_at=now,
        uploaded_by=by,
        job=queue_job("diligence.check", now=now),
    )
    VersionFile.objects.bulk_create(VersionFile(version=version, name=name, stored=stored) for name, stored in files)
    facts: dict[str, list[str]] = {
        "names": [salted_hash(name) for name, _ in files],
        "files": [stored.sha256 for _, stored in files],
    }
    append_event("diligence.data_uploaded", by=by, about=version, scope=data_set.company, now=now, **facts)
    enqueue(CHECK_VERSION, version)
    return version
