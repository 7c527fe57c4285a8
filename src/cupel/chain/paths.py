"""Why a lot carries a mark: the paths that brought most of it, and the aggregated flow between sites.

Paths are searched backwards from the lot, best first. The score of a started path is the product of its weights times
the share of the mark in the lot it has reached, which is exactly the share its continuations bring: paths therefore
come out in the true order of mass.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import polars as pl

from cupel.chain.arrays import F64, Mask, Targets
from cupel.chain.graph import Chain
from cupel.chain.origins import passed_mass

SEARCH_LIMIT = 100_000
"""Started paths looked at in true order; beyond it each is followed along its heaviest input (well-mixed metal)."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark as a pass carried it: ``shares`` f64[N] from ``forward`` or ``touch``; ``flows`` bool[E] and ``lots``
    bool[N] are the touch marks, at which paths end.
    """

    shares: F64
    flows: Mask | None = None
    lots: Mask | None = None


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way from a source, a marked flow or a marked lot: ``share`` of the target lot's metal came along it.

    ``flows``: positions in the chain's flows, the target's input first; ``start``: position of the lot it starts from.
    """

    share: float
    start: int
    flows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The heaviest ``paths`` of a mark into a lot, by falling share; together they are ``covered`` (fraction) of
    ``share``.

    ``ordered`` is False where the search was cut short: the paths are real, but a heavier one may be missing.
    """

    share: float
    covered: float
    ordered: bool
    paths: tuple[Path, ...]


def explain(chain: Chain, *, metal: str, lot: int, mark: Mark, top: int = 10) -> Explanation:
    """The ``top`` paths that carried ``mark`` into the lot at position ``lot``."""
    share = float(mark.shares[lot])
    found = list(islice(_paths(chain, chain.weight[metal], lot, mark), top)) if share > 0.0 else []
    paths = sorted((path for _in_order, path in found), key=lambda path: (-path.share, path.flows))
    return Explanation(
        share=share,
        covered=min(sum(path.share for path in paths) / share, 1.0) if found else 0.0,
        ordered=all(in_order for in_order, _path in found),
        paths=tuple(paths),
    )


def path_table(chain: Chain, explanation: Explanation, *, flows: pl.DataFrame) -> pl.DataFrame:
    """One row per step of each path, source first, for people to read.

    ``path`` (1 = heaviest), ``step``, ``src_lot``, ``dst_lot``, ``flow_id``, ``kind`` and ``at`` (null for unknown
    feed) from ``flows`` (the frame the chain was built of), ``path_share`` (fraction of the target's metal).
    """
    steps = [
        (number, step, edge, path.share)
        for number, path in enumerate(explanation.paths, 1)
        for step, edge in enumerate(reversed(path.flows), 1)
    ]
    schema = {"path": pl.Int64, "step": pl.Int64, "edge": pl.Int64, "path_share": pl.Float64}
    table = pl.DataFrame(steps, schema=schema, orient="row")
    edge = table["edge"].to_numpy()
    named = flows.select("flow_id", "kind", "at").with_row_index("order").with_columns(pl.col("order").cast(pl.Int64))
    return (
        table.with_columns(
            src_lot=chain.lot_ids.gather(chain.src[edge]),
            dst_lot=chain.lot_ids.gather(chain.dst[edge]),
            order=pl.Series(chain.order[edge], dtype=pl.Int64),
        )
        .join(named, on="order", how="left", maintain_order="left")
        .select("path", "step", "src_lot", "dst_lot", "flow_id", "kind", "at", "path_share")
    )


def aggregated_flow(chain: Chain, *, metal: str, targets: Targets, mark: Mark) -> pl.DataFrame:
    """Marked grams between sites on their way to ``targets`` (one group): ``from_site``, ``to_site``, ``mass_g`` f64,
    ``flows`` i64; heaviest first. Well-mixed metal has too many paths to list; this shows all of them at once.
    """
    passed = np.zeros(chain.size)
    came = passed_mass(chain, metal=metal, targets=targets, width=1)
    passed[came.lots] = came.mass[:, 0]
    carried = mark.shares[chain.src]
    if mark.flows is not None:
        carried = np.where(mark.flows, 1.0, carried)
    mass = chain.weight[metal] * carried * passed[chain.dst]
    sites = chain.site_ids.unique().sort(nulls_last=True)
    code = _codes(chain.site_ids, sites)
    pairs, place = np.unique(code[chain.src] * len(sites) + code[chain.dst], return_inverse=True)
    table = pl.DataFrame(
        {
            "from_site": sites.gather(pairs // len(sites)),
            "to_site": sites.gather(pairs % len(sites)),
            "mass_g": np.bincount(place, mass, minlength=len(pairs)),  # adds in the order of flows, on any machine
            "flows": np.bincount(place[mass > 0.0], minlength=len(pairs)),
        }
    )
    return table.filter(pl.col("flows") > 0).sort(
        "mass_g", "from_site", "to_site", descending=[True, False, False], nulls_last=True
    )


def _codes(values: pl.Series, names: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    places = names.to_frame("name").with_row_index("place")
    joined = values.to_frame("name").join(places, on="name", how="left", nulls_equal=True, maintain_order="left")
    return joined["place"].to_numpy().astype(np.int64)


def _paths(chain: Chain, weight: F64, lot: int, mark: Mark) -> Iterator[tuple[bool, Path]]:
    """Finished paths and whether they came in true order."""
    heap: list[tuple[float, tuple[int, ...], int, float]] = [(-float(mark.shares[lot]), (), lot, 1.0)]
    looked = 0
    while heap:
        score, flows, here, product = heapq.heappop(heap)
        ended = _ends(chain, mark, here, flows)
        while not ended and looked >= SEARCH_LIMIT:
            score, flows, here, product = min(_extensions(chain, weight, mark, (flows, here, product)))
            ended = _ends(chain, mark, here, flows)
        if ended:
            yield looked < SEARCH_LIMIT, Path(share=-score, start=here, flows=flows)
            continue
        looked += 1
        for step in _extensions(chain, weight, mark, (flows, here, product)):
            heapq.heappush(heap, step)


def _ends(chain: Chain, mark: Mark, lot: int, flows: tuple[int, ...]) -> bool:
    if flows and mark.flows is not None and mark.flows[flows[-1]]:
        return True
    return bool(chain.source[lot]) or (mark.lots is not None and bool(mark.lots[lot]))


def _extensions(
    chain: Chain, weight: F64, mark: Mark, path: tuple[tuple[int, ...], int, float]
) -> list[tuple[float, tuple[int, ...], int, float]]:
    """The path, one flow longer, for each input that carries the mark."""
    flows, here, product = path
    edges = np.arange(chain.ptr[here], chain.ptr[here + 1])
    carried = mark.shares[chain.src[edges]]
    if mark.flows is not None:
        carried = np.where(mark.flows[edges], 1.0, carried)
    products = product * weight[edges]
    return [
        (-float(products[i] * carried[i]), (*flows, int(edges[i])), int(chain.src[edges[i]]), float(products[i]))
        for i in np.flatnonzero(products * carried > 0.0)
    ]
