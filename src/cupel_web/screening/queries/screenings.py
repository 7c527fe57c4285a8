"""A company's screenings, fetched for a person in one step: whoever does not act for the company gets 404."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel.screening.audit import ScreeningRecord, proof
from cupel.screening.memory import CLEARED, CONFIRMED
from cupel.screening.party_intake import QUARANTINE
from cupel.screening.records import evidence_hashes
from cupel.screening.tuning import BAND, calibration_error, load_per_threshold, precision_per_band
from cupel_web.diligence.models import Version
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening.folders import tables_of
from cupel_web.screening.freshness import Freshness, freshness
from cupel_web.screening.models import Hit, ListVersion, ScreenedList, Screening, WatchList
from cupel_web.screening.queries.lists import usable_versions
from cupel_web.screening.queries.reviews import is_open
from cupel_web.screening.running import PAIR, subjects_in

FULL = 1000
"""Length of the longest bar in units of the drawing."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """Hits with scores from ``low`` to ``high`` (in [0, 1]); lengths in units of the drawing."""

    low: float
    high: float
    hits: int
    left: int
    length: float
    left_length: float


@dataclass(frozen=True, kw_only=True)
class Used:
    """A list version that a screening used: how old it was on that day, and the last import that had failed since."""

    version: ListVersion
    freshness: Freshness
    failed: ListVersion | None


def screening_of(user: User, company: str, screening: str) -> Screening:
    """A screening of one of the person's companies; else 404."""
    return get_object_or_404(_screenings(), company=company_of(user, company), public_id=screening)


def finished_screening_of(user: User, company: str, screening: str) -> Screening:
    """A screening that is over, so that it has hits; else 404."""
    found = screening_of(user, company, screening)
    if not found.is_done:
        raise Http404
    return found


def hit_of(user: User, company: str, hit: str) -> Hit:
    """A hit of one of the person's companies; else 404."""
    known = Hit.objects.select_related("screening__company", "screening__data__data_set", "watch_list", "decision")
    return get_object_or_404(known, screening__company=company_of(user, company), public_id=hit)


def screenings_in(company: Organisation, *, on: date, text: str = "") -> QuerySet[Screening]:
    """The company's screenings, newest first, with ``left``, the hits to review, by what their parties are called."""
    named = Q(data__data_set__name__icontains=text) | Q(party_file_name__icontains=text)
    left = Count("hits", filter=is_open(on, of="hits__"))
    found = _screenings().filter(company=company).filter(named).annotate(left=left)
    return found.order_by("-started_at", "-pk").prefetch_related("later", "screened__version__watch_list")


def versions_used(screening: Screening) -> list[ListVersion]:
    """The list versions that a screening used."""
    return [each.version for each in _screened(screening)]


def lists_used(screening: Screening) -> list[Used]:
    """The list versions that a screening used, as they stood on its day."""
    screened = _screened(screening)
    ages = freshness(((each.pk, each.version, each.expected_days) for each in screened), on=screening.on)
    lists = [each.version.watch_list_id for each in screened]
    over = ListVersion.objects.filter(watch_list__in=lists, folder="", job__failed_at__lte=screening.started_at)
    failed = {version.watch_list_id: version for version in over.select_related("job").order_by("number")}
    told = []
    for each in screened:
        last = failed.get(each.version.watch_list_id)
        since = last if last is not None and last.number > each.version.number else None
        told.append(Used(version=each.version, freshness=ages[each.pk], failed=since))
    return told


def newer_lists(screening: Screening) -> list[ListVersion]:
    """The newest versions of the screening's lists."""
    lists = [version.watch_list for version in versions_used(screening)]
    return list(usable_versions(screening.company).filter(watch_list__in=lists))


def newer_data(screening: Screening) -> Version | None:
    """The newest version with a snapshot of the data set that a screening used; None where it used a file."""
    if screening.data is None:
        return None
    return screening.data.data_set.versions.exclude(snapshot="").order_by("-number").first()


def bands(screening: Screening, *, on: date) -> list[Band]:
    """The hits by score, highest first."""
    rows = screening.hits.values("band").annotate(number=Count("pk"), left=Count("pk", filter=is_open(on)))
    counted = sorted(rows, key=lambda row: -row["band"])
    longest = max((row["number"] for row in counted), default=1)
    return [
        Band(
            low=row["band"] / 100,
            high=min(row["band"] / 100 + BAND, 1.0),
            hits=row["number"],
            left=row["left"],
            length=round(FULL * row["number"] / longest, 1),
            left_length=round(FULL * row["left"] / longest, 1),
        )
        for row in counted
    ]


def table(screening: Screening, name: str) -> pl.DataFrame:
    """A table that the screening left: pairs, hits, unscreenable, changes."""
    return pl.read_parquet(tables_of(screening) / f"{name}.parquet")


def unread(screening: Screening) -> pl.DataFrame:
    """What could not be read of the parties (:data:`cupel.screening.party_intake.QUARANTINE`); screenings before this
    was kept have none.
    """
    kept = (tables_of(screening) / "quarantine.parquet").exists()
    return table(screening, "quarantine") if kept else pl.DataFrame(schema=QUARANTINE)


def with_hits(rows: list[dict[str, Any]], screening: Screening) -> None:
    """Give each of ``rows`` of :func:`changes` its ``hit`` in the screening by its public id; none where it is gone."""
    names = ("watch_list__list_id", "subject_id", "entity_id")
    hits = screening.hits.filter(subject_id__in={row["subject_id"] for row in rows})
    known = {told[:3]: told[3] for told in hits.values_list(*names, "public_id")}
    for row in rows:
        row["hit"] = known.get(tuple(row[name] for name in PAIR))


def changes(screening: Screening, *, event: str = "") -> list[dict[str, Any]]:
    """What came of each hit since the screening before, gravest first."""
    told = table(screening, "changes")
    return (told.filter(pl.col("event") == event) if event else told).to_dicts()


def tuning(screening: Screening, *, minutes_per_hit: float, on: date) -> dict[str, Any]:
    """What thresholds leave to review, words that cause hits, and how far scores tell, by the decisions so far."""
    hits = _with_states(screening, on=on)
    pairs = table(screening, "pairs").join(hits.select(*PAIR, "state"), on=PAIR, how="left")
    rated = precision_per_band(hits)
    return {
        "load": load_per_threshold(pairs, minutes_per_hit=minutes_per_hit).to_dicts(),
        "words": (screening.summary or {})["words"],
        "bands": rated.reverse().to_dicts(),
        "calibration_error": calibration_error(rated),
    }


def proof_for(company: Organisation, *, party: str, watch_list: WatchList, on: date) -> dict[str, Any] | None:
    """That a party was screened against a list by a day, with the result, by the last screening that holds it."""
    done = Screening.objects.filter(company=company, on__lte=on, summary__isnull=False)
    used = done.filter(screened__version__watch_list=watch_list).order_by("-on", "-started_at", "-pk")
    for screening in used.iterator():
        if told := proof([_record(screening)], party, watch_list.list_id, on=on):
            return told
    return None


def _record(screening: Screening) -> ScreeningRecord:
    hits = table(screening, "hits")
    manifest = screening.manifest or {}
    by_list = {list_id: hits.filter(pl.col("list_id") == list_id) for list_id in manifest["lists"]}
    return ScreeningRecord(manifest, evidence_hashes(subjects_in(tables_of(screening))), by_list)


def _with_states(screening: Screening, *, on: date) -> pl.DataFrame:
    """``list_id, subject_id, entity_id, score, state, verdict`` of the hits; an expired decision counts as none."""
    names = ("watch_list__list_id", "subject_id", "entity_id", "score", "state", "decision__verdict", "expires_on")
    rows = [
        (*row[:4], *((None, None) if row[6] and row[6] < on else row[4:6]))
        for row in screening.hits.values_list(*names)
    ]
    schema = {**dict.fromkeys(PAIR, pl.String), "score": pl.Float64, "state": pl.String, "verdict": pl.String}
    told = pl.DataFrame(rows, schema=schema, orient="row")
    closed = pl.col("state").is_in([CLEARED, CONFIRMED])
    return told.with_columns(verdict=pl.when(closed).then("verdict"))


def _screened(screening: Screening) -> list[ScreenedList]:
    known = screening.screened.select_related("version__watch_list__owner")
    return list(known.order_by("version__watch_list__list_id"))


def _screenings() -> QuerySet[Screening]:
    known = Screening.objects.select_related("company", "data__data_set__company", "party_file", "before", "job")
    return known.select_related("started_by")
