"""The files of a run. Parquet for machines, JSON for programs, HTML and XLSX for people."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from cupel.diligence.run import Results

TableSchema = Mapping[str, pl.DataType | type[pl.DataType]]
Progress = Callable[[str, int, int], None]
ROW_GROUP = 1_000_000


def write_outputs(results: "Results", folder: Path, *, progress: Progress) -> None:
    """Write every file of the run into ``folder``."""
    tables = {
        "findings": results.findings,
        "states": _coded(results.states),
        "provenance": results.provenance,
        "origins": results.origins,
    }
    steps = len(tables) + 3
    for number, (name, frame) in enumerate(tables.items()):
        frame.rechunk().write_parquet(folder / f"{name}.parquet", compression="zstd", row_group_size=ROW_GROUP)
        progress("write", number + 1, steps)
    write_json(folder / "manifest.json", results.manifest)
    write_json(folder / "summary.json", results.summary)
    write_findings_json(folder / "findings.json", results.findings)
    progress("write", steps - 2, steps)
    from cupel.diligence.report import write_report
    from cupel.diligence.workbook import write_workbook

    write_report(results, folder / "report.html")
    progress("write", steps - 1, steps)
    write_workbook(results, folder / "findings.xlsx")
    progress("write", steps, steps)


@contextmanager
def parquet_sink(path: Path, schema: TableSchema) -> Iterator[Callable[[pl.DataFrame], None]]:
    """A function that appends frames of ``schema`` to a Parquet file, a row group each."""
    from pyarrow.parquet import ParquetWriter

    arrow = pl.DataFrame(schema=schema).to_arrow().schema
    with ParquetWriter(path, arrow, compression="zstd", use_dictionary=True) as writer:
        yield lambda frame: writer.write_table(frame.to_arrow().cast(arrow)) if frame.height else None


def write_json(path: Path, value: Any) -> None:
    """Readable JSON, keys in the order given, one byte sequence per value."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_findings_json(path: Path, findings: pl.DataFrame) -> None:
    """A JSON array with one finding per line; ``values`` as an object."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, row in enumerate(findings.iter_rows(named=True)):
            row["values"] = json.loads(row["values"])
            file.write(",\n" if number else "\n")
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True))
        file.write("\n]\n")


def _coded(frame: pl.DataFrame) -> pl.DataFrame:
    """Words that repeat in millions of rows, as categories in alphabetical order."""
    words = [
        name
        for name in ("finding_kind", "check_id", "subject_type", "state", "target_type", "metal")
        if name in frame.columns
    ]
    present = {name: frame[name].unique().cast(pl.String).sort() for name in words}
    return frame.with_columns(pl.col(name).cast(pl.Enum(present[name])) for name in words)
