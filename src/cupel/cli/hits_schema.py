"""``cupel hits-schema``: the JSON Schema of what a screening finds."""

import json

import typer


def hits_schema() -> None:
    """Print the JSON Schema of hits.json."""
    from cupel.screening.hit_columns import hits_json_schema

    typer.echo(json.dumps(hits_json_schema(), ensure_ascii=False, indent=2))
