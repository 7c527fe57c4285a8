"""``cupel screen``: a company's parties against sanctions and watch lists."""

import datetime as dt
import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cupel.cli.formats import Format
from cupel.cli.progress import progress_bar
from cupel.messages import _

if TYPE_CHECKING:
    import polars as pl

LEAST, THRESHOLD, MOST = 0.5, 0.7, 1.0


def screen(
    parties: Annotated[
        Path,
        typer.Argument(
            help=_("A table of parties (CSV, XLSX, Parquet), or a folder or snapshot of books."), metavar="PARTIES"
        ),
    ],
    *,
    lists: Annotated[
        list[str],
        typer.Option("--list", help=_("A list as LIST@LABEL from the store, or its file; repeatable."), metavar="LIST"),
    ],
    out: Annotated[Path, typer.Option(help=_("Folder for the results; an earlier one is replaced."), metavar="OUT")],
    threshold: Annotated[
        float, typer.Option(min=LEAST, max=MOST, help=_("Least score of names that is a hit."))
    ] = THRESHOLD,
    store: Annotated[Path, typer.Option(help=_("The folder of all lists."), metavar="DIR")] = Path("lists"),
    decisions: Annotated[
        Path | None, typer.Option(help=_("Decisions made before, as JSON lines."), metavar="FILE")
    ] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The day of the screening; else today."), metavar="DATE"),
    ] = None,
    summary_format: Annotated[Format, typer.Option("--format", help=_("How to write the summary."))] = Format.TEXT,
    quiet: Annotated[bool, typer.Option("--quiet", help=_("No progress, and no summary as text."))] = False,
) -> None:
    """Screen parties against lists: hits in order, each with its evidence, and what could not be screened.

    Hits do not change the code: it is 0 whenever the run ends. A hit is a proposal that a person decides.
    """
    from cupel.diligence.replace import replaced_folder
    from cupel.screening.against import Asked, screen_parties
    from cupel.screening.given_lists import given_lists
    from cupel.screening.outputs import write_screening
    from cupel.screening.party_intake import read_parties

    day = on.date() if on else dt.datetime.now(dt.UTC).date()
    asked = Asked(day, threshold, _decisions(decisions) if decisions else None)
    with nullcontext() if quiet else progress_bar(_stages()) as progress:
        found = read_parties(parties, progress=progress)
        listed = given_lists(lists, store=store, on=day, progress=progress)
        done = screen_parties(found, listed, asked, progress=progress)
        with replaced_folder(out) as fresh:
            write_screening(done, fresh, progress=progress)
    from cupel.cli.screen_text import screening_data, screening_page

    if summary_format is Format.JSON:
        typer.echo(json.dumps({**screening_data(done), "out": str(out)}, ensure_ascii=False, indent=1))
    elif not quiet:
        from rich.console import Console

        Console().print(screening_page(done, out))


def _stages() -> dict[str, str]:
    return {
        "read": _("Reading rows"),
        "lists": _("Reading lists"),
        "screen": _("Comparing names"),
        "explain": _("Telling hits"),
        "write": _("Writing files"),
    }


def _decisions(file: Path) -> "pl.DataFrame":
    from cupel.errors import DecisionError, Place
    from cupel.screening.decision_files import from_json_lines

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(
            _("The file of decisions cannot be read."),
            code="no-decisions",
            remedy=_("Give a file of JSON lines in UTF-8, as decisions are exported."),
            place=Place(file=str(file)),
        ) from error
    return from_json_lines(text)
