"""The interface in words, for its page: read off the operations themselves."""

from dataclasses import dataclass
from typing import Any

from cupel_web.api.access import operations_of
from cupel_web.api.interface import api
from cupel_web.kernel.access import declared


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A field of a body, or a part of an address."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, kw_only=True)
class Described:
    """One operation: ``access`` is ``public``, ``signed in``, or the permission it asks for."""

    method: str
    path: str
    access: str
    summary: str
    body: tuple[Asked, ...]


def described() -> dict[str, list[Described]]:
    """Operations by room, in order."""
    rooms: dict[str, list[Described]] = {}
    schema = api.get_openapi_schema(path_prefix="/api/")
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            known = Described(
                method=method.upper(), path=path, access=_access(told["operationId"]),
                summary=told["description"].replace("``", ""), body=tuple(_body(told, schema)),
            )  # fmt: skip
            rooms.setdefault(told.get("tags", ["other"])[0], []).append(known)
    return rooms


def _access(operation_id: str) -> str:
    found = {api.get_openapi_operation_id(operation): operation for _path, operation in operations_of(api)}
    return str(declared(found[operation_id].view_func))


def _body(told: dict[str, Any], schema: dict[str, Any]) -> list[Asked]:
    for content in told.get("requestBody", {}).get("content", {}).values():
        known = _resolved(content["schema"], schema)
        required = set(known.get("required", ()))
        return [
            Asked(name=name, type=_type(field), required=name in required, description=field.get("description", ""))
            for name, field in known.get("properties", {}).items()
        ]
    return []


def _resolved(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = told.get("$ref", "").rpartition("/")[2]
    return schema["components"]["schemas"][name] if name else told


def _type(field: dict[str, Any]) -> str:
    if "enum" in field:
        return " | ".join(str(value) or "(empty)" for value in field["enum"])
    if "anyOf" in field:
        return " | ".join(_type(each) for each in field["anyOf"])
    if field.get("type") == "array":
        return f"[{_type(field['items'])}]"
    return str(field.get("format") or field.get("const") or field.get("type", ""))
