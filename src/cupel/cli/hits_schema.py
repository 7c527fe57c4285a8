"""``cupel hits-schema``: the JSON Schema of what a screening finds."""

import json
from typing import Annotated

import typer

from cupel.messages import _


def hits_schema(
    *,
    owned: Annotated[bool, typer.Option("--owned", help=_("The schema of owned.json instead."))] = False,
) -> None:
    """Print the JSON Schema of hits.json."""
    from cupel.screening.hit_columns import hits_json_schema
    from cupel.screening.owned_columns import owned_json_schema

    typer.echo(json.dumps(owned_json_schema() if owned else hits_json_schema(), ensure_ascii=False, indent=2))
