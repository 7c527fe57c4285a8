"""The command line: one file per command."""

import sys

import typer

from cupel.errors import CupelError
from cupel.messages import _

app = typer.Typer(
    name="cupel",
    help=_("A standard you can run: check a company's books, run a standard over them, read why."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def main() -> None:
    """Run the command line; an error a person can act on is printed without a traceback and ends with code 1."""
    from cupel.cli import areas, chain, run, standard, trace

    app.add_typer(areas.app, name="areas")
    app.add_typer(standard.app, name="standard")
    app.add_typer(chain.app, name="chain")
    app.command("run")(run.run)
    app.command("trace")(trace.trace)
    try:
        app()
    except CupelError as error:
        from rich.console import Console
        from rich.text import Text

        Console(stderr=True).print(Text.assemble((_("Error"), "red"), f" {error}"), soft_wrap=True)
        sys.exit(1)
