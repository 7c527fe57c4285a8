"""What is measured, as rows. Each system's work is done once; every row that needs it uses the result."""

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.report import Row, milliseconds
from benchmarks.screening import ours, peers
from benchmarks.screening.lists import WatchList
from benchmarks.screening.measures import area_under_curve, best_scores, recall
from benchmarks.screening.work import Measured, compared, screened, screened_again, store

OURS, FIRST, SECOND, PLAIN = "Cupel", "logic-v1", "logic-v2", "rapidfuzz"
PEERS = {
    FIRST: "nomenklatura's blocker and logic-v1",
    SECOND: "nomenklatura's blocker and logic-v2",
    PLAIN: "rapidfuzz, every pair",
}
SMALL_BATCH = 300
CHANGED = 0.01


class MissingError(Exception):
    """A system that cannot run here."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Lists and parties. Peers screen the samples, subjects told apart; ours screens the batch as well."""

    folder: Path
    given: WatchList
    longer: WatchList
    batch: pl.DataFrame
    samples: pl.DataFrame
    done: dict[tuple[object, ...], Measured | MissingError] = field(default_factory=dict)

    def work(
        self, system: str, *, listed: str = "given", parties: str = "samples", at_once: int | None = None
    ) -> Measured:
        """What ``system`` finds and needs; raises :class:`MissingError` where it is not installed or dies."""
        key = (system, listed, parties, at_once)
        if key not in self.done:
            self.done[key] = self._work(system, listed, parties, at_once)
        result = self.done[key]
        if isinstance(result, MissingError):
            raise result
        return result

    def _work(self, system: str, listed: str, parties: str, at_once: int | None) -> Measured | MissingError:
        store(self.folder, listed, getattr(self, listed))
        try:
            return screened(self.folder, system, listed, getattr(self, parties), at_once=at_once)
        except ModuleNotFoundError as error:
            return MissingError(f"not installed: {error}")
        except BrokenProcessPool:
            return MissingError("its process ended before it was done")

    @property
    def size(self) -> str:
        """Parties of the batch x names of the list."""
        return f"{self.batch.height:,} x {self.given.name.height:,}"

    @property
    def sample_size(self) -> str:
        """Parties of the samples x names of the list."""
        return f"{self.samples.height:,} x {self.given.name.height:,}"


def quality(trial: Trial) -> Iterator[Row]:
    """Recall of changed names at shares of false positives among clean ones; a namesake is a correct hit."""
    mine = _recall(trial, OURS)
    for system, peer in PEERS.items():
        blank = Row(work="changed names found", size=trial.sample_size, metric="recall", peer=peer, more_is_better=True)
        try:
            theirs = _recall(trial, system)
        except MissingError as error:
            yield replace(blank, reason=str(error))
            continue
        for share, found in theirs.items():
            named = replace(blank, metric=f"recall at {share:.1%} false positives", ours=mine[share])
            yield replace(named, peer_value=found)
            if system == SECOND and share == 0.01:
                yield replace(named, peer=f"{peer}, and 5 points", peer_value=found + 0.05, target=1.0)


def _recall(trial: Trial, system: str) -> dict[float, float]:
    hits = trial.work(system).hits
    return dict(recall(best_scores(hits, trial.samples, trial.given)))


def speed(trial: Trial) -> Iterator[Row]:
    """Parties per CPU-second: ours on the batch, peers on the samples; then with the list prepared inside the clock."""
    mine = trial.work(OURS, parties="batch")
    for system, least, least_unprepared in ((FIRST, 30.0, 10.0), (SECOND, 80.0, None), (PLAIN, None, None)):
        blank = Row(work="screening", size=trial.size, metric="parties per CPU-second", peer=PEERS[system])
        try:
            theirs, alike = trial.work(system), trial.work(OURS)
        except MissingError as error:
            yield replace(blank, reason=str(error))
            continue
        yield replace(
            blank,
            ours=trial.batch.height / mine.screening,
            peer_value=trial.samples.height / theirs.screening,
            target=least,
            more_is_better=True,
        )
        yield replace(
            blank,
            work="preparing the list and screening",
            size=trial.sample_size,
            metric="CPU s",
            ours=alike.preparing + alike.screening,
            peer_value=theirs.preparing + theirs.screening,
            target=least_unprepared,
        )


def limits(trial: Trial) -> Iterator[Row]:
    """What must not grow: cost with the length of the list, memory, the effect of the size of batches."""
    short, long = trial.work(OURS, parties="batch"), trial.work(OURS, parties="batch", listed="longer")
    size = f"{trial.batch.height:,} x {trial.longer.name.height:,}"
    blank = Row(work="a list ten times as long", size=size, metric="times the CPU s", peer="limit", target=1.0)
    yield replace(blank, ours=long.screening / short.screening, peer_value=4.0)
    yield replace(blank, work="memory", size=trial.size, metric="GiB at most", ours=short.peak, peer_value=3.0)
    yield replace(blank, work="memory", metric="GiB at most", ours=long.peak, peer_value=5.0)
    yield replace(
        blank,
        work=f"changed names among the candidates, {SMALL_BATCH} parties at a time against all at once",
        size=trial.size,
        metric="1 - difference of recall",
        ours=1.0 - abs(_candidates(trial, short) - _candidates(trial, _small_batches(trial))),
        peer_value=0.999,
        more_is_better=True,
    )


def _small_batches(trial: Trial) -> Measured:
    return trial.work(OURS, parties="batch", at_once=SMALL_BATCH)


def _candidates(trial: Trial, measured: Measured) -> float:
    scores = best_scores(measured.hits, trial.batch, trial.given).drop_nulls("change")["score"]
    return float(np.mean(scores.to_numpy() > 0))


def once_more(trial: Trial) -> Row:
    """One in a hundred changed on both sides, and screened again by what is kept of the first screening."""
    store(trial.folder, "given", trial.given)
    full, again = screened_again(trial.folder, "given", trial.batch, changed=CHANGED)
    return Row(
        work="screening again after one change in a hundred on both sides",
        size=trial.size,
        metric="share of the CPU s",
        peer="limit: changed share and 5 %",
        ours=again / full,
        peer_value=2 * CHANGED + 0.05,
        target=1.0,
    )


def one_name(trial: Trial) -> Row:
    """One name against the prepared list, every name in turn, against one pass of rapidfuzz."""
    names = cycle(list(trial.samples.head(50).iter_slices(1)))
    screen, brute_force = ours.cupel(trial.given), peers.brute_force(trial.given)
    mine, theirs = milliseconds(lambda: screen(next(names)), lambda: brute_force(next(names)))
    return Row(
        work="one name",
        size=f"1 x {trial.given.name.height:,}",
        metric="ms",
        peer=PEERS[PLAIN],
        ours=mine,
        peer_value=theirs,
        target=1 / 50,
    )


def pair_quality(pairs: pl.DataFrame) -> Iterator[Row]:
    """Chance that a pair of one party scores above a pair of two: real names, made pairs."""
    real = pl.col("group").str.starts_with("list")
    parts = {"pairs of names from lists": real, "pairs of names by kind of difficulty": ~real}
    mine = pairs.with_columns(pl.Series("score", compared(OURS, pairs)))
    for system, peer in PEERS.items():
        try:
            theirs = pairs.with_columns(pl.Series("score", compared(system, pairs)))
        except ModuleNotFoundError as error:
            yield Row(work="pairs", size=f"{pairs.height:,}", metric="AUC", peer=peer, reason=f"not installed: {error}")
            continue
        for work, part in parts.items():
            yield Row(
                work=work,
                size=f"{pairs.filter(part).height:,}",
                metric="area under the curve",
                peer=peer,
                ours=_area(mine.filter(part)),
                peer_value=_area(theirs.filter(part)),
                target=1.0 if system == SECOND else None,
                more_is_better=True,
            )


def _area(pairs: pl.DataFrame) -> float:
    return area_under_curve(pairs["same"].to_numpy(), pairs["score"].to_numpy())
