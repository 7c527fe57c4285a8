"""What ``cupel chain`` prints."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cupel.chain import CheckReport, Reason, Snapshot
from cupel.chain.report import FileReport, finding_sentences
from cupel.messages import _, ngettext

LISTED = 20
"""Lines of each kind printed; the JSON report has all of them."""


def report_page(report: CheckReport) -> Group:
    """The whole report: files, why rows were held back, warnings, findings, notes, what was skipped."""
    return Group(*_parts(report))


def _parts(report: CheckReport) -> Iterator[RenderableType]:
    yield _files(report.files)
    if report.reasons:
        yield _reasons(_("Why rows are in quarantine"), report.reasons)
    if report.warnings:
        yield _reasons(_("Accepted, but look at these"), report.warnings)
    yield from _lines(_("Findings about the books"), finding_sentences(report.findings))
    yield from _lines(_("Notes"), [*report.notes, *_unused(report.files)])
    yield from _lines(
        _("Skipped"), [_("{name}: {reason}").format(name=one.name, reason=one.reason) for one in report.skipped]
    )
    yield Text(_verdict(report), style="bold")


def snapshot_lines(snapshot: Snapshot) -> Text:
    """Where the snapshot is, and what to do with rows held back."""
    lines = [_("Snapshot {hash}").format(hash=snapshot.hash), str(snapshot.path)]
    if snapshot.quarantine:
        lines.append(_("Correct a copy of {path} and import it into the same store.").format(path=snapshot.quarantine))
    return Text("\n".join(lines))


def _files(files: Iterable[FileReport]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(_("File"), overflow="fold")
    table.add_column(_("Table"), overflow="fold")
    for title in (_("Rows"), _("Accepted"), _("Quarantine"), _("Warnings")):
        table.add_column(title, justify="right")
    for file in files:
        counts = (f"{number:,}" for number in (file.rows, file.accepted, file.quarantined, file.warned))
        table.add_row(escape(file.file), file.table, *counts, style="red" if file.quarantined else None)
    return table


def _reasons(title: str, reasons: tuple[Reason, ...]) -> Table:
    table = Table(
        title=f"\n{title}", title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim"
    )
    table.add_column(_("Rows"), justify="right")
    table.add_column(_("First one"), overflow="fold")
    table.add_column(_("Reason"), overflow="fold", ratio=1)
    for one in reasons[:LISTED]:
        place = _("{file}, row {row}").format(file=one.file, row=one.row)
        table.add_row(f"{one.rows:,}", escape(place), escape(one.sentence))
    if len(reasons) > LISTED:
        table.add_row("", "", _more(len(reasons) - LISTED))
    return table


def _lines(title: str, lines: list[str]) -> Iterator[Text]:
    if lines:
        yield Text(f"\n{title}", style="bold")
        yield from (Text(f"  {line}") for line in lines[:LISTED])
        if len(lines) > LISTED:
            yield Text(f"  {_more(len(lines) - LISTED)}", style="dim")


def _unused(files: Iterable[FileReport]) -> Iterator[str]:
    for file in files:
        if file.unused:
            yield _("{file}: columns without a meaning here: {headings}").format(
                file=file.file, headings=", ".join(file.unused)
            )


def _verdict(report: CheckReport) -> str:
    lots = report.findings["subject_id"].n_unique()
    held = ngettext("{n:,} row is in quarantine", "{n:,} rows are in quarantine", report.quarantined)
    found = ngettext("{n:,} lot or event does not balance", "{n:,} lots or events do not balance", lots)
    accepted = ngettext("{n:,} row accepted", "{n:,} rows accepted", report.rows - report.quarantined)
    parts = (
        accepted.format(n=report.rows - report.quarantined),
        held.format(n=report.quarantined),
        found.format(n=lots),
    )
    return "\n" + "; ".join(parts) + "."


def _more(count: int) -> str:
    return ngettext("and {n:,} more", "and {n:,} more", count).format(n=count)
