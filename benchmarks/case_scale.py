"""Time and memory of a check and of a run as books grow: ten times the rows, at most twelve times the time.

Invented books (``examples.books``) of about 100,000 and 1,000,000 weighbridge receipts; and the reference case of
``CUPEL_DATA`` as it is, ten and a hundred times over. Each is a process of its own, reading and writing included;
checking reads in batches, so its memory has a budget too.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import MIB, Row, data_folder

EXTRA = None
ROOT = Path(__file__).resolve().parents[1]
SEED = 11
SCALE = 10
"""About 100,000 receipts."""

TIMES = 10
MOST_TIMES_SLOWER = 12.0
SECONDS = 60.0
"""What "in seconds" may mean at most for 100,000 receipts."""

MOST_MIB = 1500.0
"""What checking books of 1,000,000 receipts may take: far less than a laptop has."""

VAST_MIB = 18_000.0
"""What a run over books of 10,000,000 receipts may take: a machine of 24 GiB has room for it."""

TIMED = """
import json, resource, sys, time
from pathlib import Path
start = time.perf_counter()
{work}
told = {{"seconds": time.perf_counter() - start, "worked": time.process_time(), "receipts": receipts}}
print(json.dumps({{**told, "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}}))
"""
RUN = TIMED.format(
    work="""
from cupel.diligence import run_standard
from cupel.standard import resolve
told = run_standard(Path(sys.argv[1]), edition=resolve("mdd@2023"), out=Path(sys.argv[2])).summary
receipts = told["books"]["receipt"]
"""
)
CHECK = TIMED.format(
    work="""
from cupel.chain import check_books
told = check_books(Path(sys.argv[1]), out=Path(sys.argv[2]))
receipts = sum(file.rows for file in told.files if file.table == "receipt")
"""
)


@dataclass(frozen=True)
class Run:
    """One run or check of a folder of books; ``worked``: seconds of processor time, all threads together."""

    seconds: float
    worked: float
    peak_mb: float
    receipts: int


def rows() -> Iterator[Row]:
    """Invented books first, then the reference case."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        small, large = (generated(folder / str(scale), scale=scale) for scale in (SCALE, SCALE * TIMES))
        few = measured(small, folder)
        yield in_seconds("invented books", few)
        yield grown("invented books", few, measured(large, folder))
        yield from of_check(measured(small, folder, code=CHECK), measured(large, folder, code=CHECK))
    yield from of_case()


def of_check(few: Run, many: Run) -> Iterator[Row]:
    """Checking the books alone."""
    yield grown("check of invented books", few, many)
    yield within_memory("check of invented books", many, most=MOST_MIB)


def of_case() -> Iterator[Row]:
    """The reference case, ten and a hundred times over."""
    data = data_folder()
    if data is None or not (data / "case").is_dir():
        reason = "no reference data: CUPEL_DATA names no folder that holds case"
        yield Row(work="reference case", size="100,000 receipts", metric="seconds", peer="budget", reason=reason)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        small = measured(data / "case", folder)
        yield in_seconds("reference case", small)
        large = measured(replicas(data / "case", folder / "ten", times=TIMES), folder)
        yield grown("reference case, replicas", small, large)
        vast = measured(replicas(data / "case", folder / "hundred", times=TIMES**2), folder)
        yield grown("reference case, replicas", large, vast)
        yield within_memory("reference case, replicas", vast, most=VAST_MIB)


def replicas(case: Path, folder: Path, *, times: int) -> Path:
    """The case several times over, in a folder of its own."""
    from benchmarks.replicas import write_replicas
    from cupel.chain import read_books

    return write_replicas(read_books(case).books.tables, folder, times=times)


def generated(folder: Path, *, scale: float) -> Path:
    """Invented books; ``scale`` 1 is about 10,000 receipts."""
    wish = ["--seed", str(SEED), "--scale", str(scale), "--out", str(folder), "--format", "parquet"]
    subprocess.run([sys.executable, "-m", "examples.books", *wish], check=True, cwd=ROOT)
    return folder


def measured(books: Path, scratch: Path, *, code: str = RUN) -> Run:
    """Time from the start of the process, peak memory of the process."""
    command = [sys.executable, "-c", code, str(books), str(scratch / "out")]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Run(told["seconds"], told["worked"], told["peak_kib"] * 1024 / MIB, told["receipts"])


def within_memory(work: str, run: Run, *, most: float) -> Row:
    """The run within its budget of memory."""
    return Row(
        work=work, size=f"{run.receipts:,} receipts", metric="MiB at most", peer="budget", ours=run.peak_mb,
        peer_value=most, target=1.0, peak_mb=run.peak_mb,
    )  # fmt: skip


def in_seconds(work: str, run: Run) -> Row:
    """The run within its budget of time."""
    return Row(
        work=work, size=f"{run.receipts:,} receipts", metric="seconds", peer="budget", ours=run.seconds,
        peer_value=SECONDS, target=1.0, peak_mb=run.peak_mb,
    )  # fmt: skip


def grown(work: str, small: Run, large: Run) -> Row:
    """Processor time per processor time, put to a factor of ten in receipts: what else the machine does does not
    count."""
    slower = large.worked / small.worked * TIMES / (large.receipts / small.receipts)
    metric = (
        f"times the processor time for {TIMES} times the receipts ({large.worked:.3g} s for {small.worked:.3g} s; "
        f"by the clock {large.seconds:.3g} s for {small.seconds:.3g} s)"
    )
    return Row(
        work=work, size=f"{large.receipts:,} receipts", metric=metric, peer="budget", ours=slower,
        peer_value=MOST_TIMES_SLOWER, target=1.0, peak_mb=large.peak_mb,
    )  # fmt: skip
