"""Putting the workbook together."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cupel.diligence import words
from cupel.diligence.workbook.flags import flags_table, unknown_table
from cupel.diligence.workbook.metal import origins_table, propagation_table, provenance_table
from cupel.diligence.workbook.run_tables import checks_table, summary_table
from cupel.messages import _
from cupel.sheets import SAVED_AT, Pages, Table
from cupel.standard import text_in

if TYPE_CHECKING:
    from cupel.diligence.run import Results


def write_workbook(results: "Results", path: Path) -> None:
    """Write all tables of a run for people. Texts stay texts, whatever they begin with; equal results, equal bytes."""
    import xlsxwriter

    names = words.names_of(results.names)
    tables = [
        summary_table(results),
        flags_table(results, names),
        unknown_table(results, names),
        origins_table(results, names),
        propagation_table(results, names),
        provenance_table(results),
        checks_table(results),
    ]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"title": _("Cupel run"), "subject": results.edition.reference, "created": SAVED_AT})
        pages = Pages(book)
        pages.write_about(_("Read me"), _("Cupel run"), _about(results, tables))
        for table in tables:
            pages.write(table)


def _about(results: "Results", tables: list[Table]) -> Iterator[tuple[str, str]]:
    yield _("Edition"), f"{text_in(results.edition.title)}, {results.edition.reference}"
    period = results.summary["period"]
    if period["first"]:
        yield _("Deliveries"), _("{first} to {last}").format(first=period["first"], last=period["last"])
    yield _("Edition's hash"), results.manifest["edition"]["manifest_hash"]
    yield _("Engine"), f"Cupel {results.manifest['engine']}"
    yield _("Read it so"), _("A flag is a call for work, not a verdict. Unknown is never read as no risk.")
    for table in tables:
        yield table.name, table.about
