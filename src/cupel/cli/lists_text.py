"""What ``cupel lists`` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from cupel.messages import _, ngettext
from cupel.screening.lists import ListDiff, Stored

LISTED = 20
"""Lines of each kind printed; the JSON has all of them."""


def versions_table(versions: Sequence[Stored]) -> RenderableType:
    """One line per version."""
    if not versions:
        return Text(_("No list yet. Bring one with 'cupel lists import PATH --list ID'."))
    table = _table(_("Version"), _("Published"), _("Imported"), _("Format"), _("Hash"))
    for title in (_("Entities"), _("Names"), _("Quarantine")):
        table.add_column(title, justify="right")
    for folder, version, rows in versions:
        about = (version.published_at, version.imported_at.date(), version.reader, folder.name[:12])
        counts = (f"{rows[name]:,}" for name in ("entity", "name", "quarantine"))
        shown = (str(value) if value else _("unknown") for value in about)
        table.add_row(escape(f"{version.list_id}@{version.label}"), *shown, *counts)
    return table


def version_page(stored: Stored, quarantine: pl.DataFrame) -> RenderableType:
    """One version: where it comes from, what it holds, and what was not kept."""
    return Group(*_version_parts(stored, quarantine))


def version_data(stored: Stored, quarantine: pl.DataFrame | None = None) -> dict[str, Any]:
    """One version as plain data, with its quarantine where that is given."""
    facts = {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in asdict(stored.version).items()
    }
    held = {} if quarantine is None else {"quarantine": quarantine.to_dicts()}
    return {**facts, "hash": stored.folder.name, "rows": stored.rows, **held}


def diff_page(diff: ListDiff) -> RenderableType:
    """Who came, who went, what changed, and the counts."""
    return Group(*_diff_parts(diff))


def _version_parts(stored: Stored, quarantine: pl.DataFrame) -> Iterator[RenderableType]:
    version = stored.version
    yield Text(f"{version.list_id}@{version.label}", style="bold")
    facts = {
        _("Published"): version.published_at or _("unknown"),
        _("Imported"): version.imported_at.isoformat(),
        _("Format"): _("{reader}, reader version {number}").format(
            reader=version.reader, number=version.reader_version
        ),
        _("Source"): version.source_url or ", ".join(version.files) or _("the books"),
        _("Licence"): version.licence or _("not stated"),
        _("SHA-256 of the files"): version.sha256,
        _("Hash of the version"): stored.folder.name,
    }
    table = Table("", Column(overflow="fold"), box=None, pad_edge=False, show_header=False)
    for name, value in facts.items():
        table.add_row(name, escape(str(value)))
    yield table
    counts = _("{read:,} records read, {kept:,} entities kept, {rejected:,} rejected.")
    yield Text(counts.format(read=version.read, kept=version.kept, rejected=version.rejected))
    rows = stored.rows
    yield Text(", ".join(f"{rows[name]:,} {word}" for name, word in _words().items()) + ".")
    if quarantine.height:
        yield _quarantine(quarantine)


def _words() -> dict[str, str]:
    return {
        "name": _("names"),
        "identifier": _("identifiers"),
        "birth": _("birth dates"),
        "place": _("places"),
        "relation": _("relations"),
        "quarantine": _("rows in quarantine"),
    }


def _quarantine(quarantine: pl.DataFrame) -> Table:
    table = _table(_("In quarantine"), _("Line"), _("Column"), _("Reason"), _("Record"))
    for row in quarantine.head(LISTED).iter_rows():
        table.add_row(*(escape(str(value)[:80]) if value is not None else "" for value in row))
    if quarantine.height > LISTED:
        table.add_row(_more(quarantine.height - LISTED))
    return table


def _diff_parts(diff: ListDiff) -> Iterator[RenderableType]:
    ends = (f"{version.list_id}@{version.label}" for version in (diff.before, diff.after))
    yield Text(" → ".join(ends), style="bold")
    if diff.is_empty:
        yield Text(_("Nothing differs."))
        return
    for title, frame in ((_("Added"), diff.added), (_("Removed"), diff.removed), (_("Changed"), diff.changed)):
        if frame.height:
            yield _entities(title, frame)
    counts = (diff.added.height, diff.removed.height, diff.changed.height)
    yield Text(_("{0:,} added, {1:,} removed, {2:,} changed.").format(*counts), style="bold")


def _entities(title: str, frame: pl.DataFrame) -> Table:
    table = _table(title, _("Name"), _("What changed") if "groups" in frame.columns else "")
    for row in frame.head(LISTED).iter_rows():
        groups = ", ".join(row[2]) if len(row) > 2 else ""
        table.add_row(escape(row[0]), escape(row[1]), groups)
    if frame.height > LISTED:
        table.add_row(_more(frame.height - LISTED))
    return table


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _more(count: int) -> str:
    return ngettext("and {n:,} more", "and {n:,} more", count).format(n=count)
