"""What ``cupel lists`` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

from cupel.messages import _, ngettext
from cupel.screening.lists import ListDiff, Stored

COUNTED = range(1, 4)
"""Columns of a line with numbers."""

SHORT_HASH = 8
SURELY_WIDER = 1_000
"""Characters that no line has."""

CELL_CHARACTERS = 80
LISTED = 20
"""Lines of each kind printed; the JSON has all of them."""


@dataclass(frozen=True)
class Lines:
    """A line per version, none broken: columns that the terminal has no room for are left off from the right. Names and
    counts stay; where even they have no room, names are folded."""

    titles: list[str]
    rows: list[list[str]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        wide = options.update(width=SURELY_WIDER, max_width=SURELY_WIDER)
        tables = (self._of(columns) for columns in range(len(self.titles), COUNTED.stop - 1, -1))
        fits = (each for each in tables if Measurement.get(console, wide, each).maximum <= options.max_width)
        yield next(fits, self._of(COUNTED.stop, folded=True))

    def _of(self, columns: int, *, folded: bool = False) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for place, title in enumerate(self.titles[:columns]):
            justify: JustifyMethod = "right" if place in COUNTED else "left"
            table.add_column(title, justify=justify, no_wrap=not folded or place in COUNTED, overflow="fold")
        for row in self.rows:
            table.add_row(*(escape(cell) for cell in row[:columns]))
        return table


def versions_table(versions: Sequence[Stored]) -> RenderableType:
    """One line per version; the day of publication only where labels do not say it."""
    if not versions:
        return Text(_("No list yet. Bring one with 'cupel lists import PATH --list ID'."))
    titles = [_("Version"), _("Entities"), _("Names"), _("Quarantine"), _("Published"), _("Imported"), _("Format"),
        _("Hash")]  # fmt: skip
    lines = [_line(one) for one in versions]
    told = [place for place in range(len(titles)) if any(line[place] for line in lines)]
    kept = [[row[place] for place in told] for row in (titles, *lines)]
    return Lines(kept[0], kept[1:])


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


def _line(stored: Stored) -> list[str]:
    version = stored.version
    counts = (f"{stored.rows[name]:,}" for name in ("entity", "name", "quarantine"))
    day = version.published_at.isoformat() if version.published_at else _("unknown")
    about = (version.imported_at.date().isoformat(), version.reader, stored.folder.name[:SHORT_HASH])
    return [f"{version.list_id}@{version.label}", *counts, "" if day == version.label else day, *about]


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
    }
    table = Table("", Column(overflow="fold"), box=None, pad_edge=False, show_header=False)
    for name, value in facts.items():
        table.add_row(name, escape(str(value)))
    yield table
    for name, value in ((_("SHA-256 of the files"), version.sha256), (_("Hash of the version"), stored.folder.name)):
        yield Text(name)
        yield Text(f"  {value}", overflow="fold")
    counts = _("{read:,} records read, {kept:,} entities kept, {rejected:,} rejected.")
    yield Text(counts.format(read=version.read, kept=version.kept, rejected=version.rejected))
    if version.rejected > version.kept:
        text = _("Most records could not be read. Check that the file is whole and of this format.")
        yield Text(text, style="yellow")
    rows = stored.rows
    yield Text(", ".join(f"{rows[name]:,} {word}" for name, word in _words().items()) + ".")
    if quarantine.height:
        yield Text()
        yield _quarantine(quarantine)
    yield from _more(quarantine.height - LISTED)


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
    titles = (_("In quarantine"), _("Line"), _("Column"), _("Reason"), _("Record"))
    rows = [["" if value is None else str(value).strip() for value in row] for row in quarantine.head(LISTED).rows()]
    told = [place for place in range(len(titles)) if any(row[place] for row in rows)]
    table = _table(*(titles[place] for place in told))
    for row in rows:
        table.add_row(*(escape(row[place][:CELL_CHARACTERS]) for place in told))
    return table


def _diff_parts(diff: ListDiff) -> Iterator[RenderableType]:
    ends = (f"{version.list_id}@{version.label}" for version in (diff.before, diff.after))
    yield Text(" → ".join(ends), style="bold")
    if diff.is_empty:
        yield Text(_("Nothing differs."))
        return
    for title, frame in ((_("Added"), diff.added), (_("Removed"), diff.removed), (_("Changed"), diff.changed)):
        if frame.height:
            yield Text()
            yield _entities(title, frame)
        yield from _more(frame.height - LISTED)
    counts = (diff.added.height, diff.removed.height, diff.changed.height)
    yield Text()
    yield Text(_("{0:,} added, {1:,} removed, {2:,} changed.").format(*counts), style="bold")


def _entities(title: str, frame: pl.DataFrame) -> Table:
    table = _table(title, _("Name"), *([_("What changed")] if "groups" in frame.columns else []))
    for row in frame.head(LISTED).iter_rows():
        table.add_row(escape(row[0]), escape(row[1]), *(", ".join(groups) for groups in row[2:]))
    return table


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _more(count: int) -> Iterator[Text]:
    if count > 0:
        yield Text(ngettext("and {n:,} more", "and {n:,} more", count).format(n=count))
