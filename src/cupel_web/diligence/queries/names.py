"""What the subjects of findings are called in the books."""

from collections.abc import Iterable

import polars as pl

from cupel_web.diligence.folders import table_of
from cupel_web.diligence.models import Version

NAMED = {"site": "site_id", "party": "party_id"}
SEPARATOR = "|"


def called(version: Version, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Each subject, given as type and id, in words: ``Quiet Mine, 2023 (S-1)`` for ``S-1|2023``."""
    from cupel.diligence.words import subject

    wanted = set(subjects)
    parts = sorted({part for _type, subject_id in wanted for part in subject_id.split(SEPARATOR)})
    names = {(table, key): name for table in NAMED for key, name in _names(version, table, parts)}
    return {(kind, subject_id): str(subject(kind, subject_id, names)) for kind, subject_id in wanted}


def own_row(subject_type: str, subject_id: str) -> str | None:
    """The row of the books that is the subject, as ``table:id``; None for a country, which no table holds."""
    table = subject_type.partition("-")[0]
    key = subject_id.partition(SEPARATOR)[0]
    return f"{table}:{key}" if table in ("lot", "receipt", "party", "site") else None


def _names(version: Version, table: str, parts: list[str]) -> list[tuple[str, str]]:
    key = NAMED[table]
    found = pl.scan_parquet(table_of(version, table)).filter(pl.col(key).is_in(parts) & pl.col("name").is_not_null())
    return list(found.select(key, "name").collect().iter_rows())
