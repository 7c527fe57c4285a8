"""One edition with all that it prints, as plain data: to keep it exactly as it was when people were asked about it."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from cupel.standard.dump import clause_data, edition_data, lineage_data, standard_data
from cupel.standard.edition import Edition
from cupel.standard.files.build import clause_from, edges_from, edition_from, standard_from
from cupel.standard.files.source import Unwritten
from cupel.standard.model import Standard


def edition_snapshot(standard: Standard, edition: Edition) -> dict[str, Any]:
    """The standard's own head, the edition, the clause revisions it prints and its lineage, as their files state them:
    ``{standard, edition, clauses: [...], lineage: [...]}``.
    """
    steps = sorted(edition.lineage, key=lambda edge: (edge.from_edition, edge.to_edition))
    return {
        "standard": standard_data(standard),
        "edition": edition_data(edition),
        "clauses": [clause_data(clause) for _entry, clause, _depth in edition.walk()],
        "lineage": [
            lineage_data(tuple(edges))
            for _step, edges in groupby(steps, key=lambda edge: (edge.from_edition, edge.to_edition))
        ],
    }


def standard_of_snapshot(data: Mapping[str, Any]) -> Standard:
    """The standard with the one edition that :func:`edition_snapshot` wrote. The data is taken as it is: it is our own,
    checked when the edition was loaded or drafted.
    """
    clauses = [clause_from(Unwritten(file="", data=each)) for each in data["clauses"]]
    lineage = tuple(edge for each in data["lineage"] for edge in edges_from(each))
    edition = edition_from(data["edition"], data["standard"]["key"], {"lineage": lineage})
    edition = replace(edition, clauses={clause.uid: clause for clause in clauses})
    more = {
        "editions": {edition.edition: edition},
        "clauses": {(clause.uid, clause.revision): clause for clause in clauses},
        "lineage": lineage,
    }
    return standard_from(data["standard"], more)
