"""From the model to plain data, in the order files are written; what is absent or default is left out."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from cupel.standard.canonical import sha256
from cupel.standard.clause import CheckException, ClauseRevision, Parameter

if TYPE_CHECKING:
    from cupel.standard.edition import Edition, EditionEntry
    from cupel.standard.lineage import LineageEdge
    from cupel.standard.model import Standard

SCHEMA_NAME = "cupel-standard/1"
_CLAUSE_ORDER = (
    "uid", "revision", "kind", "level", "critical", "title", "text", "guidance", "rationale", "authors",
    "applicability", "topics", "evidence", "audit", "parameters", "checks", "exceptions",
)  # fmt: skip
_NOT_CONTENT = ("revision", "authors")


def clause_data(clause: ClauseRevision) -> dict[str, Any]:
    """A clause revision as its file states it."""
    data = plain(clause, order=_CLAUSE_ORDER)
    data["parameters"] = {name: _parameter(parameter) for name, parameter in clause.parameters.items()}
    data["exceptions"] = [_exception(exception, clause.uid) for exception in clause.exceptions]
    return {name: value for name, value in data.items() if value not in ([], {})}


def content_hash(clause: ClauseRevision) -> str:
    """SHA-256 of the content: without semver, authors and labels, so that those may change without a new content."""
    return sha256({name: value for name, value in clause_data(clause).items() if name not in _NOT_CONTENT})


def edition_data(edition: "Edition") -> dict[str, Any]:
    """An edition as its file states it."""
    names = (
        "edition", "version", "label", "status", "content", "title", "dates", "scope", "owners", "claims", "notes",
    )  # fmt: skip
    return plain(edition, order=names) | (
        {"entries": [_entry(entry) for entry in edition.entries]} if edition.entries else {}
    )


def standard_data(standard: "Standard") -> dict[str, Any]:
    """The standard's own file: key, titles, register of owners, approval rule, rating scale, contradictions."""
    names = ("key", "title", "about", "licence", "owners", "approval", "rating_scale", "contradictions")
    return {"schema": SCHEMA_NAME} | plain(standard, order=names)


def lineage_data(edges: "tuple[LineageEdge, ...]") -> dict[str, Any]:
    """The file of the edges between two editions."""
    return {"from": edges[0].from_edition, "to": edges[0].to_edition, "edges": [_edge(edge) for edge in edges]}


def plain(item: Any, *, order: tuple[str, ...] | None = None) -> dict[str, Any]:
    """A dataclass as a dictionary in the order of its fields; defaults and empty parts are left out."""
    defaults = {each.name: each.default for each in fields(item)}
    values = {name: getattr(item, name) for name in order or tuple(defaults)}
    shown = {name: _value(value) for name, value in values.items() if not _is_default(value, defaults[name])}
    return {name: value for name, value in shown.items() if value not in ([], {})}


def _is_default(value: Any, default: Any) -> bool:
    return value is None or (type(value) is type(default) and value == default)


def _value(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _value(item) for key, item in value.items()}
    return plain(value) if hasattr(value, "__dataclass_fields__") else value


def _parameter(parameter: Parameter) -> dict[str, Any]:
    order = ("type", "unit", "codes", "value", "comparator", "low", "high", "reason")
    return plain(parameter, order=order)


def _exception(exception: CheckException, uid: str) -> dict[str, Any]:
    data = plain(exception)
    return data if exception.clause != uid else {name: value for name, value in data.items() if name != "clause"}


def _entry(entry: "EditionEntry") -> dict[str, Any]:
    children = {"children": [_entry(child) for child in entry.children]} if entry.children else {}
    return {"uid": entry.uid, "revision": entry.revision, "label": entry.label} | children


def _edge(edge: "LineageEdge") -> dict[str, Any]:
    data = plain(edge, order=("kind", "carry_over", "note", "decided_by", "decided_on"))
    head = {"kind": data.pop("kind"), "from": list(edge.sources), "to": list(edge.targets)}
    return head | data
