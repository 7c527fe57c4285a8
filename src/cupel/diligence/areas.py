"""Reading lists of conflict-affected and high-risk areas into dated determinations.

Known shapes: the EU indicative list under Regulation (EU) 2017/821 as CSV (``iso2, whole_country, region_code,
conflict_affected, high_risk``) and as JSON (``entries`` of countries with ``regions``), and the engine's own table.
Any other CSV is read by naming its columns. A bad row is set aside with its reason, never the whole list.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from cupel.chain.tables import TABLES, polars_schema
from cupel.errors import BooksError, Place
from cupel.messages import _

TABLE = "region_determination"
LARGEST = 50 * 1024 * 1024
"""Bytes; such lists hold some hundred rows."""

EU_COLUMNS = {
    "country": "iso2",
    "code": "region_code",
    "conflict_affected": "conflict_affected",
    "high_risk": "high_risk",
}
CODE = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"


@dataclass(frozen=True, kw_only=True)
class Areas:
    """``determinations``: rows of the table ``region_determination``; ``rejected``: ``row, code, reason``."""

    determinations: pl.DataFrame
    rejected: pl.DataFrame


def read_areas(
    path: Path,
    *,
    edition: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Areas:
    """The areas that ``path`` lists, as determinations of ``edition`` valid from ``valid_from``.

    ``columns`` names the file's columns for ``code`` or ``country``, ``conflict_affected``, ``high_risk``, ``source``,
    ``rationale``. An empty code lists the whole country. Raises BooksError for a file that cannot be read so.
    """
    rows = _json_rows(path) if path.suffix.lower() == ".json" else _csv_rows(path, columns or EU_COLUMNS)
    code = pl.coalesce(pl.col("code").str.strip_chars().replace("", None), "country").str.to_uppercase()
    frame = rows.with_row_index("row", offset=1).with_columns(code=code)
    wrong = pl.when(~pl.col("code").str.contains(CODE).fill_null(False)).then(pl.lit(_("no ISO 3166 code")))
    again = pl.when(pl.col("code").is_duplicated() & ~pl.col("code").is_first_distinct()).then(
        pl.lit(_("listed twice"))
    )
    judged = frame.with_columns(reason=pl.coalesce(wrong, again))
    good = judged.filter(pl.col("reason").is_null()).with_columns(
        edition=pl.lit(edition), valid_from=pl.lit(valid_from), valid_to=pl.lit(valid_to), verdict=pl.lit("listed")
    )
    schema = polars_schema(TABLE)
    made = [
        pl.col(name).cast(kind) if name in good.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in schema.items()
    ]
    determinations = TABLES[TABLE].validate(good.select(made)).sort("edition", "code")
    return Areas(
        determinations=determinations,
        rejected=judged.filter(pl.col("reason").is_not_null()).select("row", "code", "reason"),
    )


def add_to_list(determinations: pl.DataFrame, file: Path, *, edition: str) -> None:
    """Put the determinations of ``edition`` into the CSV ``file`` in one step; its other editions stay. Raises
    BooksError where the file holds something else."""
    rows = determinations.cast({"verdict": pl.String})
    if file.exists():
        rows = pl.concat([_earlier(file).filter(pl.col("edition") != edition), rows], how="diagonal_relaxed")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    rows.sort("edition", "code").write_csv(fresh)
    fresh.replace(file)


def _earlier(file: Path) -> pl.DataFrame:
    schema = {**polars_schema(TABLE), "verdict": pl.String()}
    try:
        found = pl.read_csv(_text(file).encode(), schema_overrides=schema)
    except pl.exceptions.PolarsError as error:
        raise _unreadable(file, str(error).splitlines()[0]) from error
    if not {"edition", "code"} <= set(found.columns):
        raise _unreadable(file, _("columns {names} are missing").format(names="edition, code"))
    return found


def _csv_rows(path: Path, columns: Mapping[str, str]) -> pl.DataFrame:
    text = _text(path)
    try:
        raw = pl.read_csv(text.encode(), infer_schema=False, separator=_separator(text))
    except pl.exceptions.PolarsError as error:
        raise _unreadable(path, str(error).splitlines()[0]) from error
    missing = [name for name in columns.values() if name not in raw.columns]
    if missing or not {"code", "country"} & set(columns):
        raise _unreadable(path, _("columns {names} are missing").format(names=", ".join(missing) or "code"))
    flag = {name: _flag(columns[name]) for name in ("conflict_affected", "high_risk") if name in columns}
    words = {name: pl.col(columns[name]) for name in ("source", "rationale") if name in columns}
    none = pl.lit(None, dtype=pl.String)
    place = {name: pl.col(columns[name]) if name in columns else none for name in ("country", "code")}
    return raw.select(**place, **flag, **words)


def _json_rows(path: Path) -> pl.DataFrame:
    try:
        entries = json.loads(_text(path))["entries"]
        rows = [row for entry in entries for row in _regions(entry)]
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, _("no list of entries with regions")) from error
    kinds = {"country": pl.String, "code": pl.String, "conflict_affected": pl.Boolean, "high_risk": pl.Boolean}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _regions(entry: Mapping[str, Any]) -> list[tuple[str, str | None, bool | None, bool | None]]:
    if not entry.get("regions"):
        return [(entry["iso2"], None, None, None)]
    return [(entry["iso2"], each["code"], each["conflictAffected"], each["highRisk"]) for each in entry["regions"]]


def _flag(column: str) -> pl.Expr:
    words = {"1": True, "true": True, "yes": True, "y": True, "0": False, "false": False, "no": False, "n": False}
    return (
        pl.col(column).str.strip_chars().str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)
    )


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, _("larger than 50 MB"))
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, _("not a readable UTF-8 file")) from error


def _unreadable(path: Path, why: str) -> BooksError:
    return BooksError(
        _("The list of areas cannot be read: {why}.").format(why=why),
        code="areas-unreadable",
        remedy=_("Give a CSV with the columns iso2, region_code, conflict_affected, high_risk, or name the columns."),
        place=Place(file=path.name),
    )
