"""Screening against other matchers: speed, recall, pairs of names, memory.

Names of OFAC and the UN come from the folder of reference data in ``CUPEL_DATA``; parties, pairs and the long list are
generated from fixed seeds. Peers screen samples of 3,000 parties and are compared per CPU-second. One of their
dependencies is compiled where it is installed: it needs a C++ compiler, pkg-config and ICU's headers.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from benchmarks.report import Row, data_folder
from benchmarks.screening.lists import longer, read
from benchmarks.screening.pairs import labelled
from benchmarks.screening.sets import parties
from benchmarks.screening.trials import Trial, limits, once_more, one_name, pair_quality, quality, speed

EXTRA = "bench-screening"
NAMES, SUBJECTS, SAMPLE = 20_000, 100_000, 3_000
SEEDS = (11, 12, 13)


def rows() -> Iterator[Row]:
    """Every comparison."""
    data = data_folder()
    if data is None or not (data / "lists").is_dir():
        size = f"{SUBJECTS:,} x {NAMES:,}"
        reason = "no reference data: CUPEL_DATA names no folder that holds lists"
        yield Row(work="screening", size=size, metric="parties per CPU-second", peer="all", reason=reason)
        return
    full = read(data)
    given = full.part(names=NAMES, seed=1)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(
            folder=Path(folder),
            given=given,
            longer=longer(given, times=10, seed=2),
            batch=parties(given, size=SUBJECTS, seed=3),
            samples=_told_apart([parties(given, size=SAMPLE, seed=seed) for seed in SEEDS]),
        )
        yield from quality(trial)
        yield from speed(trial)
        yield from limits(trial)
        yield once_more(trial)
        yield one_name(trial)
    yield from pair_quality(pl.concat(labelled(full, seed=seed) for seed in SEEDS))


def _told_apart(samples: list[pl.DataFrame]) -> pl.DataFrame:
    told = pl.format("{}-{}", "sample", "subject_id")
    numbered = (part.with_columns(sample=pl.lit(n)) for n, part in enumerate(samples))
    return pl.concat(numbered).with_columns(subject_id=told).drop("sample")
