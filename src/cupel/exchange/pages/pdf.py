"""An edition, or the change to it, as a tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from cupel.exchange.layout import Mark, Run
from cupel.exchange.manuscript import Manuscript
from cupel.exchange.pages.outline import PrintedClause, printed_clauses
from cupel.exchange.parameters import headings
from cupel.messages import _
from cupel.standard import Edition, text_in
from cupel.typesetting import set_pdf

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def edition_pdf(edition: Edition, *, language: str = "en") -> bytes:
    """The clean edition. The same edition gives the same bytes. Raises DocumentError where it cannot be set."""
    return _set(Manuscript.clean(edition, language=language))


def redline_pdf(old: Edition, new: Edition, *, language: str = "en") -> bytes:
    """The change from ``old`` to ``new``: what goes is struck, what comes is underlined, what moved says so."""
    return _set(Manuscript(old=old, new=new, language=language))


def _set(manuscript: Manuscript) -> bytes:
    begun = manuscript.new.dates.earliest
    made = datetime.combine(begun, time(), UTC) if begun else EPOCH
    template = files("cupel.exchange.pages").joinpath("templates", "edition.typ")
    return set_pdf(template, json.dumps(_document(manuscript, made), ensure_ascii=False), made=made)


def _document(manuscript: Manuscript, made: datetime) -> dict[str, Any]:
    """What the template shows."""
    edition, language = manuscript.new, manuscript.language
    return {
        "title": text_in(edition.title, language=language),
        "author": [],
        "language": language.partition("-")[0],
        "date": {"year": made.year, "month": made.month, "day": made.day},
        "reference": edition.reference,
        "manifest": edition.manifest_hash,
        "manifest-name": _("Manifest hash"),
        "contents": _("Contents"),
        "parameters": _("Parameters"),
        "pages": _("1 of 1"),
        "cover": {name: _runs(getattr(manuscript, name)) for name in ("title", "reference", "manifest")},
        "clauses": [_clause(clause) for clause in printed_clauses(manuscript)],
        "columns": list(headings()),
        "rows": [[{"runs": _runs(cell)} for cell in row.cells] for row in manuscript.rows],
    }


def _clause(clause: PrintedClause) -> dict[str, Any]:
    return {
        "anchor": clause.anchor,
        "depth": clause.depth,
        "outlined": clause.mark not in ("delete", "move-from"),
        "note": _notes().get(clause.mark),
        "label": _runs(clause.label),
        "title": _runs(clause.title),
        "parts": [
            {"name": name, "language": passage.language.partition("-")[0], "lines": _lines(passage.runs)}
            for name, passages in clause.parts.items()
            for passage in passages
        ],
    }


def _notes() -> Mapping[Mark, str]:
    return {"move-from": _("moved from here"), "move-to": _("moved here")}


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    return [{"kind": run.kind, "text": run.text, "slot": run.slot is not None} for run in runs]


def _lines(runs: Iterable[Run]) -> list[list[dict[str, Any]]]:
    """The runs of each line; where a line break goes or comes, both lines are shown."""
    lines: list[list[dict[str, Any]]] = [[]]
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].extend(_runs([Run(run.kind, piece, run.slot)] if piece else []))
    return lines
