"""The model standard over a case with known answers: precision and recall per finding kind, near misses apart.

Reads ``case`` and ``case/csv_small`` from the folder of reference data in ``CUPEL_DATA``; without it the rows say so.
The case ten times over has ten times as many answers, and is judged as a whole: no copy may hide in another.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.replicas import replicated, replicated_truth
from benchmarks.report import Row, data_folder
from benchmarks.scoring import PROVENANCE_TOLERANCE, REQUIRED, Score, provenance_gap, read_truth, scores

EXTRA = None
CASES = ("case", "case/csv_small")
TIMES = 10
BROKEN = "F22_MASS_IMBALANCE"
RECALL = ("recall", "recall (exact names and numbers only)")
LEAST_GAP = 1e-18
"""Stands for no difference at all, so that a ratio can be told."""


def rows() -> Iterator[Row]:
    """Rows of both cases."""
    data = data_folder()
    for name in CASES:
        folder = data / name if data else None
        if folder is None or not (folder / "truth").is_dir():
            reason = f"no reference data: CUPEL_DATA names no folder that holds {name}"
            yield Row(work="findings of mdd@2023", size=name, metric="precision", peer="the truth file", reason=reason)
        else:
            yield from of_case(folder, size=name)
    if data is not None and (data / "case" / "truth").is_dir():
        yield from of_replicas(data / "case", times=TIMES)


def of_case(folder: Path, *, size: str) -> Iterator[Row]:
    """Read and judge one case, then compare it with its truth."""
    from cupel.chain import read_books
    from cupel.diligence import judge
    from cupel.diligence.dossier import Dossier
    from cupel.standard import resolve

    intake = read_books(folder)
    results = judge(Dossier(intake.books.tables), resolve("mdd@2023"))
    for score in scores(results.findings, read_truth(folder)):
        yield from of_kind(score, size=size)
        if score.kind == BROKEN:
            reported = set(intake.report.findings["subject_id"])
            alike = len(reported & score.planted) / max(len(reported | score.planted), 1)
            yield reached("broken books reported by the check", size, "overlap with the truth", alike, required=1.0)
    gap = max(provenance_gap(results.provenance, folder), LEAST_GAP)
    metric = "largest difference of a share"
    yield Row(
        work="provenance",
        size=size,
        metric=metric,
        peer="tolerance",
        ours=gap,
        peer_value=PROVENANCE_TOLERANCE,
        target=1,
    )


def of_replicas(folder: Path, *, times: int) -> Iterator[Row]:
    """Judge the case ``times`` over."""
    from cupel.chain import read_books
    from cupel.diligence import judge
    from cupel.diligence.dossier import Dossier
    from cupel.standard import resolve

    tables = replicated(read_books(folder).books.tables, times=times)
    results = judge(Dossier(tables), resolve("mdd@2023"))
    for score in scores(results.findings, replicated_truth(read_truth(folder), times=times)):
        yield from of_kind(score, size=f"case, {times} times over")


def of_kind(score: Score, *, size: str) -> Iterator[Row]:
    """Precision and recall, near misses left alone, and what must stay open."""
    precision, recall = REQUIRED.get(score.kind, (None, None))
    counts = (
        f"{len(score.found & score.planted)} of {len(score.planted)} planted, {len(score.found - score.planted)} others"
    )
    yield reached(score.kind, size, f"precision ({counts})", score.precision, required=precision)
    yield reached(score.kind, size, RECALL[recall is None], score.recall, required=recall)
    if score.near_misses:
        alone = 1 - len(score.taken_in) / len(score.near_misses)
        yield reached(score.kind, size, f"near misses left alone (of {len(score.near_misses)})", alone, required=None)
    if score.open_planted:
        yield reached(
            score.kind, size, f"answered unknown (of {len(score.open_planted)})", score.left_open, required=1.0
        )


def reached(work: str, size: str, metric: str, value: float, *, required: float | None) -> Row:
    """A share that should reach what is required; without a requirement it is shown beside 1."""
    target = None if required is None else 1.0
    beside = 1.0 if required is None else required
    return Row(
        work=work, size=size, metric=metric, peer="required" if target else "all", ours=value, peer_value=beside,
        target=target, more_is_better=True,
    )  # fmt: skip
