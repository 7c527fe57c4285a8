"""``cupel areas``: lists of conflict-affected and high-risk areas."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from cupel.messages import _

app = typer.Typer(help=_("Lists of conflict-affected and high-risk areas."), no_args_is_help=True)


@app.command("import")
def import_areas(
    file: Annotated[Path, typer.Argument(help=_("CSV or JSON, such as the EU indicative list."), exists=True)],
    edition: Annotated[str, typer.Option(help=_("Name of the edition, such as 2026-06."))],
    valid_from: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help=_("First day it applies."))],
    out: Annotated[Path, typer.Option(help=_("CSV to write, such as lists/region_list.csv."))],
    valid_to: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("Last day it applies."))] = None,
    column: Annotated[
        list[str] | None, typer.Option(help=_("Column by name, such as code=region; repeatable."))
    ] = None,
) -> None:
    """Read a list into dated determinations; an existing file keeps its other editions."""
    from cupel.diligence.areas import add_to_list, read_areas

    if any("=" not in each for each in column or []):
        raise typer.BadParameter(_("Write --column name=heading, such as code=region."))
    columns = dict(each.split("=", 1) for each in column or []) or None
    areas = read_areas(
        file,
        edition=edition,
        valid_from=valid_from.date(),
        valid_to=valid_to.date() if valid_to else None,
        columns=columns,
    )
    add_to_list(areas.determinations, out, edition=edition)
    typer.echo(
        _("{count} areas of edition {edition} written to {out}").format(
            count=areas.determinations.height, edition=edition, out=out
        )
    )
    for row in areas.rejected.iter_rows(named=True):
        typer.echo(_("row {row} ({code}) left out: {reason}").format(**row), err=True)
