"""The command line: one file per command."""

import sys
from typing import NoReturn

import typer

from cupel.errors import CupelError
from cupel.messages import _


def commands() -> typer.Typer:
    """The command line with all its commands."""
    from cupel.cli import areas, chain, findings_schema, hits_schema, lists, run, screen, standard, trace

    app = typer.Typer(
        name="cupel",
        help=_("A standard you can run: check a company's books, run a standard over them, read why."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.add_typer(areas.app, name="areas")
    app.add_typer(standard.app, name="standard")
    app.add_typer(chain.app, name="chain")
    app.add_typer(lists.app, name="lists")
    app.command("run")(run.run)
    app.command("screen")(screen.screen)
    app.command("trace")(trace.trace)
    app.command("findings-schema")(findings_schema.findings_schema)
    app.command("hits-schema")(hits_schema.hits_schema)
    return app


def main() -> None:
    """Run the command line; an error a person can act on is printed without a traceback and ends with code 1: ours, and
    the system's about a file or a full disk."""
    try:
        commands()()
    except CupelError as error:
        _fail(str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error} [system]")


def _fail(told: str) -> NoReturn:
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True).print(Text.assemble((_("Error"), "red"), f" {told}"), soft_wrap=True)
    sys.exit(1)
