"""``cupel trace``: where one lot's metal comes from."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cupel.cli.books import Books, MappingFile, read_tables
from cupel.cli.formats import Format
from cupel.messages import _

if TYPE_CHECKING:
    from cupel.diligence import LotTrace


def trace(
    books: Books,
    *,
    lot: Annotated[str, typer.Option(help=_("The lot's number, as the books write it."), metavar="ID")],
    metal: Annotated[
        str | None, typer.Option(help=_("The metal, such as cu; else the one the lot holds most of."))
    ] = None,
    top: Annotated[int, typer.Option(min=1, help=_("How many of the heaviest ways, and of the largest origins."))] = 10,
    mapping: MappingFile = None,
    trace_format: Annotated[Format, typer.Option("--format", help=_("How to write it."))] = Format.TEXT,
) -> None:
    """Print the origins of a lot's metal by share, and the ways that brought most of it."""
    from cupel.diligence import Dossier, trace_lot

    dossier = Dossier(read_tables(books, mapping=mapping))
    found = trace_lot(dossier, lot, metal=metal, top=top)
    if trace_format is Format.JSON:
        typer.echo(json.dumps(trace_data(found), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from cupel.cli.trace_text import trace_page
    from cupel.diligence.run import names
    from cupel.diligence.words import names_of

    Console().print(trace_page(found, names_of(names(dossier)), top=top))


def trace_data(found: "LotTrace") -> dict[str, Any]:
    """The trace as JSON holds it: shares as fractions, masses in grams, times in UTC."""
    origins = found.origins.with_columns(found.origins["mass_g"].round().cast(int))
    steps = found.steps.with_columns(found.steps["at"].dt.to_string("iso:strict"), found.steps["kind"].cast(str))
    by_path = steps.partition_by("path", as_dict=True)
    paths = [
        {**path, "steps": by_path[(path["path"],)].drop("path", "path_share").to_dicts() if by_path else []}
        for path in found.paths.to_dicts()
    ]
    return {
        "lot": found.lot_id,
        "metal": found.metal,
        "content_g": found.content_g,
        "shares": found.shares,
        "origins": origins.to_dicts(),
        "covered": found.covered,
        "ordered": found.ordered,
        "paths": paths,
    }
