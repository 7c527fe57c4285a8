"""The lot graph as arrays: lots in time order, flows sorted by the lot they enter, one weight column per metal.

A lot without incoming flows is a *source*; every other lot is what flowed into it. Feed that the books do not show is
an explicit source ``UNKNOWN(site)``, so the weights into a lot that holds a metal always add up to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl

from cupel.chain.arrays import F64, I32, I64, Consumers, Graph, Mask, Mixtures
from cupel.chain.levels import Slices, consumers_of, slice_levels
from cupel.chain.mixtures import mixtures
from cupel.chain.order import FlowEnds, time_order
from cupel.errors import BooksError
from cupel.messages import _

ORIGIN_KINDS = ("derived", "inbound", "legacy", "unknown")
"""What a lot is to the graph: fed by other lots, received, stock that was there before, or feed the books do not
show.
"""

INBOUND_EVIDENCE = (
    "supplier_id", "loaded_on", "declared_origin_site_id", "declared_origin_text", "declared_region", "bl_no",
)  # fmt: skip
"""Lot columns of which one at least is filled when a lot without inputs was received from outside."""


@dataclass(frozen=True, kw_only=True)
class Chain:
    """N lots (with the ``UNKNOWN`` sources, which come first) in time order and E mixing flows.

    ``lot_ids`` and ``site_ids``: str[N]; ``origin_kinds``: enum[N] of :data:`ORIGIN_KINDS`; ``ptr`` i64[N+1] and
    ``src`` i32[E] as in :class:`Graph`; ``order`` i64[E]: row of the flow in the flows given to :func:`build_chain`,
    -1 for unknown feed; ``weight[metal]`` f64[E], 0 where the lot holds none of the metal; ``content[metal]`` i64[N]
    in grams: what a lot holds, the larger of its own content and its inputs.
    """

    lot_ids: pl.Series
    site_ids: pl.Series
    origin_kinds: pl.Series
    ptr: I64
    src: I32
    order: I64
    weight: Mapping[str, F64]
    content: Mapping[str, I64]

    @property
    def size(self) -> int:
        """Number of lots N."""
        return len(self.lot_ids)

    @cached_property
    def source(self) -> Mask:
        """bool[N]: lots without inputs."""
        mask: Mask = self.ptr[1:] == self.ptr[:-1]
        return mask

    @cached_property
    def sources(self) -> I32:
        """i32[S]: the source lots in time order; row i of a seed table belongs to lot ``sources[i]``."""
        return np.flatnonzero(self.source).astype(np.int32)

    @cached_property
    def seed(self) -> I32:
        """i32[N]: row of each source in a seed table of S rows, -1 for derived lots."""
        seed = np.full(self.size, -1, np.int32)
        seed[self.sources] = np.arange(len(self.sources), dtype=np.int32)
        return seed

    @cached_property
    def dst(self) -> I32:
        """i32[E]: the lot each flow enters."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.ptr))

    @cached_property
    def consumers(self) -> Consumers:
        """The flows by giving lot, latest receiver first."""
        return consumers_of(self.ptr, self.src)

    @cached_property
    def slices(self) -> Slices:
        """The lots by depth, for the passes without numba."""
        return slice_levels(self.ptr, self.src)

    @cached_property
    def origins(self) -> pl.DataFrame:
        """One row per source, in the order of seed tables: ``lot`` i32 (position), ``lot_id``, ``site_id``, ``kind``,
        ``origin``.

        ``origin`` is the lot's own id, or ``LEGACY(site)`` / ``UNKNOWN(site)`` where the books do not say more.
        """
        kind = self.origin_kinds.gather(self.sources)
        frame = pl.DataFrame(
            {
                "lot": self.sources,
                "lot_id": self.lot_ids.gather(self.sources),
                "site_id": self.site_ids.gather(self.sources),
                "kind": kind,
            }
        )
        named = pl.format("{}({})", pl.col("kind").cast(pl.String).str.to_uppercase(), pl.col("site_id").fill_null("?"))
        return frame.with_columns(
            origin=pl.when(pl.col("kind").is_in(["legacy", "unknown"])).then(named).otherwise("lot_id")
        )

    def holds(self, metal: str) -> Mask:
        """bool[N]: lots that hold ``metal``; shares of the others are undefined (null in tables), never 0."""
        mask: Mask = self.content[metal] > 0
        return mask

    def graph(self, metal: str, *, origin: I32 | None = None) -> Graph:
        """The arrays of ``metal`` for the kernels; ``origin`` i32[S] maps each source to a row of a smaller seed
        table.
        """
        seed = self.seed if origin is None else np.where(self.source, origin[self.seed], np.int32(-1)).astype(np.int32)
        return Graph(self.ptr, self.src, self.weight[metal], seed)

    def mixtures(self, metal: str, *, origin: I32 | None = None) -> Mixtures:
        """Which lots hold the same mixture of ``metal``. Every source has its own (kept after the first call), or,
        with ``origin`` i32[S], its origin's.
        """
        if origin is not None:
            return mixtures(self.graph(metal, origin=origin), seeds=int(origin.max(initial=-1)) + 1)
        if metal not in self._mixtures:
            self._mixtures[metal] = mixtures(self.graph(metal), seeds=len(self.sources))
        return self._mixtures[metal]

    @cached_property
    def _mixtures(self) -> dict[str, Mixtures]:
        return {}

    def index(self, lot_ids: pl.Series) -> I32:
        """Positions i32 of ``lot_ids`` (any order, repeats allowed).

        Raises :class:`cupel.errors.BooksError` for an id that is not in the chain.
        """
        if not len(lot_ids):
            return np.empty(0, np.int32)
        names, places = self._by_id
        slot = np.minimum(names.search_sorted(lot_ids), self.size - 1)
        missing = lot_ids.filter(names.gather(slot) != lot_ids)
        if len(missing):
            raise BooksError(
                _("The lot {lot} is not in these books.").format(lot=missing[0]),
                code="unknown-lot",
                remedy=_("Check the lot's number; numbers are compared as they are written in the books."),
            )
        return places[slot]

    @cached_property
    def _by_id(self) -> tuple[pl.Series, I32]:
        """Ids in alphabetical order and the positions they stand for."""
        order = self.lot_ids.arg_sort().to_numpy().astype(np.int32)
        return self.lot_ids.gather(order), order


def build_chain(lots: pl.DataFrame, flows: pl.DataFrame, *, metals: Sequence[str]) -> Chain:
    """The graph of canonical ``lots`` and ``flows`` (see :mod:`cupel.chain.tables`) for ``metals`` such as
    ``("cu",)``.

    Weights are content over the larger of the lot's inputs and its own content (grams); the difference to 1 comes
    from ``UNKNOWN(site)``. Flows of kind ``gain`` raise a balance and stay out of mixing. Parallel flows are kept
    apart and the flows into a lot keep the order of ``flows``, so sums repeat bit for bit.

    Raises :class:`cupel.errors.BooksError`: a lot listed twice, a flow from or to a lot that is not listed, a flow
    against time, or a cycle (the shortest is named).
    """
    lots = _ranked(lots)
    mixing = flows.with_row_index("order").filter(pl.col("kind").ne_missing("gain"))
    ends = FlowEnds(_places(mixing, "src_lot", lots), _places(mixing, "dst_lot", lots))
    ranking = time_order(lots, mixing, ends=ends)
    place = np.empty(lots.height, np.int64)
    place[ranking] = np.arange(lots.height)
    lots = lots[ranking]
    src, dst = place[ends.src], place[ends.dst]
    contents = {metal: _content(lots, mixing, metal, src=src, dst=dst) for metal in metals}
    return _assemble(lots, mixing["order"].to_numpy().astype(np.int64), src=src, dst=dst, contents=contents)


class _Content(NamedTuple):
    """One metal: ``flow`` i64[E] g and ``held`` i64[N] g; ``missing`` i64[N] g is the part of ``held`` no flow
    explains.
    """

    flow: I64
    held: I64
    missing: I64


def _ranked(lots: pl.DataFrame) -> pl.DataFrame:
    ranked = lots.sort("created_at", "lot_id")
    twice = ranked.filter(pl.col("lot_id").is_duplicated())["lot_id"]
    if len(twice):
        raise BooksError(
            _("The lot {lot} is listed more than once.").format(lot=twice.min()),
            code="lot-twice",
            remedy=_("Give every lot its own number, or remove the repeated row."),
        )
    return ranked


def _places(flows: pl.DataFrame, column: str, lots: pl.DataFrame) -> I64:
    known = lots.select("lot_id").with_row_index("place")
    found = flows.select("flow_id", pl.col(column).alias("lot_id")).join(
        known, on="lot_id", how="left", maintain_order="left"
    )
    lost = found.filter(pl.col("place").is_null())
    if lost.height:
        raise BooksError(
            _("The flow {flow} names the lot {lot}, which is not listed.").format(
                flow=lost["flow_id"][0], lot=lost["lot_id"][0]
            ),
            code="flow-without-lot",
            remedy=_("Add the lot to the lots, or correct the number in the flow."),
        )
    return found["place"].to_numpy().astype(np.int64)


def _grams(frame: pl.DataFrame, metal: str) -> I64:
    name = f"{metal}_g"
    if name not in frame.columns:
        return np.zeros(frame.height, np.int64)
    return frame[name].fill_null(0).to_numpy().astype(np.int64)


def _content(lots: pl.DataFrame, flows: pl.DataFrame, metal: str, *, src: I64, dst: I64) -> _Content:
    flow, own = _grams(flows, metal), _grams(lots, metal)
    entered, left = np.zeros(lots.height, np.int64), np.zeros(lots.height, np.int64)
    np.add.at(entered, dst, flow)
    np.add.at(left, src, flow)
    held = np.maximum(own, entered)
    held = np.where(held > 0, held, left)  # what leaves an empty lot came from somewhere
    derived = np.zeros(lots.height, np.bool_)
    derived[dst] = True
    return _Content(flow, held, np.where(derived, held - entered, 0))


def _assemble(lots: pl.DataFrame, order: I64, *, src: I64, dst: I64, contents: Mapping[str, _Content]) -> Chain:
    """Put one ``UNKNOWN`` source per site in front, append its flows, and sort all flows by the lot they enter."""
    sites = lots["site_id"] if "site_id" in lots.columns else pl.Series("site_id", [None] * lots.height, pl.String)
    short = np.flatnonzero(np.any([content.missing > 0 for content in contents.values()], axis=0))
    lacking = sites.gather(short)
    unknown = lacking.unique().sort(nulls_last=True)
    shift = len(unknown)
    feeder = lacking.to_frame("site_id").join(
        unknown.to_frame("site_id").with_row_index("place"),
        on="site_id", how="left", nulls_equal=True, maintain_order="left",
    )["place"].to_numpy().astype(np.int64)  # fmt: skip
    all_src, all_dst = np.concatenate([src + shift, feeder]), np.concatenate([dst, short]) + shift
    by_lot = np.argsort(all_dst, kind="stable")
    size = lots.height + shift
    ptr = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(all_dst, minlength=size), out=ptr[1:])
    weight, held = {}, {}
    for metal, content in contents.items():
        lacks = np.zeros(shift, np.int64)
        np.add.at(lacks, feeder, content.missing[short])
        held[metal] = np.concatenate([lacks, content.held])
        weight[metal] = _weights(np.concatenate([content.flow, content.missing[short]]), held[metal][all_dst])[by_lot]
    derived = np.diff(ptr) > 0
    return Chain(
        lot_ids=pl.concat([_unknown_names(unknown), lots["lot_id"]]).rename("lot_id"),
        site_ids=pl.concat([unknown, sites]).rename("site_id"),
        origin_kinds=_origin_kinds(lots, derived, shift=shift),
        ptr=ptr,
        src=all_src[by_lot].astype(np.int32),
        order=np.concatenate([order, np.full(len(short), -1)])[by_lot],
        weight=weight,
        content=held,
    )


def _weights(flow: I64, held: I64) -> F64:
    weights: F64 = np.divide(flow, held, out=np.zeros(len(flow)), where=held > 0)
    return weights


def _unknown_names(sites: pl.Series) -> pl.Series:
    return sites.to_frame("site_id").select(pl.format("UNKNOWN({})", pl.col("site_id").fill_null("?")))["site_id"]


def _origin_kinds(lots: pl.DataFrame, derived: Mask, *, shift: int) -> pl.Series:
    filled = [lots[name].is_not_null().to_numpy() for name in INBOUND_EVIDENCE if name in lots.columns]
    inbound = np.zeros(len(derived), np.bool_)
    inbound[shift:] = np.any(filled, axis=0)
    code = np.where(derived, 0, np.where(inbound, 1, 2)).astype(np.uint8)
    code[:shift] = 3
    if "form" in lots.columns:  # a stock gain is no opening stock: nobody knows where it came from
        code[shift:][(lots["form"] == "stock gain").fill_null(value=False).to_numpy() & ~derived[shift:]] = 3
    names = pl.Series(ORIGIN_KINDS, dtype=pl.Enum(ORIGIN_KINDS))
    return names.gather(code).rename("origin_kind")
