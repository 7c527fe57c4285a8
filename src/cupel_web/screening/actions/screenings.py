"""Verbs on screenings: start one, continue one, write down what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cupel_web.diligence.models import Version
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import store_file
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, StoredFile, User
from cupel_web.kernel.permissions import require
from cupel_web.people.models import Organisation
from cupel_web.screening.models import Hit, ListVersion, ScreenedList, Screening, WatchList
from cupel_web.screening.remembering import locked_rule, refresh
from cupel_web.screening.running import Outcome

RUN_SCREENING = "cupel_web.screening.jobs.run_screening"
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose parties against which versions: a version of a data set, or a file of parties; least score of names."""

    lists: Sequence[ListVersion]
    threshold: float
    data: Version | None = None
    party_file: Entry | None = None


def start_screening(company: Organisation, *, wanted: Wanted, by: User, now: datetime) -> Screening:
    """Queue a screening of the company's parties."""
    require(by, "screening.start_screening", company)
    file = wanted.party_file
    stored = store_file(file.chunks(), now=now) if file else None
    with transaction.atomic():
        screening = Screening(
            company=company, data=wanted.data, party_file=stored, party_file_name=file.name if file else "",
            threshold=wanted.threshold,
        )  # fmt: skip
        return _queued(screening, wanted.lists, by=by, now=now)


def screen_again(before: Screening, *, wanted: Wanted, by: User, now: datetime) -> Screening:
    """Queue a screening that continues ``before`` with the same threshold and only compares what changed; without a
    party file that of ``before`` counts.
    """
    require(by, "screening.start_screening", before)
    file = wanted.party_file
    stored = store_file(file.chunks(), now=now) if file else before.party_file
    with transaction.atomic():
        screening = Screening(
            company=before.company, data=wanted.data, party_file=stored,
            party_file_name=file.name if file else before.party_file_name, before=before, threshold=before.threshold,
        )  # fmt: skip
        return _queued(screening, wanted.lists, by=by, now=now)


def end_screening(screening: Screening, job: Job, *, outcome: Outcome, now: datetime) -> None:
    """Write down the hits with the states that follow from the decisions that stand now."""
    company = screening.company
    lists = {each.version.watch_list.list_id: each.version.watch_list for each in _screened(screening)}
    hits = [
        Hit(screening=screening, watch_list=lists[row["list_id"]], **_without(row, "list_id")) for row in outcome.hits
    ]
    with completing(job, now=now):
        rule = locked_rule(company)
        refresh(hits, company, on=screening.on, four_eyes=rule.four_eyes)
        Hit.objects.bulk_create(hits, batch_size=AT_ONCE)
        screening.manifest, screening.manifest_hash = outcome.manifest, outcome.manifest_hash
        screening.summary = outcome.summary
        screening.save(update_fields=["manifest", "manifest_hash", "summary"])
        append_event(
            "screening.screening_ended",
            by=None,
            about=screening,
            scope=company,
            now=now,
            manifest=screening.manifest_hash,
            hits=len(hits),
        )


def _queued(screening: Screening, lists: Sequence[ListVersion], *, by: User, now: datetime) -> Screening:
    screening.on, screening.started_at, screening.started_by = day_of(now), now, by
    screening.job = queue_job("screening.screen", now=now)
    screening.save()
    rhythm = dict(WatchList.objects.filter(versions__in=lists).values_list("pk", "expected_days"))
    ScreenedList.objects.bulk_create(
        ScreenedList(screening=screening, version=version, expected_days=rhythm[version.watch_list_id])
        for version in lists
    )
    parties = screening.data.snapshot if screening.data else _sha256(screening.party_file)
    facts = {
        "parties": parties,
        "lists": [version.public_id for version in lists],
        "before": screening.before.public_id if screening.before else None,
    }
    append_event("screening.screening_started", by=by, about=screening, scope=screening.company, now=now, **facts)
    enqueue(RUN_SCREENING, screening)
    return screening


def _screened(screening: Screening) -> Sequence[ScreenedList]:
    return list(screening.screened.select_related("version__watch_list"))


def _without(row: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != name}


def _sha256(file: StoredFile | None) -> str:
    return file.sha256 if file else ""
