"""Carry marks of sources downstream: shares by column, touched shares, and contact bits, for every lot of a chain.

One linear recursion does all: a source has its seed row, a derived lot the weighted mean of its inputs. Columns are
flags, countries, claims, or numbers to average. Shares of lots that hold none of the metal come out as 0 and mean
nothing: mask them with :meth:`cupel.chain.graph.Chain.holds`.
"""

import numpy as np

from cupel.chain import levels
from cupel.chain.arrays import F64, I32, U64, Mask, Mixtures, Planes, empty_rows, owned
from cupel.chain.graph import Chain
from cupel.chain.mixtures import mixtures, spread
from cupel.chain.passes import compiled, each_block

WORD = 64
"""Flags in one u64 word."""


def forward(chain: Chain, *, metal: str, seeds: F64, origin: I32 | None = None) -> F64:
    """Shares f64[N,B] of every lot's ``metal`` in each column of ``seeds`` f64[S,B], one row per source
    (``chain.sources``).

    With ``origin`` i32[S] (row of ``seeds`` f64[K,B] for each source) sources share rows. Seeds in [0, 1] give
    shares, other numbers give means weighted by contained mass. The same seeds give the same bits, whatever the
    number of threads.
    """
    mixed = chain.mixtures(metal, origin=origin)
    return _of_lots(mixed, mixture_shares(mixed, _table(seeds)))


def mixture_shares(mixed: Mixtures, seeds: F64) -> F64:
    """:func:`forward` for the mixtures alone, f64[D,B]: lot v has the row ``mixed.row[v]``. ``seeds`` f64[K,B]."""
    graph, kernels = mixed.graph, compiled()
    if kernels is None:
        return levels.forward(graph, seeds)
    out = empty_rows(len(graph.seed), seeds.shape[1])
    each_block(lambda start, stop: kernels.forward(graph, seeds, start, stop, out), columns=seeds.shape[1])
    return out


def touch(chain: Chain, *, metal: str, seeds: F64, flow_bits: U64, lot_bits: U64) -> F64:
    """Shares f64[N,B], B <= 64, that come from, *or have passed*, a marked place, as :func:`forward` otherwise.

    Bit b of ``flow_bits`` u64[E] (order of ``chain.order``) or of ``lot_bits`` u64[N] makes everything that takes
    this flow or lies in this lot count in column b. For marks that may be unknown give two columns, one with the
    certain marks and one with the certain and the unknown ones: the true share lies between the two.
    """
    table = _table(seeds)
    if table.shape[1] > WORD:
        raise ValueError(f"touch takes at most {WORD} columns, got {table.shape[1]}")
    mixed = marked_mixtures(chain, metal=metal, flows=flow_bits != 0, lots=lot_bits != 0)
    graph, flows, lots = mixed.graph, _of_flows(mixed, flow_bits), _of_mixtures(mixed, lot_bits)
    kernels = compiled()
    if kernels is None:
        return _of_lots(mixed, levels.touch(graph, table, flows, lots))
    out = empty_rows(len(graph.seed), table.shape[1])
    kernels.touch(graph, table, flows, lots, out)
    return _of_lots(mixed, out)


def contact(
    chain: Chain, *, metal: str, seeds: Planes, flows: Planes | None = None, lots: Planes | None = None
) -> Planes:
    """Whether *any* of 64 flags reached a lot, however little: u64[N] planes ``certain`` and ``possible`` (never
    both).

    ``seeds`` u64[S] per source, ``flows`` u64[E] and ``lots`` u64[N] as in :func:`touch`. Only flows that hold
    ``metal`` carry flags. Bits cannot underflow: use them, never a share above 0, to say that nothing came.
    """
    flows, lots = flows or no_marks(len(chain.src)), lots or no_marks(chain.size)
    mixed = marked_mixtures(chain, metal=metal, flows=_any(flows), lots=_any(lots))
    flows = Planes(*(_of_flows(mixed, plane) for plane in flows))
    lots = Planes(*(_of_mixtures(mixed, plane) for plane in lots))
    seeds = Planes(*(owned(plane, np.uint64) for plane in seeds))
    graph, kernels = mixed.graph, compiled()
    if kernels is None:
        out = levels.contact(graph, seeds, flows, lots)
    else:
        out = no_marks(len(graph.seed))
        kernels.contact(graph, seeds, flows, lots, out)
    return Planes(*(plane[mixed.row] for plane in out))


def marked_mixtures(chain: Chain, *, metal: str, flows: Mask, lots: Mask) -> Mixtures:
    """The mixtures where marks on the way count: a marked lot, or one that a marked flow enters, is one of its own."""
    apart = lots.copy()
    apart[chain.dst[flows]] = True
    if not apart.any():
        return chain.mixtures(metal)
    return mixtures(chain.graph(metal), seeds=len(chain.sources), apart=apart)


def no_marks(size: int) -> Planes:
    """Planes of ``size`` words without a flag."""
    return Planes(np.zeros(size, np.uint64), np.zeros(size, np.uint64))


def _of_lots(mixed: Mixtures, rows: F64) -> F64:
    """f64[N,B]: every lot's row."""
    out = empty_rows(len(mixed.row), rows.shape[1])
    spread(rows, mixed, out)
    return out


def _of_flows(mixed: Mixtures, bits: U64) -> U64:
    return owned(bits[mixed.edge], np.uint64)


def _of_mixtures(mixed: Mixtures, bits: U64) -> U64:
    """The words of the lots that mixtures are named after; rows of the seed table carry none."""
    word = np.zeros(len(mixed.graph.seed), np.uint64)
    word[len(word) - len(mixed.lots) :] = bits[mixed.lots]
    return word


def _any(planes: Planes) -> Mask:
    mask: Mask = (planes.certain | planes.possible) != 0
    return mask


def _table(seeds: F64) -> F64:
    return owned(seeds if seeds.ndim == 2 else seeds[:, None], np.float64)
