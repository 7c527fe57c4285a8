"""Books of the example generator, written once per test session."""

import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl

REPOSITORY = Path(__file__).resolve().parents[3]
SEED, SCALE = 20, 0.1


def write_generated(folder: Path) -> Path:
    """About a thousand weighbridge receipts, as CSV."""
    command = [sys.executable, "-m", "examples.books", "--seed", str(SEED), "--scale", str(SCALE), "--out", str(folder)]
    subprocess.run(command, check=True, cwd=REPOSITORY)
    return folder


def shuffled(source: Path, target: Path, *, seed: int) -> Path:
    """The same files, the rows of every table in another order."""
    shutil.copytree(source, target)
    for path in [*target.glob("*.csv"), *target.glob("lists/*.csv")]:
        pl.read_csv(path, infer_schema=False).sample(fraction=1.0, shuffle=True, seed=seed).write_csv(path)
    return target
