"""Writes books to a folder: tables, the two lists, the truth, and a note that all of it is invented."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from examples.books.business import business_sheets
from examples.books.plan import Plan
from examples.books.simulation import Books

from cupel.chain.tables import TABLES, polars_schema

LISTS = {"region_determination": "region_list", "list_entry": "watchlist"}
"""Tables that are lists of others, kept in ``lists/``, and the names of their files."""
OFFICE_CSV: dict[str, Any] = {
    "separator": ";",
    "decimal_comma": True,
    "date_format": "%d.%m.%Y",
    "datetime_format": "%d.%m.%Y %H:%M:%S",
    "include_bom": True,
}
"""How spreadsheet programs in many countries save a table as CSV."""
NOTE = """# Invented books

Made by `python -m examples.books --seed {seed} --scale {scale:g}`. Countries, companies, persons, mines, ports, ships,
the watch list and the list of regions are invented; the country codes are those ISO 3166-1 leaves to users. Nothing
here says anything about a real place, company or person.

What was planted is in `truth/`:

- `truth.csv`: code, object, object_id, is_trap (0 to be found, 1 must not be reported, 2 must be answered unknown),
  detail. Lots of suppliers under F6 are not told under F2.
- `provenance.csv`: per shipment and metal the recycled share, the share of listed origin (the certain end) and the
  share of origins that cannot be resolved, as the simulation tracked them. Shipments spoiled by a wrong booking are
  left out.
- `origin.csv`: declared and true mine of every mined lot; empty where diggers' pits are the source.
"""


def canonical(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """``tables`` with exactly the columns and types of :mod:`cupel.chain.tables`, in its order."""
    shaped = {}
    for name in (name for name in TABLES if name in tables):
        frame, schema = tables[name], polars_schema(name)
        missing = [
            pl.lit(None, dtype=kind).alias(column) for column, kind in schema.items() if column not in frame.columns
        ]
        shaped[name] = frame.with_columns(missing).select(
            [pl.col(column).cast(kind) for column, kind in schema.items()]
        )
    return shaped


def write_books(books: Books, *, folder: Path, plan: Plan, file_format: str, headings: str) -> None:
    """Writes everything below ``folder``, which is made if it does not exist."""
    for part in (folder, folder / "lists", folder / "truth"):
        part.mkdir(parents=True, exist_ok=True)
    tables = canonical(books.tables)
    for name, file_name in LISTS.items():
        tables.pop(name).write_csv(folder / "lists" / f"{file_name}.csv")
    office = headings == "business"
    _write(business_sheets(tables) if office else tables, folder=folder, file_format=file_format, office=office)
    for name, frame in books.truth.items():
        frame.write_csv(folder / "truth" / f"{name}.csv")
    (folder / "README.md").write_text(NOTE.format(seed=plan.seed, scale=plan.scale), encoding="utf-8")


def _write(tables: dict[str, pl.DataFrame], *, folder: Path, file_format: str, office: bool) -> None:
    if file_format == "xlsx":
        _workbook(tables, path=folder / "books.xlsx")
        return
    for name, frame in tables.items():
        if file_format == "parquet":
            frame.write_parquet(folder / f"{name}.parquet")
        elif office:
            frame.write_csv(folder / f"{name}.csv", **OFFICE_CSV)
        else:
            frame.write_csv(folder / f"{name}.csv")


def _workbook(tables: dict[str, pl.DataFrame], *, path: Path) -> None:
    """One workbook with a sheet per table; its dates are fixed so that the same books give the same bytes."""
    from xlsxwriter import Workbook

    with Workbook(path) as workbook:
        workbook.set_properties({"created": datetime(2025, 1, 1), "title": "Invented books"})  # noqa: DTZ001 (no zone in XLSX)
        for name, frame in tables.items():
            frame.write_excel(workbook, worksheet=name[:31], autofit=False)
