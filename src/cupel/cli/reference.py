"""The reference page of the command line, made from the commands themselves."""

from collections.abc import Iterator

import typer
from typer.core import TyperGroup

from cupel.cli import commands

HEAD = """\
# Command line

`cupel --help` and `cupel COMMAND --help` print the same. An error that a person can act on is printed with its code,
the place and what to do, and ends with code 1; a wrong use of a command ends with code 2.
"""


def commands_markdown() -> str:
    """Every command with its arguments and options."""
    root = typer.Context(typer.main.get_command(commands()), info_name="cupel")
    return "\n".join([HEAD, *(_section(context) for context in _walk(root))])


def _walk(context: typer.Context) -> Iterator[typer.Context]:
    command = context.command
    if not isinstance(command, TyperGroup):
        yield context
        return
    for name in sorted(command.commands):
        yield from _walk(typer.Context(command.commands[name], info_name=name, parent=context))


def _section(context: typer.Context) -> str:
    command = context.command
    records = [parameter.get_help_record(context) for parameter in command.params]
    rows = [_row(*record) for record in records if record]
    table = ["| Argument or option | Meaning |", "|---|---|", *rows, ""] if rows else []
    about = (command.help or "").split("\n\n")
    return "\n".join([f"## {context.command_path}", "", *(f"{' '.join(part.split())}\n" for part in about), *table])


def _row(names: str, meaning: str) -> str:
    told = " ".join(meaning.split()).replace("[", "(").replace("]", ")")
    return f"| `{names.replace('|', chr(92) + '|')}` | {told} |"
