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
from cupel.screening.beside import Beside, Results, skipped
from cupel.screening.outputs import left_to_review, states
from cupel.screening.owned_columns import OWNED_STATES
from cupel.screening.report.figures import Band, Holders, bands, count, holders, numbers
from cupel.screening.second_opinion import COLUMN

SHOWN = 10
"""First hits that are printed; the files have all of them."""


def screening_page(found: Results, out: Path) -> Group:
    """Numbers, the first hits, who is owned by listed parties, what could not be screened or read, where files are."""
    return Group(*_parts(found, out))


def screening_data(found: Results) -> dict[str, Any]:
    """The same as plain data."""
    done, owned = found.screening, found.beside.owned
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
        "owned": owned and {state: owned.number(state) for state in OWNED_STATES},
        "second_opinion": found.second and found.second.manifest(),
    }


def _parts(found: Results, out: Path) -> Iterator[RenderableType]:
    done, owned = found.screening, found.beside.owned
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
        yield _hits(found)
    rest = _("{parties} parties: no hit at this threshold ({threshold}).")
    yield Text(rest.format(parties=count(told.without), threshold=f"{done.asked.threshold:g}"))
    if done.asked.decisions is not None:
        text = _("Left to review after decisions made before: {hits}.")
        yield Text(text.format(hits=count(left_to_review(done.hits))))
    if owned:
        yield from _owned(holders(owned, most=SHOWN))
    yield from _left_out(done, found.beside)
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


def _hits(found: Results) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    scores = [_("Score"), *([found.second.matcher] if found.second else [])]
    for title in scores:
        table.add_column(title, justify="right")
    for title in (_("Our number"), _("Our name"), _("Listed name"), _("List")):
        table.add_column(title, overflow="fold")
    for each in found.told[:SHOWN]:
        hit = each.hit
        other = hit[COLUMN] if found.second else None
        second = ["–" if other is None else f"{other:.3f}"] if found.second else []
        names = (hit["subject_id"], hit["subject_name"], hit["listed_name"], hit["list_id"])
        table.add_row(f"{hit['score']:.3f}", *second, *(escape(str(name)) for name in names))
    more = len(found.told) - SHOWN
    if more > 0:
        rest = ngettext("and {n} more", "and {n} more", more).format(n=count(more))
        table.add_row(*[""] * len(scores), rest)
    return table


def _owned(owned: Holders) -> Iterator[RenderableType]:
    yield Text()
    text = ngettext(
        "{n} party counts as owned by listed parties ({threshold})",
        "{n} parties count as owned by listed parties ({threshold})",
        owned.listed,
    )
    text += _("; {more} may, as long as hits are open or shares missing.")
    flagged = owned.listed or owned.unknown
    told = text.format(n=count(owned.listed), threshold=owned.threshold, more=count(owned.unknown))
    yield Text(told, style="yellow" if flagged else "")
    if not owned.rows:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in (_("State"), _("Our number"), _("Share"), _("Who owns what")):
        table.add_column(title, overflow="fold")
    for row in owned.rows:
        share = row["known"] if row["known"] == row["possible"] else f"{row['known']} – {row['possible']}"
        table.add_row(row["state"], escape(row["party_id"]), share, escape(row["sentence"].partition(": ")[2]))
    if owned.left:
        table.add_row("", ngettext("and {n} more", "and {n} more", owned.left).format(n=count(owned.left)))
    yield table
    yield Text()


def _left_out(done: Screening, beside: Beside) -> Iterator[Text]:
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
    held = beside.owned.intake if beside.owned else None
    if held and held.quarantine.height:
        text = ngettext(
            "{n} defect in the table of holdings (rows left out: {out}); the report tells why.",
            "{n} defects in the table of holdings (rows left out: {out}); the report tells why.",
            held.quarantine.height,
        )
        yield Text(text.format(n=count(held.quarantine.height), out=count(held.left_out)), style="yellow")
    for each in skipped(done, beside):
        yield Text(_("Skipped: {name}: {reason}").format(name=each.name, reason=each.reason), style="dim")
