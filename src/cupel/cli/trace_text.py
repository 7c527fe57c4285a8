"""What ``cupel trace`` prints."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cupel.diligence import LotTrace, words
from cupel.messages import _, ngettext

RECORDED, ASSUMED = "→", "≈>"


def trace_page(found: LotTrace, names: words.Names, *, top: int) -> Group:
    """The lot, its largest origins, and the ways that brought most of its metal."""
    return Group(*_parts(found, names, top))


def _parts(found: LotTrace, names: words.Names, top: int) -> Iterator[RenderableType]:
    metal, shares = words.metal(found.metal), found.shares
    yield Text(f"{found.lot_id}: {metal}, {words.mass(found.content_g)}", style="bold")
    yield Text(
        _("listed origin {listed}, recycled {recycled}, unknown origin {unknown}").format(
            listed=words.interval(shares["listed_certain"], shares["listed_possible"]),
            recycled=words.percent(shares["recycled"]),
            unknown=words.percent(shares["unknown"]),
        )
    )
    yield Text()
    yield _origins(found, names, top)
    yield Text()
    covered = _("The heaviest ways brought {share} of the {metal}").format(
        share=words.percent(found.covered), metal=metal
    )
    yield Text(covered if found.ordered else covered + _("; a heavier one may be missing"), style="bold")
    yield _ways(found, names)
    if found.steps["assumed"].is_not_null().any():
        note = _("{mark} assumed: the average of a mix, or feed that is not in the books").format(mark=ASSUMED)
        yield Text(note, style="dim")


def _origins(found: LotTrace, names: words.Names, top: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (_("Share"), _("Mass")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(_("Origin"), overflow="fold")
    table.add_column(_("Listed"), no_wrap=True)
    for row in found.origins.head(top).to_dicts():
        table.add_row(words.percent(row["share"]), words.mass(row["mass_g"]), Text(_place(row, names)), _listed(row))
    rest = found.origins.slice(top)
    if rest.height:
        label = ngettext("{n} further origin", "{n} further origins", rest.height).format(n=rest.height)
        share, grams = float(rest["share"].sum()), float(rest["mass_g"].sum())
        table.add_row(words.percent(share), words.mass(grams), Text(label), "")
    return table


def _ways(found: LotTrace, names: words.Names) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(_("Share"), justify="right", no_wrap=True)
    table.add_column(_("From"), overflow="fold")
    table.add_column(_("By way of"), overflow="fold")
    for path in found.paths.to_dicts():
        steps = found.steps.filter(found.steps["path"] == path["path"])
        way = [path["start_lot"]]
        for lot, assumed in steps.select("dst_lot", "assumed").iter_rows():
            way += [ASSUMED if assumed else RECORDED, lot]
        table.add_row(words.percent(path["share"]), Text(_place(path, names)), Text(" ".join(way)))
    return table


def _place(row: dict[str, Any], names: words.Names) -> str:
    return ", ".join(part for part in words.origin(row, names) if part)


def _listed(row: dict[str, Any]) -> str:
    if row["origin_kind"] == "recycled":
        return ""
    return {True: _("listed"), False: _("not listed"), None: _("may be listed")}[row["listed"]]
