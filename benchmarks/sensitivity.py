"""How findings move with each parameter of the model standard, on invented books of three seeds.

``python -m benchmarks.sensitivity docs/reference/sensitivity.md`` writes the page. Every parameter is varied by itself;
the others keep the value of the edition.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from benchmarks.scoring import Score, read_truth, scores
from cupel.chain import read_books
from cupel.diligence import VOCABULARY
from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import verdicts
from cupel.diligence.findings import findings
from cupel.standard import BoundCheck, Parameter, compile_check, resolve, text_in, with_unit

ROOT = Path(__file__).resolve().parents[1]
STANDARD = "mdd@2023"
SEEDS = (101, 102, 103)
SCALE = 1
FACTORS = (0.5, 0.8, 1.25, 2.0)
PARTS = (0.25, 0.5, 1.0)
"""Of the upper bound, where the shipped value is zero and factors say nothing."""

WHOLE = ("C62",)
"""Units that are counted."""

HEAD = """# How findings move with each parameter

Each row varies one parameter of the Model Due Diligence Standard ({standard}) and leaves the others as shipped; the
shipped value is in bold. Values run from the lowest to the highest that the standard allows. The figures are those of
three sets of invented books (`examples/books`, seeds {seeds}, about {receipts:,} weighbridge receipts each), in
this order, separated by a dot. Precision and recall are against what the simulation itself noted; a dash where it notes
nothing about the kind. The books are not those of any real company, and the values were chosen for the reasons given,
not by these tables.

This page is made by `python -m benchmarks.sensitivity docs/reference/sensitivity.md`.
"""


@dataclass(frozen=True)
class Company:
    """Invented books and what is true of them."""

    dossier: Dossier
    truth: pl.DataFrame


def main() -> None:
    """Write the page to the file named on the command line."""
    with tempfile.TemporaryDirectory() as scratch:
        companies = [company(Path(scratch) / str(seed), seed=seed) for seed in SEEDS]
    receipts = round(companies[0].dossier["receipt"].height, -3)
    head = HEAD.format(standard=STANDARD, seeds=", ".join(map(str, SEEDS)), receipts=receipts)
    sections = [section(bound, companies) for bound in resolve(STANDARD).checks()]
    Path(sys.argv[1]).write_text("\n".join([head, *sections]), encoding="utf-8")


def company(folder: Path, *, seed: int) -> Company:
    """Simulate and read one set of books."""
    wish = ["--seed", str(seed), "--scale", str(SCALE), "--out", str(folder), "--format", "parquet"]
    subprocess.run([sys.executable, "-m", "examples.books", *wish], check=True, cwd=ROOT)
    return Company(Dossier(read_books(folder).books.tables), read_truth(folder))


def section(bound: BoundCheck, companies: list[Company]) -> str:
    """One kind: a table, and the reason of each parameter."""
    lines = [f"## {bound.check.finding}", "", f"Clause {bound.label}, {text_in(bound.clause.title)}.", ""]
    lines += ["| parameter | value | findings | precision | recall |", "| --- | ---: | ---: | ---: | ---: |"]
    for parameter in bound.parameters.values():
        lines += [row(bound, parameter, value, companies) for value in values(parameter)]
    reasons = [f"- `{each.name}`: {text_in(each.reason)}" for each in bound.parameters.values()]
    return "\n".join([*lines, "", *reasons, ""])


def values(parameter: Parameter) -> list[str | float]:
    """The shipped value and others within the bounds, in order; every code of a code."""
    if isinstance(parameter.value, str | bool):
        return list(parameter.codes)
    low, high = parameter.low, parameter.high
    if low is None or high is None:
        return [parameter.value]
    others = [parameter.value * factor for factor in FACTORS] if parameter.value else [high * part for part in PARTS]
    inside = [min(max(value, low), high) for value in (low, *others, high)]
    rounded = [round(value) if parameter.unit in WHOLE else float(f"{value:.4g}") for value in inside]
    return sorted({float(value) for value in (parameter.value, *rounded)})


def row(bound: BoundCheck, parameter: Parameter, value: str | float, companies: list[Company]) -> str:
    """The findings of all companies under one value."""
    changed = {**bound.parameters, parameter.name: replace(parameter, value=value)}
    variant = replace(bound, clause=replace(bound.clause, parameters=changed))
    found = list(outcomes(with_same_check(variant, bound), companies))
    shown = value if isinstance(value, str) else with_unit(int(value) if value == int(value) else value, parameter.unit)
    printed = f"**{shown}**" if value == parameter.value else str(shown)
    counts = " · ".join(str(count) for count, _score in found)
    precision = " · ".join("–" if score is None else f"{score.precision:.2f}" for _count, score in found)
    recall = " · ".join("–" if score is None else f"{score.recall:.2f}" for _count, score in found)
    return f"| `{parameter.name}` | {printed} | {counts} | {precision} | {recall} |"


def with_same_check(variant: BoundCheck, bound: BoundCheck) -> BoundCheck:
    """Exceptions of the same clause use its changed parameters too."""
    own = tuple(
        replace(each, clause=variant.clause) if each.clause.uid == bound.clause.uid else each
        for each in variant.exceptions
    )
    return replace(variant, exceptions=own)


def outcomes(bound: BoundCheck, companies: list[Company]) -> Iterator[tuple[int, Score | None]]:
    """Number of flags and the score, per company."""
    check = compile_check(bound, VOCABULARY)
    for each in companies:
        (verdict,) = verdicts(each.dossier, [check])
        found = findings(verdict)
        told = {score.kind: score for score in scores(found, each.truth)}
        yield found.filter(pl.col("state") == "true").height, told.get(bound.check.finding)


if __name__ == "__main__":
    main()
