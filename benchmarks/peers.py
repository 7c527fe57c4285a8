"""The same passes written for other tools, each as its users would: everything is prepared before the clock starts."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.chain.arrays import Graph
from cupel.chain.graph import Chain

F64 = NDArray[np.float64]
Pass = Callable[[], F64]


def planted(graph: Graph, seeds: F64) -> F64:
    """f64[N,B] with the seed rows at sources and 0 elsewhere."""
    rows = np.zeros((len(graph.seed), seeds.shape[1]))
    rows[graph.seed >= 0] = seeds[graph.seed[graph.seed >= 0]]
    return rows


def scipy_levels(chain: Chain, graph: Graph, seeds: F64) -> Pass:
    """One sparse product per level."""
    from scipy.sparse import csr_array

    slices, start = chain.slices, planted(graph, seeds)
    matrices = []
    for first, last in pairwise(slices.bounds):
        ptr = slices.ptr[first : last + 1] - slices.ptr[first]
        edge = slices.edge[slices.ptr[first] : slices.ptr[last]]
        matrix = csr_array((graph.weight[edge], graph.src[edge], ptr), shape=(last - first, chain.size))
        matrices.append((slices.rows[first:last], matrix))
    out = np.empty_like(start)

    def run() -> F64:
        np.copyto(out, start)
        for rows, matrix in matrices:
            out[rows] = matrix @ out
        return out

    return run


def polars_levels(chain: Chain, graph: Graph, seeds: F64) -> Pass:
    """Per level: join the flows with the shares so far, multiply, sum by lot."""
    names = [f"c{b}" for b in range(seeds.shape[1])]
    sources = pl.DataFrame(planted(graph, seeds)[chain.sources], schema=names).with_columns(
        lot=pl.Series(chain.sources)
    )
    levels = list(_flows_by_level(chain, graph))

    def run() -> F64:
        state = sources
        for flows in levels:
            carried = flows.join(state, left_on="src", right_on="lot").select("dst", pl.col(names) * pl.col("weight"))
            state = pl.concat([state, carried.group_by("dst").sum().select(*names, lot="dst")])
        return state.sort("lot").select(names).to_numpy()

    return run


def duckdb_levels(chain: Chain, graph: Graph, seeds: F64) -> Pass:
    """Per level: INSERT ... SELECT sum(weight * share) ... JOIN ... GROUP BY."""
    import duckdb

    names = [f"c{b}" for b in range(seeds.shape[1])]
    flows = pl.concat(level.with_columns(level=pl.lit(n)) for n, level in enumerate(_flows_by_level(chain, graph)))
    sources = pl.DataFrame(planted(graph, seeds)[chain.sources], schema=names).with_columns(
        lot=pl.Series(chain.sources)
    )
    sources = sources.select("lot", *names)
    base = duckdb.connect()
    base.register("given_flows", flows.to_arrow())
    base.register("given_sources", sources.to_arrow())
    base.execute("CREATE TABLE flows AS SELECT * FROM given_flows ORDER BY level")
    sums = ", ".join(f"sum(weight * {name})" for name in names)
    step = f"INSERT INTO state SELECT dst, {sums} FROM flows JOIN state ON src = lot WHERE level = ? GROUP BY dst"

    def run() -> F64:
        base.execute("CREATE OR REPLACE TABLE state AS SELECT * FROM given_sources")
        for level in range(int(flows["level"].max()) + 1):  # type: ignore[arg-type]
            base.execute(step, [level])
        found = base.execute("SELECT * FROM state ORDER BY lot").fetchnumpy()
        return np.stack([found[name] for name in names], axis=1)

    return run


def networkx_rows(chain: Chain, graph: Graph, seeds: F64) -> Pass:
    """Walk a DiGraph in topological order, one numpy row per lot."""
    import networkx as nx

    digraph = nx.MultiDiGraph()
    digraph.add_nodes_from(range(chain.size))
    ends = zip(graph.src.tolist(), chain.dst.tolist(), graph.weight.tolist(), strict=True)
    digraph.add_weighted_edges_from(ends)
    start = planted(graph, seeds)

    def run() -> F64:
        out = start.copy()
        for lot in nx.topological_sort(digraph):
            for src, _lot, weight in digraph.in_edges(lot, data="weight"):
                out[lot] += weight * out[src]
        return out

    return run


def dictionaries(graph: Graph) -> Callable[[], list[dict[int, float]]]:
    """Full composition of every lot, a plain dictionary each."""
    ptr, src, weight, seed = (part.tolist() for part in graph)

    def run() -> list[dict[int, float]]:
        rows: list[dict[int, float]] = []
        for lot, origin in enumerate(seed):
            if origin >= 0:
                rows.append({origin: 1.0})
                continue
            row: dict[int, float] = {}
            for e in range(ptr[lot], ptr[lot + 1]):
                part = weight[e]
                for key, share in rows[src[e]].items():
                    row[key] = row.get(key, 0.0) + part * share
            rows.append(row)
        return rows

    return run


def brightway(chain: Chain, graph: Graph) -> Callable[[int], F64]:
    """Amounts of every lot in one unit of a given lot: bw2calc with the matrix factorised beforehand."""
    import bw2calc
    import bw_processing as bwp  # type: ignore[import-not-found]

    numbers = np.arange(chain.size)
    rows, columns = np.concatenate([numbers, graph.src]), np.concatenate([numbers, chain.dst])
    indices = np.array(list(zip(rows.tolist(), columns.tolist(), strict=True)), dtype=bwp.INDICES_DTYPE)
    package: Any = bwp.create_datapackage()
    package.add_persistent_vector(
        matrix="technosphere_matrix",
        indices_array=indices,
        data_array=np.concatenate([np.ones(chain.size), graph.weight]),
        flip_array=np.concatenate([np.zeros(chain.size, bool), np.ones(len(graph.src), bool)]),
    )
    lca: Any = bw2calc.LCA({chain.size - 1: 1}, data_objs=[package])
    lca.load_lci_data()
    lca.decompose_technosphere()

    def supply(lot: int) -> F64:
        lca.build_demand_array({lot: 1})
        amounts: F64 = lca.solve_linear_system()
        return amounts

    return supply


def factorised(chain: Chain, graph: Graph) -> Callable[[NDArray[np.int32]], F64]:
    """The same for many lots at once: scipy's LU factors of the same matrix, a right-hand side per lot."""
    from scipy.sparse import csc_array, eye_array
    from scipy.sparse.linalg import splu

    flows = csc_array((graph.weight, (graph.src, chain.dst)), shape=(chain.size, chain.size))
    factors = splu(csc_array(eye_array(chain.size) - flows))

    def supply(lots: NDArray[np.int32]) -> F64:
        demand = np.zeros((chain.size, len(lots)))
        demand[lots, np.arange(len(lots))] = 1.0
        amounts: F64 = factors.solve(demand)
        return amounts

    return supply


def _flows_by_level(chain: Chain, graph: Graph) -> Iterator[pl.DataFrame]:
    slices = chain.slices
    for first, last in pairwise(slices.bounds):
        edge = slices.edge[slices.ptr[first] : slices.ptr[last]]
        yield pl.DataFrame({"src": graph.src[edge], "dst": chain.dst[edge], "weight": graph.weight[edge]})
