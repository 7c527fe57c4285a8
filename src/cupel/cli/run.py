"""``cupel run``: a standard's checks over a company's books."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from cupel.cli.books import Books, MappingFile, opened
from cupel.cli.formats import Format
from cupel.cli.progress import progress_bar
from cupel.messages import _


def run(
    books: Books,
    *,
    standard: Annotated[str, typer.Option(help=_("The edition, such as mdd@2023 or FOLDER@2023."), metavar="EDITION")],
    out: Annotated[
        Path, typer.Option(help=_("Folder for the results; one with earlier results is replaced."), metavar="OUT")
    ],
    mapping: MappingFile = None,
    summary_format: Annotated[Format, typer.Option("--format", help=_("How to write the summary."))] = Format.TEXT,
    quiet: Annotated[bool, typer.Option("--quiet", help=_("No progress, and no summary as text."))] = False,
) -> None:
    """Run a standard's checks over books: red flags with reasons, origins by share, what is unknown.

    Flags do not change the code: it is 0 whenever the run ends.
    """
    from cupel.diligence import run_standard
    from cupel.standard import resolve

    edition = resolve(standard)
    stages = {"read": _("Reading rows"), "check": _("Checks"), "trace": _("Tracing metal"), "write": _("Writing files")}
    with nullcontext() if quiet else progress_bar(stages) as progress:
        given = opened(books, mapping=mapping)
        done = run_standard(given, edition=edition, out=out, mapping=mapping, progress=progress)
    if summary_format is Format.JSON:
        typer.echo(json.dumps({**done.summary, "out": str(out)}, ensure_ascii=False, indent=1))
    elif not quiet:
        from rich.console import Console

        from cupel.cli.run_text import run_page

        console = Console()
        console.print(run_page(done, edition, width=console.width))
