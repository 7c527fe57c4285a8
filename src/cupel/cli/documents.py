"""``cupel standard export``, ``import`` and ``read-back``: editions as documents, and documents as editions."""

import datetime as dt
import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cupel.cli.formats import Format
from cupel.messages import _, ngettext

if TYPE_CHECKING:
    from cupel.exchange import Signature
    from cupel.standard import Edition

Language = Annotated[str, typer.Option(help=_("Language of the texts, such as en."))]


class Target(StrEnum):
    """What an edition is written as."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    REDLINE_DOCX = "redline-docx"
    REDLINE_PDF = "redline-pdf"
    REDLINE_HTML = "redline-html"


class Changes(StrEnum):
    """How the tracked changes of a file are read."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


def export(
    edition: Annotated[str, typer.Argument(help=_("The edition, such as mdd@2023 or FOLDER@2023."))],
    *,
    to: Annotated[Target, typer.Option(help=_("What to write; a redline shows the change since another edition."))],
    out: Annotated[Path, typer.Option(help=_("The file to write."))],
    since: Annotated[
        str | None, typer.Option(help=_("The older edition of a redline, such as mdd@2022."), metavar="EDITION")
    ] = None,
    author: Annotated[str, typer.Option(help=_("Whose tracked changes they are."))] = "Cupel",
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help=_("When they were made; else now.")),
    ] = None,
    language: Language = "en",
) -> None:
    """Write an edition, or the change to it, as a Word file, a PDF or an HTML page."""
    from cupel.exchange import Signature
    from cupel.standard import resolve

    is_redline = to.value.startswith("redline")
    if is_redline and since is None:
        raise typer.BadParameter(_("A redline needs --since EDITION."))
    if since is not None and not is_redline:
        raise typer.BadParameter(_("--since is for redlines."))
    new = resolve(edition)
    when = date or dt.datetime.now(dt.UTC).replace(microsecond=0)
    made = _WRITERS[to](new, resolve(since) if since else new, language, Signature(author=author, when=when))
    out.write_bytes(made)
    typer.echo(_("{edition} written to {out}").format(edition=new.reference, out=out))


def import_(
    file: Annotated[Path, typer.Argument(help=_("A Word file (.docx)."), exists=True, dir_okay=False)],
    *,
    out: Annotated[Path, typer.Option(help=_("The folder of the new standard; it must not exist."))],
    key: Annotated[str | None, typer.Option(help=_("Key of the standard; else the folder's name."))] = None,
    edition: Annotated[str, typer.Option(help=_("Name of the edition, such as 2026."))] = "draft",
    level: Annotated[
        str, typer.Option(help=_("Level of requirements in which no word says it: must, should or may."))
    ] = "must",
    changes: Annotated[Changes, typer.Option(help=_("How tracked changes in the file are taken."))] = Changes.ACCEPTED,
    language: Language = "en",
) -> None:
    """Read a Word file of anybody into a standard of new ids, and tell what could not be placed."""
    from rich.console import Console
    from ulid import ULID

    from cupel.cli.documents_text import filled_table, imported_page
    from cupel.errors import DocumentError
    from cupel.exchange import Naming, as_standard, read_docx
    from cupel.standard import save_standard

    if level not in ("must", "should", "may"):
        raise typer.BadParameter(_("Write --level must, should or may."))
    if out.exists():
        message = _("{out} exists already.").format(out=out)
        raise DocumentError(message, code="document-out", remedy=_("Name a folder that does not exist."))
    document = read_docx(file.read_bytes(), changes=changes.value)
    naming = Naming(key=key or out.name, edition=edition, language=language, level=level)
    draft = as_standard(document, naming, new_uid=lambda: str(ULID()))
    save_standard(draft.standard, out)
    console = Console()
    console.print(imported_page(document))
    if draft.filled:
        console.print(filled_table(draft))
    count = len(draft.standard.clauses)
    words = ngettext("{count} clause written to {out}", "{count} clauses written to {out}", count)
    typer.echo(words.format(count=count, out=out))


def read_back(
    file: Annotated[Path, typer.Argument(help=_("A Word file that export wrote."), exists=True, dir_okay=False)],
    edition: Annotated[str, typer.Argument(help=_("The edition it was made from, such as mdd@2023."))],
    *,
    changes: Annotated[Changes, typer.Option(help=_("How tracked changes in the file are taken."))] = Changes.ACCEPTED,
    format: Annotated[Format, typer.Option(help=_("How to write it."))] = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Tell what somebody changed in a Word file of ours: clause by clause, by permanent id, and what has no place."""
    from rich.console import Console

    from cupel.cli.documents_text import returned_data, returned_page
    from cupel.exchange import compare_returned, read_docx
    from cupel.standard import resolve

    returned = compare_returned(read_docx(file.read_bytes(), changes=changes.value), resolve(edition))
    if format is Format.JSON:
        typer.echo(json.dumps(returned_data(returned), ensure_ascii=False, indent=1))
    else:
        Console().print(returned_page(returned))


Writer = Callable[["Edition", "Edition", str, "Signature"], bytes]


def _docx(new: "Edition", _old: "Edition", language: str, _signature: "Signature") -> bytes:
    from cupel.exchange import edition_docx

    return edition_docx(new, language=language)


def _pdf(new: "Edition", _old: "Edition", language: str, _signature: "Signature") -> bytes:
    from cupel.exchange import edition_pdf

    return edition_pdf(new, language=language)


def _html(new: "Edition", _old: "Edition", language: str, _signature: "Signature") -> bytes:
    from cupel.exchange import edition_html

    return edition_html(new, language=language).encode()


def _redline_docx(new: "Edition", old: "Edition", language: str, signature: "Signature") -> bytes:
    from cupel.exchange import redline_docx

    return redline_docx(old, new, signature=signature, language=language)


def _redline_pdf(new: "Edition", old: "Edition", language: str, _signature: "Signature") -> bytes:
    from cupel.exchange import redline_pdf

    return redline_pdf(old, new, language=language)


def _redline_html(new: "Edition", old: "Edition", _language: str, _signature: "Signature") -> bytes:
    from cupel.standard import diff_editions, diff_page

    return (diff_page(diff_editions(old, new)) + "\n").encode()


_WRITERS: dict[Target, Writer] = {
    Target.DOCX: _docx,
    Target.PDF: _pdf,
    Target.HTML: _html,
    Target.REDLINE_DOCX: _redline_docx,
    Target.REDLINE_PDF: _redline_pdf,
    Target.REDLINE_HTML: _redline_html,
}
