"""The same books give the same bytes, whatever the threads, the hash seed, or the order of rows."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engine.diligence.generated import shuffled

RUN = """
import sys
from pathlib import Path
from cupel.diligence import run_standard
from cupel.standard import resolve
run_standard(Path(sys.argv[1]), edition=resolve("mdd@2023"), out=Path(sys.argv[2]))
"""

SETTINGS = {
    "one thread": {"POLARS_MAX_THREADS": "1", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "1"},
    "two threads": {"POLARS_MAX_THREADS": "2", "NUMBA_NUM_THREADS": "2", "OMP_NUM_THREADS": "2", "PYTHONHASHSEED": "2"},
}


def run(books: Path, out: Path, *, settings: str) -> Path:
    """A run in a process of its own."""
    environment = {**os.environ, **SETTINGS[settings]}
    subprocess.run([sys.executable, "-c", RUN, str(books), str(out)], check=True, env=environment)
    return out


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of every file of a run."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def first(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run to compare with."""
    return run(generated, tmp_path_factory.mktemp("first") / "out", settings="two threads")


def test_a_run_writes_every_file_that_is_promised(first: Path) -> None:
    promised = {
        "findings.parquet",
        "findings.json",
        "states.parquet",
        "provenance.parquet",
        "origins.parquet",
        "propagation.parquet",
    }
    assert promised | {"summary.json", "manifest.json", "report.html", "findings.xlsx"} <= set(digests(first))


def test_threads_and_hash_seeds_do_not_change_a_byte(first: Path, generated: Path, tmp_path: Path) -> None:
    assert digests(run(generated, tmp_path / "out", settings="one thread")) == digests(first)


def test_the_order_of_rows_does_not_change_a_byte(first: Path, generated: Path, tmp_path: Path) -> None:
    books = shuffled(generated, tmp_path / "books", seed=3)
    found = digests(run(books, tmp_path / "out", settings="two threads"))
    assert {name for name, digest in found.items() if digest != digests(first)[name]} == set()
