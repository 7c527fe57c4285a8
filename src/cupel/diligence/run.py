"""One run: an edition's checks over a company's books, composed once, written atomically.

The same manifest gives the same bytes, whatever the number of threads or the hash seed: grams are summed as integers,
shares in a fixed order, rows are sorted, and nothing is stamped with the time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from cupel.chain import Snapshot, read_books
from cupel.diligence import consequences, facts, findings, tracing, words
from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import compile_edition, verdicts
from cupel.diligence.manifest import manifest
from cupel.diligence.outputs import parquet_sink, write_outputs
from cupel.diligence.replace import replaced_folder
from cupel.diligence.summary import summary
from cupel.errors import Place, RunError
from cupel.messages import _
from cupel.standard import Edition

Progress = Callable[[str, int, int], None]
Sink = Callable[[pl.DataFrame], None]


@dataclass(frozen=True, kw_only=True)
class Results:
    """All tables of a run, as in the run's files; ``propagation`` without the rows about single lots."""

    edition: Edition
    manifest: dict[str, Any]
    summary: dict[str, Any]
    findings: pl.DataFrame
    states: pl.DataFrame
    provenance: pl.DataFrame
    origins: pl.DataFrame
    propagation: pl.DataFrame
    names: pl.DataFrame


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """What a caller is told: the folder and the counts (``summary.json``)."""

    out: Path
    summary: dict[str, Any]


def run_standard(
    books: Path | Snapshot,
    *,
    edition: Edition,
    out: Path,
    mapping: Path | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Run ``edition`` over ``books`` (a folder of tables, or a snapshot) and replace the folder ``out``.

    Raises :class:`cupel.errors.CupelError`: books that cannot be read, an edition without checks, a broken expression.
    """
    tell = progress or _silent
    _require_replaceable(out, books=books.path if isinstance(books, Snapshot) else books)
    tables, intake = _read(books, mapping=mapping, progress=tell)
    with replaced_folder(out) as fresh:
        with parquet_sink(fresh / "propagation.parquet", consequences.SCHEMA) as sink:
            results = judge(Dossier(tables), edition, intake=intake, sink=sink, progress=tell)
        write_outputs(results, fresh, progress=tell)
    return RunSummary(out=out, summary=results.summary)


def _read(
    books: Path | Snapshot, *, mapping: Path | None, progress: Progress
) -> tuple[Mapping[str, pl.DataFrame], dict[str, Any] | None]:
    """The tables and what reading them left out; a snapshot left it out when it was made."""
    if isinstance(books, Snapshot):
        return books.books().tables, None
    found = read_books(books, mapping=mapping, progress=progress)
    told = found.report.as_dict()
    return found.books.tables, {name: told[name] for name in ("mapping", "quarantined", "skipped")}


def judge(
    dossier: Dossier,
    edition: Edition,
    *,
    intake: dict[str, Any] | None = None,
    sink: Sink | None = None,
    progress: Progress | None = None,
) -> Results:
    """The results of a run, in memory; what flags mean for single lots goes to ``sink``, frame by frame.

    ``intake``: what reading left out (``quarantined`` rows, ``skipped`` files), to be told with the results.
    """
    tell = progress or _silent
    checks = compile_edition(edition)
    if not checks:
        raise RunError(
            _("{edition} has no executable checks.").format(edition=edition.reference),
            code="run-no-checks",
            remedy=_("Choose a full edition; metadata-only editions hold no clauses."),
        )
    if dossier["lot"].height == 0:
        raise _no_lots(intake)
    found, judged, called = [], [], words.names_of(names(dossier))
    for number, verdict in enumerate(verdicts(dossier, checks)):
        found.append(findings.findings(verdict, names=called))
        judged.append(findings.states(verdict))
        tell("check", number + 1, len(checks))
    dossier.forget(facts.__name__)
    flags = pl.concat([pl.DataFrame(schema=findings.SCHEMA), *found]).sort("finding_kind", "subject_id", "check_id")
    tell("trace", 0, 3)
    shipped = provenance(dossier)
    tell("trace", 1, 3)
    origins = tracing.origins(dossier)
    tell("trace", 2, 3)
    touched = _downstream(dossier, flags, sink)
    tell("trace", 3, 3)
    return Results(
        edition=edition,
        manifest=manifest(edition, checks, dossier.tables, intake=intake),
        summary={**summary(dossier, edition, checks, flags, origins), "intake": intake},
        findings=flags,
        states=findings.in_order(judged),
        provenance=shipped,
        origins=origins,
        propagation=touched,
        names=names(dossier),
    )


def _require_replaceable(out: Path, *, books: Path) -> None:
    """Results are a folder of files: no file, no folder of folders and no folder that holds the books is replaced."""
    if not out.exists():
        return
    holds_books = books.resolve().is_relative_to(out.resolve())
    if holds_books or not out.is_dir() or any(inner.is_dir() for inner in out.iterdir()):
        raise RunError(
            _("This holds something else than the results of a run; it is not replaced."),
            code="run-out",
            remedy=_("Name a new folder, or one that a run has written."),
            place=Place(file=str(out)),
        )


def _no_lots(intake: dict[str, Any] | None) -> RunError:
    skipped = [f"{one['name']}: {one['reason']}" for one in (intake or {}).get("skipped", []) if one.get("unreadable")]
    message = _("The books hold no lots.")
    return RunError(
        " ".join([message, *([_("Not read: {files}").format(files="; ".join(skipped))] if skipped else [])]),
        code="run-no-lots",
        remedy=_(
            "Add a table of lots (one row per parcel received or made) and run `cupel chain check` on the folder."
        ),
    )


def _downstream(dossier: Dossier, flags: pl.DataFrame, sink: Sink | None) -> pl.DataFrame:
    """Every frame goes to the sink; those about plants and customers are kept for the report."""
    kept = [pl.DataFrame(schema=consequences.SCHEMA)]
    for frame in consequences.propagation(dossier, flags):
        if sink:
            sink(frame)
        kept.append(frame.filter(pl.col("target_type") != "lot"))
    return pl.concat(kept).sort("finding_kind", "target_type", "target_id", "metal")


def provenance(dossier: Dossier) -> pl.DataFrame:
    """``lot_id, metal, recycled_share, listed_share_certain, listed_share_possible`` of every shipped lot."""
    return tracing.traced_lots(dossier, basis="either").select(
        "lot_id",
        "metal",
        recycled_share="recycled",
        listed_share_certain="listed_certain",
        listed_share_possible="listed_possible",
    )


def names(dossier: Dossier) -> pl.DataFrame:
    """``table`` (party or site), ``id, name``: what reports call them."""
    parts = [dossier[of].select(table=pl.lit(of), id=f"{of}_id", name="name") for of in ("party", "site")]
    return pl.concat(parts).sort("table", "id")


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""
