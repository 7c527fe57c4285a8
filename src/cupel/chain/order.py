"""Time order of lots: every lot after the lots it is made of, or an error that names the contradiction."""

from typing import NamedTuple

import numpy as np
import polars as pl

from cupel.chain.arrays import I64, Mask, spans
from cupel.chain.components import shortest_cycle
from cupel.errors import BooksError, Place
from cupel.messages import _, ngettext


class FlowEnds(NamedTuple):
    """i64[E]: rows of the giving and of the receiving lot of each flow."""

    src: I64
    dst: I64


class _Layers(NamedTuple):
    """i64[N]: ``depth`` (longest way from a source, -1 in or behind a cycle) and ``ready`` (when all inputs
    existed).
    """

    depth: I64
    ready: I64


def time_order(lots: pl.DataFrame, flows: pl.DataFrame, *, ends: FlowEnds) -> I64:
    """Rows of ``lots`` (sorted by created_at, lot_id) in an order in which every lot follows its inputs.

    Where time leaves it open (lots of the same instant, a campaign that is dated from its start), the flows decide.
    Raises :class:`cupel.errors.BooksError` for a flow that left a lot before the lot existed and entered an older one
    (``flow-against-time``), and for a cycle (``lot-cycle``, with its shortest way round).
    """
    if bool(np.all(ends.src < ends.dst)):
        return np.arange(lots.height)
    created = lots["created_at"].dt.epoch("ms").to_numpy()
    _refuse_against_time(lots, flows, ends=ends, created=created)
    layers = _layers(created, ends=ends)
    if bool(np.any(layers.depth < 0)):
        raise _cycle_error(lots, flows, ends=ends, within=layers.depth < 0)
    return np.lexsort((np.arange(lots.height), layers.depth, layers.ready))


def _refuse_against_time(lots: pl.DataFrame, flows: pl.DataFrame, *, ends: FlowEnds, created: I64) -> None:
    at = flows["at"].dt.epoch("ms").fill_null(np.iinfo(np.int64).max).to_numpy()
    against = np.flatnonzero((created[ends.dst] < created[ends.src]) & (at < created[ends.src]))
    if not len(against):
        return
    first = int(against[0])
    flow = flows.row(first, named=True)
    message = _(
        "The flow {flow} of {at} takes from the lot {source}, which exists only from {later}, "
        "for the lot {target} of {earlier}."
    ).format(
        flow=flow["flow_id"],
        at=flow["at"],
        source=flow["src_lot"],
        later=lots["created_at"][int(ends.src[first])],
        target=flow["dst_lot"],
        earlier=lots["created_at"][int(ends.dst[first])],
    )
    raise BooksError(
        message + _others(len(against) - 1),
        code="flow-against-time",
        remedy=_("Correct the date of the lot or of the flow; both papers are named."),
        place=Place(file="flow", row=flow["order"] + 1),
    )


def _others(count: int) -> str:
    if not count:
        return ""
    sentence = ngettext("{n} more flow runs against time.", "{n} more flows run against time.", count)
    return " " + sentence.format(n=count)


def _layers(created: I64, *, ends: FlowEnds) -> _Layers:
    """Peel the graph from its sources, one layer of lots at a time."""
    size = len(created)
    by_source = np.argsort(ends.src, kind="stable")
    receivers = ends.dst[by_source]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(ends.src, minlength=size))])
    waiting = np.bincount(ends.dst, minlength=size)
    depth, ready = np.full(size, -1, np.int64), created.copy()
    layer = np.flatnonzero(waiting == 0)
    level = 0
    while len(layer):
        depth[layer] = level
        fed = receivers[spans(ptr, layer)]
        np.maximum.at(ready, fed, np.repeat(ready[layer], ptr[layer + 1] - ptr[layer]))
        np.subtract.at(waiting, fed, 1)
        layer = np.unique(fed[waiting[fed] == 0])
        level += 1
    return _Layers(depth, ready)


def _cycle_error(lots: pl.DataFrame, flows: pl.DataFrame, *, ends: FlowEnds, within: Mask) -> BooksError:
    edges = np.flatnonzero(within[ends.src] & within[ends.dst])
    way = edges[shortest_cycle(ends.src[edges], ends.dst[edges])]
    members = lots["lot_id"].gather(ends.src[way]).to_list()
    return BooksError(
        _("Lots are made of each other: {way}; flows {flows}.").format(
            way=" → ".join([*members, members[0]]), flows=", ".join(flows["flow_id"].gather(way).to_list())
        ),
        code="lot-cycle",
        remedy=_("Give material that comes back a new lot number; one of these flows names the wrong lot."),
        place=Place(file="flow", row=int(flows["order"][int(way[0])]) + 1),
    )
