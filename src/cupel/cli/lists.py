"""``cupel lists``: sanctions and watch lists as immutable versions."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cupel.messages import _

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(no_args_is_help=True, help=_("Keep sanctions and watch lists as versions, and compare them."))

Store = Annotated[Path, typer.Option(help=_("The folder of all lists; it is made where there is none."), metavar="DIR")]
AsJson = Annotated[bool, typer.Option("--json", help=_("Write JSON."))]
STORE = Path("lists")


@app.command(name="import")
def import_(
    path: Annotated[
        Path, typer.Argument(help=_("A publisher's file, or a folder with OFAC's CSV files."), metavar="PATH")
    ],
    *,
    list_id: Annotated[str, typer.Option("--list", help=_("Name of the list, such as ofac-sdn."), metavar="ID")],
    store: Store = STORE,
    layout: Annotated[
        str | None, typer.Option("--format", help=_("Its format; else it is recognised."), metavar="FORMAT")
    ] = None,
    label: Annotated[
        str | None, typer.Option(help=_("Name of the version; else its day of publication."), metavar="LABEL")
    ] = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("Day of publication, where the file does not say it.")),
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help=_("Column of one's own list by heading, such as name=Company; repeatable."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read a list and keep it as a version that never changes; records that cannot be read are told one by one."""
    from cupel.screening.lists import About, find_version, read_list, write_version

    if any("=" not in each for each in column or []):
        raise typer.BadParameter(_("Write --column name=heading, such as name=Company."))
    about = About(
        list_id=list_id,
        imported_at=dt.datetime.now(dt.UTC).replace(microsecond=0),
        label=label,
        published_at=date.date() if date else None,
        columns=dict(each.split("=", 1) for each in column or []),
    )
    found = read_list(path, about, format_key=layout)
    folder = write_version(found, store)
    stored = find_version(store, f"{list_id}@{folder.name}")
    from cupel.cli.lists_text import version_data, version_page

    _print(version_data(stored, found.quarantine), version_page(stored, found.quarantine), as_json=as_json)


@app.command()
def show(
    name: Annotated[
        str | None, typer.Argument(help=_("A list, or one version of it as LIST@LABEL."), metavar="[LIST[@LABEL]]")
    ] = None,
    *,
    store: Store = STORE,
    as_json: AsJson = False,
) -> None:
    """Print the versions in a store, or one version with what is in quarantine."""
    from cupel.cli.lists_text import version_data, version_page, versions_table
    from cupel.screening.lists import find_version, read_version, stored_versions

    if name and "@" in name:
        stored = find_version(store, name)
        quarantine = read_version(stored.folder).quarantine
        _print(version_data(stored, quarantine), version_page(stored, quarantine), as_json=as_json)
        return
    if name:
        find_version(store, name)
    versions = stored_versions(store, name)
    _print([version_data(one) for one in versions], versions_table(versions), as_json=as_json)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help=_("The older version, such as ofac-sdn@2026-01-05."))],
    after: Annotated[str, typer.Argument(help=_("The newer version, such as ofac-sdn@2026-02-02."))],
    *,
    store: Store = STORE,
    as_json: AsJson = False,
) -> None:
    """Compare two versions: who came, who went, and what changed on the rest."""
    from cupel.cli.lists_text import diff_page
    from cupel.screening.lists import diff_versions, find_version, read_version

    old, new = (read_version(find_version(store, name).folder) for name in (before, after))
    found = diff_versions(old, new)
    _print(found.as_dict(), diff_page(found), as_json=as_json)


def _print(data: Any, page: "RenderableType", *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    Console().print(page)
