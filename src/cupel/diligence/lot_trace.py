"""Where one lot's metal comes from, and the heaviest ways it took."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.diligence.tracing import MARKS, carried, source_places
from cupel.errors import RunError
from cupel.messages import _

if TYPE_CHECKING:
    from cupel.chain.paths import Explanation

BASIS = "either"


@dataclass(frozen=True, kw_only=True)
class LotTrace:
    """One metal of one lot.

    ``shares``: fractions of ``content_g`` by :data:`~cupel.diligence.tracing.MARKS`. ``origins``: ``origin_kind,
    origin_site_id, origin_region, origin_country, listed, mass_g, share``, heaviest first. ``paths``: the ways it took,
    ``path`` (1 = heaviest), ``share``, ``start_lot`` and the columns of ``origins`` that name its origin.
    ``steps`` of each, source first: ``path, step, src_lot, dst_lot, flow_id, kind, at, path_share, assumed`` (null
    where the books record the step itself). The ways together brought ``covered`` (fraction) of the metal;
    ``ordered`` is False where a heavier one may be missing.
    """

    lot_id: str
    metal: str
    content_g: int
    shares: dict[str, float]
    origins: pl.DataFrame
    paths: pl.DataFrame
    steps: pl.DataFrame
    covered: float
    ordered: bool


def trace_lot(dossier: Dossier, lot_id: str, *, metal: str | None = None, top: int = 10) -> LotTrace:
    """The origins of ``metal`` (default: the one the lot holds most of) in a lot, and its ``top`` heaviest ways.

    Raises :class:`cupel.errors.BooksError` for a lot that is not in the books, :class:`cupel.errors.RunError` for a
    metal that it does not hold.
    """
    from cupel.chain.paths import Mark, explain, path_table

    chain = dossier.chain
    place = int(chain.index(pl.Series([lot_id], dtype=pl.String))[0])
    metal = _metal(dossier, lot_id, place, metal)
    shares = carried(dossier, metal=metal, basis=BASIS)
    found = explain(chain, metal=metal, lot=place, mark=Mark(shares=(chain.content[metal] > 0).astype(float)), top=top)
    steps = path_table(chain, found, flows=dossier["flow"])
    return LotTrace(
        lot_id=lot_id,
        metal=metal,
        content_g=int(chain.content[metal][place]),
        shares={mark: float(share) for mark, share in zip(MARKS, shares[place], strict=True)},
        origins=_origins(dossier, metal, place),
        paths=_paths(dossier, found),
        steps=steps.with_columns(assumed=_assumed(dossier, metal)),
        covered=found.covered,
        ordered=found.ordered,
    )


def _metal(dossier: Dossier, lot_id: str, place: int, asked: str | None) -> str:
    held = {metal: int(dossier.chain.content[metal][place]) for metal in dossier.metals}
    held = {metal: grams for metal, grams in held.items() if grams > 0}
    if asked in held:
        return asked
    if held and asked is None:
        return max(held, key=lambda metal: held[metal])
    raise RunError(
        _("The lot {lot} holds no {metal}.").format(lot=lot_id, metal=asked or _("metal")),
        code="lot-without-metal",
        remedy=_("It holds: {metals}.").format(metals=", ".join(held) or _("nothing that the books record")),
    )


def _origins(dossier: Dossier, metal: str, place: int) -> pl.DataFrame:
    import numpy as np

    from cupel.chain import Targets, backward

    places = source_places(dossier)
    keys = places.unique(maintain_order=True).with_row_index("origin").with_columns(pl.col("origin").cast(pl.Int32))
    number = places.join(keys, on=places.columns, how="left", nulls_equal=True, maintain_order="left")["origin"]
    content = np.array([dossier.chain.content[metal][place]], np.float64)
    targets = Targets(np.array([place], np.int32), np.zeros(1, np.int32), content)
    found = backward(dossier.chain, metal=metal, targets=targets, origin=number.to_numpy())
    named = found.join(keys, on="origin").select(*places.columns, "mass_g", "share")
    return named.sort("share", *places.columns, descending=[True] + [False] * places.width, nulls_last=True)


def _paths(dossier: Dossier, found: "Explanation") -> pl.DataFrame:
    chain = dossier.chain
    starts = chain.seed[[path.start for path in found.paths]]
    return source_places(dossier)[starts].select(
        path=pl.int_range(1, len(found.paths) + 1, dtype=pl.Int64),
        share=pl.Series([path.share for path in found.paths], dtype=pl.Float64),
        start_lot=chain.origins["lot_id"].gather(starts),
        **{name: pl.col(name) for name in source_places(dossier).columns},
    )


def _assumed(dossier: Dossier, metal: str) -> pl.Expr:
    """What is assumed at a step: that feed is missing, or that what leaves a mixed lot has its average composition."""
    import numpy as np

    chain = dossier.chain
    inputs = np.bincount(chain.dst[chain.weight[metal] > 0], minlength=chain.size)
    mixed = chain.lot_ids.filter(pl.Series(inputs > 1))
    return (
        pl.when(pl.col("flow_id").is_null())
        .then(pl.lit("feed not in the books"))
        .when(pl.col("src_lot").is_in(mixed.implode()))
        .then(pl.lit("average of the mix"))
    )
