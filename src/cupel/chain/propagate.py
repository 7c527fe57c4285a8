"""Carry marks of sources downstream: shares by column, touched shares, and contact bits, for every lot of a chain.

One linear recursion does all: a source has its seed row, a derived lot the weighted mean of its inputs. Columns are
flags, countries, claims, or numbers to average. Shares of lots that hold none of the metal come out as 0 and mean
nothing: mask them with :meth:`cupel.chain.graph.Chain.holds`.
"""

import numpy as np

from cupel.chain import levels
from cupel.chain.arrays import F64, I32, U64, Planes, empty_rows, owned
from cupel.chain.graph import Chain
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
    graph, table = chain.graph(metal, origin=origin), _table(seeds)
    kernels = compiled()
    if kernels is None:
        return levels.forward(chain.slices, graph, table)
    out = empty_rows(chain.size, table.shape[1])
    each_block(lambda start, stop: kernels.forward(graph, table, start, stop, out), columns=table.shape[1])
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
    graph = chain.graph(metal)
    kernels = compiled()
    if kernels is None:
        return levels.touch(chain.slices, graph, table, flow_bits, lot_bits)
    out = empty_rows(chain.size, table.shape[1])
    kernels.touch(graph, table, owned(flow_bits, np.uint64), owned(lot_bits, np.uint64), out)
    return out


def contact(
    chain: Chain, *, metal: str, seeds: Planes, flows: Planes | None = None, lots: Planes | None = None
) -> Planes:
    """Whether *any* of 64 flags reached a lot, however little: u64[N] planes ``certain`` and ``possible`` (never
    both).

    ``seeds`` u64[S] per source, ``flows`` u64[E] and ``lots`` u64[N] as in :func:`touch`. Only flows that hold
    ``metal`` carry flags. Bits cannot underflow: use them, never a share above 0, to say that nothing came.
    """
    graph = chain.graph(metal)
    flows = _owned(flows or _no_marks(len(chain.src)))
    lots = _owned(lots or _no_marks(chain.size))
    kernels = compiled()
    if kernels is None:
        return levels.contact(chain.slices, graph, seeds, flows, lots)
    out = _no_marks(chain.size)
    kernels.contact(graph, _owned(seeds), flows, lots, out)
    return out


def _table(seeds: F64) -> F64:
    return owned(seeds if seeds.ndim == 2 else seeds[:, None], np.float64)


def _owned(planes: Planes) -> Planes:
    return Planes(*(owned(plane, np.uint64) for plane in planes))


def _no_marks(size: int) -> Planes:
    return Planes(np.zeros(size, np.uint64), np.zeros(size, np.uint64))
