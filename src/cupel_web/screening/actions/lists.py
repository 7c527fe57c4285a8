"""Verbs on lists: import a version, write down what the import read, say how often versions are expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cupel_web.diligence.uploads import Entry
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import store_file
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, User
from cupel_web.kernel.permissions import require
from cupel_web.people.models import Organisation
from cupel_web.screening.freshness import EXPECTED_DAYS
from cupel_web.screening.importing import Imported
from cupel_web.screening.models import ListFile, ListVersion, WatchList

IMPORT_LIST = "cupel_web.screening.jobs.import_list"


@dataclass(frozen=True, kw_only=True)
class AboutList:
    """Which list, and what a person says of a version that its files may not say; empty where they say nothing."""

    list_id: str
    label: str = ""
    published_on: date | None = None
    layout: str = ""
    licence: str = ""
    source_url: str = ""


def import_list(
    owner: Organisation, *, files: Sequence[Entry], about: AboutList, by: User, now: datetime
) -> ListVersion:
    """Keep the files as the first version of a new list, or the next of the one with this short name; queue its import.
    Earlier versions stay in use until it has ended well.
    """
    require(by, "screening.import_list", owner)
    stored = [(entry.name, store_file(entry.chunks(), now=now)) for entry in files]
    with transaction.atomic():
        watch_list, _ = WatchList.objects.get_or_create(
            owner=owner, list_id=about.list_id, defaults={"created_at": now}
        )
        WatchList.objects.select_for_update().get(pk=watch_list.pk)
        version = ListVersion.objects.create(
            watch_list=watch_list,
            number=watch_list.versions.count() + 1,
            uploaded_at=now,
            uploaded_by=by,
            job=queue_job("screening.import", now=now),
            **{name: value for name, value in vars(about).items() if name != "list_id"},
        )
        ListFile.objects.bulk_create(ListFile(version=version, name=name, stored=file) for name, file in stored)
        hashes = [file.sha256 for _name, file in stored]
        append_event("screening.list_uploaded", by=by, about=version, scope=owner, now=now, files=hashes)
        enqueue(IMPORT_LIST, version)
    return version


def end_import(version: ListVersion, job: Job, *, imported: Imported, now: datetime) -> None:
    """Write down what was read; from now on the version is the list's newest. The first one says by its format how
    often versions are expected.
    """
    watch_list = version.watch_list
    with completing(job, now=now):
        is_first = not watch_list.versions.exclude(folder="").exists()
        version.folder = imported.folder
        for name, value in imported.stated.items():
            setattr(version, name, value)
        version.save()
        append_event(
            "screening.list_imported",
            by=None,
            about=version,
            scope=watch_list.owner,
            now=now,
            folder=version.folder,
            content=version.content_hash,
            kept=version.kept,
            rejected=version.rejected,
        )
        if is_first:
            unset = WatchList.objects.filter(pk=watch_list.pk, expected_days=None)
            unset.update(expected_days=EXPECTED_DAYS.get(version.layout))


def change_rhythm(watch_list: WatchList, *, days: int | None, by: User, now: datetime) -> WatchList:
    """Expect a version of the list every ``days`` days from now on; None: raise no alarm."""
    require(by, "screening.import_list", watch_list.owner)
    with transaction.atomic():
        changed = WatchList.objects.select_for_update().get(pk=watch_list.pk)
        changed.expected_days = days
        changed.save(update_fields=["expected_days"])
        append_event(
            "screening.rhythm_changed", by=by, about=changed, scope=watch_list.owner, now=now, expected_days=days
        )
    return changed
