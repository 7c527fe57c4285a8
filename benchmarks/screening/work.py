"""One system's work in a process of its own: what it finds, the CPU time it takes and the memory it needs."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import polars as pl

from benchmarks.screening import ours, peers
from benchmarks.screening.lists import WatchList

SYSTEMS: dict[str, Callable[[WatchList], peers.Screen]] = {
    "Cupel": ours.cupel,
    "rapidfuzz": peers.brute_force,
    "logic-v1": peers.matcher("logic-v1"),
    "logic-v2": peers.matcher("logic-v2"),
}
ON_PAIRS: dict[str, Callable[[pl.DataFrame], list[float]]] = {
    "Cupel": ours.cupel_pairs,
    "rapidfuzz": peers.indel_pairs,
    "logic-v1": peers.matcher_pairs("logic-v1"),
    "logic-v2": peers.matcher_pairs("logic-v2"),
}
P = ParamSpec("P")
T = TypeVar("T")
WARM_UP_NAMES, WARM_UP_PARTIES = 1_000, 100
KIB_PER_GIB = 2**20


@dataclass(frozen=True, kw_only=True)
class Measured:
    """``preparing`` the list and ``screening`` all parties: CPU seconds, user and system, children included.

    ``peak``: GiB of the whole process at most. ``hits``: subject_id, entity_id, score.
    """

    hits: pl.DataFrame
    preparing: float
    screening: float
    peak: float


def store(folder: Path, name: str, given: WatchList) -> None:
    """Keep a list where :func:`screened` finds it."""
    given.entity.write_parquet(folder / f"{name}-entity.parquet")
    given.name.write_parquet(folder / f"{name}-name.parquet")


def load(folder: Path, name: str) -> WatchList:
    """A list kept by :func:`store`."""
    return WatchList(*(pl.read_parquet(folder / f"{name}-{table}.parquet") for table in ("entity", "name")))


def screened(folder: Path, system: str, listed: str, parties: pl.DataFrame, *, at_once: int | None = None) -> Measured:
    """Screen ``parties`` against a list in a new process, all or ``at_once`` at a time."""
    return _elsewhere(_screened, folder, system, listed, parties, at_once or parties.height)


def compared(system: str, pairs: pl.DataFrame) -> list[float]:
    """Score of every pair, in a new process."""
    return _elsewhere(_compared, system, pairs)


def screened_again(folder: Path, listed: str, parties: pl.DataFrame, *, changed: float) -> tuple[float, float]:
    """CPU seconds of a first screening and of one after a change, which must find what a full run does; see
    :func:`benchmarks.screening.ours.again`.
    """
    return _elsewhere(_again, folder, listed, parties, changed)


def _again(folder: Path, listed: str, parties: pl.DataFrame, changed: float) -> tuple[float, float]:
    work = ours.again(load(folder, listed), parties, changed=changed)
    start = cpu_seconds()
    first = work.first()
    ready = cpu_seconds()
    found = work.again(first)
    done = cpu_seconds()
    if not found.equals(work.full()):
        raise AssertionError("screening again does not find what a full run finds")
    return ready - start, done - ready


def _elsewhere(work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **options).result()


def _screened(folder: Path, system: str, listed: str, parties: pl.DataFrame, at_once: int) -> Measured:
    given = load(folder, listed)
    SYSTEMS[system](given.part(names=WARM_UP_NAMES, seed=0))(parties.head(WARM_UP_PARTIES))
    start = cpu_seconds()
    screen = SYSTEMS[system](given)
    ready = cpu_seconds()
    hits = pl.concat([screen(part) for part in parties.iter_slices(at_once)])
    return Measured(hits=hits, preparing=ready - start, screening=cpu_seconds() - ready, peak=peak())


def _compared(system: str, pairs: pl.DataFrame) -> list[float]:
    return ON_PAIRS[system](pairs)


def cpu_seconds() -> float:
    """CPU time of this process and its ended children so far."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak() -> float:
    """GiB this process has held in memory at most (Linux): that of its own program only, unlike ``getrusage``, which
    counts what it was forked from.
    """
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return kib / KIB_PER_GIB
