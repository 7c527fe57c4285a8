"""Checks of a standard against two other ways to evaluate them, over the same lots (see :mod:`benchmarks.rulebook`).

Both sides give two planes per check, where it applies and where it raises its flag, each three-valued. Ours start at
the compiled checks: building the query counts. Peers start at closures over arrays, or at syntax trees. The answers of
all sides are compared first.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from benchmarks.report import Row, added_memory, milliseconds
from benchmarks.rule_peers import Planes, numpy_check, numpy_columns, row_check
from benchmarks.rulebook import VOCABULARY, checks, lots, revised
from cupel.standard import BoundCheck, CompiledCheck, compile_check

EXTRA = None
CHECKS = 60
LOTS = 10**6
SAMPLE = 1_000
SLACK = 0.1
"""Part of a full run that a revision may cost on top of its share of changed checks."""


def rows() -> Iterator[Row]:
    """Every comparison."""
    frame, bound = lots(LOTS), checks(CHECKS)
    compiled = _compiled(bound)
    yield from against_numpy(frame, bound, compiled)
    yield against_interpreter(frame, bound, compiled)
    for changed in (1, 6, 30):
        yield revision(frame, bound, compiled, changed=changed)
    yield one_by_one(frame, compiled)
    yield compiling(frame, bound, compiled)


def evaluate(frame: pl.DataFrame, compiled: list[CompiledCheck]) -> pl.DataFrame:
    """Two nullable Boolean columns per check, found in one query."""
    asked = [expression for check in compiled for expression in _columns(check)]
    found: pl.DataFrame = nw.from_native(frame.lazy()).select(*asked).to_native().collect()
    return found


def counted(planes: pl.DataFrame) -> pl.DataFrame:
    """How many lots are true, and how many unknown, per column."""
    return planes.select(pl.all().sum().name.suffix(" true"), pl.all().null_count().name.suffix(" unknown"))


def against_numpy(frame: pl.DataFrame, bound: list[BoundCheck], compiled: list[CompiledCheck]) -> Iterator[Row]:
    """The planes, and the planes counted, against closures over numpy arrays that keep their planes too."""
    columns = numpy_columns(frame)
    closures = [numpy_check(each, columns) for each in bound]

    def closed() -> list[tuple[Planes, Planes]]:
        return [closure() for closure in closures]

    planes = evaluate(frame, compiled)
    for check, pair in zip(bound, closed(), strict=True):
        for name, expected in zip(_names(check.key), pair, strict=True):
            np.testing.assert_array_equal(planes[name].fill_null(value=False).to_numpy(), expected.true)
            np.testing.assert_array_equal((~planes[name]).fill_null(value=False).to_numpy(), expected.false)
    ours = partial(evaluate, frame, compiled)
    taken, with_counts, theirs = milliseconds(ours, lambda: counted(ours()), closed)
    row = Row(
        work="planes", size=_size(), metric="ms (at most 0.6 times)", ours=taken, peer="numpy closures",
        peer_value=theirs, target=1 / 0.6, peak_mb=added_memory(ours),
    )  # fmt: skip
    yield row
    counts = "planes, true and unknown counted"
    yield replace(row, work=counts, metric="ms (at most 1.5 times, not counted)", ours=with_counts, target=1 / 1.5)


def against_interpreter(frame: pl.DataFrame, bound: list[BoundCheck], compiled: list[CompiledCheck]) -> Row:
    """The planes against an interpreter that walks the syntax tree for every lot, on a sample of the lots."""
    sample = frame.head(SAMPLE)
    given, judges = sample.to_dicts(), [row_check(each) for each in bound]

    def walked() -> list[list[tuple[bool | None, bool | None]]]:
        return [[judge(row) for row in given] for judge in judges]

    planes = evaluate(sample, compiled)
    for check, answers in zip(bound, walked(), strict=True):
        found = zip(*(planes[name].to_list() for name in _names(check.key)), strict=True)
        if list(found) != answers:
            raise AssertionError(f"{check.key} differs: {check.check.applies}; {check.check.holds}")
    ours = partial(evaluate, frame, compiled)
    taken, theirs = milliseconds(ours, walked)
    return Row(
        work="planes", size=_size(), metric=f"ms; theirs on {SAMPLE:,} lots, times {LOTS // SAMPLE:,}", ours=taken,
        peer="Python interpreter, lot by lot", peer_value=theirs * LOTS / SAMPLE, target=100.0,
        peak_mb=added_memory(ours),
    )  # fmt: skip


def revision(frame: pl.DataFrame, bound: list[BoundCheck], compiled: list[CompiledCheck], *, changed: int) -> Row:
    """A new edition whose thresholds moved in some checks: planes of checks with an old hash are kept."""
    new = _compiled(revised(bound, changed=changed))
    hashes = {check.rule_hash: check for check in compiled}
    kept = evaluate(frame, compiled)
    fresh = [check for check in new if check.rule_hash not in hashes]
    assert len(fresh) == changed

    def incremental() -> pl.DataFrame:
        missing = [check for check in new if check.rule_hash not in hashes]
        return kept.with_columns(evaluate(frame, missing))

    np.testing.assert_array_equal(incremental().hash_rows(), evaluate(frame, new).hash_rows())
    taken, full = milliseconds(incremental, partial(evaluate, frame, new))
    return Row(
        work=f"a revision that changed {changed} of {CHECKS} checks", size=_size(),
        metric=f"ms (at most {changed / CHECKS + SLACK:.2f} times)", ours=taken, peer="all checks, ours",
        peer_value=full, target=1 / (changed / CHECKS + SLACK), peak_mb=added_memory(incremental),
    )  # fmt: skip


def one_by_one(frame: pl.DataFrame, compiled: list[CompiledCheck]) -> Row:
    """A query per check, as a run makes it: its checks are about different subjects."""
    together = partial(evaluate, frame, compiled)
    taken, theirs = milliseconds(together, lambda: [_at_once(frame, check) for check in compiled])
    return Row(
        work="planes in one query", size=_size(), metric="ms", ours=taken, peer="a query per check, ours",
        peer_value=theirs, peak_mb=added_memory(together),
    )  # fmt: skip


def compiling(frame: pl.DataFrame, bound: list[BoundCheck], compiled: list[CompiledCheck]) -> Row:
    """What compiling an edition costs, which no other row counts."""
    taken, evaluated = milliseconds(partial(_compiled, bound), partial(evaluate, frame, compiled))
    return Row(
        work="compiling, once per edition", size=_size(), metric="ms", ours=taken,
        peer="building and running the query, ours", peer_value=evaluated,
        peak_mb=added_memory(partial(_compiled, bound)),
    )  # fmt: skip


def _compiled(bound: list[BoundCheck]) -> list[CompiledCheck]:
    return [compile_check(each, VOCABULARY) for each in bound]


def _names(key: str) -> tuple[str, str]:
    return f"{key} applies", f"{key} flag"


def _columns(check: CompiledCheck) -> tuple[nw.Expr, nw.Expr]:
    applies, flag = _names(check.bound.key)
    return check.applies_expr.alias(applies), check.flag.alias(flag)


def _at_once(frame: pl.DataFrame, check: CompiledCheck) -> Any:
    return nw.from_native(frame).select(*_columns(check)).to_native()


def _size() -> str:
    return f"{CHECKS} checks, {LOTS:,} lots"
