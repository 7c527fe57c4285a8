"""``cupel standard``: check, read and compare standards, as data and as documents; the schema of their files."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cupel.cli.documents import export, import_, read_back
from cupel.messages import _, ngettext

if TYPE_CHECKING:
    from cupel.errors import StandardError
    from cupel.standard import Standard

app = typer.Typer(no_args_is_help=True, help=_("Check, read and compare standards, as data and as documents."))


class Format(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.command()
def validate(
    standard: Annotated[str, typer.Argument(help=_("A folder, or the key of a shipped standard such as mdd."))],
) -> None:
    """Read a standard, compile its checks, and print every mistake or what each edition holds."""
    from rich.console import Console

    from cupel.cli.standard_text import editions_table, mistake_text
    from cupel.standard import inspect_standard, standard_folder

    found, mistakes = inspect_standard(standard_folder(standard))
    mistakes = mistakes or (_check_mistakes(found) if found else [])
    if found is None or mistakes:
        errors = Console(stderr=True)
        for mistake in mistakes:
            errors.print(mistake_text(mistake), soft_wrap=True)
        count = len(mistakes)
        errors.print(ngettext("{count} mistake.", "{count} mistakes.", count).format(count=count))
        raise typer.Exit(1)
    Console().print(editions_table(found))


@app.command()
def show(
    edition: Annotated[str, typer.Argument(help=_("The edition, such as mdd@2023 or FOLDER@2023."))],
    clause: Annotated[
        str | None, typer.Option(help=_("Only this clause, by label or uid, with all its parts."))
    ] = None,
) -> None:
    """Print an edition, or one clause with its parameters, checks and evidence."""
    from rich.console import Console

    from cupel.cli.standard_text import clause_page, edition_page
    from cupel.standard import resolve

    found = resolve(edition)
    Console().print(edition_page(found) if clause is None else clause_page(found, clause))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help=_("The older edition, such as mdd@2021."))],
    new: Annotated[str, typer.Argument(help=_("The newer edition, such as mdd@2023."))],
    format: Annotated[Format, typer.Option(help=_("How to write it."))] = Format.TEXT,  # noqa: A002 - the option's name
    out: Annotated[Path | None, typer.Option(help=_("Write to this file instead of the screen."))] = None,
) -> None:
    """Compare two editions: what moved, was split, merged, strengthened, and a redline per clause."""
    from cupel.standard import diff_data, diff_editions, diff_page, resolve

    found = diff_editions(resolve(old), resolve(new))
    if format is Format.TEXT:
        from cupel.cli.standard_text import print_diff

        print_diff(found, out)
        return
    text = diff_page(found) if format is Format.HTML else json.dumps(diff_data(found), ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a standard's files."""
    from cupel.standard import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


app.command()(export)
app.command("import")(import_)
app.command("read-back")(read_back)


def _check_mistakes(standard: "Standard") -> "list[StandardError]":
    """What is wrong with the checks, seen with the engine's facts; each mistake once, though editions share checks."""
    from cupel.diligence import VOCABULARY
    from cupel.errors import StandardError
    from cupel.standard import compile_check

    found: dict[str, StandardError] = {}
    for edition in standard.editions.values():
        for bound in edition.checks():
            try:
                compile_check(bound, VOCABULARY)
            except StandardError as mistake:
                found.setdefault(str(mistake), mistake)
    return list(found.values())
