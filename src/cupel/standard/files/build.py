"""From documents that fit their schema to the model."""

from collections.abc import Mapping
from typing import Any

from cupel.errors import Place
from cupel.standard.clause import (
    Applicability,
    Audit,
    Check,
    CheckException,
    ClauseRevision,
    Evidence,
    Parameter,
    Retention,
    Topics,
)
from cupel.standard.dates import DatedFact, EditionDates
from cupel.standard.edition import Claim, Edition, EditionEntry, EditionOwner, OwnerApproval
from cupel.standard.files.source import Document, Steps
from cupel.standard.lineage import LineageEdge
from cupel.standard.model import ApprovalRule, Contradiction, Owner, Rating, Standard

Data = Mapping[str, Any]


def clause_from(document: Document) -> ClauseRevision:
    """The clause revision of a file."""
    data = document.data
    built: dict[str, Any] = {
        "authors": tuple(data.get("authors", ())),
        "applicability": Applicability(**tuples(data.get("applicability", {}))),
        "topics": Topics(**tuples(data.get("topics", {}))),
        "evidence": tuple(evidence_from(item) for item in data.get("evidence", ())),
        "audit": Audit(**tuples(data.get("audit", {}))),
        "parameters": {name: Parameter(name=name, **tuples(item)) for name, item in data.get("parameters", {}).items()},
        "checks": tuple(Check(**item) for item in data.get("checks", ())),
        "exceptions": tuple(CheckException(**{"clause": data["uid"], **item}) for item in data.get("exceptions", ())),
    }
    return ClauseRevision(**(data | built), places=_places(document))


def edition_from(data: Data, standard_key: str, more: Data) -> Edition:
    """The edition of a file; ``more`` are the clauses and the lineage it refers to."""
    built: dict[str, Any] = {
        "dates": EditionDates(**{name: DatedFact(**item) for name, item in data.get("dates", {}).items()}),
        "scope": tuples(data.get("scope", {})),
        "owners": tuple(_edition_owner(item) for item in data.get("owners", ())),
        "claims": tuple(Claim(**item) for item in data.get("claims", ())),
        "entries": tuple(_entry(item) for item in data.get("entries", ())),
    }
    return Edition(standard_key=standard_key, **{**data, **built, **more})


def standard_from(data: Data, more: Data) -> Standard:
    """The standard; ``more`` are its editions, clauses and lineage."""
    approval = data.get("approval")
    built: dict[str, Any] = {
        "owners": tuple(Owner(**item) for item in data.get("owners", ())),
        "approval": ApprovalRule(**approval) if approval else None,
        "rating_scale": tuple(Rating(**item) for item in data.get("rating_scale", ())),
        "contradictions": tuple(Contradiction(**tuples(item)) for item in data.get("contradictions", ())),
    }
    rest = {name: value for name, value in data.items() if name != "schema"}
    return Standard(**{**rest, **built, **more})


def edges_from(data: Data) -> tuple[LineageEdge, ...]:
    """The edges of a lineage file."""
    return tuple(_edge(data["from"], data["to"], item) for item in data["edges"])


def _edge(old: str, new: str, item: Data) -> LineageEdge:
    rest = {name: value for name, value in item.items() if name not in ("from", "to")}
    return LineageEdge(from_edition=old, to_edition=new, sources=tuple(item["from"]), targets=tuple(item["to"]), **rest)


def evidence_from(item: Data) -> Evidence:
    """One type of evidence."""
    retention = item.get("retention")
    return Evidence(**{**item, "retention": Retention(**retention) if retention else None})


def _edition_owner(item: Data) -> EditionOwner:
    approval = item.get("approval")
    return EditionOwner(**{**item, "approval": OwnerApproval(**approval) if approval else None})


def _entry(item: Data) -> EditionEntry:
    children = tuple(_entry(child) for child in item.get("children", ()))
    return EditionEntry(uid=item["uid"], revision=item["revision"], label=item["label"], children=children)


def tuples(item: Data) -> dict[str, Any]:
    """Lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in item.items()}


def _places(document: Document) -> dict[str, Place]:
    """Where the file states each expression, entity and message."""
    found: dict[Steps, Place] = {}
    for number, check in enumerate(document.data.get("checks", ())):
        paths: list[Steps] = [("checks", number, part) for part in ("applies", "holds", "entity")]
        paths += [("checks", number, "message", language) for language in check["message"]]
        found |= {path: document.text_place(path) for path in paths}
    for number, _exception in enumerate(document.data.get("exceptions", ())):
        path = ("exceptions", number, "when")
        found[path] = document.text_place(path)
    if "when" in document.data.get("applicability", {}):
        found["applicability", "when"] = document.text_place(("applicability", "when"))
    return {"/".join(map(str, path)): place for path, place in found.items()}
