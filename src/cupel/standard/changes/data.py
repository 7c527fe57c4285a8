"""The difference between two editions as plain data, for JSON."""

from dataclasses import asdict
from typing import Any

from cupel.standard.changes.clause_diff import CheckChange, ClauseDiff, ParameterChange
from cupel.standard.changes.edition_diff import EditionDiff
from cupel.standard.changes.redline import Redline


def diff_data(diff: EditionDiff) -> dict[str, Any]:
    """``changes`` lists moves, splits, merges and so on; ``clauses`` the redlines as [kind, text] pieces."""
    return {
        "old": {"edition": diff.old.reference, "manifest_hash": diff.old.manifest_hash},
        "new": {"edition": diff.new.reference, "manifest_hash": diff.new.manifest_hash},
        "changes": [asdict(change) for change in diff.changes],
        "clauses": [_clause(clause) for clause in diff.clauses],
    }


def _clause(clause: ClauseDiff) -> dict[str, Any]:
    return {
        "old": asdict(clause.old) if clause.old else None,
        "new": asdict(clause.new) if clause.new else None,
        "kinds": list(clause.kinds),
        "texts": {name: _pieces(line) for name, line in clause.texts.items()},
        "parameters": [_parameter(change) for change in clause.parameters],
        "checks": [_check(change) for change in clause.checks],
        "other": list(clause.other),
    }


def _pieces(line: Redline) -> list[list[str]]:
    return [[piece.kind, piece.text] for piece in line.pieces]


def _parameter(change: ParameterChange) -> dict[str, Any]:
    old, new = change.words
    return {"name": change.name, "old": old or None, "new": new or None}


def _check(change: CheckChange) -> dict[str, Any]:
    parts = {name: _pieces(line) for name, line in change.parts.items()}
    return {"id": change.id, "added": change.old is None, "removed": change.new is None, "parts": parts}
