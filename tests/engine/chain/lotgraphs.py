"""Small books of lots and flows for the tests: written by hand, drawn by hypothesis, or random and larger."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
from hypothesis import strategies as st
from numpy.typing import NDArray

from cupel.chain import compositions, edits, ledger, mixtures, origins, passes, propagate
from cupel.chain.graph import Chain, build_chain

START = datetime(2024, 1, 1)
METALS = ("cu", "ni")
LOT_COLUMNS = {"lot_id": pl.String(), "created_at": pl.Datetime("ms"), "site_id": pl.String()}
FLOW_COLUMNS = {"flow_id": pl.String(), "src_lot": pl.String(), "dst_lot": pl.String(), "at": pl.Datetime("ms")}


class LotBooks(NamedTuple):
    """Canonical tables, cut down to the columns the graph reads."""

    lots: pl.DataFrame
    flows: pl.DataFrame


def day(number: float) -> datetime:
    """The instant ``number`` days after the start of the books."""
    return START + timedelta(days=number)


def books(lots: dict[str, int], flows: Sequence[tuple[str, str, int]], **columns: Sequence[Any]) -> LotBooks:
    """Lots with their copper in grams, made a day apart; flows (from, to, grams), at the day the receiver is made."""
    made = {lot: day(number) for number, lot in enumerate(lots)}
    table = pl.DataFrame(
        {
            "lot_id": list(lots),
            "created_at": list(made.values()),
            "site_id": ["S"] * len(lots),
            "cu_g": list(lots.values()),
        }
    )
    return LotBooks(
        table.with_columns(pl.Series(name, values) for name, values in columns.items()),
        flow_table(
            [(f"F{number}", src, dst, made.get(dst, START), grams) for number, (src, dst, grams) in enumerate(flows)]
        ),
    )


def flow_table(rows: Sequence[tuple[str, str, str, datetime, int]]) -> pl.DataFrame:
    """Flows (id, from, to, at, grams of copper) of kind charge."""
    return pl.DataFrame(rows, schema={**FLOW_COLUMNS, "cu_g": pl.Int64()}, orient="row").with_columns(
        kind=pl.lit("charge")
    )


def chain_of(made: LotBooks, *metals: str) -> Chain:
    """The chain of ``made`` for ``metals`` (copper if none is named)."""
    return build_chain(made.lots, made.flows, metals=metals or ("cu",))


@st.composite
def lot_books(draw: st.DrawFn, *, most: int = 12) -> LotBooks:
    """Books of up to ``most`` lots with parallel flows, empty flows, unknown feed, and instants shared by lots."""
    size = draw(st.integers(2, most))
    grams = st.integers(0, 1000)
    lots: list[Any] = []
    flows: list[Any] = []
    for number in range(size):
        inputs = draw(st.lists(st.tuples(st.integers(0, number - 1), grams, grams), max_size=4)) if number else []
        entered = [sum(row[metal] for row in inputs) for metal in (1, 2)]
        missing = [draw(st.sampled_from([0, 0, 0, 7])) for _metal in METALS] if inputs else [draw(grams), draw(grams)]
        own = [entered[metal] + missing[metal] for metal in (0, 1)]
        lots.append((f"L{number}", day(number // 2), draw(st.sampled_from(["A", "B"])), *own))
        flows.extend(
            (f"F{number}.{i}", f"L{src}", f"L{number}", day(number // 2), *g) for i, (src, *g) in enumerate(inputs)
        )
    return _tables(lots, flows)


def random_books(*, size: int, seed: int) -> LotBooks:
    """Books of ``size`` lots: two fifths of them sources, the rest mixed from one to eight earlier lots."""
    rng = np.random.default_rng(seed)
    lots: list[Any] = []
    flows: list[Any] = []
    for number in range(size):
        inputs = 0 if number < 5 or rng.random() < 0.4 else int(rng.integers(1, 9))
        grams = rng.integers(0, 10**9, (inputs, 2)) * (rng.random((inputs, 2)) < 0.95)
        own = grams.sum(axis=0) if inputs else rng.integers(1, 10**10, 2)
        own = own + (rng.integers(1, 10**8, 2) if rng.random() < 0.05 else 0)
        site = f"S{rng.integers(4)}"
        lots.append((f"L{number:05}", day(number / 4), site, int(own[0]), int(own[1])))
        src = rng.integers(max(0, number - 60), max(number, 1), inputs)
        flows.extend(
            (f"F{number:05}.{i}", f"L{s:05}", f"L{number:05}", day(number / 4), int(g[0]), int(g[1]))
            for i, (s, g) in enumerate(zip(src, grams, strict=True))
        )
    return _tables(lots, flows)


def _tables(lots: list[Any], flows: list[Any]) -> LotBooks:
    masses = {"cu_g": pl.Int64(), "ni_g": pl.Int64()}
    return LotBooks(
        pl.DataFrame(lots, schema={**LOT_COLUMNS, **masses}, orient="row"),
        pl.DataFrame(flows, schema={**FLOW_COLUMNS, **masses}, orient="row").with_columns(kind=pl.lit("charge")),
    )


def random_seeds(chain: Chain, columns: int, *, seed: int = 7) -> NDArray[np.float64]:
    """Shares in [0, 1] for every source, a third of them 0."""
    rng = np.random.default_rng(seed)
    shape = (len(chain.sources), columns)
    return rng.random(shape) * (rng.random(shape) < 0.67)


def random_bits(size: int, *, seed: int, density: float = 0.05) -> NDArray[np.uint64]:
    """Words of which a part ``density`` has random bits."""
    rng = np.random.default_rng(seed)
    words = rng.integers(0, 2**64, size, dtype=np.uint64, endpoint=False)
    return np.where(rng.random(size) < density, words, np.uint64(0))


@contextmanager
def without_numba() -> Iterator[None]:
    """Run as where numba is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (compositions, edits, ledger, mixtures, origins, passes, propagate):
            patch.setattr(module, "compiled", lambda: None)
        ledger._ledger_fifo.cache_clear()
        yield
    ledger._ledger_fifo.cache_clear()
