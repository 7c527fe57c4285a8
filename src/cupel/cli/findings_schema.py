"""``cupel findings-schema``: the JSON Schema of what a run finds."""

import json

import typer


def findings_schema() -> None:
    """Print the JSON Schema of findings.json."""
    from cupel.diligence.columns import findings_json_schema

    typer.echo(json.dumps(findings_json_schema(), ensure_ascii=False, indent=2))
