"""Run benchmarks: ``python -m benchmarks.run all`` or ``python -m benchmarks.run NAME``.

A benchmark is a module or package of this folder with ``EXTRA`` (a requirements file, or None) and
``rows() -> Iterator[Row]``. It runs in an environment of its own, ``.venvs/<extra>``, so that peers never get into the
product's.
"""

import argparse
import ast
import hashlib
import importlib
import os
import subprocess
import sys
import venv
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.report import Row, write

HERE = Path(__file__).parent
ROOT = HERE.parent


def main() -> int:
    """Run the benchmarks named on the command line; 0 even where targets are missed: the table and the file say so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("name", choices=["all", *benchmark_names()])
    parser.add_argument("--here", action="store_true", help="in this environment, without installing peers")
    chosen = parser.parse_args()
    names = benchmark_names() if chosen.name == "all" else [chosen.name]
    codes = [measure(name) if chosen.here else in_own_environment(name) for name in names]
    return max(codes, default=0)


def benchmark_names() -> list[str]:
    """Modules and packages of this folder that define ``rows``."""
    modules = {path.stem: path for path in HERE.glob("*.py")}
    packages = {path.parent.name: path for path in HERE.glob("*/__init__.py")}
    return sorted(name for name, path in {**modules, **packages}.items() if _defines_rows(path))


def _defines_rows(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "rows" for node in tree.body)


def in_own_environment(name: str) -> int:
    """Install the benchmark's extra if need be and run it there; here if that fails, where missing peers are
    reported.
    """
    extra = importlib.import_module(f"benchmarks.{name}").EXTRA
    python = sys.executable if extra is None else environment(extra) or sys.executable
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [python, "-m", "benchmarks.run", name, "--here"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=False).returncode


def environment(extra: str) -> str | None:
    """Python of the environment that holds ``requirements/<extra>.txt``; None where it cannot be installed."""
    folder, wanted = HERE / ".venvs" / extra, ROOT / "requirements" / f"{extra}.txt"
    python, stamp = folder / "bin" / "python", folder / "installed"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        venv.create(folder, with_pip=True, clear=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
        ]
        if subprocess.run([*install, "--requirement", str(wanted)], check=False).returncode:
            return None
        stamp.write_text(digest, encoding="utf-8")
    return str(python)


def measure(name: str) -> int:
    """Run one benchmark in this process, show its table as rows come in, store them."""
    rows = []
    console = Console(width=150, soft_wrap=True)
    with console.status(f"{name} ...") as status:
        for row in importlib.import_module(f"benchmarks.{name}").rows():
            rows.append(row)
            status.update(f"{name}: {len(rows)} rows, last: {row.work}, {row.size}, against {row.peer}")
    console.print(table(name, rows))
    console.print(f"{sum(row.met for row in rows)} of {len(rows)} met; {write(name, rows).relative_to(ROOT)}")
    return 0


def table(name: str, rows: list[Row]) -> Table:
    """The rows for people."""
    shown = Table(title=name)
    for heading in ("work", "size", "peer", "metric"):
        shown.add_column(heading)
    for heading in ("ours", "peer's", "ratio", "target", "met", "MiB"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        numbers = [_short(value) for value in (row.ours, row.peer_value, row.ratio, row.target)]
        metric = row.metric if row.reason is None else f"{row.metric}; {row.reason}"
        shown.add_row(row.work, row.size, row.peer, metric, *numbers, "yes" if row.met else "NO", _short(row.peak_mb))
    return shown


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
