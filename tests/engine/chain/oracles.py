"""Slow and plain ways to the same numbers."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from cupel.chain.graph import Chain


def exact_shares(chain: Chain, *, metal: str, seeds: NDArray[np.float64]) -> list[list[Fraction]]:
    """The recursion in exact fractions, from contents in grams."""
    rows: list[list[Fraction]] = []
    for lot, (first, last) in enumerate(pairwise(chain.ptr.tolist())):
        if chain.source[lot]:
            rows.append([Fraction(value) for value in seeds[chain.seed[lot]]])
            continue
        weights = exact_weights(chain, metal, first, last)
        rows.append(
            [
                sum((weight * rows[chain.src[first + i]][b] for i, weight in enumerate(weights)), Fraction(0))
                for b in range(seeds.shape[1])
            ]
        )
    return rows


def exact_weights(chain: Chain, metal: str, first: int, last: int) -> list[Fraction]:
    """Weights of the flows ``first`` to ``last`` - 1 into one lot, recovered from f64: grams are at most 2**53 here."""
    whole = int(chain.content[metal][chain.dst[first]])
    return [Fraction(round(chain.weight[metal][e] * whole), max(whole, 1)) for e in range(first, last)]


def shares_by_paths(chain: Chain, *, metal: str, lot: int) -> dict[int, float]:
    """Share of each source (position) in ``lot``: every path walked, products added up."""
    found: dict[int, float] = {}

    def walk(here: int, product: float) -> None:
        if chain.source[here]:
            found[here] = found.get(here, 0.0) + product
        for e in range(chain.ptr[here], chain.ptr[here + 1]):
            if chain.weight[metal][e] > 0.0:
                walk(int(chain.src[e]), product * float(chain.weight[metal][e]))

    walk(lot, 1.0)
    return found


def weight_matrix(chain: Chain, *, metal: str) -> sp.csr_array:
    """W: row v holds the weights of v's inputs (parallel flows added up)."""
    size = chain.size
    return sp.csr_array((chain.weight[metal], (chain.dst, chain.src)), shape=(size, size))


def planted(chain: Chain, seeds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seeds as N rows, zero at derived lots."""
    rows = np.zeros((chain.size, seeds.shape[1]))
    rows[chain.sources] = seeds
    return rows
