"""Writes the reference pages that are made from the code: ``python -m docs.generate``."""

from collections.abc import Callable
from pathlib import Path

from cupel.chain import reference_markdown
from cupel.cli.reference import commands_markdown
from cupel.diligence.reference import finding_kinds_markdown, outputs_markdown, vocabulary_markdown
from cupel.standard.reference import format_markdown

REFERENCE = Path(__file__).parent / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_markdown,
    "facts.md": vocabulary_markdown,
    "finding-kinds.md": finding_kinds_markdown,
    "outputs.md": outputs_markdown,
    "standard-files.md": format_markdown,
    "tables.md": reference_markdown,
}


def main() -> None:
    """Write every page."""
    for name, made in PAGES.items():
        (REFERENCE / name).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
