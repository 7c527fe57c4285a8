"""Whether a list's newest version is older than it should be by its publisher's rhythm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from cupel.screening.audit import staleness
from cupel.screening.tables import ListVersion as Stated
from cupel_web.screening.models import ListVersion

EXPECTED_DAYS = {
    "ofac-csv": 14, "ofac-xml": 14, "ofac-advanced": 14, "un-xml": 30, "eu-csv": 30, "eu-xml": 30, "uk-csv": 30,
    "us-dpl": 30, "us-csl-json": 7, "us-csl-csv": 7, "us-uflpa": 90, "opensanctions-csv": 7, "ftm-json": 7,
}  # fmt: skip
"""Days without a new version that are unusual for a format's publisher: a first value, which the list's keepers change.
Lists of one's own have no rhythm until somebody gives them one."""


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """Age of a list on a day, in days since ``dated_on``: its newest version's day of publication, else of upload (both
    null where no version can be used); ``stale`` is null where no rhythm is known."""

    dated_on: date | None
    age_days: int | None
    expected_days: int | None
    stale: bool | None

    @property
    def stale_since(self) -> date | None:
        """The first day on which a new version was overdue; null where none is, or no version is here."""
        if not self.stale or self.dated_on is None or self.expected_days is None:
            return None
        return self.dated_on + timedelta(days=self.expected_days + 1)


Asked = tuple[int, ListVersion | None, int | None]
"""A list's key, the version in use, the days within which a new one is expected."""


def freshness(asked: Iterable[Asked], *, on: date) -> dict[int, Freshness]:
    """How old each of the lists is on the day ``on``, by key."""
    rows = list(asked)
    versions = [_stated(key, version) for key, version, _days in rows if version is not None]
    rhythm = {str(key): days for key, _version, days in rows if days is not None}
    told = staleness(versions, rhythm=rhythm, on=on).drop("label")
    unknown = Freshness(dated_on=None, age_days=None, expected_days=None, stale=None)
    known = {int(row.pop("list_id")): Freshness(**row) for row in told.to_dicts()}
    return {key: known.get(key, unknown) for key, _version, _days in rows}


def _stated(key: int, version: ListVersion) -> Stated:
    """The version as the engine knows versions, called by the list's key: names may be those of several keepers."""
    return Stated(
        list_id=str(key),
        label=version.label,
        reader=version.layout,
        reader_version=version.reader_version,
        sha256=version.files_hash,
        content_hash=version.content_hash,
        imported_at=version.uploaded_at.astimezone(UTC),
        published_at=version.published_on,
    )
