"""Edits of drafts in the description: the engine's own schema, under names of the description."""

import json
from typing import Annotated, Any

from pydantic import WithJsonSchema

from cupel.standard.drafting import edit_schema

PREFIX = "#/components/schemas/"
MARK = "x-edit"

EditData = Annotated[dict[str, Any], WithJsonSchema({MARK: True})]
"""An edit as :func:`cupel.standard.drafting.edit_data` gives it; the description names its schema there."""


def with_edits(described: dict[str, Any]) -> dict[str, Any]:
    """The components of a description with ``Edit``, and with what it is made of: ``Edit.reword``, ``Edit.clause``."""
    told = json.dumps(edit_schema()).replace("#/$defs/edit-", "#/$defs/").replace("#/$defs/", f"{PREFIX}Edit.")
    whole: dict[str, Any] = json.loads(told)
    parts = {f"Edit.{name.removeprefix('edit-')}": schema for name, schema in whole["$defs"].items()}
    return {**described, "Edit": {"title": whole["title"], "anyOf": whole["anyOf"]}, **parts}


def named(described: Any) -> Any:
    """A description in which every :data:`EditData` says which schema it has."""
    if isinstance(described, dict):
        marked = {"$ref": f"{PREFIX}Edit"}
        return marked if MARK in described else {name: named(each) for name, each in described.items()}
    return [named(each) for each in described] if isinstance(described, list) else described
