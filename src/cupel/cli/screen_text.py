"""What ``cupel screen`` prints at the end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cupel.messages import _, ngettext
from cupel.screening.against import Screening
from cupel.screening.outputs import left_to_review, states
from cupel.screening.report.figures import Band, bands, count, numbers

SHOWN = 10
"""First hits that are printed; the files have all of them."""


def screening_page(done: Screening, out: Path) -> Group:
    """Numbers, the first hits, what could not be screened or read, where the files are."""
    return Group(*_parts(done, out))


def screening_data(done: Screening) -> dict[str, Any]:
    """The same as plain data."""
    told = numbers(done)
    return {
        "on": done.asked.on.isoformat(),
        "threshold": done.asked.threshold,
        "lists": [f"{each.version.list_id}@{each.version.label}" for each in done.lists],
        "parties": told.parties,
        "hits": told.hits,
        "hits_by_number": told.by_number,
        "parties_with_hit": told.with_hit,
        "parties_without_hit_at_this_threshold": told.without,
        "not_screenable_by_name": told.unscreenable,
        "rows_left_out": told.left_out,
        "states": states(done.hits),
        "left_to_review": left_to_review(done.hits),
        "bands": [{"from": band.label, "hits": band.hits} for band in bands(done)],
    }


def _parts(done: Screening, out: Path) -> Iterator[RenderableType]:
    told = numbers(done)
    lists = ", ".join(f"{each.version.list_id}@{each.version.label}" for each in done.lists)
    yield Text(_("{parties} parties against {lists}").format(parties=count(told.parties), lists=lists), style="bold")
    yield Text()
    if told.hits:
        text = _("{hits} hits on {parties} parties, {number} of them by a number in common.")
        yield Text(
            text.format(hits=count(told.hits), parties=count(told.with_hit), number=count(told.by_number)),
            style="yellow",
        )
        yield _bands([band for band in bands(done) if band.hits])
        yield Text()
        yield _hits(done)
    rest = _("{parties} parties: no hit at this threshold ({threshold}).")
    yield Text(rest.format(parties=count(told.without), threshold=f"{done.asked.threshold:g}"))
    if done.asked.decisions is not None:
        text = _("Left to review after decisions made before: {hits}.")
        yield Text(text.format(hits=count(left_to_review(done.hits))))
    yield from _left_out(done)
    yield Text()
    yield Text.assemble(f"{_('Report')}  ", (str(out / "report.html"), "bold"), overflow="fold")
    yield Text.assemble(f"{_('Tables')}  ", str(out / "hits.xlsx"), overflow="fold")


def _bands(found: list[Band]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(_("Score"))
    table.add_column(_("Hits"), justify="right")
    for band in found:
        table.add_row(band.label, count(band.hits))
    return table


def _hits(done: Screening) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in (_("Score"), _("Our number"), _("Our name"), _("Listed name"), _("List")):
        table.add_column(title, overflow="fold", justify="right" if title == _("Score") else "left")
    for row in done.hits.head(SHOWN).iter_rows(named=True):
        names = (row["subject_id"], row["subject_name"], row["listed_name"], row["list_id"])
        table.add_row(f"{row['score']:.3f}", *(escape(str(name)) for name in names))
    more = done.hits.height - SHOWN
    if more > 0:
        table.add_row("", ngettext("and {n} more", "and {n} more", more).format(n=count(more)))
    return table


def _left_out(done: Screening) -> Iterator[Text]:
    told = numbers(done)
    if told.unscreenable:
        text = ngettext(
            "{n} party has no name that tells who it is; only its numbers can.",
            "{n} parties have no name that tells who they are; only their numbers can.",
            told.unscreenable,
        )
        yield Text(text.format(n=count(told.unscreenable)), style="magenta")
    if told.left_out:
        text = ngettext(
            "{n} row could not be read and was not screened; the report tells why.",
            "{n} rows could not be read and were not screened; the report tells why.",
            told.left_out,
        )
        yield Text(text.format(n=count(told.left_out)), style="yellow")
    for each in done.parties.skipped:
        yield Text(_("Skipped: {name}: {reason}").format(name=each.name, reason=each.reason), style="dim")
