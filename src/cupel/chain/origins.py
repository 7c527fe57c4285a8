"""Where the metal comes from: origins of few lots (backward), and of whole sites and periods (totals)."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.chain import levels
from cupel.chain.arrays import F64, I32, Graph, Mixtures, Passed, Targets, owned
from cupel.chain.graph import Chain
from cupel.chain.passes import column_blocks, compiled
from cupel.chain.propagate import mixture_shares


def backward(chain: Chain, *, metal: str, targets: Targets, origin: I32 | None = None) -> pl.DataFrame:
    """Origins of groups of lots, such as one shipment or the charge of a smelter in a month.

    ``targets``: lots, their groups and the grams of ``metal`` they count for. Returns one row per group and origin
    with mass: ``group`` i32, ``origin`` i32 (row of ``chain.origins``, or the number that ``origin`` i32[S] gives
    it), ``mass_g`` f64, ``share`` f64 of the group's mass; sorted by group and origin. Cost: one sweep per 64 groups.
    """
    width = int(targets.groups.max(initial=-1)) + 1
    mixed = chain.mixtures(metal, origin=origin)
    parts = [
        _block_origins(mixed, _within(targets, block), block)
        for block in column_blocks(width, rows=len(mixed.graph.seed))
    ]
    return pl.concat([_origin_frame(np.empty(0), np.empty((0, 0)), _within(targets, (0, 0))), *parts])


def origin_totals(chain: Chain, *, metal: str, targets: Targets, origin: I32) -> pl.DataFrame:
    """The same table as :func:`backward`, computed downstream in blocks of origins and added up on the way out.

    The cheaper shape where there are more groups of ``targets`` than origins (numbers in ``origin`` i32[S]), such as
    every site and period of a company; results agree to rounding.
    """
    kinds, groups = int(origin.max(initial=-1)) + 1, int(targets.groups.max(initial=-1)) + 1
    mass = np.zeros((kinds, groups))
    mixed = chain.mixtures(metal, origin=origin)
    for start, stop in column_blocks(kinds, rows=len(mixed.graph.seed)):
        shares = mixture_shares(mixed, np.eye(kinds, stop - start, k=-start))
        out = np.zeros((groups, stop - start))
        _add_up(mixed.row[targets.lots], targets.groups, targets.mass, shares, out)
        mass[start:stop] = out.T
    return _origin_frame(np.arange(kinds), mass, targets)


def passed_mass(chain: Chain, *, metal: str, targets: Targets, width: int) -> Passed:
    """Grams of each of ``width`` groups of ``targets`` that came through each lot; memory only for lots they came
    through.
    """
    return _passed(chain.graph(metal), targets, width)


def mixture_masses(mixed: Mixtures, targets: Targets, *, width: int) -> Passed:
    """:func:`passed_mass` by mixture: the first K of them are the origins."""
    return _passed(mixed.graph, targets._replace(lots=mixed.row[targets.lots]), width)


def _passed(graph: Graph, targets: Targets, width: int) -> Passed:
    module = compiled() or levels
    needed = np.zeros(len(graph.seed), np.bool_)
    needed[targets.lots] = True
    module.ancestors(graph, needed)
    lots = np.flatnonzero(needed).astype(np.int32)
    place = np.full(len(needed), -1, np.int32)
    place[lots] = np.arange(len(lots), dtype=np.int32)
    out = np.zeros((len(lots), width))
    np.add.at(out, (place[targets.lots], targets.groups), targets.mass)
    module.backward(graph, lots, place, out)
    return Passed(lots, out)


def _within(targets: Targets, block: tuple[int, int]) -> Targets:
    part = np.flatnonzero((targets.groups >= block[0]) & (targets.groups < block[1]))
    return Targets(targets.lots[part], targets.groups[part] - block[0], targets.mass[part])


def _block_origins(mixed: Mixtures, targets: Targets, block: tuple[int, int]) -> pl.DataFrame:
    passed = mixture_masses(mixed, targets, width=block[1] - block[0])
    origins = int(np.searchsorted(passed.lots, len(mixed.graph.seed) - len(mixed.lots)))
    frame = _origin_frame(passed.lots[:origins], passed.mass[:origins], targets)
    return frame.with_columns((pl.col("group") + block[0]).cast(pl.Int32))


def _add_up(rows: NDArray[Any], groups: NDArray[Any], mass: F64, values: F64, out: F64) -> None:
    """Add ``mass[i] * values[rows[i]]`` to ``out[groups[i]]``, which holds zeros."""
    module = compiled() or levels
    module.group_sums(owned(rows, np.int32), owned(groups, np.int32), owned(mass, np.float64), values, out)


def _origin_frame(origins: NDArray[Any], mass: F64, targets: Targets) -> pl.DataFrame:
    """``mass`` f64[K,G] of ``origins`` as rows, without zeros; shares refer to the targets' mass in each group."""
    by_group = np.ascontiguousarray(mass.T)
    whole = np.zeros(len(by_group))
    np.add.at(whole, targets.groups, targets.mass)
    count = np.count_nonzero(by_group, axis=1)
    group = np.repeat(np.arange(len(by_group), dtype=np.int32), count)
    place = np.flatnonzero(by_group)
    grams = by_group.reshape(-1)[place]
    return pl.DataFrame(
        {
            "group": group,
            "origin": origins.astype(np.int32)[place - group.astype(np.int64) * len(origins)],
            "mass_g": grams,
            "share": grams / np.repeat(whole, count),
        }
    )
