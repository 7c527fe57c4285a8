"""``cupel chain``: check a company's books, and keep them as snapshots."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cupel.cli.books import MappingFile
from cupel.cli.formats import Format
from cupel.cli.progress import progress_bar
from cupel.messages import _

if TYPE_CHECKING:
    from cupel.chain import CheckReport, Snapshot

app = typer.Typer(no_args_is_help=True, help=_("Check a company's value-chain books, and keep them as snapshots."))

Books = Annotated[
    Path, typer.Argument(help=_("A folder of CSV, XLSX and Parquet tables, a zip of one, or a quarantine workbook."))
]
AddTo = Annotated[
    Path | None, typer.Option("--add-to", help=_("Add the rows to this earlier snapshot."), metavar="SNAPSHOT")
]
ReportFormat = Annotated[Format, typer.Option("--format", help=_("How to write the report."))]


@app.command()
def check(
    books: Books,
    *,
    mapping: MappingFile = None,
    add_to: AddTo = None,
    out: Annotated[
        Path | None, typer.Option(help=_("Write quarantine.xlsx and check.json into this folder."), metavar="DIR")
    ] = None,
    report_format: ReportFormat = Format.TEXT,
) -> None:
    """Read books and print what fits, what does not and why.

    Ends with code 0 if every row is accepted, with code 1 if rows are in quarantine or a table file cannot be read.
    Findings about the books as a whole, such as a lot of which more left than entered, are printed and do not change
    the code.
    """
    from cupel.chain import check_books

    onto = _opened(add_to)
    with progress_bar(_stages()) as progress:
        report = check_books(books, out=out, mapping=mapping, onto=onto.books() if onto else None, progress=progress)
    _print(report, report_format)
    raise typer.Exit(0 if report.clean else 1)


@app.command(name="import")
def import_(
    books: Books,
    *,
    into: Annotated[Path, typer.Option(help=_("The store; it is made where there is none."), metavar="STORE")],
    mapping: MappingFile = None,
    add_to: AddTo = None,
    report_format: ReportFormat = Format.TEXT,
) -> None:
    """Keep the accepted rows of books as an immutable snapshot; rows held back lie beside it in a workbook to correct.

    A corrected quarantine workbook joins the store's current snapshot, unless --add-to names another.
    """
    from cupel.chain import import_books

    with progress_bar(_stages()) as progress:
        snapshot = import_books(books, store=into, mapping=mapping, onto=_opened(add_to), progress=progress)
    if snapshot.report:
        _print(snapshot.report, report_format, snapshot=snapshot)


def _opened(path: Path | None) -> "Snapshot | None":
    from cupel.chain import open_snapshot

    return open_snapshot(path) if path else None


def _print(report: "CheckReport", report_format: Format, *, snapshot: "Snapshot | None" = None) -> None:
    if report_format is Format.JSON:
        kept = {"snapshot": {"hash": snapshot.hash, "path": str(snapshot.path)}} if snapshot else {}
        typer.echo(json.dumps({**report.as_dict(), **kept}, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from cupel.cli.chain_text import report_page, snapshot_lines

    console = Console()
    console.print(report_page(report))
    if snapshot:
        console.print(snapshot_lines(snapshot), soft_wrap=True, highlight=False)


def _stages() -> dict[str, str]:
    return {"read": _("Reading rows"), "write": _("Writing the snapshot")}
