"""Edits as plain data, and back."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, get_args

from cupel.messages import _
from cupel.standard.clause import Applicability, Audit, Check, CheckException, ClauseRevision, Parameter, Topics
from cupel.standard.drafting.edit_schema import edit_kinds, edit_validator
from cupel.standard.drafting.edits import Edit, Part
from cupel.standard.dump import clause_data, plain
from cupel.standard.files.build import clause_from, evidence_from, tuples
from cupel.standard.files.source import Unwritten
from cupel.standard.files.validate import document_mistakes

Data = Mapping[str, Any]
KINDS: Mapping[str, type[Edit]] = {kind.name: kind for kind in get_args(Edit)}


def edit_data(edit: Edit) -> dict[str, Any]:
    """The edit as JSON knows it: ``edit`` names its kind; what is absent or default is left out."""
    data: dict[str, Any] = {"edit": edit.name}
    for item in fields(edit):
        value = getattr(edit, item.name)
        if item.name in _required(edit.name) or not _is_default(item, value):
            data[item.name] = _plain(value)
    if isinstance(getattr(edit, "parameter", None), Parameter):
        data["name"] = data["parameter"].pop("name")
    return data


def edit_from(data: Any) -> Edit:
    """The edit that ``data`` is; raises StandardError with the path of the first mistake."""
    document = Unwritten(file="", data=data)
    kind = data.get("edit") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in KINDS:
        message = _("{kind!r} is not a kind of edit.").format(kind=kind)
        remedy = _("Say edit: one of {names}.").format(names=", ".join(KINDS))
        raise document.mistake(("edit",), message, code="draft-edit", remedy=remedy)
    mistakes = list(document_mistakes(document, edit_validator(kind)))
    if mistakes:
        raise mistakes[0]
    built = {name: _built(name, value, data) for name, value in data.items() if name not in ("edit", "name")}
    return KINDS[kind](**built)


def _required(kind: str) -> list[str]:
    required: list[str] = edit_kinds()[kind]["required"]
    return required


def _is_default(item: Field[Any], value: Any) -> bool:
    made = item.default_factory() if item.default_factory is not MISSING else item.default
    return bool(value == made)


def _plain(value: Any) -> Any:
    if isinstance(value, ClauseRevision):
        return clause_data(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return plain(value) if hasattr(value, "__dataclass_fields__") else value


def _built(name: str, value: Any, data: Data) -> Any:
    if name in _BUILD and isinstance(value, dict | list):
        return _BUILD[name](value, data)
    return value


_BUILD: Mapping[str, Callable[[Any, Data], Any]] = {
    "applicability": lambda value, _data: Applicability(**tuples(value)),
    "topics": lambda value, _data: Topics(**tuples(value)),
    "audit": lambda value, _data: Audit(**tuples(value)),
    "evidence": lambda value, _data: tuple(evidence_from(item) for item in value),
    "parameter": lambda value, data: Parameter(name=data["name"], **tuples(value)),
    "check": lambda value, _data: Check(**value),
    "exception": lambda value, data: CheckException(**{"clause": data["uid"], **value}),
    "replaces": lambda value, data: CheckException(**{"clause": data["uid"], **value}),
    "clause": lambda value, _data: clause_from(Unwritten(file="", data=value)),
    "parts": lambda value, _data: tuple(Part(**item) for item in value),
    "into": lambda value, _data: Part(**value),
    "sources": lambda value, _data: tuple(value),
    "covered_by": lambda value, _data: tuple(value),
    "scope": lambda value, _data: tuples(value),
}
