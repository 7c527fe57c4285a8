"""What was read of documents, on the terminal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cupel.cli.standard_text import MARGIN, redline_text
from cupel.exchange import ClauseChange, Draft, ImportedDocument, Remark, Returned, Unplaced
from cupel.messages import _
from cupel.standard import part_titles

SHOWN = 60
"""Characters of a text that are shown where all of it would be too much."""


def imported_page(document: ImportedDocument) -> Group:
    """How many clauses of each kind were found, what was taken out, and what has no place."""
    kinds = Counter(clause.kind for clause in document.walk())
    found = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    parts: list[RenderableType] = [Text(document.title or _("No title")), Text(found)]
    if document.changes:
        told = _("Tracked changes taken as {outcome}: {authors}.")
        authors = ", ".join(f"{author or '-'} ({count})" for author, count in document.changes.items())
        outcome = _("accepted") if document.outcome == "accepted" else _("rejected")
        parts.append(Text(told.format(outcome=outcome, authors=authors)))
    return Group(*parts, *_lists(document.comments, document.unplaced))


def filled_table(draft: Draft) -> Table:
    """What the document does not say, by how often."""
    table = Table(title=_("Filled in"), title_justify="left")
    table.add_column(_("Clauses"), justify="right")
    table.add_column(_("What"))
    for what, count in Counter(each.what for each in draft.filled).most_common():
        table.add_row(str(count), what)
    return table


def returned_page(returned: Returned) -> Group:
    """Every difference, clause by clause."""
    if returned.is_empty and not returned.comments:
        return Group(Text(_("The file says what the edition says.")))
    parts: list[RenderableType] = []
    if not returned.same_edition:
        parts.append(Text(_("The file was made from another edition, or from another state of it."), style="yellow"))
    for change in returned.changes:
        parts.extend(_change(change))
    for value in returned.values:
        words = _("Parameter {name}: {old} → {new}").format(name=value.name, old=value.old or "-", new=value.new or "-")
        parts.append(Text.assemble((value.label, MARGIN), f" {words}"))
    if returned.missing:
        parts.append(Text(_("Clauses that the file has no longer: {uids}").format(uids=", ".join(returned.missing))))
    parts.extend(
        Text(_("New clause: {name}").format(name=f"{clause.label} {clause.title}".strip())) for clause in returned.new
    )
    return Group(*parts, *_lists(returned.comments, returned.unplaced))


def returned_data(returned: Returned) -> dict[str, Any]:
    """The same for programs; new clauses by label, title and text."""
    data = asdict(returned)
    names = ("label", "title", "text", "paragraph")
    data["new"] = [{name: getattr(clause, name) for name in names} for clause in returned.new]
    return data


def _change(change: ClauseChange) -> Iterator[RenderableType]:
    positions = {"moved": _("moved"), "reordered": _("in another order")}
    notes = [
        _("now {label}").format(label=change.new_label or "-") if change.new_label is not None else "",
        positions.get(change.position or "", ""),
        _("changed in the edition too since it was sent") if change.stale else "",
    ]
    told = ", ".join(note for note in notes if note)
    yield Text.assemble((change.label, MARGIN), f" {change.title}", (f" ({told})" if told else "", "dim"))
    for part in change.parts:
        yield Text.assemble((f"  {part_titles()[part.part]} ({part.language}) ", "dim"), redline_text(part.redline))


def _lists(comments: tuple[Remark, ...], unplaced: tuple[Unplaced, ...]) -> Iterator[RenderableType]:
    if comments:
        table = _table(_("Comments"), _("Clause"), _("Author"), _("Comment"))
        for remark in comments:
            table.add_row(remark.label, remark.author, remark.text)
        yield table
    if unplaced:
        table = _table(_("Not placed"), _("Paragraph"), _("After"), _("What"), _("Text"))
        for each in unplaced:
            text = each.text if len(each.text) <= SHOWN else each.text[:SHOWN] + "…"
            table.add_row(str(each.paragraph), each.after, each.what, text)
        yield table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    return table
